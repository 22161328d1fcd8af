"""A resident before the camera without a camera: clips played in pretended time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from devices.simulators.faces_clips import FaceClips, FacePlayer
from kiosk.identity.embedder import DlibFinder
from kiosk.identity.events import FaceEvent, Prompt, Result
from kiosk.identity.session import FaceSession

if TYPE_CHECKING:
    from kiosk.identity.vision import Face, Rgb, Vector

SECONDS = 40
MOVEMENTS = ("left", "right", "mouth", "blink")
Answer = Callable[[FacePlayer, str], None]


@lru_cache(maxsize=1)
def finder() -> DlibFinder:
    """The real detector, loaded once for a test process."""
    return DlibFinder()


def unit(*parts: float) -> Vector:
    """A 128-vector that begins with these numbers."""
    vector = np.zeros(128)
    vector[: len(parts)] = parts
    return vector


class FixedEmbedder:
    """Says the vectors it was given, the last one for ever."""

    version = "fixed"

    def __init__(self, *vectors: Vector) -> None:
        self._vectors = list(vectors)
        self.asked = 0

    def embed(self, rgb: Rgb, face: Face) -> Vector:
        """The next vector."""
        self.asked += 1
        return self._vectors[min(self.asked, len(self._vectors)) - 1]


@lru_cache(maxsize=256)
def picture(jpeg: bytes) -> Rgb:
    """A JPEG as RGB."""
    bgr = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def obey(player: FacePlayer, prompt: str) -> None:
    """Do what is asked."""
    player.wanted = prompt if prompt in MOVEMENTS else "neutral"


def ignore(player: FacePlayer, prompt: str) -> None:
    """Do nothing at all."""


def watch(
    session: FaceSession,
    face: str,
    answer: Answer = obey,
    fault: str = "none",
    *,
    fps: float = 10,
) -> Iterator[FaceEvent]:
    """Play until there is a result; the events."""
    player = FacePlayer(FaceClips(face))
    player.fault = fault
    for tick in range(int(SECONDS * fps)):
        for event in session.step(picture(player.step()), tick / fps):
            if isinstance(event, Prompt):
                answer(player, event.name)
            yield event
            if isinstance(event, Result):
                return


def result(events: list[FaceEvent]) -> Result:
    """The result among events."""
    last = events[-1]
    assert isinstance(last, Result), last
    return last
