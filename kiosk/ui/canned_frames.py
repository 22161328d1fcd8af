"""Painted stand-ins for camera pictures and pages, so that the gallery needs no camera and no composer."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

PAPER = (1000, 1414)
SHAPES = {
    "face": (960, 720),
    "document": (1280, 960),
    "captured": PAPER,
    "preview": PAPER,
    "card": (102, 126),
    "camera": (640, 360),
}


@lru_cache(maxsize=16)
def frame(name: str) -> tuple[int, bytes]:
    """The picture called `name` as (1, PNG bytes)."""
    width, height = SHAPES.get(name, PAPER)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#8FA3B0" if name in ("face", "card", "camera", "document") else "#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    (_person if name in ("face", "card", "camera") else _page)(painter, width, height, name == "document")
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return 1, bytes(held.data())


def _person(painter: QPainter, width: int, height: int, _: bool) -> None:
    painter.setBrush(QColor("#E8D5C4"))
    painter.drawEllipse(QRectF(width * 0.36, height * 0.2, width * 0.28, height * 0.48))
    painter.setBrush(QColor("#3A5068"))
    painter.drawEllipse(QRectF(width * 0.2, height * 0.72, width * 0.6, height * 0.6))


def _page(painter: QPainter, width: int, height: int, on_desk: bool) -> None:
    on_desk_at = QRectF(width * 0.3, height * 0.1, width * 0.4, height * 0.8)
    sheet = on_desk_at if on_desk else QRectF(0, 0, width, height)
    painter.fillRect(sheet, QColor("#FDFCF8"))
    for line in range(16):
        top = sheet.top() + sheet.height() * (0.12 + line * 0.05)
        stroke = QRectF(sheet.left() + sheet.width() * 0.12, top, sheet.width() * 0.76, 6)
        painter.fillRect(stroke, QColor("#4A5663"))
