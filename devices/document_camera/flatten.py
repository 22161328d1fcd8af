"""Turns the photographed page into a straight, evenly lit one, in colour so that seals survive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.document_camera.find_page import Found, Gray, Rgb

LONGEST = 2480
"""Pixels of the longer side at most; about 210 dpi on A4."""
A4 = 2**0.5
SNAP = 0.07
"""A page whose sides are this near to A4's is A4."""
INSET = 0.005
"""The corners are drawn in by this share, so that no rim of the table is left."""
PAPER = 246
"""Brightness that the paper gets."""
SKEW_LIMIT, SKEW_STEP, SKEW_LEAST = 3.0, 0.25, 0.3
"""Degrees searched, and the least that is worth a turn."""
QUALITY = 80


def flatten(rgb: Rgb, found: Found | None) -> Rgb:
    """The page upright and evenly lit, RGB; the whole picture, evenly lit, when no page was found."""
    if found is None:
        return even_light(rgb)
    return deskew(even_light(straighten(rgb, found)))


def straighten(rgb: Rgb, found: Found) -> Rgb:
    """The quadrilateral as a rectangle, by a perspective warp."""
    import cv2  # heavy
    import numpy as np

    corners = np.array(found.pixels(rgb.shape[1], rgb.shape[0]), np.float32)
    corners += (corners.mean(axis=0) - corners) * INSET
    sides = [float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)]
    width, height = _page_size(max(sides[0], sides[2]), max(sides[1], sides[3]))
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, straight)
    return np.asarray(cv2.warpPerspective(rgb, matrix, (width, height), flags=cv2.INTER_CUBIC), np.uint8)


def _page_size(width: float, height: float) -> tuple[int, int]:
    """The rectangle's size in pixels, A4 where it is nearly that, never larger than `LONGEST`."""
    if abs(height / width / A4 - 1) < SNAP:
        height = width * A4
    elif abs(width / height / A4 - 1) < SNAP:
        width = height * A4
    scale = min(1.0, LONGEST / max(width, height))
    return max(16, round(width * scale)), max(16, round(height * scale))


def even_light(rgb: Rgb) -> Rgb:
    """Divide by the paper's own brightness, estimated on a small picture where the writing is filled up."""
    import cv2
    import numpy as np

    height, width = rgb.shape[:2]
    scale = 300 / max(height, width)
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8)), 5)
    ground = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 40)
    return np.asarray(cv2.divide(rgb, np.asarray(ground, np.uint8), scale=PAPER), np.uint8)


def deskew(rgb: Rgb) -> Rgb:
    """Turn the page by the few degrees that make its lines of writing level."""
    import cv2
    import numpy as np

    angle = skew(rgb)
    if abs(angle) < SKEW_LEAST:
        return rgb
    height, width = rgb.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    white = (PAPER, PAPER, PAPER)
    turned = cv2.warpAffine(rgb, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    return np.asarray(turned, np.uint8)


def skew(rgb: Rgb) -> float:
    """Degrees by which the writing must be turned counter-clockwise to be level; 0 when it does not show."""
    import cv2
    import numpy as np

    gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    scale = 500 / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    margin_y, margin_x = (int(0.06 * side) for side in small.shape)
    ink = 255 - np.asarray(small[margin_y:-margin_y, margin_x:-margin_x], np.uint8)
    ink[ink < 60] = 0
    angles = np.arange(-SKEW_LIMIT, SKEW_LIMIT + SKEW_STEP, SKEW_STEP)
    crisp = np.array([_line_contrast(ink, float(angle)) for angle in angles])
    level = crisp[len(angles) // 2]
    best = int(crisp.argmax())
    sure = crisp[best] > 1.15 * level and 0 < best < len(angles) - 1
    return float(angles[best]) if sure else 0.0


def _line_contrast(ink: Gray, angle: float) -> float:
    """How sharply rows with writing alternate with rows without, once turned by `angle` degrees."""
    import cv2
    import numpy as np

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    rows = cv2.warpAffine(ink, matrix, (width, height)).astype(np.float32).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


def jpeg(rgb: Rgb, quality: int = QUALITY) -> bytes:
    """The picture as JPEG bytes."""
    import cv2

    bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return bytes(data)
