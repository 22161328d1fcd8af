"""Everything by a keypad of four keys, by two switches, and by one: the same scene, no finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.kiosk.ui.gate import screens
from tests.kiosk.ui.scene import Scene

DOWN, UP, CHOOSE, BACK = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape
SPACE = Qt.Key.Key_Space
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


def row(scene: Scene) -> list[str]:
    """What stands in the row that has the ring as a whole."""
    names = scene.find("keypad").childItems()[0].property("rowNames")
    return list(names.toVariant() if hasattr(names, "toVariant") else names)


def by_switches(scene: Scene, name: str) -> int:
    """Space until the ring is on it, or on its row, which is then gone into; how often a switch was pressed."""
    for count in range(1, MANY):
        if name in row(scene):
            strike(scene, CHOOSE)
        elif pointed(scene) == name:
            strike(scene, CHOOSE)
            return count
        else:
            strike(scene, SPACE)
    raise AssertionError(f"the switches never reach {name}")


def test_four_beside_one_another_are_one_stop_for_switches(scene: Scene) -> None:
    scene.mode(switches="two")
    scene.show("out_of_service")
    scene.show("idle")
    strike(scene, SPACE)
    by_switches(scene, "bar-help")
    assert scene.acts("help") == [{}]


def test_behind_the_last_of_a_row_the_row_has_the_ring_again(scene: Scene) -> None:
    scene.mode(switches="two")
    scene.show("out_of_service")
    scene.show("idle")
    while "bar-end" not in row(scene):
        strike(scene, SPACE)
    strike(scene, CHOOSE)
    seen = [pointed(scene)]
    while "bar-end" not in row(scene):
        strike(scene, SPACE)
        seen.append(pointed(scene))
    assert seen == ["bar-back", "bar-help", "bar-read", "bar-end", ""]
    strike(scene, SPACE)
    assert "bar-end" not in row(scene), "and then the way goes on"
    assert scene.acts("end") == []


def test_a_word_is_spelt_and_chosen_by_two_switches(scene: Scene) -> None:
    scene.mode(switches="two")
    given = scene.fixture("interview")["view"]["fields"]
    given[1]["value"] = None
    scene.show("interview", fields=given)
    strike(scene, SPACE)
    by_switches(scene, "field-facts.contract")
    scene.wait(100)
    pressed = [by_switches(scene, f"key-{letter}") for letter in "jietiao"]
    pressed.append(by_switches(scene, "candidate-0"))
    by_switches(scene, "key-done")
    assert scene.acts("answer") == [{"path": "facts.contract", "value": "借条"}]
    assert max(pressed) <= 16, "five rows at most, and ten keys"


def test_a_word_is_spelt_by_the_keypad_too(scene: Scene) -> None:
    given = scene.fixture("interview")["view"]["fields"]
    given[1]["value"] = None
    scene.show("interview", fields=given)
    for name in (
        "field-facts.contract",
        *(f"key-{letter}" for letter in "fayuan"),
        "candidate-0",
        "key-done",
    ):
        point_at(scene, name)
        strike(scene, CHOOSE)
    assert scene.acts("answer") == [{"path": "facts.contract", "value": "法院"}]


def test_every_candidate_and_every_key_is_reached_by_switches(scene: Scene) -> None:
    scene.mode(switches="two")
    given = scene.fixture("interview")["view"]["fields"]
    given[1]["value"] = None
    scene.show("interview", fields=given)
    scene.tap("field-facts.contract")
    scene.strike("shi")
    wanted = {
        item.objectName()
        for item in scene.items()
        if item.objectName().startswith(("key-", "candidate-")) and item.isEnabled()
    } | {"candidates-more"}
    met: set[str] = set()
    for _ in range(MANY):
        strike(scene, SPACE)
        met |= {*row(scene), pointed(scene)}
    assert len(wanted) > 35
    assert wanted - met == set()


NO_STOPS = ("out_of_service", "calibrate")
"""Nothing to choose, and crosses that only a finger can hit; the way out of both is time."""


@pytest.mark.parametrize("screen", [name for name in screens() if name not in NO_STOPS])
def test_the_switches_come_round_on_every_screen(scene: Scene, screen: str) -> None:
    """What takes the switch for itself would hold whoever has no other key."""
    scene.mode(switches="two")
    for view in screens()[screen].values():
        scene.flow.show({"screen": ""})
        scene.flow.show(view)
        scene.wait(30)
        first, met = "", 0
        for _ in range(MANY):
            QTest.keyClick(scene.window, SPACE)
            now = f"{row(scene)}{pointed(scene)}"
            met += now != first
            first = first or now
            if now == first and met > 2:
                break
        else:
            raise AssertionError(f"the ring stays at {first} or never comes back to it")
