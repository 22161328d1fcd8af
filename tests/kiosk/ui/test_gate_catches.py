"""The gate would be worthless if it passed a bad screen: one deliberate violation of each rule, and it is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible

from kiosk.visit.overlays import OVERLAYS
from tests.kiosk.ui import gate
from tests.kiosk.ui.scene import Scene

HEAD = "import QtQuick\nimport Lawbooth.Controls\nimport Lawbooth.Theme\n"


def add(scene: Scene, qml: str) -> None:
    """Put something into the screen that is shown; it goes with the screen."""
    screen = scene.find("screen").childItems()[0]
    scene.ask(screen, f"void Qt.createQmlObject({json.dumps(HEAD + qml)}, this)")
    scene.wait(20)


def told(scene: Scene, rule: str) -> list[str]:
    """What the rule says of the scene as it stands."""
    QAccessible.setActive(True)
    looks = next(one.looks for one in gate.RULES if one.id == rule)
    with scene.still():
        return [trouble for look in looks for trouble in look(scene)]


def nameless(scene: Scene) -> None:
    scene.find("tile-owed").setProperty("name", "")


def hidden_from_readers(scene: Scene) -> None:
    add(scene, 'Pressable { objectName: "ghost"; name: "鬼"; Accessible.ignored: true; y: 900 }')


def out_of_the_chain(scene: Scene) -> None:
    scene.find("tile-sue").setProperty("activeFocusOnTab", False)


def against_the_order(scene: Scene) -> None:
    add(scene, 'Pressable { objectName: "late"; name: "迟"; x: 0; y: 0 }')


def small(scene: Scene) -> None:
    scene.find("mode-large").setWidth(60)


def crowded(scene: Scene) -> None:
    tile = scene.find("tile-sue")
    tile.setWidth(tile.width() + 15)


def cut(scene: Scene) -> None:
    scene.find("mode-large").setWidth(60)


def over_words(scene: Scene) -> None:
    add(scene, 'Words { text: "压在标题上面的字"; x: Theme.page; y: Theme.u(60) }')


def behind_an_edge(scene: Scene) -> None:
    add(
        scene,
        'Item { y: Theme.u(400); width: Theme.u(400); height: Theme.u(30); clip: true; Words { text: "下半截" } }',
    )


def broken_in_two(scene: Scene) -> None:
    add(scene, 'Words { text: "Print the certificate"; width: Theme.u(90); x: Theme.page; y: Theme.u(400) }')


def faint(scene: Scene) -> None:
    add(scene, 'Words { text: "看不清的字"; color: "#9aa0a6"; x: Theme.page; y: Theme.u(400) }')


def by_colour(scene: Scene) -> None:
    scene.show("unavailable")
    add(scene, "Item { Item { Item { Item { Rectangle { color: Theme.red; width: 40; height: 40 } } } } }")


def chosen_by_colour(scene: Scene) -> None:
    add(scene, 'Pressable { objectName: "pale"; name: "淡"; checkable: true; checked: true; y: 900\n'
               "Rectangle { anchors.fill: parent; color: Theme.tint } }")  # fmt: skip


def no_more_time(scene: Scene) -> None:
    scene.show("take")
    scene.ask(scene.find("action-more-time"), "visible = false")


VIOLATIONS: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("name", nameless),
    ("name", hidden_from_readers),
    ("focus", out_of_the_chain),
    ("focus", against_the_order),
    ("size", small),
    ("space", crowded),
    ("words", cut),
    ("words", over_words),
    ("words", behind_an_edge),
    ("whole", broken_in_two),
    ("contrast", faint),
    ("colour", by_colour),
    ("colour", chosen_by_colour),
    ("time", no_more_time),
)


@pytest.mark.parametrize(("rule", "spoil"), VIOLATIONS, ids=lambda part: getattr(part, "__name__", part))
def test_a_violation_is_caught(scene: Scene, rule: str, spoil: Callable[[Scene], None]) -> None:
    scene.show("out_of_service")
    scene.show("idle")
    assert told(scene, rule) == []
    spoil(scene)
    scene.wait(20)
    assert told(scene, rule)
    scene.show("out_of_service")


RUNS_ON = (
    "330106199001011234567",
    "https://example.cn/withdrawal",
    "usb-1a86_USB_Serial-if00",
    "up-to-date it is",
)
"""Wider than their place, and yet no word of them is broken."""


@pytest.mark.parametrize("words", RUNS_ON)
def test_a_number_and_an_address_may_go_on_in_the_next_line(scene: Scene, words: str) -> None:
    scene.show("out_of_service")
    scene.show("idle")
    add(scene, f'Words {{ text: "{words}"; width: Theme.u(90); x: Theme.page; y: Theme.u(400) }}')
    assert told(scene, "whole") == []
    scene.show("out_of_service")


def test_every_rule_has_a_violation() -> None:
    assert {rule for rule, _ in VIOLATIONS} == {rule.id for rule in gate.RULES}


def test_a_screen_without_gallery_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OVERLAYS, "unseen", OVERLAYS["menu"])
    assert gate.without_gallery() == ["unseen"]
