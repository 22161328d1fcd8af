"""Line icons, drawings and dashed outlines, drawn in the colours of the theme by Qt's own SVG renderer."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "artwork"
TOKENS = ("ink", "card", "sunk", "tint", "primary", "accent", "on", "paper")
"""The colours a drawing may name as `$ink` ..., in the order in which `Drawing.qml` sends them."""

# neither the class `Qt` nor QPen is used here: both make Qt's enums, 40 ms before the first frame

log = logging.getLogger(__name__)


@lru_cache(maxsize=128)
def _source(kind: str, name: str) -> str:
    path = FOLDER / kind / f"{name}.svg"
    if not path.is_file():
        log.warning("no %s named %s", kind, name)
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"/>'
    return path.read_text(encoding="utf-8")


def _paint(svg: str, wanted: QSize, size: QSize) -> QImage:
    """The picture inside `wanted` pixels, centred, its shape kept; `size` is told what came out."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    natural = renderer.defaultSize()
    target = wanted if wanted.width() > 0 and wanted.height() > 0 else natural
    image = _blank(target)
    painter = QPainter(image)
    scale = min(target.width() / natural.width(), target.height() / natural.height())
    width, height = natural.width() * scale, natural.height() * scale
    left, top = (target.width() - width) / 2, (target.height() - height) / 2
    renderer.render(painter, QRectF(left, top, width, height))
    painter.end()
    size.setWidth(image.width())
    size.setHeight(image.height())
    return image


def _blank(size: QSize) -> QImage:
    width, height = size.width(), size.height()
    clear = bytes(4 * width * height)
    return QImage(clear, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


class IconImages(QQuickImageProvider):
    """`image://icon/<name>/<hex>`: a 48-grid line icon whose `currentColor` is that colour."""

    def __init__(self) -> None:
        """Needs nothing but the files in `artwork/icon`."""
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, wanted: QSize) -> QImage:
        """Draw the icon."""
        name, _, colour = address.partition("/")
        return _paint(_source("icon", name).replace("currentColor", f"#{colour}"), wanted, size)


class DrawingImages(QQuickImageProvider):
    """`image://drawing/<name>/<hex-hex-...>`: a drawing with the theme's colours in the order of `TOKENS`."""

    def __init__(self) -> None:
        """Needs nothing but the files in `artwork/drawing`."""
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, wanted: QSize) -> QImage:
        """Draw the drawing."""
        name, _, colours = address.partition("/")
        svg = _source("drawing", name)
        for token, colour in zip(TOKENS, colours.split("-"), strict=False):
            svg = svg.replace(f"${token}", f"#{colour}")
        return _paint(svg, wanted, size)


class DashedImages(QQuickImageProvider):
    """`image://dashed/<hex>/<radius>/<width>`: a dashed rounded outline as large as asked."""

    def __init__(self) -> None:
        """Needs no files."""
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, address: str, size: QSize, wanted: QSize) -> QImage:
        """Draw the outline."""
        colour, radius, line = address.split("/")
        width, height, inset = max(1, wanted.width()), max(1, wanted.height()), float(line) / 2
        dash = 4 * float(line)
        outline = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
            f'<rect x="{inset}" y="{inset}" width="{width - 2 * inset}" height="{height - 2 * inset}" '
            f'rx="{radius}" fill="none" stroke="#{colour}" stroke-width="{line}" '
            f'stroke-dasharray="{dash} {dash}"/></svg>'
        )
        return _paint(outline, QSize(width, height), size)
