"""The few Modbus RTU functions a relay board needs (Modbus application protocol 1.1b, functions 1, 2, 5, 15).

Address, function, data, CRC-16 with the low byte first. Frames carry no length and no mark: what an answer
looks like follows from the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

EXCEPTION = 0x80


class Function(IntEnum):
    """What is asked."""

    READ_COILS = 1
    READ_INPUTS = 2
    WRITE_COIL = 5
    WRITE_COILS = 15


EXCEPTIONS = {
    1: "illegal_function",
    2: "illegal_address",
    3: "illegal_value",
    4: "device_failure",
    5: "still_working",
    6: "busy",
}


def crc(data: bytes) -> bytes:
    """CRC-16/MODBUS (polynomial A001 reflected, start FFFF), low byte first."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


@dataclass(frozen=True)
class Request:
    """One question to one unit."""

    unit: int
    function: Function
    start: int
    body: bytes
    """What follows the start address."""
    count: int = 1
    """Bits read or written."""

    @property
    def frame(self) -> bytes:
        """The bytes to send."""
        data = bytes([self.unit, self.function]) + self.start.to_bytes(2, "big") + self.body
        return data + crc(data)

    @property
    def answer_size(self) -> int:
        """Bytes of a good answer."""
        reads = self.function in (Function.READ_COILS, Function.READ_INPUTS)
        return 5 + (self.count + 7) // 8 if reads else 8


@dataclass(frozen=True)
class Answer:
    """A good answer; `bits` is empty for a write."""

    bits: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """The unit understood and said no."""

    code: str


def read_bits(unit: int, function: Function, start: int, count: int) -> Request:
    """Ask for `count` coils or inputs from `start`. Raises `ValueError` beyond what one frame holds."""
    if not 1 <= count <= 2000:
        raise ValueError("1 to 2000 bits")
    return Request(unit, function, start, count.to_bytes(2, "big"), count)


def write_coil(unit: int, coil: int, on: bool) -> Request:
    """Switch one coil; coil 00FF means all of them on boards that know it."""
    return Request(unit, Function.WRITE_COIL, coil, b"\xff\x00" if on else b"\x00\x00")


def write_coils(unit: int, start: int, values: tuple[bool, ...]) -> Request:
    """Switch several coils at once."""
    if not 1 <= len(values) <= 1968:
        raise ValueError("1 to 1968 bits")
    data = pack(values)
    body = len(values).to_bytes(2, "big") + bytes([len(data)]) + data
    return Request(unit, Function.WRITE_COILS, start, body, len(values))


def pack(bits: tuple[bool, ...]) -> bytes:
    """Bits as bytes, the first one lowest."""
    packed = bytearray((len(bits) + 7) // 8)
    for at, bit in enumerate(bits):
        packed[at // 8] |= bit << at % 8
    return bytes(packed)


def unpack(data: bytes, count: int) -> tuple[bool, ...]:
    """The first `count` bits of packed bytes."""
    return tuple(bool(data[at // 8] >> at % 8 & 1) for at in range(count))


def find_answer(heard: bytes, request: Request) -> Answer | Refusal | None:
    """The answer to `request` in what was heard, noise before it passed over; nothing while none is whole.

    An answer fits when unit, function, size and CRC do, and for a write the repeated address and value too.
    """
    for at in range(len(heard)):
        if heard[at] != request.unit:
            continue
        item = _good(heard[at:], request) or _refusal(heard[at:], request)
        if item is not None:
            return item
    return None


def _good(data: bytes, request: Request) -> Answer | None:
    whole = data[: request.answer_size]
    if len(whole) < request.answer_size or whole[1] != request.function or crc(whole[:-2]) != whole[-2:]:
        return None
    if request.function in (Function.WRITE_COIL, Function.WRITE_COILS):
        return Answer() if whole[2:6] == request.start.to_bytes(2, "big") + request.body[:2] else None
    if whole[2] != len(whole) - 5:
        return None
    return Answer(unpack(whole[3:-2], request.count))


def _refusal(data: bytes, request: Request) -> Refusal | None:
    whole = data[:5]
    if len(whole) < 5 or whole[1] != request.function | EXCEPTION or crc(whole[:-2]) != whole[-2:]:
        return None
    return Refusal(EXCEPTIONS.get(whole[2], f"exception_{whole[2]}"))
