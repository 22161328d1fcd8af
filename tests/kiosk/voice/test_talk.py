"""The conversation as a table: every event in every state, and what a resident says from label to filled field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.voice.commands import ALWAYS, Target, commands, labels
from kiosk.voice.talk import EVENTS, PAUSED_LONGER_S, READ_S, STABLE_S, STATES, Effect, Field, Talk

TARGETS = [
    Target("owed", "别人欠我钱。借款、货款、工钱要不回来"), Target("all", "全部 51 项服务"),
    Target("due-yes", "是否到期，是"), Target("due-no", "是否到期，否"),
    Target("phone", "联系电话", "field"), Target("money", "实际提供金额", "field"), Target("story", "诉求内容", "field"),
]  # fmt: skip
KINDS = {"phone": "mobile", "money": "money", "story": "textarea"}


def make() -> Talk:
    return Talk(
        lambda target: Field(target, KINDS[str(target.key)], "", target.key == "story"),
        lambda: date(2026, 11, 30),
    )


@pytest.fixture
def talk() -> Talk:
    found = make()
    found.happen("open", TARGETS)
    return found


def kinds(effects: list[Effect]) -> list[str]:
    return [effect.kind for effect in effects]


def written(effects: list[Effect]) -> Any:
    return next(effect.value for effect in effects if effect.kind == "write")


def test_every_event_in_every_state_has_an_entry() -> None:
    given: dict[str, Any] = {
        "open": TARGETS,
        "screen": TARGETS,
        "speech": True,
        "partial": "三号",
        "paused": "三号",
        "final": "三号",
    }
    for state in STATES:
        for event in EVENTS:
            talk = make()
            if state != "off":
                talk.happen("open", TARGETS)
            if state in ("dictate", "confirm"):
                talk.happen("final", "实际提供金额")
            if state == "confirm":
                talk.happen("final", "三万五千块")
            assert talk.state == state
            talk.happen(event, given.get(event))
            assert talk.state in STATES
    with pytest.raises(KeyError):
        make().happen("cough")


def test_a_label_is_pressed_as_soon_as_it_stands_still(talk: Talk) -> None:
    talk.happen("partial", "别人", 1.0)
    assert talk.settle(2.0) == []
    talk.happen("partial", "别人欠我钱", 2.0)
    assert talk.settle(2.0 + STABLE_S / 2) == []
    (effect,) = talk.settle(2.0 + STABLE_S)
    assert effect.kind == "press"
    assert effect.target is not None
    assert effect.target.key == "owed"
    assert talk.settle(9.0) == []
    assert talk.happen("final", "别人欠我钱", 3.0) == []


def test_what_may_go_on_is_waited_for(talk: Talk) -> None:
    assert talk.happen("paused", "停", 1.0) == []
    assert talk.settle(1.0 + PAUSED_LONGER_S / 2) == []
    (effect,) = talk.happen("paused", "停下", 1.0 + PAUSED_LONGER_S / 2)
    assert effect == Effect("word", value="hush")


def test_numbers_name_what_has_no_easy_name(talk: Talk) -> None:
    (effect,) = talk.happen("final", "第二个")
    assert effect.target is not None
    assert effect.target.key == "all"
    (effect,) = talk.happen("final", "四号")
    assert effect.target is not None
    assert effect.target.key == "due-no"


def test_an_amount_is_read_back_and_written_when_confirmed(talk: Talk) -> None:
    assert kinds(talk.happen("final", "实际提供金额")) == ["listen"]
    assert kinds(talk.happen("final", "也许吧")) == ["say"]
    assert talk.told == "unclear"
    effects = talk.happen("final", "三万五千块")
    assert effects[-1] == Effect("say", value="三万五千元，对吗？")
    assert kinds(talk.happen("final", "不对")) == ["listen"]
    talk.happen("final", "五万")
    assert written(talk.happen("final", "对")) == "50000"
    assert talk.state == "command"


def test_a_telephone_number_comes_in_parts(talk: Talk) -> None:
    talk.happen("final", "五号")
    for part in ("幺三八", "零零零零"):
        talk.happen("final", part)
        assert kinds(talk.happen("final", "对")) == ["listen"]
    talk.happen("final", "五六七八")
    assert talk.told_of == "13800005678"
    assert written(talk.happen("final", "是的")) == "13800005678"


def test_a_story_grows_sentence_by_sentence(talk: Talk) -> None:
    assert kinds(talk.happen("final", "诉求内容")) == ["anything"]
    talk.happen("final", "包工头欠我工钱")
    assert written(talk.happen("final", "对")) == "包工头欠我工钱"
    assert talk.state == "dictate"
    talk.happen("final", "想问要带什么")
    assert written(talk.happen("final", "对")) == "包工头欠我工钱。想问要带什么"
    talk.happen("final", "说完了")
    assert talk.state == "command"


def test_another_screen_takes_no_words_for_the_old_one(talk: Talk) -> None:
    talk.happen("final", "实际提供金额")
    talk.happen("screen", TARGETS)
    assert talk.state == "dictate"
    talk.happen("screen", TARGETS[:2])
    assert talk.state == "command"


def test_nothing_is_left_when_it_is_closed(talk: Talk) -> None:
    talk.happen("final", "实际提供金额")
    talk.happen("final", "三万五千块")
    assert kinds(talk.happen("close")) == ["silent"]
    assert (talk.state, talk.heard, talk.told_of) == ("off", "", "")


def test_labels_that_two_controls_share_mean_neither() -> None:
    table = commands([Target(1, "利率，是"), Target(2, "到期，是")])
    assert "是" not in table
    assert table["到期是"].target == Target(2, "到期，是")
    assert set(ALWAYS) <= set(table)


def test_figures_of_a_label_are_said_or_left_out() -> None:
    assert {"全部五十一项服务", "全部服务"} <= set(labels("全部 51 项服务"))


def test_what_binds_is_asked_about_first() -> None:
    talk = make()
    agree, decline = Target(1, "同意", binding=True), Target(2, "不同意", binding=True)
    talk.happen("open", [agree, decline])
    assert talk.happen("final", "同意")[-1] == Effect("say", value="您说的是同意，对吗？")
    assert kinds(talk.happen("final", "不对")) == ["listen"]
    talk.happen("final", "不同意")
    assert talk.happen("final", "嗯") == []
    assert talk.happen("final", "对")[0] == Effect("press", decline)
    assert talk.state == "command"


SAME_NAMES = [Target("first", "删除"), Target("second", "删除"), Target("third", "删除")]
"""Controls that only their numbers tell apart: the grammar stays as it is when one of them goes away."""


@pytest.mark.parametrize("event", ["paused", "final"])
def test_a_number_that_went_to_another_control_while_it_was_said_presses_nothing(event: str) -> None:
    talk = make()
    talk.happen("open", SAME_NAMES)
    talk.happen("speech", True, 2.0)
    assert talk.happen("screen", [SAME_NAMES[1], SAME_NAMES[2], SAME_NAMES[0]], 2.3) == []
    assert talk.happen(event, "第二个", 2.9) == []
    assert (talk.told, talk.acts) == ("renumbered", 0)
    assert talk.settle(9.0) == []
    talk.happen("speech", False, 3.5)
    talk.happen("speech", True, 4.0)
    (effect,) = talk.happen("paused", "第二个", 4.6)
    assert effect == Effect("press", SAME_NAMES[2])


def test_a_number_is_read_before_it_is_said(talk: Talk) -> None:
    swapped = [TARGETS[1], TARGETS[0], *TARGETS[2:]]
    talk.happen("screen", swapped, 2.0)
    talk.happen("speech", True, 2.0 + READ_S / 2)
    assert talk.happen("paused", "二号", 3.0) == []
    assert talk.told == "renumbered"
    assert talk.happen("final", "别人欠我钱", 3.1) == [Effect("press", TARGETS[0])]
    talk.happen("speech", False, 3.2)
    talk.happen("speech", True, 2.0 + READ_S)
    assert talk.happen("final", "二号", 4.0) == [Effect("press", TARGETS[0])]


def test_other_numbers_and_controls_drawn_anew_stay_as_they_are(talk: Talk) -> None:
    talk.happen("speech", True, 2.0)
    anew = [*TARGETS[:2], Target("due-yes again", TARGETS[2].label), TARGETS[4], *TARGETS[3:4], *TARGETS[5:]]
    talk.happen("screen", anew, 2.1)
    assert talk.told == "renumbered"
    talk.happen("speech", True, 2.2)
    assert talk.happen("paused", "三号", 2.3) == [Effect("press", anew[2])]
    assert talk.told == "pressed"
    talk.happen("screen", TARGETS[:3], 2.4)
    assert talk.told == "pressed", "what followed from the press is no news"
    talk.happen("speech", True, 2.5)
    assert talk.happen("paused", "四号", 2.6) == []
