"""Can the page be read by a judge? Sharpness and glare of the page that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.document_camera.find_page import Found, Gray, Rgb

SHARP = 0.20
"""Least crispness: how much of the full contrast lies between neighbouring pixels at the strongest edges."""
GLARE = 250
GLARE_SHARE = 0.012
WASHED_OUT = 0.6
"""A page that is white all over is exposed so; glare is a patch."""


@dataclass(frozen=True)
class Quality:
    """What the screen tells about a page, with the measures behind it."""

    sharp: bool
    glare_free: bool
    crispness: float
    glare: float


def judge(rgb: Rgb, found: Found) -> Quality:
    """Judge the page in a full-size picture, RGB uint8."""
    import cv2  # heavy
    import numpy as np

    page = _middle(rgb, found)
    gray = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8)
    crispness, glare = _crispness(gray), _glare(page)
    return Quality(crispness >= SHARP, glare < GLARE_SHARE or glare > WASHED_OUT, crispness, glare)


def _middle(rgb: Rgb, found: Found) -> Rgb:
    """The upright rectangle that lies inside the page, without its edges."""
    height, width = rgb.shape[:2]
    points = found.pixels(width, height)
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    left, right = int(xs[1] + 0.02 * width), int(xs[2] - 0.02 * width)
    top, bottom = int(ys[1] + 0.02 * height), int(ys[2] - 0.02 * height)
    inside = rgb[max(0, top) : bottom, max(0, left) : right]
    return inside if min(inside.shape[:2]) > 16 else rgb


def _crispness(gray: Gray) -> float:
    """The strongest steps between neighbouring pixels against the page's whole contrast, 0..1."""
    import cv2
    import numpy as np

    soft = cv2.GaussianBlur(gray, (3, 3), 0).astype(np.float32)  # noise is no sharpness
    steps = np.concatenate([np.abs(np.diff(soft, axis=0)).ravel(), np.abs(np.diff(soft, axis=1)).ravel()])
    low, high = np.percentile(soft[::4, ::4], (0.5, 95))
    return float(np.percentile(steps[::3], 99.6) / max(20.0, float(high - low)))


def _glare(page: Rgb) -> float:
    """The share of the page that is burnt out in patches."""
    import cv2
    import numpy as np

    burnt = (page.min(axis=2) >= GLARE).astype(np.uint8)
    return float(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)).mean())
