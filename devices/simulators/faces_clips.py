"""The video that a simulated face camera plays: pre-rendered JPEG frames, picked by what the resident does.

Movements take about 0.6 s each way at 15 frames a second; every frame carries its own light, sway and noise,
so that the live face differs from the card photo and no two frames repeat.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from devices.simulators.faces import HEIGHT, PORTRAITS, WIDTH, Pose, chip_webp, names, posed

if TYPE_CHECKING:
    from devices.simulators.faces import Field, Rgb

FPS = 15
LEVELS = 9
"""Steps from neutral to the full movement."""
HELD = 5
"""Frames that take turns while a movement is held."""
NEUTRAL = 12
BLINK_TICKS = 24
"""A blink repeats after this many frames: shut in 3, held 5, opened in 3."""

ACTIONS = ("neutral", "left", "right", "mouth", "blink")
FAULTS = ("none", "freeze", "black", "two", "away", "turned", "photo")

_FULL: dict[str, Callable[[float], Pose]] = {
    "neutral": lambda _: Pose(),
    "left": lambda v: Pose(yaw=v),
    "right": lambda v: Pose(yaw=-v),
    "mouth": lambda v: Pose(mouth=v),
    "blink": lambda v: Pose(lids=v),
}


class FaceClips:
    """The rendered frames of one face. Thread-safe by being pure: the same question has the same answer."""

    def __init__(self, face: str) -> None:
        if face not in PORTRAITS:
            raise ValueError("unknown face")
        self.face = face

    def neutral(self, tick: int) -> bytes:
        """A resident who waits, JPEG."""
        return _posed_jpeg(self.face, "neutral", 0, tick % NEUTRAL)

    def action(self, name: str, level: int, tick: int) -> bytes:
        """A movement at a level of 1..LEVELS, JPEG."""
        variant = tick % HELD if level >= LEVELS else 0
        return _posed_jpeg(self.face, name, min(level, LEVELS), variant)

    def fault(self, name: str, tick: int) -> bytes:
        """A picture of trouble, JPEG; `name` is one of `FAULTS` except none and freeze."""
        return _fault_jpeg(self.face, name, tick % NEUTRAL)

    def render(self, ending: threading.Event) -> None:
        """Draw everything ahead, so that the video does not stutter at first; stops early at `ending`."""
        jobs = [("neutral", 0, tick) for tick in range(NEUTRAL)]
        for name in ACTIONS[1:]:
            jobs += [(name, level, 0) for level in range(1, LEVELS)]
            jobs += [(name, LEVELS, tick) for tick in range(HELD)]
        for name, level, tick in jobs:
            if ending.is_set():
                return
            _posed_jpeg(self.face, name, level, tick)


class FacePlayer:
    """What the resident does now, frame by frame; movements run smoothly from one to the next."""

    def __init__(self, clips: FaceClips) -> None:
        self.clips = clips
        self.wanted = "neutral"
        self.fault = "none"
        self._doing = "neutral"
        self._level = 0
        self._phase = 0
        self._tick = 0
        self._last = b""

    def step(self) -> bytes:
        """The next frame, JPEG 640 x 480."""
        self._tick += 1
        if self.fault == "freeze" and self._last:
            return self._last
        self._move()
        self._last = self._draw()
        return self._last

    def _move(self) -> None:
        if self._doing == self.wanted:
            self._phase += 1
            rising = self._doing != "neutral"
            self._level = _blink(self._phase) if self._doing == "blink" else min(LEVELS, self._level + rising)
        elif self._level > 0:
            self._level = max(0, self._level - (3 if self._doing == "blink" else 1))
        else:
            self._doing, self._phase = self.wanted, 0

    def _draw(self) -> bytes:
        if self.fault not in ("none", "freeze"):
            return self.clips.fault(self.fault, self._tick)
        if self._level == 0:
            return self.clips.neutral(self._tick)
        return self.clips.action(self._doing, self._level, self._tick)


def _blink(phase: int) -> int:
    """How far the lids are down at this frame of a blink, in levels."""
    at = phase % BLINK_TICKS
    if at < 3:
        return LEVELS * at // 3
    return LEVELS if at < 8 else max(0, LEVELS - LEVELS * (at - 7) // 3)


@lru_cache(maxsize=512)
def _posed_jpeg(face: str, action: str, level: int, variant: int) -> bytes:
    eased = (1 - math.cos(math.pi * level / LEVELS)) / 2
    base = _FULL[action](eased)
    turn = 2 * math.pi * variant / NEUTRAL
    pose = Pose(base.yaw, base.mouth, base.lids, (2.0 * math.sin(turn), 1.2 * math.sin(2 * turn)))
    return _jpeg(_lit(posed(face, pose), seed=level + variant))


def _lit(rgb: Rgb, seed: int) -> Rgb:
    """The same picture under the terminal's lamp (brighter, from one side) with sensor noise."""
    import cv2
    import numpy as np

    brighter = np.asarray((np.arange(256) / 255) ** 0.92 * 255, np.uint8)
    lamp = cv2.multiply(cv2.LUT(rgb, brighter), _lamp(), dtype=cv2.CV_8U)
    return np.asarray(cv2.add(lamp, _noise(seed % 4), dtype=cv2.CV_8U), np.uint8)


@lru_cache(maxsize=1)
def _lamp() -> Field:
    import numpy as np

    side = np.linspace(1.06, 0.94, WIDTH, dtype=np.float32)[None, :, None]
    return np.ascontiguousarray(np.broadcast_to(side, (HEIGHT, WIDTH, 3)))


@lru_cache(maxsize=4)
def _noise(seed: int) -> Field:
    import numpy as np

    grain = np.random.default_rng(seed).normal(0, 3.0, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return np.ascontiguousarray(np.broadcast_to(grain, (HEIGHT, WIDTH, 3)))


def _jpeg(rgb: Rgb) -> bytes:
    import cv2

    _, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    return bytes(data)


@lru_cache(maxsize=128)
def _fault_jpeg(face: str, name: str, variant: int) -> bytes:
    import numpy as np

    if name == "black":
        rgb = np.full((HEIGHT, WIDTH, 3), 8, np.uint8)
    elif name == "away":
        rgb = _empty()
    elif name == "turned":
        rgb = posed(face, Pose(yaw=-0.9))
    elif name == "two":
        rgb = _two(face)
    elif name == "photo":
        rgb = _waved(face, variant)
    else:
        raise ValueError("unknown fault")
    return _jpeg(_lit(rgb, variant))


def _empty() -> Rgb:
    """The hall behind the terminal, nobody in it."""
    import numpy as np

    rows = np.linspace(190, 120, HEIGHT, dtype=np.float32)[:, None, None]
    wall = np.broadcast_to(rows * np.array([0.95, 1.0, 1.02], np.float32), (HEIGHT, WIDTH, 3))
    return np.ascontiguousarray(wall, np.uint8)


def _two(face: str) -> Rgb:
    """Two people close together before the camera."""
    import numpy as np

    other = next(name for name in names() if name != face)
    quarter = WIDTH // 4
    halves = [posed(name, Pose())[:, quarter : 3 * quarter] for name in (face, other)]
    return np.hstack(halves)


def _waved(face: str, variant: int) -> Rgb:
    """A flat print of the face, turned about its axes in front of the camera, as a cheat would wave it."""
    import cv2
    import numpy as np

    turn = 2 * math.pi * variant / NEUTRAL
    squeeze, lean = 60 * abs(math.sin(turn)), 26 * math.sin(turn)
    left, right, top, bottom = 100.0 + squeeze, 540.0 - squeeze, 60.0, 440.0
    corners = np.array(
        [[left, top - lean], [right, top + lean], [right, bottom - lean], [left, bottom + lean]], np.float32
    )
    print_ = posed(face, Pose())[40:460, 90:550]
    height, width = print_.shape[:2]
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(whole, corners)
    hall = _empty()
    cv2.warpPerspective(print_, matrix, (WIDTH, HEIGHT), hall, borderMode=cv2.BORDER_TRANSPARENT)
    return hall


def card_photo(face: str) -> bytes:
    """The card photo as the reader hands it over once decoded: RGB bytes of 102 x 126."""
    import cv2
    import numpy as np

    picture = cv2.imdecode(np.frombuffer(chip_webp(face), np.uint8), cv2.IMREAD_COLOR)
    return b"" if picture is None else cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).tobytes()
