"""The bodies of VISCA commands and inquiries, and the ranges in which a model takes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from devices.ptz.visca import nibbles


class Way(Enum):
    """Where to drive; the two bytes after the speeds."""

    UP = (0x03, 0x01)
    DOWN = (0x03, 0x02)
    LEFT = (0x01, 0x03)
    RIGHT = (0x02, 0x03)
    UP_LEFT = (0x01, 0x01)
    UP_RIGHT = (0x02, 0x01)
    DOWN_LEFT = (0x01, 0x02)
    DOWN_RIGHT = (0x02, 0x02)
    STOP = (0x03, 0x03)


class Zoom(Enum):
    """Which way the lens zooms: the plain byte, and the base of the one with a speed."""

    STOP = 0x00
    TELE = 0x02
    WIDE = 0x03


class Focus(Enum):
    """Which way the focus moves."""

    STOP = 0x00
    FAR = 0x02
    NEAR = 0x03


class Preset(Enum):
    """What to do with a remembered position."""

    RESET = 0x00
    SET = 0x01
    RECALL = 0x02


class FocusMode(StrEnum):
    """Who focuses."""

    AUTO = "auto"
    MANUAL = "manual"


@dataclass(frozen=True)
class Profile:
    """The ranges of one model, from its manual; positions in the camera's own steps."""

    name: str
    pan: range
    tilt: range
    tilt_speed: int
    """Highest; the highest pan speed is 18h on all."""
    zoom: int = 0x4000
    """Tele end."""
    presets: int = 6
    pan_speed: int = 0x18


def _closed(low: int, high: int) -> range:
    return range(low - 0x10000, high + 1)


EVI_D70 = Profile("EVI-D70", _closed(0xF725, 0x08DB), _closed(0xFE70, 0x04B0), 0x17)
EVI_HD1 = Profile("EVI-HD1", _closed(0xFA60, 0x05A0), _closed(0xFE98, 0x0168), 0x14)
SRG_300H = Profile("SRG-300H", _closed(0xDE00, 0x2200), _closed(0xFC00, 0x1200), 0x17, presets=16)
"""With the picture not flipped. The tilt range has no second source: try it first."""
PROFILES = {profile.name: profile for profile in (EVI_D70, EVI_HD1, SRG_300H)}

POWER = b"\x09\x04\x00"
ZOOM = b"\x09\x04\x47"
FOCUS_MODE = b"\x09\x04\x38"
FOCUS = b"\x09\x04\x48"
POSITION = b"\x09\x06\x12"
MAX_SPEED = b"\x09\x06\x11"
VERSION = b"\x09\x00\x02"
HOME = b"\x01\x06\x04"
RESET = b"\x01\x06\x05"
ONE_PUSH_FOCUS = b"\x01\x04\x18\x01"
TOGGLE_FOCUS = b"\x01\x04\x38\x10"
MODES = {FocusMode.AUTO: 0x02, FocusMode.MANUAL: 0x03}


def power(on: bool) -> bytes:
    """Switch on, or to standby."""
    return b"\x01\x04\x00" + (b"\x02" if on else b"\x03")


def zoom(way: Zoom, speed: int | None = None) -> bytes:
    """Begin or stop to zoom; `speed` 0 to 7 where the model has them."""
    if speed is None or way is Zoom.STOP:
        return b"\x01\x04\x07" + bytes([way.value])
    _within("zoom speed", speed, range(8))
    return b"\x01\x04\x07" + bytes([way.value << 4 | speed])


def zoom_to(profile: Profile, position: int) -> bytes:
    """Zoom to a position, 0 is wide."""
    _within("zoom", position, range(profile.zoom + 1))
    return b"\x01\x04\x47" + nibbles(position)


def focus(way: Focus) -> bytes:
    """Begin or stop to focus by hand."""
    return b"\x01\x04\x08" + bytes([way.value])


def focus_mode(mode: FocusMode) -> bytes:
    """Let the camera focus, or stop it doing so."""
    return b"\x01\x04\x38" + bytes([MODES[mode]])


def focus_to(position: int) -> bytes:
    """Focus to a position."""
    _within("focus", position, range(0x10000))
    return b"\x01\x04\x48" + nibbles(position)


def preset(profile: Profile, action: Preset, number: int) -> bytes:
    """Forget, remember or go to a position; numbers from 0."""
    _within("preset", number, range(profile.presets))
    return b"\x01\x04\x3f" + bytes([action.value, number])


def drive(profile: Profile, way: Way, pan_speed: int = 8, tilt_speed: int = 8) -> bytes:
    """Begin or stop to move, with speeds from 1 to the model's highest."""
    return b"\x01\x06\x01" + _speeds(profile, pan_speed, tilt_speed) + bytes(way.value)


def move_to(profile: Profile, pan: int, tilt: int, pan_speed: int = 8, tilt_speed: int = 8) -> bytes:
    """Go to a position. Raises `ValueError` outside the model's range."""
    _within("pan", pan, profile.pan)
    _within("tilt", tilt, profile.tilt)
    return b"\x01\x06\x02" + _speeds(profile, pan_speed, tilt_speed) + nibbles(pan) + nibbles(tilt)


def move_by(profile: Profile, pan: int, tilt: int, pan_speed: int = 8, tilt_speed: int = 8) -> bytes:
    """Move by so many steps; at most the model's whole range."""
    _within("pan", pan, _span(profile.pan))
    _within("tilt", tilt, _span(profile.tilt))
    return b"\x01\x06\x03" + _speeds(profile, pan_speed, tilt_speed) + nibbles(pan) + nibbles(tilt)


def _speeds(profile: Profile, pan: int, tilt: int) -> bytes:
    _within("pan speed", pan, range(1, profile.pan_speed + 1))
    _within("tilt speed", tilt, range(1, profile.tilt_speed + 1))
    return bytes([pan, tilt])


def _span(whole: range) -> range:
    return range(-len(whole) + 1, len(whole))


def _within(what: str, value: int, allowed: range) -> None:
    if value not in allowed:
        raise ValueError(f"{what} {value} is not between {allowed.start} and {allowed.stop - 1}")
