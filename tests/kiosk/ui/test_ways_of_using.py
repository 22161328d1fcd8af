"""What each way of using the terminal changes on the scene: plain words first, the other hand, nothing that moves."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from kiosk.visit.modes import MODE_VALUES
from tests.kiosk.ui.scene import Scene

MOVING = ("preview_composing", "sending", "face_starting")
WAIT_MS = 1200
"""Longer than the dots take to go on."""


def leading(scene: Scene) -> set[str]:
    """The bold words of the questions on the screen."""
    return {
        str(item.property("text"))
        for item in scene.items()
        if item.inherits("QQuickText") and item.property("font").bold()
    }


def test_simple_words_ask_plainly_and_name_it_after(scene: Scene) -> None:
    scene.show("interview")
    asked = [one for one in scene.flow.view["fields"] if one.get("hint") and one.get("label")]
    assert asked
    assert {one["label"] for one in asked} <= leading(scene)
    scene.show("idle")
    scene.mode(simple=True)
    scene.show("interview")
    assert {one["hint"] for one in asked} <= leading(scene)
    texts = "".join(str(item.property("text")) for item in scene.items() if item.inherits("QQuickText"))
    assert all(one["label"] in texts for one in asked), "the official name follows"
    plain = next(one["hint"] for one in asked if one["label"] == scene.flow.view["missing"])
    assert f"还差“{plain}”没有答" in texts
    assert f"还差“{scene.flow.view['missing']}”" not in texts


@pytest.mark.parametrize(
    ("fixture", "primary"), [("card_read", "action-confirm"), ("summary", "action-compose")]
)
def test_one_hand_has_the_primary_action_on_its_side(scene: Scene, fixture: str, primary: str) -> None:
    scene.show(fixture)
    names = {item.objectName() for item in scene.items()}
    assert primary in names, sorted(name for name in names if name.startswith("action-"))
    right = scene.left(scene.find(primary))
    scene.show("idle")
    scene.mode(hand="left")
    scene.show(fixture)
    assert scene.left(scene.find(primary)) <= right
    actions = [item for item in scene.items() if item.objectName().startswith("action-") and item.parentItem()
               is scene.find(primary).parentItem()]  # fmt: skip
    assert scene.left(scene.find(primary)) == min(scene.left(one) for one in actions)


def frame(scene: Scene) -> QImage:
    return scene.window.grabWindow()


def moves(scene: Scene, fixture: str) -> bool:
    """Whether anything on it is elsewhere, or looks otherwise, a moment later."""
    scene.show("out_of_service")
    scene.flow.show(scene.fixture(fixture))
    scene.wait(400)
    before = frame(scene)
    for _ in range(6):
        QTest.qWait(WAIT_MS // 6)
        if frame(scene) != before:
            return True
    return False


def test_with_reduced_motion_nothing_moves(scene: Scene) -> None:
    scene.mode(reduced=False)
    assert moves(scene, MOVING[0]), "or this test could not fail"
    scene.mode(reduced=True)
    assert [fixture for fixture in MOVING if moves(scene, fixture)] == []


def test_with_reduced_motion_a_screen_is_there_at_once(scene: Scene) -> None:
    scene.mode(reduced=True)
    scene.show("out_of_service")
    scene.flow.show(scene.fixture("intro"))
    QTest.qWait(1)
    screen = scene.find("screen")
    assert (screen.x(), screen.opacity()) == (0, 1)


def test_the_menu_offers_every_choice_each_with_a_name_that_can_be_said(scene: Scene) -> None:
    from kiosk.ui.scene_words import nodes

    scene.show("over_menu")
    buttons = {node.item.objectName(): node.name for node in nodes(scene.window)}
    for key, values in MODE_VALUES.items():
        for value in values:
            switch = {
                True: f"set-{key}",
                False: f"set-{key}",
                "right": "set-hand-left",
                "off": "set-switches-two",
            }
            assert buttons.get(switch.get(value, f"set-{key}-{value}")), (key, value)
    assert len(set(buttons.values())) == len(buttons), "said, each is one"


def test_the_idle_screen_offers_the_ways_and_leads_to_all_of_them(scene: Scene) -> None:
    from kiosk.ui.scene_words import nodes

    scene.show("idle")
    names = [node.name for node in nodes(scene.window)]
    for way in ("普通话", "繁體", "English", "手语", "大字", "高对比", "坐着用", "慢一点"):
        assert any(way in name for name in names), way
    scene.tap("menu")
    assert scene.flow.acts[-1][0] == "menu"
