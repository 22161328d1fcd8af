"""The wire of a GM65 scanner: register frames with a CRC, and decoded codes as lines between them.

Request: 7E 00, type, length, address (2, big-endian), data, CRC. Reply: 02 00 00, length, data, CRC. The CRC
is CRC-16/XMODEM over everything after the two head bytes; a request may carry AB CD instead, a reply never.
"""

from __future__ import annotations

from binascii import crc_hqx
from dataclasses import dataclass, field
from enum import IntEnum

REQUEST_HEAD = b"\x7e\x00"
REPLY_HEAD = b"\x02\x00"
UNCHECKED = b"\xab\xcd"
LONGEST_LINE = 7200
"""The largest code holds 7089 digits."""
ENDS = b"\r\n"
TAB = 0x09


class Type(IntEnum):
    """What a request does to the registers."""

    READ = 0x07
    WRITE = 0x08
    SAVE = 0x09
    """Keep the registers over power loss; wears the memory, so only a technician does it."""


REG_TRIGGER = 0x0002
REG_BAUD = 0x002A
REG_FACTORY = 0x00D9
FACTORY = 0x50
BAUDS = {b"\x39\x01": 9600}
"""Values of the speed register; only the one every source agrees on."""


def crc(data: bytes) -> bytes:
    """CRC-16/XMODEM (polynomial 1021, start 0), high byte first."""
    return crc_hqx(data, 0).to_bytes(2, "big")


def request(kind: Type, address: int, data: bytes) -> bytes:
    """A request with its CRC. Raises `ValueError` when it carries nothing or more than 255 bytes."""
    if not 1 <= len(data) <= 255:
        raise ValueError("1 to 255 data bytes")
    body = bytes([kind, len(data)]) + address.to_bytes(2, "big") + data
    return REQUEST_HEAD + body + crc(body)


def read_registers(address: int, count: int = 1) -> bytes:
    """Ask for `count` registers from `address`."""
    body = bytes([Type.READ, 1]) + address.to_bytes(2, "big") + bytes([count])
    return REQUEST_HEAD + body + crc(body)


def write_register(address: int, *values: int) -> bytes:
    """Set registers from `address` on."""
    return request(Type.WRITE, address, bytes(values))


def save() -> bytes:
    """Keep the registers."""
    return request(Type.SAVE, 0, b"\x00")


def reply(data: bytes) -> bytes:
    """What a scanner answers; simulators and tests speak through it."""
    body = b"\x00" + bytes([len(data)]) + data
    return REPLY_HEAD + body + crc(body)


@dataclass(frozen=True)
class RegisterReply:
    """The module's answer to a request: the registers read, or one byte 00 for a write."""

    data: bytes


@dataclass(frozen=True)
class Line:
    """One decoded code."""

    data: bytes = field(repr=False)
    """May be somebody's ticket or name, so it is never shown."""


class Demultiplexer:
    """Cuts the line into replies and decoded codes.

    A code is believed only with its CR or LF: what was cut off on the way is not half a code.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._skipping = False
        self.noise = 0

    @property
    def pending(self) -> int:
        """Bytes kept back until more arrive."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[RegisterReply | Line]:
        """Take bytes; give what is complete."""
        self._buffer += data
        found: list[RegisterReply | Line] = []
        while self._buffer:
            size, item = self._first()
            if size == 0:
                break
            del self._buffer[:size]
            if item is not None:
                found.append(item)
        return found

    def end(self) -> None:
        """Nothing more will come: drop what is not whole."""
        self._drop(len(self._buffer))
        self._buffer.clear()
        self._skipping = False

    def _first(self) -> tuple[int, RegisterReply | Line | None]:
        """Control bytes never belong to a code: one ends it, begins a reply, or shows a loss."""
        at = next((at for at, byte in enumerate(self._buffer) if byte < 0x20 and byte != TAB), -1)
        if at < 0:
            return self._wait_for_end()
        if self._buffer[at] in ENDS:
            return self._line(at)
        if at or not REPLY_HEAD.startswith(bytes(self._buffer[:2])):
            return self._drop(max(1, at))
        return self._reply()

    def _reply(self) -> tuple[int, RegisterReply | None]:
        """A reply, or, where its CRC is wrong, one byte of noise so that what follows is found."""
        if len(self._buffer) < 4:
            return (0, None) if len(self._buffer) < 3 or self._buffer[2] == 0 else self._drop(1)
        size = 4 + self._buffer[3] + 2
        if self._buffer[2] != 0:
            return self._drop(1)
        if len(self._buffer) < size:
            return 0, None
        whole = bytes(self._buffer[:size])
        if crc(whole[2:-2]) != whole[-2:]:
            return self._drop(1)
        return size, RegisterReply(whole[4:-2])

    def _wait_for_end(self) -> tuple[int, None]:
        """A code without its end yet; one that grew too long is dropped up to there."""
        if len(self._buffer) <= LONGEST_LINE:
            return 0, None
        self._skipping = True
        return self._drop(len(self._buffer))

    def _line(self, end: int) -> tuple[int, Line | None]:
        data, skipped = bytes(self._buffer[:end]), self._skipping
        self._skipping = False
        if skipped or len(data) > LONGEST_LINE:
            return self._drop(end + 1)
        return end + 1, Line(data) if data else None

    def _drop(self, count: int) -> tuple[int, None]:
        self.noise += count
        return count, None
