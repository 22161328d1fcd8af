"""繁體中文: every text of every screen and of every definition has its characters; names and answers keep theirs."""

from __future__ import annotations

import pytest

from kiosk.ui.traditional import traditional, view_in_traditional
from tests.kiosk.ui.scene import Scene
from tools.check_translations import TRANSLATION, messages

SIMPLIFIED = "证读这内请说还没开关办们时间头东车马门问题钱写"
"""Characters that no traditional text has."""


def test_no_text_of_a_screen_keeps_simplified_characters() -> None:
    left = [text for _, text in messages(TRANSLATION) if set(traditional(text)) & set(SIMPLIFIED)]
    assert left == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("行政复议", "行政復議"),
        ("这台机器", "這台機器"),
        ("抚恤金", "撫恤金"),
        ("起诉状", "起訴狀"),
        ("答复", "答覆"),
        ("恢复强制执行", "恢復強制執行"),
        ("征收补偿", "徵收補償"),
        ("准予", "准予"),
    ],
)
def test_legal_words(ours: str, theirs: str) -> None:
    assert traditional(ours) == theirs


def test_words_change_and_names_do_not() -> None:
    view = {
        "title": "借款情况",
        "rows": [{"label": "姓名", "value": "张秀英"}],
        "names": ["双方", "请求"],
        "text": "起诉状",
    }
    shown = view_in_traditional(view)
    assert shown["title"] == "借款情況"
    assert shown["rows"] == [{"label": "姓名", "value": "张秀英"}]
    assert shown["names"] == ["雙方", "請求"]
    assert shown["text"] == "起诉状", "what is signed is shown as it is"


def test_the_scene_switches(scene: Scene) -> None:
    scene.show("card_waiting")
    scene.mode(language="zh_hant")
    assert scene.find("screen-title").property("text") == "請把身份證平放在讀卡區"
    scene.mode(language="zh")
    assert scene.find("screen-title").property("text") == "请把身份证平放在读卡区"
