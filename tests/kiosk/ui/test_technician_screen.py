"""The technician's way in by a finger, and what each state of a device says in words."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from tests.kiosk.ui.scene import Scene


def words(scene: Scene) -> str:
    """All words on the screen."""
    return "\n".join(
        str(item.property("text"))
        for item in scene.items()
        if item.inherits("QQuickText") and item.property("text")
    )


def hold(scene: Scene, milliseconds: int) -> None:
    """A finger on the logo for so long."""
    logo = scene.middle(scene.find("technician-hold"))
    QTest.touchEvent(scene.window, scene._finger).press(0, logo, scene.window).commit()
    QTest.qWait(milliseconds)
    QTest.touchEvent(scene.window, scene._finger).release(0, logo, scene.window).commit()
    scene.wait()


def test_the_logo_wants_three_seconds(scene: Scene) -> None:
    scene.show("idle")
    place = scene.find("technician-hold")
    assert place.property("pressAndHoldInterval") == 3000
    place.setProperty("pressAndHoldInterval", 150)
    hold(scene, 30)
    assert scene.flow.acts == []
    hold(scene, 400)
    assert scene.acts("technician") == [{}]
    place.setProperty("pressAndHoldInterval", 3000)


@pytest.mark.parametrize("fixture", ["intro", "interview", "technician"])
def test_the_logo_leads_nowhere_from_inside_a_visit(scene: Scene, fixture: str) -> None:
    scene.show(fixture)
    assert scene.find("technician-hold").property("enabled") is False
    hold(scene, 60)
    assert scene.flow.acts == []


def test_the_menu_offers_the_same_way_where_there_is_one(scene: Scene) -> None:
    scene.show("over_menu")
    assert scene.seek("action-technician") is None
    scene.show("over_menu_technician")
    scene.tap("action-technician")
    assert scene.acts("technician") == [{}]


def test_the_pin_is_hidden_and_forgotten_once_given(scene: Scene) -> None:
    scene.show("technician_pin")
    assert not scene.find("action-pin").property("possible")
    scene.strike("1357")
    scene.tap("key-delete")
    scene.strike("790")
    assert "135790" not in words(scene)
    scene.tap("action-pin")
    assert scene.acts("pin") == [{"pin": "135790"}]
    assert scene.find("field-pin").property("text") == ""


def test_a_locked_pad_takes_nothing(scene: Scene) -> None:
    scene.show("technician_pin_locked")
    assert "请等 48 秒再试" in words(scene)
    scene.strike("1234")
    scene.tap("action-pin")
    assert scene.flow.acts == []


@pytest.mark.parametrize(
    ("touched", "act", "arguments"),
    [
        ("test-id_reader", "test", {"kind": "id_reader"}),
        ("test-receipt_printer", "test", {"kind": "receipt_printer"}),
        ("test-face_camera", "test", {"kind": "face_camera"}),
        ("trace-id_reader", "trace", {"kind": "id_reader"}),
        ("trace-receipt_printer", "trace", {"kind": "receipt_printer"}),
        ("action-refresh", "refresh", {}),
        ("action-leave", "leave", {}),
    ],
)
def test_a_touch_is_passed_on(scene: Scene, touched: str, act: str, arguments: dict[str, str]) -> None:
    scene.show("technician")
    scene.tap(touched)
    assert scene.acts(act) == [arguments]


def test_each_state_has_a_word(scene: Scene) -> None:
    scene.show("technician")
    found = {
        kind: str(scene.find(f"state-{kind}").property("text"))
        for kind in ("id_reader", "receipt_printer", "page_printer", "document_camera")
    }
    assert found == {
        "id_reader": "就绪",
        "receipt_printer": "就绪：纸快用完",
        "page_printer": "用不了：卡纸",
        "document_camera": "断开了，在找：没有接上",
    }
    assert "最近的毛病：盖子开着（cover_open），11-23 08:12" in words(scene)
    assert scene.seek("test-page_printer") is None


def test_a_recording_says_how_long_it_goes_on_and_what_came_of_it(scene: Scene) -> None:
    scene.show("technician")
    said = words(scene)
    assert "录好了：id_reader-20261123T015803Z.trace" in said
    assert "正在录，还有 41 秒。请只用测试卡。" in said
    assert scene.find("trace-receipt_printer").property("text") == "停止录"


def test_a_code_without_a_word_is_shown_as_it_is(scene: Scene) -> None:
    scene.show("technician_camera")
    assert "something_new" in words(scene)


def test_what_is_wrong_with_the_terminal_is_said(scene: Scene) -> None:
    scene.show("technician_camera")
    said = words(scene)
    assert "网络：没联网，被上网登录页挡住" in said
    assert "停住 2 件，要人看" in said
    assert "时钟：和省里差得太多，请校准" in said
    assert "存储：硬盘满了。腾出地方。（disk_full）" in said


def test_the_picture_under_trial_comes_into_view(scene: Scene) -> None:
    scene.show("technician")
    scene.show("technician_camera")
    scene.wait(50)
    assert "还看 3 秒，不保存" in words(scene)
    pager = scene.find("scroll-down")
    button = scene.find("test-face_camera")
    assert 0 < scene.top(button) < scene.top(pager) - 360


def test_what_was_laid_aside_has_a_button_that_names_it(scene: Scene) -> None:
    scene.show("technician_letters")
    said = words(scene)
    assert "停住的 2 件" in said
    assert "存的文件坏了，送不出去（blob_damaged）" in said
    assert "省里不收（answers_refused）" in said
    assert "存储：存储的钥匙不对" in said
    scene.bring("release-1")
    scene.tap("release-1")
    assert scene.acts("release") == [{"key": "7d2a1f30-1111-4a44-9d25-3d9b1b2f6a11"}]
