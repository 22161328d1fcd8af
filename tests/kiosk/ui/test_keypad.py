"""Everything by a keypad of four keys, by two switches, and by one: the same scene, no finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.kiosk.ui.scene import Scene

DOWN, UP, CHOOSE, BACK = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape
MANY = 120


def strike(scene: Scene, key: Qt.Key) -> None:
    QTest.keyClick(scene.window, key)
    scene.wait()


def pointed(scene: Scene) -> str:
    keypad = scene.find("keypad").childItems()[0]
    return str(scene.ask(keypad, "pointed ? pointed.objectName : ''"))


def point_at(scene: Scene, name: str, key: Qt.Key = DOWN) -> None:
    for _ in range(MANY):
        strike(scene, key)
        if pointed(scene) == name:
            return
    raise AssertionError(f"the keys never reach {name}")


def test_the_first_key_goes_from_the_title_to_the_first_tile(scene: Scene) -> None:
    scene.show("out_of_service")
    scene.show("idle")
    strike(scene, DOWN)
    assert pointed(scene) == "tile-owed"
    strike(scene, CHOOSE)
    assert scene.acts("tile") == [{"id": "owed"}]


def test_up_goes_back_and_round(scene: Scene) -> None:
    scene.show("out_of_service")
    scene.show("idle")
    strike(scene, DOWN)
    point_at(scene, "bar-end", UP)


def test_back_is_the_fourth_key(scene: Scene) -> None:
    scene.show("card_read")
    strike(scene, BACK)
    assert scene.acts("back") == [{}]
    scene.show("over_help")
    strike(scene, BACK)
    assert scene.acts("close") == [{}]


def test_an_overlay_keeps_the_keys(scene: Scene) -> None:
    scene.show("over_end_confirm")
    strike(scene, DOWN)
    assert pointed(scene).startswith("action-")
    point_at(scene, "action-end-now")
    strike(scene, CHOOSE)
    assert scene.acts("end_now") == [{}]


def test_an_amount_is_typed_by_four_keys(scene: Scene) -> None:
    scene.show("interview")
    point_at(scene, "field-facts.lent_actual")
    assert scene.seek("keyboard") is None or not scene.find("keypad").property("typed")
    strike(scene, CHOOSE)
    scene.wait(50)
    for key in ("key-clear", "key-8", "key-0", "key-done"):
        point_at(scene, key)
        strike(scene, CHOOSE)
    assert {"path": "facts.lent_actual", "value": "80"} in scene.acts("answer")


@pytest.mark.parametrize("screen", ["intro", "summary", "interview_choices"])
def test_what_is_pointed_at_is_seen(scene: Scene, screen: str) -> None:
    scene.mode(size="large")
    scene.show(screen)
    for _ in range(30):
        strike(scene, DOWN)
        item = scene.seek(pointed(scene))
        if item is not None and not pointed(scene).startswith(("bar-", "mark-", "menu")):
            assert scene.top(item) >= -1
            assert scene.top(item) < scene.window.height() - 150 * scene.scale


def test_two_switches(scene: Scene) -> None:
    scene.mode(switches="two")
    scene.show("out_of_service")
    scene.show("idle")
    strike(scene, Qt.Key.Key_Space)
    strike(scene, Qt.Key.Key_Space)
    assert pointed(scene) == "tile-sue"
    assert scene.acts("tile") == []
    strike(scene, CHOOSE)
    assert scene.acts("tile") == [{"id": "sue"}]


def test_one_switch_waits_for_the_ring(scene: Scene) -> None:
    scene.mode(switches="auto")
    scene.show("out_of_service")
    scene.show("idle")
    for _ in range(100):
        scene.wait(100)
        if pointed(scene) == "tile-owed":
            break
    strike(scene, CHOOSE)
    assert scene.acts("tile")


def test_slow_and_steady_acts_on_a_resting_finger_only(scene: Scene) -> None:
    scene.mode(slow=True)
    scene.show("idle")
    scene.tap("tile-owed")
    assert scene.acts("tile") == []
    place = scene.middle(scene.find("tile-owed"))
    QTest.touchEvent(scene.window, scene._finger).press(0, place, scene.window).commit()
    scene.wait(600)
    QTest.touchEvent(scene.window, scene._finger).release(0, place, scene.window).commit()
    assert scene.acts("tile") == [{"id": "owed"}]
