"""A company's check-up: the questions end in risks on the screen, and in a report that goes along and is printed."""

from __future__ import annotations

from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet


def to_result(cabinet: Cabinet) -> None:
    """All questions answered as the tour does; nobody is asked who they are."""
    cabinet.flow.choose_matter("QY-01")
    cabinet.act("begin")
    cabinet.act("agree", text=walk.NOTICE)
    walk.through_interview(cabinet, "QY-01")
    cabinet.act("compose")


def test_what_was_found_is_shown_before_anybody_is_identified(cabinet: Cabinet) -> None:
    to_result(cabinet)
    assert cabinet.screen == "checkup"
    view = cabinet.view
    assert (view["score"], view["level"], view["found"]) == (79, "high", 12)
    assert [area["count"] for area in view["areas"]] == [1, 2, 1, 2, 2, 1, 2, 1]
    assert len(view["first"]) == 5
    assert cabinet.flow.visit.card is None


def test_an_area_tells_each_finding_with_reason_law_and_next_step(cabinet: Cabinet) -> None:
    to_result(cabinet)
    cabinet.act("area", id="contract")
    worst = cabinet.view["area"]["findings"][0]
    assert worst["level"] == "high"
    assert worst["said"] == "到期未付的有书面催款记录"
    assert worst["law"] == "民法典188、195"
    assert worst["why"]
    assert worst["act"]
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["area"]) == ("checkup", None)
    cabinet.act("back")
    assert cabinet.screen == "summary"


def test_the_answers_stay_while_one_looks_at_what_helps(cabinet: Cabinet) -> None:
    to_result(cabinet)
    cabinet.act("matter", code="SS-ZFL")
    assert cabinet.screen == "checkup", "only what an open finding names"
    cabinet.act("area", id="contract")
    cabinet.act("matter", code="SS-ZFL")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "SS-ZFL")
    cabinet.act("back")
    assert cabinet.screen == "checkup"
    assert cabinet.view["found"] == 12


def test_the_report_is_a_paper_with_the_same_words_for_the_ear(cabinet: Cabinet) -> None:
    to_result(cabinet)
    cabinet.act("compose")
    cabinet.tick()
    assert cabinet.screen == "preview"
    assert [one["title"] for one in cabinet.view["documents"]] == ["企业法治体检问卷", "法治体检报告"]
    cabinet.act("open", id="report")
    said = cabinet.view["text"]
    for words in ("自动生成", "不是法律意见", "总分：79 分", "高风险", "马上书面催款"):
        assert words in said
    cabinet.act("page", by=1)
    assert "民法典188、195" in cabinet.view["text"]
