"""The scene's side of the driver's door; runs on the scene's own thread."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMetaObject, QObject, QPoint, QRectF, QSocketNotifier, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent
from PySide6.QtQml import qmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.ui.driver import DriverError
from kiosk.ui.within import within

KEYS = {"down": Qt.Key.Key_Down, "up": Qt.Key.Key_Up, "choose": Qt.Key.Key_Return, "back": Qt.Key.Key_Escape,
        "on": Qt.Key.Key_Space}  # fmt: skip
OVERLAYS = ("overlay", "keyboard")
"""Names of what can lie over the screen; an item below is covered by it."""


class DriverServer(QObject):
    """Answers one client at a time."""

    def __init__(self, path: Path, window: QQuickWindow, flow: Any) -> None:
        super().__init__(window)
        self._window = window
        self._flow = flow
        self._finger = QTest.createTouchDevice()
        self._buffer = b""
        self._client: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        old = os.umask(0o177)
        try:
            self._listener.bind(str(path))
        finally:
            os.umask(old)
        self._listener.listen(4)
        self._door = QSocketNotifier(self._listener.fileno(), QSocketNotifier.Type.Read, self)
        self._door.activated.connect(self._accept)

    def close(self) -> None:
        """Shut the door and send the visitor away."""
        self._door.setEnabled(False)
        self._drop()
        self._listener.close()

    def _accept(self) -> None:
        self._drop()
        self._client, _ = self._listener.accept()
        self._client.setblocking(False)
        self._notifier = QSocketNotifier(self._client.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _drop(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._client is not None:
            self._client.close()
            self._client = None

    def _read(self) -> None:
        if self._client is None:
            return
        try:
            part = self._client.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._drop()
            return
        self._buffer += part
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            self._answer(line)

    def _answer(self, line: bytes) -> None:
        try:
            asked = json.loads(line)
            answer = {"ok": True, **self._do(asked.pop("do"), asked)}
        except DriverError as error:
            answer = {"ok": False, "error": error.code}
        except (ValueError, KeyError, TypeError):
            answer = {"ok": False, "error": "refused"}
        if self._client is not None:
            self._client.setblocking(True)
            with contextlib.suppress(OSError):
                self._client.sendall(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                self._client.setblocking(False)

    def _do(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        match verb:
            case "screen":
                flow = self._flow
                return {"screen": flow.screen, "overlay": flow.overlay, "view": dict(flow.view),
                        "overlayView": dict(flow.overlay_view), "status": dict(flow.status),
                        "moving": self._moving()}  # fmt: skip
            case "has":
                named = [item for item in self._named() if item.objectName() == args["objectName"]]
                return {"there": bool(named), "ready": any(_ready(item) for item in named)}
            case "voice":
                return self._voice()
            case "tree":
                return {"items": [self._describe(item) for item in self._named()]}
            case "screenshot":
                if not self._window.grabWindow().save(str(args["path"])):
                    raise DriverError("refused")
            case _:
                return self._hand(verb, args)
        return {}

    def _hand(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        match verb:
            case "tap":
                self._tap(self._reachable(str(args["objectName"])))
            case "key":
                QTest.keyClick(self._window, KEYS[str(args["key"])])
                return self._ring()
            case "ring":
                return self._ring()
            case "type":
                self._type(str(args["objectName"]), str(args["text"]))
            case "drag":
                self._drag(self._reachable(str(args["objectName"])), args["points"])
            case _:
                raise DriverError("refused")
        return {}

    def _voice(self) -> dict[str, Any]:
        """What a resident who speaks sees: the numbers on the screen, the panel, and whether the terminal talks."""
        listening = self._engine_child("Listening")
        speech = self._engine_child("Speech")
        if listening is None or speech is None:
            raise DriverError("absent")
        names = ("open", "ready", "state", "heard", "told", "toldOf", "targets", "trouble", "acts")
        return {name: listening.property(name) for name in names} | {"reading": speech.property("reading")}

    def _engine_child(self, kind: str) -> QObject | None:
        engine = qmlEngine(self._window)
        found = engine.children() if engine is not None else []
        return next((one for one in found if one.metaObject().className() == kind), None)

    # ------------------------------------------------------------------ seeing

    def _named(self) -> list[QQuickItem]:
        return [item for item in seen(self._window.contentItem()) if item.objectName()]

    def _describe(self, item: QQuickItem) -> dict[str, Any]:
        rect = self._rect(item)
        found = QAccessible.queryAccessibleInterface(item)
        return {
            "objectName": item.objectName(),
            "name": found.text(QAccessible.Text.Name) if found else "",
            "role": found.role().name if found else "",
            "rect": [rect.x(), rect.y(), rect.width(), rect.height()],
            "enabled": _ready(item),
        }

    @staticmethod
    def _rect(item: QQuickItem) -> QRectF:
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def _moving(self) -> bool:
        screen = next((item for item in self._named() if item.objectName() == "screen"), None)
        return screen is not None and (abs(screen.x()) > 0.5 or screen.opacity() < 0.99)

    def _reachable(self, name: str) -> QQuickItem:
        """The item of that name if a finger could reach it now; the topmost one of several."""
        if self._moving():
            raise DriverError("moving")
        found = [item for item in self._named() if item.objectName() == name]
        if not found:
            raise DriverError("absent")
        enabled = [item for item in found if _ready(item)]
        if not enabled:
            raise DriverError("disabled")
        free = [item for item in enabled if self._in_sight(item) and not self._covered(item)]
        if not free:
            raise DriverError("covered")
        return free[-1]

    def _in_sight(self, item: QQuickItem) -> bool:
        """Whether the middle of the item lies inside the window and all that clips it."""
        middle = self._rect(item).center()
        if any(above.clip() and not self._rect(above).contains(middle) for above in _line(item)[1:]):
            return False
        return QRectF(0, 0, self._window.width(), self._window.height()).contains(middle)

    def _covered(self, item: QQuickItem) -> bool:
        middle = self._rect(item).center()
        line = _line(item)
        covers = [top for top in self._named() if top.objectName() in OVERLAYS and top.childItems()]
        return any(self._rect(top).contains(middle) and top not in line for top in covers)

    # ------------------------------------------------------------------ touching

    def _tap(self, item: QQuickItem) -> None:
        point = self._rect(item).center().toPoint()
        QTest.touchEvent(self._window, self._finger).press(0, point, self._window).commit()
        QTest.touchEvent(self._window, self._finger).release(0, point, self._window).commit()

    def _ring(self) -> dict[str, Any]:
        """The name of what has the ring of the keypad, or the names of the row that has it as a whole."""
        keypad = next((item for item in self._named() if item.objectName() == "keypad"), None)
        parts = keypad.childItems() if keypad is not None else []
        if not parts:
            return {"pointed": "", "row": []}
        names = parts[0].property("rowNames")
        return {
            "pointed": str(parts[0].property("pointedName")),
            "row": names.toVariant() if hasattr(names, "toVariant") else list(names),
        }

    def _drag(self, item: QQuickItem, points: list[list[float]]) -> None:
        """One stroke; points in shares of the item."""
        rect = self._rect(item)
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        path = [QPoint(round(left + x * width), round(top + y * height)) for x, y in points]
        QTest.touchEvent(self._window, self._finger).press(0, path[0], self._window).commit()
        for point in path[1:]:
            QTest.touchEvent(self._window, self._finger).move(0, point, self._window).commit()
        QTest.touchEvent(self._window, self._finger).release(0, path[-1], self._window).commit()

    def _type(self, name: str, text: str) -> None:
        """What an input method hands over at once, into the field that was touched before."""
        focused = self._window.activeFocusItem()
        if focused is None or focused.objectName() != name:
            raise DriverError("absent")
        QMetaObject.invokeMethod(focused, "selectAll")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(focused, event)


def _line(item: QQuickItem) -> list[QQuickItem]:
    """The item and all above it, up to the window's own."""
    line: list[QQuickItem] = []
    above: QQuickItem | None = item
    while above is not None:
        line.append(above)
        above = above.parentItem()
    return line


def _ready(item: QQuickItem) -> bool:
    """Whether a touch would do something: enabled, and no button that only says why it cannot."""
    return item.isEnabled() and item.property("possible") is not False


def seen(item: QQuickItem) -> Iterator[QQuickItem]:
    """What is visible under `item`, from back to front."""
    if item.isVisible():
        yield item
        for child in within(item):
            yield from seen(child)
