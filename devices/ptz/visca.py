"""VISCA over RS-232 (Sony EVI and SRG manuals): commands as bytes, and what the camera's packets mean.

A packet has 3 to 16 bytes and ends with FF. To camera x it begins with 8x, from it with (x+8)0; 88 goes
round to all. A command is acknowledged with the socket it runs in (z0 4y FF) and later completed (z0 5y FF);
an inquiry is answered at once (z0 50 ... FF).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

END = 0xFF
SHORTEST, LONGEST = 3, 16
ADDRESS_SET = bytes.fromhex("883001FF")
IF_CLEAR = bytes.fromhex("88010001FF")


class Code(StrEnum):
    """Why a camera refuses."""

    SYNTAX = "syntax"
    BUFFER_FULL = "buffer_full"
    """Both sockets are taken."""
    CANCELLED = "cancelled"
    NO_SOCKET = "no_socket"
    NOT_EXECUTABLE = "not_executable"
    """Not now, for example a zoom while the power is off."""


CODES = {
    0x02: Code.SYNTAX,
    0x03: Code.BUFFER_FULL,
    0x04: Code.CANCELLED,
    0x05: Code.NO_SOCKET,
    0x41: Code.NOT_EXECUTABLE,
}


@dataclass(frozen=True)
class Ack:
    """The command was taken and runs in this socket."""

    socket: int


@dataclass(frozen=True)
class Done:
    """The command in this socket ended; socket 0 belongs to commands that need none."""

    socket: int


@dataclass(frozen=True)
class Answer:
    """What an inquiry brought."""

    data: bytes


@dataclass(frozen=True)
class Refused:
    """An error; `socket` is 0 where none was given yet."""

    socket: int
    code: Code


@dataclass(frozen=True)
class NetworkChange:
    """A camera was added, removed or switched on: addresses must be set again."""


@dataclass(frozen=True)
class Addressed:
    """The address round came back; so many cameras are on the line."""

    cameras: int


@dataclass(frozen=True)
class Cleared:
    """The clearing round came back."""


Said = Ack | Done | Answer | Refused | NetworkChange | Addressed | Cleared


class PacketParser:
    """Cuts the line into packets; what is too long, too short or begins wrong is counted and dropped."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._overlong = False
        self.noise = 0

    @property
    def pending(self) -> int:
        """Bytes kept back until more arrive; never more than one packet's worth."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes; give every whole packet, its FF included."""
        return [packet for byte in data if (packet := self._take(byte)) is not None]

    def _take(self, byte: int) -> bytes | None:
        self._buffer.append(byte)
        if byte != END:
            self._overlong = self._overlong or len(self._buffer) >= LONGEST
            if self._overlong or self._buffer[0] < 0x80:
                self._drop()
            return None
        packet, whole = bytes(self._buffer), not self._overlong and len(self._buffer) >= SHORTEST
        self._overlong = False
        if whole:
            self._buffer.clear()
            return packet
        self._drop()
        return None

    def _drop(self) -> None:
        self.noise += len(self._buffer)
        self._buffer.clear()


def packet(address: int, body: bytes) -> bytes:
    """A packet to camera 1 to 7. Raises `ValueError` for what no camera would take."""
    if not 1 <= address <= 7:
        raise ValueError("addresses are 1 to 7")
    if END in body or not SHORTEST - 2 <= len(body) <= LONGEST - 2:
        raise ValueError("a body has 1 to 14 bytes and no FF")
    return bytes([0x80 | address]) + body + bytes([END])


def decode(whole: bytes, address: int) -> Said | None:
    """What a packet means to the owner of camera `address`; nothing for others' and unknown ones."""
    head, body = whole[0], whole[1:-1]
    if head == 0x88:
        return _round(body)
    if body == b"\x38" and head & 0x8F == 0x80:
        return NetworkChange()
    if head != (address + 8) << 4:
        return None
    return _reply(body)


def _round(body: bytes) -> Said | None:
    """Broadcasts that came back: an address round carries the next free address."""
    if len(body) == 2 and body[0] == 0x30 and 2 <= body[1] <= 8:
        return Addressed(body[1] - 1)
    return Cleared() if body == IF_CLEAR[1:-1] else None


def _reply(body: bytes) -> Said | None:
    kind, socket = body[0] & 0xF0, body[0] & 0x0F
    if socket > 2:
        return None
    match kind, len(body):
        case 0x40, 1:
            return Ack(socket)
        case 0x50, 1:
            return Done(socket)
        case 0x50, _:
            return Answer(body[1:]) if socket == 0 else None
        case 0x60, 2 if body[1] in CODES:
            return Refused(socket, CODES[body[1]])
        case _:
            return None


def nibbles(value: int) -> bytes:
    """16 bits as four bytes 0p 0q 0r 0s; negative values in two's complement."""
    if not -0x8000 <= value <= 0xFFFF:
        raise ValueError("does not fit 16 bits")
    return bytes((value >> shift) & 0x0F for shift in (12, 8, 4, 0))


def from_nibbles(data: bytes, signed: bool = False) -> int:
    """The value of four bytes 0p 0q 0r 0s. Raises `ValueError` for anything else."""
    if len(data) != 4 or any(byte > 0x0F for byte in data):
        raise ValueError("four bytes 00 to 0F")
    value = data[0] << 12 | data[1] << 8 | data[2] << 4 | data[3]
    return value - 0x10000 if signed and value & 0x8000 else value
