"""Is this frame good enough to match, and what do the five points say about the face's movement?

All is measured on one small chip aligned by the eyes, so that a frame costs about a millisecond. Gates are
starting values from a 2-core bench with still portraits; sharpness depends on the camera.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.identity.vision import Face

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.identity.vision import Gray, Rgb

    Light = NDArray[np.float32]

CHIP_WIDTH, CHIP_HEIGHT = 128, 160
EYE_ROW, LEFT_EYE, RIGHT_EYE = 50, 40, 88
"""Where the eyes lie in the aligned chip: 48 pixels apart."""
MOUTH_ROW = 98

EYES_NEAR, EYES_FAR = 220.0, 60.0
SKIN_DARK, SKIN_BRIGHT = 70.0, 215.0
OVER, UNDER = 0.10, 0.30
CONTRAST = 18.0
SIDE_LIGHT = 0.25
YAW, ROLL = 0.08, 12.0
SHARP = 1.2
COVERED = 30.0


@dataclass(frozen=True)
class Measures:
    """What one frame says about one face; lengths in pixels, the rest without unit unless named."""

    at: float
    eye_distance: float
    yaw: float
    roll: float
    """Degrees."""
    skin: float
    """Mean brightness 0..255."""
    over: float
    under: float
    contrast: float
    side: float
    sharp: float
    covered: float
    """Colour distance (Cr, Cb) of mouth and chin from nose and cheeks."""
    eye_dark: float
    mouth_dark: float

    @property
    def light_good(self) -> bool:
        """Whether the light is right for a match."""
        return self._light() == ""

    @property
    def distance_good(self) -> bool:
        """Whether the resident stands at the right distance."""
        return EYES_FAR <= self.eye_distance <= EYES_NEAR

    @property
    def frontal(self) -> bool:
        """Whether the head is straight."""
        return abs(self.yaw) <= YAW and abs(self.roll) <= ROLL

    @property
    def hint(self) -> str:
        """The first thing that is wrong, as a code of the face screen; empty when the frame may be matched.

        Light is looked at first: a dark picture is also blurred.
        """
        return self.standing or self._detail()

    @property
    def standing(self) -> str:
        """What is wrong with where and how the resident stands; empty when nothing is."""
        if light := self._light():
            return light
        if self.eye_distance < EYES_FAR:
            return "too_far"
        return "too_near" if self.eye_distance > EYES_NEAR else ""

    def _light(self) -> str:
        if self.skin < SKIN_DARK or self.under > UNDER or self.contrast < CONTRAST:
            return "too_dark"
        return "too_bright" if self.skin > SKIN_BRIGHT or self.over > OVER else ""

    def _detail(self) -> str:
        if not self.frontal:
            return "turned"
        if self.side > SIDE_LIGHT:
            return "too_dark"
        return "blurred" if self.sharp < SHARP or self.covered > COVERED else ""


def measure(rgb: Rgb, gray: Gray, face: Face, at: float) -> Measures:
    """Measure one face. `rgb` (h, w, 3) and `gray` (h, w) are the same frame."""
    import numpy as np

    chip = aligned(rgb, face)
    bright = chip.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    middle = bright[40:112, 28:100]
    skin = float(np.median(bright[66:88, 30:98]))
    halves = float(bright[60:100, 28:60].mean()), float(bright[60:100, 68:100].mean())
    return Measures(
        at=at,
        eye_distance=face.eye_distance,
        yaw=face.yaw,
        roll=math.degrees(math.atan2(face.axis[1], face.axis[0])),
        skin=float(middle.mean()),
        over=float((middle > 250).mean()),
        under=float((middle < 25).mean()),
        contrast=float(middle.std()),
        side=abs(halves[0] - halves[1]) / max(1.0, *halves),
        sharp=_sharpness(gray, face),
        covered=_covered(chip),
        eye_dark=_eye_dark(bright, skin),
        mouth_dark=float((bright[MOUTH_ROW - 10 : MOUTH_ROW + 22, 48:80] < 0.42 * skin).mean()),
    )


def aligned(rgb: Rgb, face: Face) -> Rgb:
    """The face turned upright and scaled so that the eyes lie at fixed places; RGB (160, 128, 3)."""
    import cv2
    import numpy as np

    scale = (RIGHT_EYE - LEFT_EYE) / face.eye_distance
    angle = math.degrees(math.atan2(face.axis[1], face.axis[0]))
    matrix = cv2.getRotationMatrix2D(face.eyes, angle, scale)
    matrix[0, 2] += (LEFT_EYE + RIGHT_EYE) / 2 - face.eyes[0]
    matrix[1, 2] += EYE_ROW - face.eyes[1]
    size = (CHIP_WIDTH, CHIP_HEIGHT)
    return np.asarray(cv2.warpAffine(rgb, matrix, size, flags=cv2.INTER_AREA), np.uint8)


def _sharpness(gray: Gray, face: Face) -> float:
    """Variance of the Laplacian over the standard deviation, on the face at the camera's own scale."""
    import cv2

    box = face.box
    left, top = int(max(0, box.left)), int(max(0, box.top))
    crop = gray[top : int(box.bottom), left : int(box.right)]
    if crop.size == 0:
        return 0.0
    edges = cv2.Laplacian(cv2.GaussianBlur(crop, (3, 3), 0), cv2.CV_32F)
    return float(edges.var() / max(1.0, float(crop.std())))


def _covered(chip: Rgb) -> float:
    import cv2
    import numpy as np

    colours = cv2.cvtColor(chip, cv2.COLOR_RGB2YCrCb)[..., 1:].astype(np.float32)
    upper = np.median(colours[62:80, 44:84].reshape(-1, 2), axis=0)
    lower = np.median(colours[104:126, 44:84].reshape(-1, 2), axis=0)
    return float(np.hypot(*(upper - lower)))


def _eye_dark(bright: Light, skin: float) -> float:
    """How dark the eyes are against the skin, 0..1: high while open, lower with the lids down."""
    import numpy as np

    boxes = [bright[EYE_ROW - 6 : EYE_ROW + 7, x - 9 : x + 10] for x in (LEFT_EYE, RIGHT_EYE)]
    darks = [float(np.percentile(box, 12)) for box in boxes]
    return 1 - sum(darks) / 2 / max(1.0, skin)
