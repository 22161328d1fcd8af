"""The faces of the simulated residents: two public-domain portraits, posed by synthetic warps.

Eileen Collins (NASA) lies in the scikit-image wheel, Grace Hopper (US Navy) in the matplotlib wheel. No
portrait is shipped here. They serve to move the machinery; they say nothing of how well faces are told apart.
Lengths below are pixels of the original portrait; a scene is RGB uint8 (480, 640, 3).
"""

from __future__ import annotations

import importlib.util
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgb = NDArray[np.uint8]
    Field = NDArray[np.float32]

WIDTH, HEIGHT = 640, 480
CHIP_WIDTH, CHIP_HEIGHT = 102, 126
"""The photo of an identity card, GA 459: 102 x 126 pixels."""
CHIP_BYTES = 1000


class NoPortraits(Exception):
    """The wheels with the portraits are not installed; simulated faces need the dependency group `sim`."""


@dataclass(frozen=True)
class Portrait:
    """Where the parts of a face lie in its portrait. Left and right are those of the picture."""

    package: str
    path: str
    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    mouth: tuple[float, float]
    mouth_half: float
    chin: float
    centre: tuple[float, float]
    radii: tuple[float, float]
    scale: float
    """Portrait pixels to scene pixels."""


PORTRAITS = {
    "astronaut": Portrait(
        "skimage", "data/astronaut.png", (203.5, 103), (246, 104.5), (224, 130), (223, 144), 22, 178,
        (226, 118), (52, 72), 1.95,
    ),
    "hopper": Portrait(
        "matplotlib", "mpl-data/sample_data/grace_hopper.jpg", (223, 196), (310, 191), (267, 246), (270, 279),
        36, 331, (272, 225), (108, 140), 1.0,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Pose:
    """How a face is held, each 0..1 but `yaw` -1..1 (positive: the resident turns to their own left)."""

    yaw: float = 0.0
    mouth: float = 0.0
    lids: float = 0.0
    sway: tuple[float, float] = (0.0, 0.0)
    """Shift of the whole head in scene pixels."""


def names() -> tuple[str, ...]:
    """The faces there are."""
    return tuple(PORTRAITS)


@lru_cache(maxsize=4)
def portrait(face: str) -> Rgb:
    """The portrait itself. Raises `KeyError` for an unknown face, `NoPortraits` without the `sim` group."""
    import cv2  # heavy
    import numpy as np

    where = PORTRAITS[face]
    spec = importlib.util.find_spec(where.package)
    folders = spec.submodule_search_locations if spec is not None else None
    path = Path(folders[0]) / where.path if folders else None
    picture = cv2.imread(str(path)) if path is not None and path.is_file() else None
    if picture is None:
        raise NoPortraits(f"simulated faces need the package {where.package} (dependency group `sim`)")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


@lru_cache(maxsize=16)
def chip_webp(face: str) -> bytes:
    """The face as the simulated card carries it: 102 x 126 WebP of at most 1000 bytes."""
    import cv2
    import numpy as np
    from PIL import Image

    where = PORTRAITS[face]
    width = where.radii[0] * where.scale * 1.8 * CHIP_WIDTH / 60  # a face is about 60 px of the photo's 102
    height = width * CHIP_HEIGHT / CHIP_WIDTH
    x, y = to_scene(where, ((where.left_eye[0] + where.right_eye[0]) / 2, where.left_eye[1]))
    left, top = int(x - width / 2), int(max(0, y - 0.47 * height))
    crop = scene(face)[top : top + int(height), left : left + int(width)]
    small = np.asarray(cv2.resize(crop, (CHIP_WIDTH, CHIP_HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
    picture = Image.fromarray(_before_white(small))
    for quality in range(90, 0, -2):
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=quality, method=6)
        if packed.tell() <= CHIP_BYTES:
            return packed.getvalue()
    raise NoPortraits("the card photo does not fit its block")


def _before_white(photo: Rgb) -> Rgb:
    """The head before the white ground of an identity photo, which also leaves more bytes for the face."""
    import numpy as np

    y, x = np.mgrid[0:CHIP_HEIGHT, 0:CHIP_WIDTH].astype(np.float32)
    head = _bump(np.hypot((x - CHIP_WIDTH / 2) / 40, (y - CHIP_HEIGHT * 0.52) / 52), 0.75)[..., None]
    return np.asarray(photo * head + 245 * (1 - head), np.uint8)


@lru_cache(maxsize=4)
def scene(face: str) -> Rgb:
    """The face before the camera, still and neutral, centred a little below the middle."""
    import cv2
    import numpy as np

    where = PORTRAITS[face]
    matrix = np.array(
        [
            [where.scale, 0, WIDTH / 2 - where.scale * where.centre[0]],
            [0, where.scale, HEIGHT * 0.52 - where.scale * where.centre[1]],
        ]
    )
    still = cv2.warpAffine(
        portrait(face), matrix, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101
    )
    if where.scale > 1:  # an enlarged portrait would look out of focus to the quality gate
        still = cv2.addWeighted(still, 2.0, cv2.GaussianBlur(still, (0, 0), 1.0), -1.0, 0)
    return np.asarray(still, np.uint8)


def to_scene(where: Portrait, point: tuple[float, float]) -> tuple[float, float]:
    """A point of the portrait in scene pixels."""
    return (
        (point[0] - where.centre[0]) * where.scale + WIDTH / 2,
        (point[1] - where.centre[1]) * where.scale + HEIGHT * 0.52,
    )


def posed(face: str, pose: Pose) -> Rgb:
    """The scene with the head held so."""
    import cv2
    import numpy as np

    where = PORTRAITS[face]
    x, y = _grid()
    x, y = x - np.float32(pose.sway[0]), y - np.float32(pose.sway[1])
    x = _turned(where, x, y, pose.yaw)
    down = _dropped(where, x, y, pose.mouth)
    warped = cv2.remap(scene(face), x, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    picture = np.asarray(warped, np.uint8)
    if pose.mouth:
        picture = _painted(picture, _mouth_mask(where, x, y, pose.mouth), (38, 14, 16))
    if pose.lids:
        picture = _painted(picture, _lid_mask(where, x, y) * np.float32(pose.lids), _skin(face))
        picture = _painted(picture, _lash_mask(where, x, y) * np.float32(pose.lids * 0.5), (70, 45, 40))
    return picture


def _painted(picture: Rgb, mask: Field, colour: tuple[int, int, int]) -> Rgb:
    import numpy as np

    rows, columns = np.nonzero(mask > 0.01)
    if not len(rows):
        return picture
    part = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    cover = mask[part][..., None]
    picture[part] = picture[part] * (1 - cover) + np.array(colour, np.float32) * cover
    return picture


@lru_cache(maxsize=4)
def _skin(face: str) -> tuple[int, int, int]:
    """The colour of a lid: that of the cheek below the eye."""
    import numpy as np

    where = PORTRAITS[face]
    cx, cy = (int(v) for v in to_scene(where, ((where.left_eye[0] + where.nose[0]) / 2, where.nose[1])))
    patch = scene(face)[cy - 12 : cy, cx - 22 : cx - 2].reshape(-1, 3)
    red, green, blue = (int(v) for v in np.median(patch, axis=0))
    return red, green, blue


@lru_cache(maxsize=1)
def _grid() -> tuple[Field, Field]:
    import numpy as np

    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return x, y


def _bump(distance: Field, inner: float) -> Field:
    """1 up to `inner`, falling smoothly to 0 at distance 1."""
    import numpy as np

    t = np.clip((1 - distance) / np.float32(1 - inner), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def _turned(where: Portrait, x: Field, y: Field, yaw: float) -> Field:
    """Source columns of a head turned about its upright axis: an ellipsoid with a nose that stands out."""
    import numpy as np

    if not yaw:
        return x
    cx, cy = to_scene(where, where.centre)
    nx, ny = to_scene(where, where.nose)
    rx, ry = where.radii[0] * where.scale, where.radii[1] * where.scale
    u, v = (x - cx) / rx, (y - cy) / ry
    depth = np.sqrt(np.clip(1 - 0.7 * (u * u + v * v), 0, 1))
    near = ((x - nx) / (0.33 * rx)) ** 2 + ((y - ny + 0.12 * ry) / (0.3 * ry)) ** 2
    depth = depth + 0.35 * np.exp(-near)
    angle = np.float32(np.radians(29) * yaw)
    moved = (u * np.cos(angle) - depth * np.sin(angle)) - u + np.sin(angle) * 0.55
    weight = _bump(np.sqrt(u * u + v * v) / 1.35, 0.45)
    return np.asarray(x + rx * moved * weight, np.float32)


def _eye_radii(where: Portrait) -> tuple[float, float]:
    width = (where.right_eye[0] - where.left_eye[0]) * where.scale
    return width * 0.27, width * 0.11


def _lid_mask(where: Portrait, x: Field, y: Field) -> Field:
    """Where an upper lid comes down: 1 on the open eye, softly 0 around it."""
    import numpy as np

    rx, ry = _eye_radii(where)
    mask = np.zeros_like(x)
    for eye in (where.left_eye, where.right_eye):
        ex, ey = to_scene(where, eye)
        mask = np.maximum(mask, _bump(np.hypot((x - ex) / (rx * 1.2), (y - ey) / (ry * 1.6)), 0.55))
    return mask


def _lash_mask(where: Portrait, x: Field, y: Field) -> Field:
    """The thin dark arc at the foot of a lid that is down."""
    import numpy as np

    rx, ry = _eye_radii(where)
    mask = np.zeros_like(x)
    for eye in (where.left_eye, where.right_eye):
        ex, ey = to_scene(where, eye)
        arc = ey + ry * 0.8 - ((x - ex) / rx) ** 2 * ry * 0.7
        within = np.abs(x - ex) < rx * 0.9
        mask = np.maximum(mask, np.exp(-(((y - arc) / 1.3) ** 2)) * within)
    return np.asarray(mask, np.float32)


def _mouth_mask(where: Portrait, x: Field, y: Field, opened: float) -> Field:
    """The dark inside of an opened mouth."""
    import numpy as np

    mx, my = to_scene(where, where.mouth)
    half = where.mouth_half * where.scale * (1.0 - 0.2 * opened)
    tall = max(1.0, _drop(where) * opened * 0.52)
    distance = np.hypot((x - mx) / half, (y - my - tall) / tall)
    return _bump(distance, 0.8) * np.float32(min(1.0, opened * 3))


def _drop(where: Portrait) -> float:
    """How far the jaw of a wide open mouth goes down, in scene pixels."""
    return (where.chin - where.mouth[1]) * where.scale * 0.55


def _dropped(where: Portrait, x: Field, y: Field, opened: float) -> Field:
    """Source rows of a face whose jaw hangs: what lies below the lips moves down."""
    import numpy as np

    if not opened:
        return y
    mx, my = to_scene(where, where.mouth)
    side = _bump(np.abs(x - mx) / np.float32(where.radii[0] * where.scale), 0.05)
    below = np.clip((y - my) / np.float32(max(1.0, _drop(where) * opened)), 0, 1)
    fade = 1 - np.clip((y - my - _drop(where) * 3) / np.float32(_drop(where) * 2), 0, 1)
    return np.asarray(y - np.float32(_drop(where) * opened) * side * below * fade, np.float32)
