"""Drives the real scene by touch, offscreen: one window a process, shown anew for each test."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QtMsgType
from PySide6.QtQml import QQmlApplicationEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.ui.app_window import build_window
from kiosk.ui.gallery import MODES, PORTRAIT, CannedFlow

FIXTURES = Path(__file__).parent / "fixtures"


class Scene:
    """The window with a canned flow behind it, and a finger."""

    def __init__(self, flow: CannedFlow, engine: QQmlApplicationEngine, window: QQuickWindow) -> None:
        self.flow = flow
        self.engine = engine
        self.window = window
        self.warnings: list[str] = []
        self._finger = QTest.createTouchDevice()
        self._frames = 0
        self._still: list[QQuickItem] | None = None
        self._names: dict[str, QQuickItem] = {}
        window.frameSwapped.connect(self._frame)

    def fixture(self, name: str) -> dict[str, Any]:
        """The canned view of that name."""
        found: dict[str, Any] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        return found

    @property
    def scale(self) -> float:
        """Real pixels of a design pixel, as `Theme.scale`."""
        short, long = sorted((self.window.width(), self.window.height()))
        return min(short / 1080, long / 1920)

    def show(self, name: str, **view: Any) -> None:
        """Show a fixture, with some values of its view replaced."""
        given = self.fixture(name)
        given["view"] = {**given["view"], **view}
        self.flow.show(given)
        self.wait()

    def update(self, **view: Any) -> None:
        """The same screen with another view, as after an answer."""
        self.flow.view = {**self.flow.view, **view}
        self.flow.changed()
        self.wait()

    def mode(self, **modes: Any) -> None:
        """Switch modes."""
        self.flow.modes = {**MODES, **modes}
        self.flow.changed()
        self.wait()

    def turn(self, size: tuple[int, int]) -> None:
        """Give the window another shape."""
        self.window.resize(*size)
        self.wait()

    def wait(self, milliseconds: int = 5) -> None:
        """Let the scene come to rest: two frames are drawn, the second with all in place."""
        QTest.qWait(milliseconds)
        for _ in range(2):
            seen = self._frames
            self.window.update()
            for _ in range(100):
                if self._frames > seen:
                    break
                QTest.qWait(2)

    def _frame(self) -> None:
        self._frames += 1

    @contextmanager
    def still(self) -> Iterator[None]:
        """While nothing moves the items are walked once for all who look.

        Python's collector rests meanwhile: it drops the wrappers of a screen that is gone, and takes with them those
        that PySide gave, by their address, to items of the screen that is there.
        """
        gc.disable()
        self._still = list(_walk(self.window.contentItem()))
        self._names = {item.objectName(): item for item in reversed(self._still) if item.objectName()}
        try:
            yield
        finally:
            self._still = None
            gc.enable()

    def items(self) -> Iterable[QQuickItem]:
        """Every visible item of the window."""
        return _walk(self.window.contentItem()) if self._still is None else self._still

    def ask(self, item: QQuickItem, expression: str) -> Any:
        """What QML says of an item; Python has no converter for its enums and pens.

        Not by `qmlContext(item)`: Python would delete that context, and the item's bindings with it.
        """
        said = QQmlExpression(self.engine.rootContext(), item, expression).evaluate()
        return said[0] if isinstance(said, tuple) else said

    def find(self, name: str) -> QQuickItem:
        """The visible item of that object name; fails when there is none."""
        found = self.seek(name)
        assert found is not None, f"no visible {name}"
        return found

    def seek(self, name: str) -> QQuickItem | None:
        """The visible item of that object name, or None."""
        if self._still is not None:
            return self._names.get(name)
        return next((item for item in self.items() if item.objectName() == name), None)

    def tap(self, name: str) -> None:
        """A finger down and up in the middle of an item."""
        place = self.middle(self.find(name))
        QTest.touchEvent(self.window, self._finger).press(0, place, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, place, self.window).commit()
        self.wait()

    def bring(self, name: str) -> None:
        """Page down by the button until the item is wholly in view."""
        for _ in range(20):
            pager = self.seek("scroll-down")
            item = self.find(name)
            if pager is None or self.bottom(item) <= self.top(pager):
                return
            self.tap("scroll-down")

    def top(self, item: QQuickItem) -> float:
        """Upper edge in the window."""
        return item.mapToScene(QPointF(0, 0)).y()

    def left(self, item: QQuickItem) -> float:
        """Left edge in the window."""
        return item.mapToScene(QPointF(0, 0)).x()

    def bottom(self, item: QQuickItem) -> float:
        """Lower edge in the window."""
        return item.mapToScene(QPointF(0, item.height())).y()

    def strike(self, keys: str) -> None:
        """Tap the keys of these characters."""
        for key in keys:
            self.tap(f"key-{key}")

    def stroke(self, name: str, points: list[tuple[float, float]]) -> None:
        """Draw with a finger; points are shares of the item."""
        item = self.find(name)
        places = [item.mapToScene(QPointF(x * item.width(), y * item.height())).toPoint() for x, y in points]
        QTest.touchEvent(self.window, self._finger).press(0, places[0], self.window).commit()
        for place in places[1:]:
            QTest.touchEvent(self.window, self._finger).move(0, place, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, places[-1], self.window).commit()
        self.wait()

    def middle(self, item: QQuickItem) -> QPoint:
        """The centre of an item in the window."""
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def acts(self, name: str) -> list[dict[str, Any]]:
        """The arguments of each action of that name since the scene was shown."""
        return [arguments for act, arguments in self.flow.acts if act == name]


def _walk(item: QQuickItem) -> Iterator[QQuickItem]:
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from _walk(child)


@lru_cache(maxsize=1)
def only_scene() -> Scene:
    """The one window of this process: the singleton behind it cannot be registered twice."""
    flow = CannedFlow()
    _app, engine, window = build_window(flow, PORTRAIT)
    window.show()
    window.requestActivate()
    return Scene(flow, engine, window)


def keeper(warnings: list[str]) -> Callable[..., None]:
    """A Qt message handler that keeps everything but debug output."""

    def keep(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg:
            warnings.append(text)

    return keep
