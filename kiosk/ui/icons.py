"""Line icons, drawings and dashed outlines, drawn in the colours of the theme by Qt's own SVG renderer."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "artwork"
TOKENS = ("ink", "card", "sunk", "tint", "primary", "accent", "on", "paper")
"""The colours a drawing may name as `$ink` ..., in the order in which `Drawing.qml` sends them."""

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
    fitted = natural.scaled(target, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (target.width() - fitted.width()) / 2, (target.height() - fitted.height()) / 2
    renderer.render(painter, QRectF(left, top, fitted.width(), fitted.height()))
    painter.end()
    size.setWidth(image.width())
    size.setHeight(image.height())
    return image


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


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
        colour, radius, width = address.split("/")
        image = _blank(QSize(max(1, wanted.width()), max(1, wanted.height())))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(f"#{colour}"), float(width))
        pen.setDashPattern([4.0, 4.0])
        painter.setPen(pen)
        inset = float(width) / 2
        frame = QRectF(image.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, float(radius), float(radius))
        painter.end()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
