"""The demonstration's hand: each button becomes the verbs of the rig, and what the rig says is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from devices.simulators.control import RigError
from kiosk.ui.app_window import application
from kiosk.ui.rig_window import groups, open_window

PEOPLE = {"zhang": "张秀英", "wang": "王建国"}


class Table:
    """Remembers what it was told; has no page to remove."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        if verb == "page.remove":
            raise RigError("no page there")
        self.told.append((verb, args))
        return {}


@pytest.fixture
def shown() -> Iterator[tuple[Table, QQuickWindow]]:
    application()
    table = Table()
    engine, desk, window = open_window(table, PEOPLE)
    QTest.qWaitForWindowExposed(window)
    QTest.qWait(100)
    yield table, window
    desk.close()
    window.close()
    engine.deleteLater()


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from walk(child)


def item(window: QQuickWindow, name: str) -> QQuickItem:
    return next(found for found in walk(window.contentItem()) if found.objectName() == name)


def click(window: QQuickWindow, name: str) -> None:
    place = item(window, name).mapToScene(QPoint(5, 5)).toPoint()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def wait_for(window: QQuickWindow, words: str) -> None:
    for _ in range(200):
        if words in item(window, "rig-last").property("text"):
            return
        QTest.qWait(25)
    pytest.fail(f"the window never said {words}")


def test_putting_a_card_brings_its_holder(shown: tuple[Table, QQuickWindow]) -> None:
    table, window = shown
    click(window, "rig-0-1")
    wait_for(window, "王建国")
    assert table.told == [("card.put", {"persona": "wang"}), ("face.show", {"persona": "wang"})]


def test_what_the_rig_refuses_is_shown(shown: tuple[Table, QQuickWindow]) -> None:
    table, window = shown
    click(window, "rig-4-2")
    wait_for(window, "no page there")
    assert table.told == []


def test_every_button_has_words_and_steps() -> None:
    for group in groups(PEOPLE):
        assert group["title"]
        for entry in group["buttons"]:
            assert entry["label"]
            assert entry["steps"]
