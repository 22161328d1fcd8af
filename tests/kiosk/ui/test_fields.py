"""The field controls as a finger meets them, with a flow that remembers what it was told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kiosk.ui.scene import Scene


def ask(scene: Scene, type_: str, **values: Any) -> None:
    """Show an interview page with one question."""
    field = {
        "path": "s.f",
        "type": type_,
        "label": "一个问题",
        "hint": "",
        "value": None,
        "shown": "",
        "required": True,
        "options": [],
        "error": "",
        "warning": "",
        "kept": False,
        "source": "",
        "capital": "",
        "placeholder": "",
        "columns": [],
        **values,
    }
    scene.show("interview", fields=[field], problems=[], folded=[], title="一个问题")


def change(scene: Scene, **values: Any) -> None:
    """The same question again with other values, as a view update brings it."""
    scene.update(fields=[{**scene.flow.view["fields"][0], **values}])


def text(scene: Scene, name: str) -> str:
    return str(scene.find(name).property("text"))


def options(*names: str) -> list[dict[str, str]]:
    return [{"value": name, "label": name} for name in names]


def test_half_typed_text_survives_a_view_update(scene: Scene) -> None:
    ask(scene, "mobile")
    scene.tap("field-s.f")
    scene.strike("1380")
    change(scene, hint="法院用它找您", value="13900000000")
    assert text(scene, "field-s.f") == "1380"
    scene.strike("00")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "s.f", "value": "138000"}]


def test_what_was_handed_in_stands_until_the_view_says_otherwise(scene: Scene) -> None:
    ask(scene, "mobile", value="139")
    scene.tap("field-s.f")
    scene.strike("0")
    scene.tap("key-done")
    assert text(scene, "field-s.f") == "1390"
    change(scene, value="138")
    assert text(scene, "field-s.f") == "138"


def test_an_untouched_field_shows_the_new_value_of_a_view_update(scene: Scene) -> None:
    ask(scene, "text", value="旧")
    change(scene, value="新")
    assert text(scene, "field-s.f") == "新"


def test_leaving_without_a_change_answers_nothing(scene: Scene) -> None:
    ask(scene, "text", value="张秀英")
    scene.tap("field-s.f")
    scene.tap("key-done")
    assert scene.acts("answer") == []


def test_going_back_hands_the_half_typed_answer_in_first(scene: Scene) -> None:
    ask(scene, "mobile")
    scene.tap("field-s.f")
    scene.strike("1381")
    scene.tap("bar-back")
    names = [name for name, _ in scene.flow.acts]
    assert names == ["answer", "back"]


def test_an_amount_is_grouped_when_it_is_not_being_typed(scene: Scene) -> None:
    ask(scene, "money", value="1234567.5")
    assert text(scene, "field-s.f") == "1,234,567.50"
    scene.tap("field-s.f")
    assert text(scene, "field-s.f") == "1234567.5"


def test_an_error_stands_at_the_field_and_in_the_summary(scene: Scene) -> None:
    ask(scene, "money", error="比约定的多，请再看一下")
    scene.update(problems=[{"path": "s.f", "label": "一个问题", "message": "比约定的多"}])
    assert text(scene, "trouble-s.f") == "比约定的多，请再看一下"
    assert "一个问题" in str(scene.find("problems").property("name"))
    scene.tap("problems")
    assert scene.seek("key-done") is not None


def test_a_warning_may_be_kept(scene: Scene) -> None:
    ask(scene, "percent", value="24", warning="超过四倍")
    scene.tap("keep-s.f")
    assert scene.acts("keep_warning") == [{"path": "s.f"}]
    change(scene, kept=True)
    assert scene.seek("keep-s.f") is None
    assert scene.seek("trouble-s.f") is None


def test_yes_and_no_are_never_preset_and_answer_at_a_touch(scene: Scene) -> None:
    ask(scene, "bool")
    assert not scene.find("option-s.f-yes").property("chosen")
    assert not scene.find("option-s.f-no").property("chosen")
    scene.tap("option-s.f-no")
    change(scene, value=False)
    assert scene.acts("answer") == [{"path": "s.f", "value": False}]
    assert scene.find("option-s.f-no").property("chosen")
    assert not scene.find("option-s.f-yes").property("chosen")


def test_one_of_several_answers_at_a_touch(scene: Scene) -> None:
    ask(scene, "enum", options=options("年", "季", "月"))
    scene.tap("option-s.f-季")
    assert scene.acts("answer") == [{"path": "s.f", "value": "季"}]
    change(scene, value="季")
    assert scene.find("option-s.f-季").property("chosen")


def test_many_options_are_paged_and_open_on_the_chosen_one(scene: Scene) -> None:
    names = [f"第{n}种" for n in range(1, 15)]
    ask(scene, "enum", options=options(*names), value="第9种")
    assert scene.seek("option-s.f-第1种") is None
    scene.tap("option-previous-s.f")
    scene.tap("option-s.f-第2种")
    assert scene.acts("answer") == [{"path": "s.f", "value": "第2种"}]


def test_several_answers_keep_the_order_of_the_options(scene: Scene) -> None:
    ask(scene, "multi", options=options("现金", "转账", "微信"), value=["微信"])
    scene.tap("option-s.f-现金")
    change(scene, value=["现金", "微信"])
    scene.tap("option-s.f-微信")
    assert [act["value"] for act in scene.acts("answer")] == [["现金", "微信"], ["现金"]]


def test_a_date_leads_from_box_to_box_and_answers_once_whole(scene: Scene) -> None:
    ask(scene, "date")
    scene.tap("field-s.f-year")
    scene.strike("2024315")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "s.f", "value": "2024-03-15"}]


def test_a_half_date_is_not_answered_and_says_so(scene: Scene) -> None:
    ask(scene, "date")
    scene.tap("field-s.f-year")
    scene.strike("2024")
    scene.tap("key-done")
    scene.tap("key-done")
    assert scene.acts("answer") == []
    assert any(item.property("text") == "年、月、日都要填" for item in scene.items())


def test_a_date_can_be_stepped(scene: Scene) -> None:
    ask(scene, "date", value="2024-12-31")
    scene.tap("field-s.f-month")
    scene.tap("key-up")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "s.f", "value": "2024-01-31"}]


def test_a_month_beyond_twelve_is_refused(scene: Scene) -> None:
    ask(scene, "date", value="2024-01-31")
    scene.tap("field-s.f-month")
    scene.tap("key-clear")
    scene.strike("13")
    assert text(scene, "field-s.f-month") == "1"


def test_a_period_has_two_dates(scene: Scene) -> None:
    ask(scene, "period", value={"start": "2024-03-15", "end": ""})
    scene.tap("field-s.f-end-year")
    scene.strike("2025915")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "s.f", "value": {"start": "2024-03-15", "end": "2025-09-15"}}]


def test_a_list_of_items_grows_and_shrinks(scene: Scene) -> None:
    ask(scene, "item_list", value=["一次"])
    scene.tap("add-s.f")
    scene.strike("erci")
    scene.tap("candidate-0")
    scene.tap("key-done")
    change(scene, value=["一次", "二次"])
    scene.tap("remove-s.f-0")
    answers = [act["value"] for act in scene.acts("answer")]
    assert answers[0][0] == "一次"
    assert len(answers[0]) == 2
    assert len(answers[-1]) == 1


def test_a_list_of_people_has_a_small_form_each(scene: Scene) -> None:
    columns = [
        {"key": "name", "label": "姓名", "type": "text"},
        {"key": "phone", "label": "电话", "type": "mobile"},
    ]
    ask(scene, "person_list", value=[{"name": "李建国", "phone": ""}], columns=columns)
    scene.tap("field-s.f.0.phone")
    scene.strike("139")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "s.f", "value": [{"name": "李建国", "phone": "139"}]}]
    scene.tap("add-s.f")
    scene.bring("remove-s.f-1")
    scene.tap("remove-s.f-1")
    assert scene.seek("field-s.f.1.name") is None


def test_a_column_may_be_a_choice(scene: Scene) -> None:
    columns = [
        {"key": "kind", "label": "种类", "type": "enum", "options": options("书证", "物证")},
        {"key": "original", "label": "有原件", "type": "bool", "options": []},
    ]
    ask(scene, "evidence_list", columns=columns)
    scene.tap("option-s.f.0.kind-书证")
    change(scene, value=[{"kind": "书证"}])
    scene.tap("option-s.f.0.original-yes")
    assert [act["value"] for act in scene.acts("answer")] == [
        [{"kind": "书证"}],
        [{"kind": "书证", "original": True}],
    ]


def test_an_empty_form_outlives_a_view_update(scene: Scene) -> None:
    columns = [{"key": "name", "label": "姓名", "type": "text"}]
    ask(scene, "person_list", value=[{"name": "李建国"}], columns=columns)
    scene.tap("add-s.f")
    change(scene, value=[{"name": "李建军"}])
    assert text(scene, "field-s.f.0.name") == "李建军"
    assert text(scene, "field-s.f.1.name") == ""


def test_a_new_page_begins_at_its_top_with_the_keyboard_away(scene: Scene) -> None:
    scene.show("interview_card")
    scene.tap("field-plaintiff.phone")
    scene.show("interview_dates", page="another")
    assert scene.seek("key-done") is None
    assert scene.seek("screen-title") is not None


@pytest.mark.parametrize("type_", ["text", "hologram", "court", "case_no"])
def test_a_type_without_a_control_of_its_own_is_plain_text(scene: Scene, type_: str) -> None:
    ask(scene, type_, value="照常")
    assert text(scene, "field-s.f") == "照常"
    scene.tap("field-s.f")
    assert scene.seek("key-q") is not None


@pytest.mark.parametrize(
    ("type_", "key"), [("uscc", "key-Q"), ("email", "key-q"), ("int", "key-00"), ("id_no", "key-X")]
)
def test_the_keyboard_suits_the_type(scene: Scene, type_: str, key: str) -> None:
    ask(scene, type_)
    scene.tap("field-s.f")
    assert scene.seek(key) is not None


def test_what_the_card_or_the_machine_gave_is_not_typed(scene: Scene) -> None:
    ask(scene, "text", value="张秀英", source="card")
    scene.tap("field-s.f")
    assert scene.seek("key-done") is None
    ask(scene, "calc", value="41423.56", shown="41,423.56 元", source="computed", capital="人民币肆万壹仟")
    assert text(scene, "field-s.f") == "41,423.56 元"


def test_the_number_of_the_card_is_masked(scene: Scene) -> None:
    ask(scene, "id_no", value="33010119560307002X", shown="33010119560307002X", source="card")
    assert text(scene, "field-s.f") == "3301**********002X"


def test_what_the_card_says_is_open_where_it_cannot_be_used(scene: Scene) -> None:
    ask(scene, "text", value="张秀英", source="card", readOnly=False, error="请再看一下")
    scene.tap("field-s.f")
    assert scene.seek("key-done") is not None


def test_a_question_that_goes_away_takes_only_itself(scene: Scene) -> None:
    fields = scene.fixture("interview_choices")["view"]["fields"]
    scene.show("interview_choices")
    kept = scene.find("option-facts.due-yes")
    scene.update(fields=[fields[0], fields[2]])
    assert scene.seek("option-facts.rate_agreed-yes") is None
    assert scene.find("option-facts.due-yes") is kept


def test_the_next_button_says_what_is_missing(scene: Scene) -> None:
    scene.show("interview_choices")
    scene.tap("action-next")
    assert scene.acts("next") == []
    assert scene.find("action-next").property("shownText") == "还差“是否到期”没有答"
    scene.update(canNext=True, missing="")
    scene.tap("action-next")
    assert scene.acts("next") == [{}]


def test_answered_lines_unfold_and_lead_back(scene: Scene) -> None:
    scene.show("interview")
    scene.tap("folded")
    scene.tap("folded-facts.form")
    assert scene.acts("edit") == [{"path": "facts.form"}]


def test_entries_are_added_and_removed(scene: Scene) -> None:
    scene.show("interview_card")
    scene.bring("action-add_entry")
    scene.tap("action-add_entry")
    scene.tap("action-remove_entry")
    assert scene.acts("add_entry") == [{}]
    assert scene.acts("remove_entry") == [{}]
