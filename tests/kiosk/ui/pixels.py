"""Measures what was really painted: the contrast of every text against the pixels it stands on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.inspection import in_layer, ink, line, seen, texts
from tests.kiosk.ui.scene import Scene

TEXT = 7.0
LARGE_TEXT = 4.5
LARGE = 44
"""Design pixels from which letters count as large: the size of a question."""


def faint(scene: Scene) -> Iterator[str]:
    """Texts below 7:1, large ones below 4.5:1, on the ground that was painted behind them."""
    for item, ratio in contrasts(scene):
        least = LARGE_TEXT if item.property("font").pixelSize() >= LARGE * scene.scale - 1 else TEXT
        if ratio < least:
            yield f"faint: {item.property('text')!r} {ratio:.1f}:1"


def contrasts(scene: Scene) -> Iterator[tuple[QQuickItem, float]]:
    """Each text that is wholly seen with its measured contrast; what cannot be used now is left out, as in WCAG 1.4.3."""
    painted = pixels(scene.window.grabWindow())
    for item in texts(scene):
        if not item.isEnabled() or not in_layer(scene, item) or not _wholly_seen(scene, item):
            continue
        ground = _ground(painted, ink(scene, item).intersected(seen(item)))
        if ground is not None:
            yield item, ratio(_letters(item, ground), ground)


def pixels(image: QImage) -> NDArray[np.uint32]:
    """Rows x columns of 0xRRGGBB."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), np.uint32)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4)[:, : plain.width()] & np.uint32(0xFFFFFF)


def ratio(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    """Contrast of two colours 0..255 by WCAG 2.2."""
    bright, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: NDArray[np.float64]) -> float:
    parts = colour / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _ground(painted: NDArray[np.uint32], place: QRectF) -> NDArray[np.float64] | None:
    """The commonest colour around the letters."""
    top, left = max(0, int(place.top())), max(0, int(place.left()))
    cut = painted[top : int(place.bottom()), left : int(place.right())]
    if cut.size < 100:
        return None
    found, count = np.unique(cut, return_counts=True)
    most = int(found[count.argmax()])
    return np.array([most >> 16, most >> 8 & 255, most & 255], np.float64)


def _letters(item: QQuickItem, ground: NDArray[np.float64]) -> NDArray[np.float64]:
    colour = QColor(item.property("color"))
    alpha = colour.alphaF()
    for above in line(item):
        alpha *= above.opacity()
    mine = np.array([colour.red(), colour.green(), colour.blue()], np.float64)
    return mine * alpha + ground * (1 - alpha)


def _wholly_seen(scene: Scene, item: QQuickItem) -> bool:
    whole, shown = ink(scene, item), ink(scene, item).intersected(seen(item))
    return (
        whole.height() > 4 and shown.height() >= 0.9 * whole.height() and shown.width() >= 0.5 * whole.width()
    )
