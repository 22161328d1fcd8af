"""Follows one face from frame to frame for 3 ms each, and says when a second one stands beside it.

The detector runs on the neighbourhood of the last box only, scaled so that the face is 96 pixels wide; the
whole frame is searched when the face is lost and once a second, so that a second person is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.identity.embedder import TRACKED, FaceFinder
from kiosk.identity.vision import Box, Face

if TYPE_CHECKING:
    from kiosk.identity.vision import Gray

FULL_SCALE = 0.62
"""The whole frame is searched at this scale: finds faces from 129 pixels on, which a match needs."""
FULL_EVERY = 1.0
ROI_FACE = 96.0
MARGIN = 0.45
BESIDE = 0.6
"""A second face counts when it is at least this share of the largest one's width."""
JUMP = 0.6
"""A face that moves by more eye distances than this between two frames is not the same face."""
JUMP_SECONDS = 0.3


@dataclass(frozen=True)
class Sighting:
    """What one frame showed: the followed face, how many there are, and whether it jumped."""

    at: float
    face: Face | None
    count: int
    jumped: bool = False


class FaceTracker:
    """Follows the largest face."""

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder
        self._last: Face | None = None
        self._seen_at = 0.0
        self._searched_at = -FULL_EVERY
        self._count = 0

    def step(self, gray: Gray, at: float) -> Sighting:
        """Look at the next frame, taken at `at` monotonic seconds."""
        box = self._near(gray) if self._last is not None else None
        if box is None or at - self._searched_at >= FULL_EVERY:
            box = self._search(gray, at) or box
        if box is None:
            self._last = None
            return Sighting(at, None, 0)
        face = self._finder.points(gray, box)
        jumped = self._jumped(face, at)
        self._last, self._seen_at = face, at
        return Sighting(at, face, max(1, self._count), jumped)

    def _near(self, gray: Gray) -> Box | None:
        import cv2
        import numpy as np

        assert self._last is not None  # noqa: S101 # the caller saw to it
        box, scale = self._last.box, ROI_FACE / self._last.box.width
        left, top = int(max(0, box.left - MARGIN * box.width)), int(max(0, box.top - MARGIN * box.height))
        right, bottom = int(box.right + MARGIN * box.width), int(box.bottom + MARGIN * box.height)
        roi = cv2.resize(gray[top:bottom, left:right], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = self._finder.faces(np.asarray(roi, np.uint8), threshold=TRACKED)
        return _scaled(found[0], 1 / scale, left, top) if found else None

    def _search(self, gray: Gray, at: float) -> Box | None:
        import cv2
        import numpy as np

        small = cv2.resize(gray, None, fx=FULL_SCALE, fy=FULL_SCALE, interpolation=cv2.INTER_AREA)
        found = self._finder.faces(np.asarray(small, np.uint8))
        self._searched_at = at
        if not found:
            self._count = 0
            return None
        widest = max(found, key=lambda box: box.width)
        self._count = sum(box.width >= BESIDE * widest.width for box in found)
        return _scaled(widest, 1 / FULL_SCALE, 0, 0)

    def _jumped(self, face: Face, at: float) -> bool:
        if self._last is None or at - self._seen_at > JUMP_SECONDS:
            return False
        moved = (face.eyes[0] - self._last.eyes[0], face.eyes[1] - self._last.eyes[1])
        return float((moved[0] ** 2 + moved[1] ** 2) ** 0.5) > JUMP * self._last.eye_distance


def _scaled(box: Box, scale: float, left: float, top: float) -> Box:
    return Box(left + box.left * scale, top + box.top * scale, box.width * scale, box.height * scale)
