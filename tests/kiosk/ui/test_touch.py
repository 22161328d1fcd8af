"""Touches on the real scene: buttons act once, say why they cannot, modes switch, words change language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from kiosk.ui.gallery import LANDSCAPE
from tests.kiosk.ui.inspection import clipped_words, small_targets
from tests.kiosk.ui.scene import Scene


def test_tile_acts(scene: Scene) -> None:
    scene.tap("tile-owed")
    assert scene.acts("tile") == [{"id": "owed"}]


def test_impossible_button_says_why_and_does_nothing(scene: Scene) -> None:
    scene.show("idle")
    scene.tap("bar-back")
    assert scene.acts("back") == []
    assert "第一页" in scene.find("notice").property("text")


def test_command_button_acts_once(scene: Scene) -> None:
    scene.show("card_read")
    scene.tap("action-confirm")
    button = scene.find("action-confirm")
    assert button.property("shownText") == "正在往下…"
    assert not button.isEnabled()
    scene.tap("action-confirm")
    assert len(scene.acts("confirm")) == 1
    scene.update(greeting="李先生，您好")
    assert scene.find("action-confirm").isEnabled()


def test_consent_records_the_words_that_are_shown(scene: Scene) -> None:
    scene.show("consent_face")
    scene.tap("action-agree")
    said = scene.acts("agree")[0]["text"]
    assert "只在这台机器里比" in said
    assert "比完就删" in said
    scene.show("consent_face")
    scene.tap("action-decline")
    assert scene.acts("decline")[0]["text"] == said


@pytest.mark.parametrize("purpose", ["data", "face"])
def test_equal_answers_are_equal(scene: Scene, purpose: str) -> None:
    scene.show(f"consent_{purpose}")
    agree, decline = scene.find("action-agree"), scene.find("action-decline")
    assert abs(agree.width() - decline.width()) <= 1
    assert agree.height() == decline.height()


def test_number_is_shown_only_while_held(scene: Scene) -> None:
    scene.show("card_read")
    scene.tap("action-reveal")
    assert scene.acts("reveal") == [{"on": True}, {"on": False}]


def test_language_switches_while_shown(scene: Scene) -> None:
    scene.show("card_waiting")
    assert scene.find("screen-title").property("text") == "请把身份证平放在读卡区"
    scene.mode(language="en")
    assert scene.find("screen-title").property("text") == "Please lay your ID card on the reader"
    scene.mode(language="zh")
    assert scene.find("screen-title").property("text") == "请把身份证平放在读卡区"


def test_menu_sets_modes(scene: Scene) -> None:
    scene.show("over_menu")
    scene.tap("set-contrast-night")
    assert scene.flow.modes["contrast"] == "night"
    assert scene.window.color() == QColor("#0E141B")


def test_page_under_an_overlay_cannot_be_touched(scene: Scene) -> None:
    scene.show("over_end_confirm")
    assert not scene.find("screen").isEnabled()
    scene.tap("action-end-now")
    assert scene.acts("end_now") == [{}]


def test_ending_hides_the_page(scene: Scene) -> None:
    scene.show("over_ending")
    assert scene.seek("card-name") is None
    scene.tap("action-still-here")
    assert scene.acts("still_here") == [{}]


def test_pin_is_hidden_and_handed_over_once(scene: Scene) -> None:
    scene.show("attendant")
    scene.strike("1234")
    field = scene.find("field-pin")
    assert field.property("displayText") == "●●●●"
    scene.tap("action-pin")
    assert scene.acts("pin") == [{"pin": "1234"}]
    assert field.property("text") == ""


def test_code_is_grouped_while_typed(scene: Scene) -> None:
    scene.show("lookup")
    scene.strike("K74P29")
    assert scene.find("field-code").property("text") == "K7 4P 29"
    scene.tap("action-find")
    assert scene.acts("find") == [{"code": "K7 4P 29"}]


def test_long_screens_are_paged_by_buttons(scene: Scene) -> None:
    scene.mode(size="large")
    scene.show("intro")
    scene.bring("way-window")
    scene.tap("way-window")
    assert scene.acts("way") == [{"id": "window"}]


def test_seated_targets_are_in_the_lower_part(scene: Scene) -> None:
    scene.mode(seated=True)
    scene.show("idle")
    for name in ("menu", "tile-owed", "action-services", "mode-large", "bar-help"):
        assert scene.top(scene.find(name)) >= 703


def test_demo_mark_stands_on_every_shape(scene: Scene) -> None:
    assert scene.seek("demo-mark") is not None
    scene.turn(LANDSCAPE)
    assert scene.seek("demo-mark") is not None


def test_palettes_keep_seven_to_one(scene: Scene) -> None:
    theme: QObject = scene.engine.singletonInstance("Lawbooth.Theme", "Theme")
    for name, palette in theme.property("palettes").toVariant().items():
        pairs = [(ink, ground) for ink in ("ink", "ink2") for ground in ("paper", "card", "sunk", "tint")]
        pairs += [("primary", "card"), ("onPrimary", "primary"), ("onRed", "redfill"), ("ink", "ambertint")]
        for ink, ground in pairs:
            assert contrast(palette[ink], palette[ground]) >= 7.0, f"{name}: {ink} on {ground}"


def contrast(one: str, two: str) -> float:
    """WCAG 2.2 contrast ratio."""
    bright, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(name: str) -> float:
    colour = QColor(name)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_inspection_sees_what_is_wrong(scene: Scene) -> None:
    """The inspection of all screens would be worthless if it passed a bad one."""
    scene.show("idle")
    assert not list(clipped_words(scene))
    tile = scene.find("mode-large")
    tile.setWidth(60)
    scene.wait()
    assert any("mode-large" in trouble for trouble in small_targets(scene))
    assert any("大字" in trouble for trouble in clipped_words(scene))
