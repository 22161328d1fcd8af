"""Turns a face into numbers that can be compared. Another model fits in behind `FaceEmbedder`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kiosk.identity.models import FIVE_POINTS, RESNET, model_path
from kiosk.identity.vision import Box, Face

if TYPE_CHECKING:
    from kiosk.identity.vision import Gray, Rgb, Vector

CHIP = 150
PADDING = 0.25
"""Alignment the ResNet was trained with."""
CARD_WIDTH, CARD_HEIGHT = 102, 126
CARD_SCALE = 3
"""A card photo's face is about 58 pixels wide, the detector wants 80: enlarge first."""
SURE = 0.0
TRACKED = -0.2
"""Detector scores to believe: in a whole frame, and near a face seen just before."""


class FaceFinder(Protocol):
    """Finds faces in gray pictures and their five points."""

    def faces(self, gray: Gray, upsample: int = 0, threshold: float = SURE) -> list[Box]:
        """The faces' boxes, best first."""

    def points(self, picture: Rgb, box: Box) -> Face:
        """The face in a box with its five points; `picture` may be gray or RGB."""


class FaceEmbedder(Protocol):
    """Turns a face in a frame into a unit-like vector whose L2 distance says how alike two faces are."""

    version: str
    """Names the model in the audit record; thresholds are only valid for it."""

    def embed(self, rgb: Rgb, face: Face) -> Vector:
        """The vector of a face, 128 floats."""


class DlibFinder:
    """dlib's HOG detector (lets other threads run) and 5-point predictor."""

    def __init__(self) -> None:
        import dlib  # 1.4 s, wanted in the worker only

        self._dlib = dlib
        self._detector = dlib.get_frontal_face_detector()
        self._five = dlib.shape_predictor(model_path(FIVE_POINTS))

    def faces(self, gray: Gray, upsample: int = 0, threshold: float = SURE) -> list[Box]:
        """Upright faces at least 80 pixels wide (40 with `upsample=1`)."""
        found, _, _ = self._detector.run(gray, upsample, threshold)
        return [Box(r.left(), r.top(), r.width(), r.height()) for r in found]

    def points(self, picture: Rgb, box: Box) -> Face:
        """The five points, by regression trees; always finds some."""
        shape = self._five(picture, self._rectangle(box))
        found = [(float(p.x), float(p.y)) for p in shape.parts()]
        return Face(box, (found[0], found[1], found[2], found[3], found[4]))

    def shape(self, picture: Rgb, box: Box) -> Any:
        """dlib's own shape object, for its alignment."""
        return self._five(picture, self._rectangle(box))

    def _rectangle(self, box: Box) -> Any:
        edges = (box.left, box.top, box.right - 1, box.bottom - 1)
        return self._dlib.rectangle(*(int(v) for v in edges))


class DlibEmbedder:
    """dlib's ResNet, 128 floats. For East-Asian faces a third of strangers are nearer than 0.6."""

    version = "dlib-resnet-v1"

    def __init__(self, finder: DlibFinder) -> None:
        import dlib

        self._dlib = dlib
        self._finder = finder
        self._net = dlib.face_recognition_model_v1(model_path(RESNET))

    def embed(self, rgb: Rgb, face: Face) -> Vector:
        """About 75 ms of CPU during which no other Python runs."""
        import numpy as np

        chip = self._dlib.get_face_chip(rgb, self._finder.shape(rgb, face.box), CHIP, PADDING)
        return np.array(self._net.compute_face_descriptor(chip), np.float64)


def card_picture(photo: bytes) -> Rgb:
    """The card photo (RGB bytes, 102 x 126) enlarged for the detector. `ValueError` for another size."""
    import cv2
    import numpy as np

    if len(photo) != CARD_WIDTH * CARD_HEIGHT * 3:
        raise ValueError("a card photo is 102 x 126 RGB")
    small = np.frombuffer(photo, np.uint8).reshape(CARD_HEIGHT, CARD_WIDTH, 3)
    return np.asarray(
        cv2.resize(small, None, fx=CARD_SCALE, fy=CARD_SCALE, interpolation=cv2.INTER_CUBIC), np.uint8
    )


def largest_face(finder: FaceFinder, rgb: Rgb) -> Face | None:
    """The largest face of a still picture, searched twice; `None` when there is none."""
    import cv2
    import numpy as np

    gray = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    boxes = finder.faces(gray) or finder.faces(gray, upsample=1)
    if not boxes:
        return None
    return finder.points(rgb, max(boxes, key=lambda box: box.width))
