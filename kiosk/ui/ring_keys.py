"""Keys of a keypad or of switches while a word is spelt with the keyboard on the screen."""

from __future__ import annotations

from PySide6.QtCore import Q_ARG, QEvent, QMetaObject, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

MOVING = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return,
     Qt.Key.Key_Enter, Qt.Key.Key_Select, Qt.Key.Key_Escape, Qt.Key.Key_Back)
)  # fmt: skip
"""What moves the ring, chooses, or leads back."""


class RingKeys(QObject):
    """Takes these keys to the ring past the field.

    WORKAROUND: Qt Virtual Keyboard filters what the field gets, and settles a half-spelt word at any real key, so that no
    word of two letters could be written by keypad or switches (`QVirtualKeyboardInputContextPrivate::filterEvent`).
    """

    def __init__(self, window: QQuickWindow) -> None:
        """For the window's life."""
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the ring is among the keys, they are its; their release settles a word too."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            key, spelling = event.key(), self._window.property("spelling")
            if (spelling and key in MOVING) or (spelling == "switches" and key == Qt.Key.Key_Space):
                if event.type() == QEvent.Type.KeyPress:
                    QMetaObject.invokeMethod(self._window, "ringKey", Q_ARG(int, int(key)))
                return True
        return super().eventFilter(watched, event)
