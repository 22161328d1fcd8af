"""Pelco-D: seven bytes to a camera that mostly answers nothing, so that a command's outcome stays unknown.

FF, address, two command bytes, two data bytes, and the sum of bytes 2 to 6 modulo 256.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag

from devices.ptz.commands import Preset, Way, Zoom

SYNC = 0xFF
SIZE = 7
FASTEST = 0x3F


class Move(Flag):
    """Bits of the second command byte; they combine, opposite ones do not."""

    STOP = 0x00
    RIGHT = 0x02
    LEFT = 0x04
    UP = 0x08
    DOWN = 0x10
    TELE = 0x20
    WIDE = 0x40
    FAR = 0x80


WAYS: dict[Way, Move] = {
    Way.UP: Move.UP,
    Way.DOWN: Move.DOWN,
    Way.LEFT: Move.LEFT,
    Way.RIGHT: Move.RIGHT,
    Way.UP_LEFT: Move.UP | Move.LEFT,
    Way.UP_RIGHT: Move.UP | Move.RIGHT,
    Way.DOWN_LEFT: Move.DOWN | Move.LEFT,
    Way.DOWN_RIGHT: Move.DOWN | Move.RIGHT,
    Way.STOP: Move.STOP,
}
LENS: dict[Zoom, Move] = {Zoom.STOP: Move.STOP, Zoom.TELE: Move.TELE, Zoom.WIDE: Move.WIDE}
PRESETS: dict[Preset, int] = {Preset.SET: 0x03, Preset.RESET: 0x05, Preset.RECALL: 0x07}
"""Second command byte: remember, forget, go there."""
_OPPOSITE = (Move.LEFT | Move.RIGHT, Move.UP | Move.DOWN, Move.TELE | Move.WIDE)


@dataclass(frozen=True)
class Position:
    """Answer to a query: which of pan, tilt, zoom, and the value (pan and tilt in hundredths of a degree)."""

    what: str
    value: int


QUERIES = {"pan": 0x51, "tilt": 0x53, "zoom": 0x55}
_ANSWERS = {0x59: "pan", 0x5B: "tilt", 0x5D: "zoom"}


def frame(address: int, first: int, second: int, data1: int, data2: int) -> bytes:
    """One frame with its sum. Raises `ValueError` when a number is no byte or the address is 0."""
    if not 1 <= address <= 255:
        raise ValueError("addresses are 1 to 255")
    body = bytes([address, first, second, data1, data2])
    return bytes([SYNC]) + body + bytes([sum(body) % 256])


def move(address: int, way: Move, pan_speed: int = 0x20, tilt_speed: int = 0x20) -> bytes:
    """Begin to move until `Move.STOP`; speeds 0 to 3F. Speeds of axes that do not move are sent as 0."""
    if any(way & pair == pair for pair in _OPPOSITE):
        raise ValueError("opposite ways")
    if not (0 <= pan_speed <= FASTEST and 0 <= tilt_speed <= FASTEST):
        raise ValueError("speeds are 0 to 3F")
    pan = pan_speed if way & (Move.LEFT | Move.RIGHT) else 0
    tilt = tilt_speed if way & (Move.UP | Move.DOWN) else 0
    return frame(address, 0x00, way.value, pan, tilt)


def focus_near(address: int) -> bytes:
    """Begin to focus nearer; the one motion that lives in the first command byte."""
    return frame(address, 0x01, 0x00, 0x00, 0x00)


def preset(address: int, action: Preset, number: int) -> bytes:
    """Remember, forget or go to a position, 1 to 255."""
    if not 1 <= number <= 255:
        raise ValueError("presets are 1 to 255")
    return frame(address, 0x00, PRESETS[action], 0x00, number)


def query(address: int, what: str) -> bytes:
    """Ask where `pan`, `tilt` or `zoom` stands; few cameras answer."""
    return frame(address, 0x00, QUERIES[what], 0x00, 0x00)


def parse_position(data: bytes, address: int) -> Position | None:
    """The answer to a query: a whole frame of that address with the right sum, else nothing."""
    if len(data) != SIZE or data[0] != SYNC or data[1] != address:
        return None
    if sum(data[1:6]) % 256 != data[6] or data[3] not in _ANSWERS:
        return None
    return Position(_ANSWERS[data[3]], data[4] << 8 | data[5])


def find_position(data: bytes, address: int, what: str) -> Position | None:
    """The answer to a query somewhere in what came, whatever came before it: noise, an echo, a late answer."""
    for at in range(len(data) - SIZE + 1):
        found = parse_position(data[at : at + SIZE], address)
        if found is not None and found.what == what:
            return found
    return None
