"""Draws SVG into pictures; apart from `icons`, because nothing need be drawn when the pictures are kept already."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

# neither the class `Qt` nor QPen is used here: both make Qt's enums, 40 ms before the first frame


def paint(svg: str, wanted: QSize) -> QImage:
    """The picture inside `wanted` pixels, centred, its shape kept; in its own size when none is wanted."""
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
    return image


def _blank(size: QSize) -> QImage:
    width, height = size.width(), size.height()
    clear = bytes(4 * width * height)
    return QImage(clear, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
