"""Counts the pictures that a window really showed, and asks for one a second so that a living screen has some to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.visit.pulse import Drawn

EVERY_MS = 1000
SPOT = b'import QtQuick\nRectangle { width: 2; height: 2; z: 99; color: "#02ffffff" }'
SHADES = ("#02ffffff", "#02000000")
"""Two that no eye tells apart, on two pixels."""


class FrameCounter(QObject):
    """Goes up with each swapped frame; once a second two pixels change, which nobody sees and every stage must draw.

    Only to ask for a frame (`update()`) would prove less: where nothing is dirty, no pixel travels to the compositor.
    """

    def __init__(self, window: QQuickWindow, engine: QQmlEngine) -> None:
        super().__init__(window)
        self._window = window
        self._frame = 0
        self._component = QQmlComponent(engine)
        self._component.setData(SPOT, QUrl())
        self._spot = self._component.create()
        if not isinstance(self._spot, QQuickItem):
            raise TypeError(self._component.errorString())
        self._spot.setParent(window)
        self._spot.setParentItem(window.contentItem())
        window.frameSwapped.connect(self._count)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def drawn(self) -> Drawn:
        """For the pulse."""
        return Drawn(self._frame, self._window.isExposed())

    def _beat(self) -> None:
        self._spot.setProperty("color", SHADES[self._frame % 2])
        self._window.update()

    def _count(self) -> None:
        self._frame += 1
