"""Finds the page on the table: a quadrilateral with strong edges on all its sides.

One threshold is not enough (a shadow across the page moved a corner by 237 pixels), so several masks each
propose quadrilaterals and the one whose weakest side has the strongest edge wins; its sides are then fitted
anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgb = NDArray[np.uint8]
    Gray = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Corners = NDArray[np.float32]
    """(4, 2): top left, top right, bottom right, bottom left as the picture shows them."""

LOOK_SIDE = 800
"""The page is looked for in a picture of this longer side."""
LEAST_AREA = 0.06
"""Of the picture; less is no page but a card or a spot of light."""
LEAST_EDGE = 12.0
"""Grey levels a side must step by at its median."""
BORDER = 0.008
"""A corner nearer to the picture's edge than this share of it is cut off."""
SAMPLES = 48
REACH = 5
"""Pixels to either side of a proposed side in which its true edge is looked for."""


@dataclass(frozen=True)
class Found:
    """A page in a picture: corners as shares of width and height (0..1), clockwise from the top left."""

    quad: tuple[float, ...]
    """x0, y0 .. x3, y3."""
    corners: bool
    """Whether all four lie inside the picture."""
    support: float
    """The median step of the weakest side, in grey levels."""

    def pixels(self, width: int, height: int) -> tuple[tuple[float, float], ...]:
        """The corners in pixels of a picture of that size."""
        pairs = zip(self.quad[::2], self.quad[1::2], strict=True)
        return tuple((x * width, y * height) for x, y in pairs)


def shrink(rgb: Rgb, side: int = LOOK_SIDE) -> Rgb:
    """The picture with its longer side at most `side` pixels."""
    import cv2  # heavy
    import numpy as np

    scale = side / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    return np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def find_page(rgb: Rgb) -> Found | None:
    """The page in an RGB picture of any size; `None` when there is none."""
    import cv2
    import numpy as np

    small = shrink(rgb)
    gray = np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (3, 3), 0), np.uint8)
    slope = _slope(gray)
    best: tuple[float, float, Corners] | None = None
    for corners in _proposals(small, gray):
        support = _support(slope, corners)
        score = support * float(np.sqrt(cv2.contourArea(corners)))
        if support >= LEAST_EDGE and (best is None or score > best[0]):
            best = score, support, corners
    if best is None:
        return None
    height, width = gray.shape
    exact = _refined(slope, best[2]) / np.array([width, height], np.float32)
    inside = bool((exact > BORDER).all() and (exact < 1 - BORDER).all())
    return Found(tuple(float(v) for v in np.clip(exact, 0, 1).ravel()), inside, best[1])


def _slope(gray: Gray) -> Floats:
    """The size of the grey step at each pixel, about the difference across it."""
    import cv2
    import numpy as np

    x, y = (cv2.Sobel(gray, cv2.CV_32F, *way, ksize=3) for way in ((1, 0), (0, 1)))
    return np.asarray(cv2.magnitude(x, y) / 4, np.float32)


def _masks(small: Rgb, gray: Gray) -> Iterator[Gray]:
    """Pictures in which a page may stand out as one bright shape."""
    import cv2
    import numpy as np

    coarse = cv2.GaussianBlur(cv2.resize(gray, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA), (0, 0), 6)
    wide = cv2.resize(coarse, gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    flat = np.asarray(cv2.divide(gray, wide, scale=128), np.uint8)
    for plane in (gray, flat, np.ascontiguousarray(small[..., 2])):
        yield np.asarray(cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)
    for level in (80, 120, 160):
        yield np.asarray(cv2.threshold(gray, level, 255, cv2.THRESH_BINARY)[1], np.uint8)
    kernel = np.ones((5, 5), np.uint8)
    for low, high in ((15, 45), (40, 120)):
        yield np.asarray(cv2.dilate(cv2.Canny(gray, low, high), kernel), np.uint8)


def _proposals(small: Rgb, gray: Gray) -> Iterator[Corners]:
    import cv2
    import numpy as np

    kernel = np.ones((7, 7), np.uint8)
    for mask in _masks(small, gray):
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
        shapes, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for shape in sorted(shapes, key=cv2.contourArea, reverse=True)[:3]:
            hull = cv2.convexHull(shape)
            if cv2.contourArea(hull) < LEAST_AREA * gray.size:
                break
            if (corners := _four(np.asarray(hull, np.float32))) is not None:
                yield corners


def _four(hull: Floats) -> Corners | None:
    """The hull as four corners; `None` when it does not look like a page."""
    import cv2
    import numpy as np

    around = cv2.arcLength(hull, True)
    for share in (0.02, 0.035, 0.05):
        outline = cv2.approxPolyDP(hull, share * around, True)
        if len(outline) == 4:
            corners = ordered(np.asarray(outline, np.float32).reshape(4, 2))
            filled = cv2.contourArea(hull) / max(1.0, cv2.contourArea(corners))
            return corners if filled > 0.9 and _square_enough(corners) else None
    return None


def ordered(corners: Corners) -> Corners:
    """The same four corners clockwise, beginning at the top left."""
    import numpy as np

    middle = corners.mean(axis=0)
    turn = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(turn)]
    return np.asarray(np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0), np.float32)


def _square_enough(corners: Corners) -> bool:
    """Whether every angle is between 55 and 125 degrees."""
    import numpy as np

    for index in range(4):
        one = corners[index - 1] - corners[index]
        other = corners[(index + 1) % 4] - corners[index]
        size = float(np.linalg.norm(one) * np.linalg.norm(other))
        if size == 0 or abs(float(one @ other) / size) > 0.57:
            return False
    return True


def _profiles(slope: Floats, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Steps across a side: values (SAMPLES, 2 REACH + 1) and the points they were taken at (.., 2)."""
    import cv2
    import numpy as np

    way = (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
    across = np.array([-way[1], way[0]], np.float32)
    along = np.linspace(0.06, 0.94, SAMPLES, dtype=np.float32)[:, None, None] * (end - start) + start
    points = np.asarray(
        along + np.arange(-REACH, REACH + 1, dtype=np.float32)[None, :, None] * across, np.float32
    )
    x, y = np.ascontiguousarray(points[..., 0]), np.ascontiguousarray(points[..., 1])
    values = cv2.remap(slope, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(values, np.float32), points


def _support(slope: Floats, corners: Corners) -> float:
    """The median step of the weakest side; one along the picture's edge cannot be judged and is left out."""
    import numpy as np

    weakest = []
    for index in range(4):
        start, end = corners[index], corners[(index + 1) % 4]
        if not _along_border(slope, start, end):
            values, _ = _profiles(slope, start, end)
            weakest.append(float(np.median(values.max(axis=1))))
    return min(weakest) if len(weakest) >= 2 else 0.0


def _along_border(slope: Floats, start: Floats, end: Floats) -> bool:
    height, width = slope.shape
    near_x = max(start[0], end[0]) < 4 or min(start[0], end[0]) > width - 5
    near_y = max(start[1], end[1]) < 4 or min(start[1], end[1]) > height - 5
    return bool(near_x or near_y)


def _refined(slope: Floats, corners: Corners) -> Corners:
    """The corners where the lines through the sides' true edges meet."""
    import cv2
    import numpy as np

    lines = []
    for index in range(4):
        start, end = corners[index], corners[(index + 1) % 4]
        if _along_border(slope, start, end):
            lines.append(np.concatenate([start, end - start]))
            continue
        values, points = _profiles(slope, start, end)
        edge = points[np.arange(SAMPLES), values.argmax(axis=1)]
        vx, vy, x, y = np.asarray(cv2.fitLine(edge, cv2.DIST_HUBER, 0, 0.01, 0.01)).ravel()
        lines.append(np.array([x, y, vx, vy]))
    met = [_meet(lines[index - 1], lines[index]) for index in range(4)]
    far = np.abs(np.asarray(met) - corners).max()
    return np.asarray(met, np.float32) if far < 4 * REACH else corners


def _meet(one: Floats, other: Floats) -> tuple[float, float]:
    """Where two lines (x, y, dx, dy) cross."""
    cross = float(one[2] * other[3] - one[3] * other[2])
    if abs(cross) < 1e-9:
        return float("inf"), float("inf")
    along = float((other[0] - one[0]) * other[3] - (other[1] - one[1]) * other[2]) / cross
    return float(one[0] + along * one[2]), float(one[1] + along * one[3])
