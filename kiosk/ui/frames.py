"""Counts the pictures that a window really showed, and asks for one a second so that a living screen has some to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow

from kiosk.visit.pulse import Drawn

EVERY_MS = 1000


class FrameCounter(QObject):
    """Goes up with each swapped frame. A screen that nothing changes on is drawn anew once a second, which costs a
    software renderer nothing (no part of it is dirty) and proves the way from the scene to the compositor."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        self._frame = 0
        window.frameSwapped.connect(self._count)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(window.update)
        self._timer.start()

    def drawn(self) -> Drawn:
        """For the pulse."""
        return Drawn(self._frame, self._window.isExposed())

    def _count(self) -> None:
        self._frame += 1
