"""Frames of the SAM reader's serial protocol (GA/T 467-2019, chapter 7): building requests, finding replies.

A frame is the preamble AA AA AA 96 69, a big-endian length (bytes that follow it, checksum included), the
body and the XOR of everything between preamble and checksum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import xor as _xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
HEADER = len(PREAMBLE) + 2
SHORTEST = 4
"""SW1 SW2 SW3 CHK."""
LONGEST = 2400
"""A little above text + photo + both fingerprints (0x090A = 2314)."""


def checksum(data: bytes) -> int:
    """XOR of the bytes; over length and body it gives the frame's last byte."""
    return reduce(_xor, data, 0)


def request(command: int, parameter: int, data: bytes = b"") -> bytes:
    """The frame that asks the reader for `command` with `parameter`."""
    body = (len(data) + 3).to_bytes(2, "big") + bytes([command, parameter]) + data
    return PREAMBLE + body + bytes([checksum(body)])


def response(sw3: int, data: bytes = b"", sw1: int = 0, sw2: int = 0) -> bytes:
    """The frame a reader answers with; simulators and tests speak through it."""
    body = (len(data) + 4).to_bytes(2, "big") + bytes([sw1, sw2, sw3]) + data
    return PREAMBLE + body + bytes([checksum(body)])


class Flaw(StrEnum):
    """Why bytes that began like a frame are none."""

    LENGTH = "length"
    """The length is below 4 or above 2400."""
    CHECKSUM = "checksum"
    """The XOR over length and body is not zero."""
    TRUNCATED = "truncated"
    """The rest never came."""
    NOISE = "noise"
    """No preamble anywhere."""


@dataclass(frozen=True)
class Reply:
    """One whole answer of the reader."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes = field(repr=False)
    """What follows the status; may hold a person's record, so it is never shown."""


@dataclass(frozen=True)
class BrokenFrame:
    """Something that began like a frame and was refused."""

    flaw: Flaw


class FrameParser:
    """Finds frames in bytes as they arrive.
    Inside a frame the preamble is ordinary data (photos contain it).
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.noise = 0
        """Bytes dropped so far because no frame claimed them."""

    @property
    def pending(self) -> int:
        """Bytes kept back until more arrive."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Reply | BrokenFrame]:
        """Take bytes; give back every frame, good or refused, that ended with them."""
        self._buffer += data
        found: list[Reply | BrokenFrame] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def end(self) -> list[Reply | BrokenFrame]:
        """Nothing more will come: a frame begun is truncated, and whole frames it had swallowed are found."""
        found: list[Reply | BrokenFrame] = []
        while self._buffer:
            if not self._buffer.startswith(PREAMBLE):
                self._drop(len(self._buffer))
                break
            found.append(BrokenFrame(Flaw.TRUNCATED))
            self._drop(len(PREAMBLE))
            found += self.feed(b"")
        return found

    def _next(self) -> Reply | BrokenFrame | None:
        self._hunt()
        if len(self._buffer) < HEADER:
            return None
        length = int.from_bytes(self._buffer[5:7], "big")
        if not SHORTEST <= length <= LONGEST:
            return self._refuse(Flaw.LENGTH)
        if len(self._buffer) < HEADER + length:
            return None
        body = bytes(self._buffer[5 : HEADER + length])
        if checksum(body) != 0:
            return self._refuse(Flaw.CHECKSUM)
        del self._buffer[: HEADER + length]
        return Reply(body[2], body[3], body[4], body[5:-1])

    def _hunt(self) -> None:
        """Drop what cannot be the start of a frame, keeping a preamble that is still arriving."""
        at = self._buffer.find(PREAMBLE)
        if at >= 0:
            self._drop(at)
            return
        keep = next((n for n in range(len(PREAMBLE) - 1, 0, -1) if self._buffer.endswith(PREAMBLE[:n])), 0)
        self._drop(len(self._buffer) - keep)

    def _refuse(self, flaw: Flaw) -> BrokenFrame:
        # only the preamble is dropped: a torn frame may have swallowed the whole one behind it
        self._drop(len(PREAMBLE))
        return BrokenFrame(flaw)

    def _drop(self, count: int) -> None:
        self.noise += count
        del self._buffer[:count]


def parse_one(raw: bytes) -> Reply | BrokenFrame:
    """The first good reply in a capture, else why there is none."""
    parser = FrameParser()
    found = parser.feed(raw) + parser.end()
    good = next((item for item in found if isinstance(item, Reply)), None)
    if good is not None:
        return good
    return found[0] if found else BrokenFrame(Flaw.NOISE)
