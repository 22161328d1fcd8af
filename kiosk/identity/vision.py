"""Small shared shapes of the face check: boxes, points, vectors, and what a frame showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgb = NDArray[np.uint8]
    Gray = NDArray[np.uint8]
    Vector = NDArray[np.float64]

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A face's rectangle in pixels of the frame."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Face:
    """One face: its box and five points in the model's order.

    They are the corners of the picture's right eye (outer, inner), of its left eye (outer, inner), and the
    base of the nose.
    """

    box: Box
    points: tuple[Point, Point, Point, Point, Point] = field(repr=False)

    @property
    def right_eye(self) -> Point:
        """Centre of the eye on the picture's right."""
        return _middle(self.points[0], self.points[1])

    @property
    def left_eye(self) -> Point:
        """Centre of the eye on the picture's left."""
        return _middle(self.points[2], self.points[3])

    @property
    def eyes(self) -> Point:
        """The point between the eyes."""
        return _middle(self.left_eye, self.right_eye)

    @property
    def axis(self) -> Point:
        """From the left eye to the right one."""
        return self.right_eye[0] - self.left_eye[0], self.right_eye[1] - self.left_eye[1]

    @property
    def eye_distance(self) -> float:
        """Pixels between the eyes, never below one."""
        return float(max(1.0, (self.axis[0] ** 2 + self.axis[1] ** 2) ** 0.5))

    @property
    def yaw(self) -> float:
        """How far the nose stands off the eyes' middle, along the eyes, in eye distances.

        Positive when the resident turns to their own left (the picture's right). Tilting or turning a flat
        print hardly changes it, which a pose solved from 68 points does.
        """
        nose = self.points[4][0] - self.eyes[0], self.points[4][1] - self.eyes[1]
        return (nose[0] * self.axis[0] + nose[1] * self.axis[1]) / self.eye_distance**2


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
