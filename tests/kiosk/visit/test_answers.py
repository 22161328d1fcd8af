"""The interview on the screen: errors where they are, Back drops nothing, the summary leads to each answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.walk import (
    answer_page,
    answers_of,
    compose,
    through_interview,
    through_scans,
    to_interview,
    to_page,
    to_saved,
    to_summary,
)


def fields(cabinet: Cabinet) -> dict[str, dict[str, Any]]:
    """The fields on the screen by their path."""
    return {field["path"]: field for field in cabinet.view["fields"]}


def clean(cabinet: Cabinet) -> dict[str, Any]:
    """What would be handed in now."""
    found: dict[str, Any] = cabinet.flow.journey_now.interview.clean_answers()
    return found


# ---------------------------------------------------------------------- errors and warnings


def test_nothing_is_complained_about_before_one_goes_on(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.story")
    assert (cabinet.view["problems"], cabinet.view["canNext"]) == ([], False)
    assert cabinet.view["missing"] == "诉求内容"
    assert not any(field["error"] for field in cabinet.view["fields"])


def test_going_on_shows_the_error_at_its_field_until_it_is_mended(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.story")
    cabinet.act("next")
    assert cabinet.view["page"] == "w.story"
    assert [problem["path"] for problem in cabinet.view["problems"]] == ["w.text"]
    assert fields(cabinet)["w.text"]["error"]
    cabinet.act("answer", path="w.text", value="欠我工钱")
    assert (cabinet.view["problems"], fields(cabinet)["w.text"]["error"]) == ([], "")
    cabinet.act("next")
    assert cabinet.view["page"] == "w.reply"
    assert cabinet.view["problems"] == []


def test_what_cannot_be_used_stays_as_it_was_typed(cabinet: Cabinet) -> None:
    to_page(cabinet, "TJ-01", "dispute.ask")
    cabinet.act("answer", path="dispute.amount", value="三千左右")
    field = fields(cabinet)["dispute.amount"]
    assert (field["value"], bool(field["error"])) == ("三千左右", True)
    cabinet.act("next")
    assert cabinet.view["page"] == "dispute.ask"
    assert "dispute.amount" in [problem["path"] for problem in cabinet.view["problems"]]


def test_a_warning_does_not_hold_up_and_can_be_kept(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.story")
    answer_page(cabinet, answers_of("SQ-01"))
    cabinet.act("answer", path="w.urgent", value="紧急")
    field = fields(cabinet)["w.urgent"]
    assert (bool(field["warning"]), field["kept"], field["error"]) == (True, False, "")
    cabinet.act("keep_warning", path="w.urgent")
    assert fields(cabinet)["w.urgent"]["kept"] is True
    cabinet.act("next")
    assert cabinet.view["page"] == "w.reply"
    answer_page(cabinet, answers_of("SQ-01"))
    cabinet.act("next")
    through_scans(cabinet)
    assert len(cabinet.view["warnings"]) == 1
    assert cabinet.flow.journey_now.interview.acknowledged == ("w.urgent",)


def test_a_path_that_is_no_question_changes_nothing(cabinet: Cabinet) -> None:
    to_interview(cabinet, "SQ-01")
    before = cabinet.view
    for path in ("", "w", "w.nothing", "w.0.kind", "other.kind", "w.kind.more", "..", "w."):
        cabinet.act("answer", path=path, value="咨询")
        cabinet.act("keep_warning", path=path)
        cabinet.act("edit", path=path)
        cabinet.act("go_page", page=path)
    assert cabinet.view == before


def test_the_fee_is_reckoned_while_one_answers(cabinet: Cabinet) -> None:
    to_page(cabinet, "SS-LA-01", "claims.principal")
    assert cabinet.view["fee"] is None
    cabinet.act("answer", path="claims.principal", value="40000")
    assert fields(cabinet)["claims.principal"]["capital"] == "人民币肆万元整"
    answer_page(cabinet, answers_of("SS-LA-01"))
    cabinet.act("next")
    assert cabinet.view["fee"]["total"] == "800.00"
    assert cabinet.view["fee"]["half"] == "400.00"


# ---------------------------------------------------------------------- nothing is dropped


@pytest.mark.parametrize("matter", ["SQ-01", "TJ-01"])
def test_back_through_every_page_and_on_again_keeps_every_answer(cabinet: Cabinet, matter: str) -> None:
    to_interview(cabinet, matter)
    through_interview(cabinet, matter)
    given = clean(cabinet)
    passed = []
    while cabinet.screen in ("scan", "interview"):
        passed.append(cabinet.view.get("page", "scan"))
        cabinet.act("back")
        assert clean(cabinet) == given
    assert passed[-1] in ("w.kind", "agent.for")
    assert len(passed) > 3
    forward = []
    cabinet.act("confirm" if cabinet.screen == "card_read" else "begin")
    if cabinet.screen == "consent":
        cabinet.act("agree", text="")
    while cabinet.screen == "interview":
        forward.append(cabinet.view["page"])
        cabinet.act("next")
    assert forward == passed[:0:-1]
    assert clean(cabinet) == given


def test_leaving_a_matter_and_coming_back_finds_the_answers(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.reply")
    given = clean(cabinet)
    while cabinet.screen != "services":
        cabinet.act("back")
    cabinet.act("matter", code="SQ-01")
    cabinet.act("begin")
    cabinet.act("agree", text="")
    assert cabinet.screen == "interview"
    assert clean(cabinet) == given


def test_a_hidden_answer_is_not_handed_in_and_comes_back(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.reply")
    answer_page(cabinet, answers_of("SQ-01"))
    cabinet.act("answer", path="w.reply_by", value="终端查询")
    assert "w.contact" not in fields(cabinet)
    assert "contact" not in clean(cabinet)["w"]
    cabinet.act("answer", path="w.reply_by", value="短信")
    assert fields(cabinet)["w.contact"]["value"] == "13800005678"
    assert clean(cabinet)["w"]["contact"] == "13800005678"


def test_editing_from_the_summary_returns_there(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    given = clean(cabinet)
    (row,) = [row for row in cabinet.view["rows"] if row["page"].startswith("dispute.")]
    cabinet.act("edit", page=row["page"])
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", row["page"])
    cabinet.act("answer", path="dispute.type", value="婚姻家庭")
    cabinet.act("next")
    assert cabinet.screen == "summary"
    cabinet.act("edit", page=row["page"])
    cabinet.act("back")
    assert cabinet.screen == "summary"
    assert clean(cabinet) == given | {"dispute": given["dispute"] | {"type": "婚姻家庭"}}
    cabinet.act("edit", page="no.such.page")
    assert cabinet.screen == "summary"


def test_an_edit_that_opens_a_question_is_incomplete_until_it_is_answered(cabinet: Cabinet) -> None:
    to_summary(cabinet)
    cabinet.act("edit", page="w.story")
    cabinet.act("answer", path="w.text", value="")
    cabinet.act("next")
    assert cabinet.screen == "interview"
    cabinet.act("back")
    assert cabinet.screen == "summary"
    assert [item["page"] for item in cabinet.view["incomplete"]] == ["w.story"]
    compose(cabinet)
    assert cabinet.screen == "summary"
    cabinet.act("edit", page="w.story")
    cabinet.act("answer", path="w.text", value="欠我工钱")
    cabinet.act("next")
    compose(cabinet)
    assert cabinet.screen == "preview"


def test_back_from_the_summary_is_the_papers_and_then_the_questions(cabinet: Cabinet) -> None:
    to_summary(cabinet)
    cabinet.act("back")
    assert cabinet.screen == "scan"
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", "w.reply")


def test_a_folded_line_leads_to_its_question(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.story")
    (first, *_) = cabinet.view["folded"]
    assert first["path"] == "w.kind"
    cabinet.act("edit", path="w.kind")
    assert cabinet.view["page"] == "w.kind"
    cabinet.act("go_page", page="w.story")
    assert cabinet.view["page"] == "w.story"


# ---------------------------------------------------------------------- several of a kind


def test_one_more_defendant_and_not_after_all(cabinet: Cabinet) -> None:
    to_page(cabinet, "SS-LA-01", "defendant.0.contact")
    assert (cabinet.view["entry"]["count"], cabinet.view["entry"]["canRemove"]) == (1, False)
    cabinet.act("remove_entry")
    assert cabinet.view["entry"]["count"] == 1
    cabinet.act("add_entry")
    assert (cabinet.view["page"], cabinet.view["entry"]["index"]) == ("defendant.1.kind", 1)
    cabinet.act("answer", path="defendant.1.party", value="natural")
    cabinet.act("next")
    cabinet.act("answer", path="defendant.1.name", value="赵强")
    cabinet.act("add_entry")
    cabinet.act("answer", path="defendant.2.party", value="org")
    cabinet.act("go_page", page="defendant.0.kind")
    cabinet.act("remove_entry")
    names = [one.get("name") for one in clean(cabinet)["defendant"]]
    assert names == ["赵强", None]
    assert cabinet.view["page"] == "defendant.0.kind"


def test_there_is_room_for_so_many_and_no_more(cabinet: Cabinet) -> None:
    to_page(cabinet, "SS-LA-01", "defendant.0.contact")
    for _ in range(30):
        cabinet.act("add_entry")
    count = cabinet.view["entry"]["count"]
    assert cabinet.view["entry"]["canAdd"] is False
    assert 2 <= count < 30


# ---------------------------------------------------------------------- another language


def test_a_change_of_language_keeps_page_and_answers(cabinet: Cabinet) -> None:
    to_page(cabinet, "SQ-01", "w.story")
    answer_page(cabinet, answers_of("SQ-01"))
    given, page = clean(cabinet), cabinet.view["page"]
    assert cabinet.view["title"] == "说说您的事"
    cabinet.act("set_mode", key="language", value="en")
    assert (cabinet.view["title"], cabinet.view["page"]) == ("Tell us", page)
    assert cabinet.flow.step is not None
    assert cabinet.flow.step["names"] == ["Identity", "Request", "Papers", "Hand in"]
    assert cabinet.flow.status["date"] == "Mon 23 Nov"
    assert clean(cabinet) == given
    cabinet.act("set_mode", key="language", value="fr")
    assert cabinet.flow.modes["language"] == "en"
    cabinet.act("back")
    cabinet.act("set_mode", key="language", value="zh")
    assert cabinet.view["title"] == "您要办什么"


def test_a_filing_in_english_says_so(cabinet: Cabinet) -> None:
    cabinet.act("set_mode", key="language", value="en")
    to_saved(cabinet)
    cabinet.keeper.province.mood = "up"
    cabinet.clock.passed += 300
    cabinet.deliver()
    assert cabinet.keeper.province.manifest().language == "en"
    assert "Request saved, not yet delivered" in repr(cabinet.hardware.slips[0].content)


# ---------------------------------------------------------------------- taken away and back


def test_a_person_taken_out_comes_back_with_one_touch(cabinet: Cabinet) -> None:
    to_page(cabinet, "TJ-01", "other.0.who")
    cabinet.act("add_entry")
    cabinet.act("answer", path="other.1.party", value="natural")
    cabinet.act("answer", path="other.1.name", value="王五")
    kept = clean(cabinet)
    cabinet.act("remove_entry")
    assert (cabinet.view["undo"], len(clean(cabinet)["other"])) == ("对方 2", 1)
    cabinet.act("undo")
    assert (clean(cabinet), cabinet.view["undo"]) == (kept, "")
    assert cabinet.view["entry"]["index"] == 1


def test_a_line_taken_out_of_a_list_comes_back_until_the_next_answer(cabinet: Cabinet) -> None:
    to_page(cabinet, "TJ-01", "dispute.ask")
    cabinet.act("answer", path="dispute.ask", value=["修好", "赔钱"])
    cabinet.act("answer", path="dispute.ask", value=["修好"])
    assert cabinet.view["undo"] == "调解请求"
    cabinet.act("undo")
    assert fields(cabinet)["dispute.ask"]["value"] == ["修好", "赔钱"]
    cabinet.act("answer", path="dispute.ask", value=["赔钱"])
    cabinet.act("answer", path="dispute.amount", value="3000")
    assert cabinet.view["undo"] == ""
    cabinet.act("undo")
    assert fields(cabinet)["dispute.ask"]["value"] == ["赔钱"]


def test_every_answer_of_the_summary_leads_to_its_question_and_back(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    told = [answer for row in cabinet.view["rows"] for answer in row["answers"]]
    paths = [answer["path"] for answer in told if answer["path"]]
    assert {path.split(".")[0] for path in paths} >= {"applicant", "agent", "other", "delivery", "dispute"}
    for path in paths:
        cabinet.act("edit_answer", path=path)
        assert path in fields(cabinet)
        cabinet.act("next")
        assert cabinet.screen == "summary"
    numbers = [answer["value"] for answer in told if answer["path"].endswith((".id_no", ".phone"))]
    assert numbers
    assert all("*" in number for number in numbers)
