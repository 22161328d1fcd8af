"""A check-up's report: what is bad and how bad, by the rules of the definition alone."""

from __future__ import annotations

from typing import Any

import pytest

from legalnet.checkup import LEVELS, assess, paper_words
from legalnet.lint.checkups import checkup_faults
from legalnet.matter import Matter
from tests.legalnet.builders import catalogue


def definition() -> Matter:
    """The company's check-up."""
    found = catalogue().get("QY-01")
    assert found is not None
    return found


def answers(default: str = "是", **areas: dict[str, str]) -> dict[str, Any]:
    """Every question answered alike, but for those named."""
    rules = definition().checkup
    assert rules is not None
    return {
        area: {key: areas.get(area, {}).get(key, default) for key in risks}
        for area, risks in rules.areas.items()
    }


def area(given: dict[str, Any], name: str) -> Any:
    """One area of the report."""
    report = assess(definition(), given)
    assert report is not None
    return next(one for one in report.areas if one.id == name)


def test_all_good_is_a_hundred_points_and_low_risk_everywhere() -> None:
    report = assess(definition(), answers())
    assert report is not None
    assert (report.score, report.level, report.found, report.first, report.matters) == (100, "low", 0, (), ())
    assert [one.level for one in report.areas] == ["low"] * 8


def test_all_bad_is_nothing_and_every_question_is_found() -> None:
    report = assess(definition(), answers("否"))
    assert report is not None
    assert (report.score, report.level, report.found) == (0, "high", 64)
    assert [one.risk.grade for one in report.first] == ["high"] * 5


def test_what_does_not_apply_or_was_not_answered_counts_for_nobody() -> None:
    for given in (answers("不适用"), {}):
        report = assess(definition(), given)
        assert report is not None
        assert (report.score, report.level, report.found) == (None, "none", 0)
    mixed = area(answers("不适用", contract={"written": "是", "kept": "否"}), "contract")
    assert (mixed.score, len(mixed.findings)) == (50, 1)


@pytest.mark.parametrize(
    ("bad", "score", "level"),
    [
        (("counsel",), 88, "low"),  # 7 of 8: 87.5, halves up; a low finding alone
        (("counsel", "mediated"), 75, "medium"),  # below 80 by points alone
        (("no_suits",), 88, "medium"),  # one medium finding
        (("tracked",), 88, "high"),  # one high finding
        (("counsel", "mediated", "no_penalty"), 63, "medium"),  # 62.5, halves up
    ],
)
def test_an_area_is_as_bad_as_its_worst_finding_or_its_points(
    bad: tuple[str, ...], score: int, level: str
) -> None:
    found = area(answers(disputes=dict.fromkeys(bad, "否")), "disputes")
    assert (found.score, found.level) == (score, level)


def test_below_sixty_is_high_whatever_was_found() -> None:
    low = dict.fromkeys(("counsel", "mediated", "no_penalty"), "否") | dict.fromkeys(
        ("no_suits", "performed", "no_dishonest", "tracked"), "不适用"
    )
    found = area(answers(disputes=low), "disputes")
    assert (found.score, found.level) == (25, "high")
    assert {one.risk.grade for one in found.findings} == {"low"}


def test_the_worst_comes_first_and_one_bad_hole_is_not_filled() -> None:
    report = assess(definition(), answers(contract={"checked": "否", "dunning": "否"}, ip={"watch": "否"}))
    assert report is not None
    assert [one.key for one in report.first] == ["dunning", "checked", "watch"]
    assert (report.level, report.score) == ("high", 95)
    assert report.matters == ("SS-ZFL", "ZJ-DZ")


def test_the_paper_says_reason_law_and_next_step_of_each_and_that_a_machine_made_it() -> None:
    matter = definition()
    assert matter.checkup is not None
    report = assess(matter, answers(labour={"signed": "否"}))
    assert report is not None
    words = paper_words(report, matter.checkup)
    assert words["findings"] == [
        {
            "area": "劳动用工",
            "level": "高风险",
            "said": "没有做到：入职一个月内签了书面劳动合同",
            "why": "用工满一个月不签书面合同，每月付两倍工资，最多十一个月（劳动合同法10、82）",
            "act": "给没签的职工马上补签，入职当天就签",
        }
    ]
    assert "自动生成" in words["made"]
    assert "不是法律意见" in words["made"]
    assert words["areas"][2] == {
        "name": "劳动用工",
        "score": "88",
        "level": "高风险",
        "found": "1 项，其中高风险 1 项",
    }


def test_every_question_has_reason_law_and_next_step_in_both_languages() -> None:
    rules = definition().checkup
    assert rules is not None
    risks = [risk for area_ in rules.areas.values() for risk in area_.values()]
    assert len(risks) == 64
    assert all(risk.law and risk.why.zh != risk.act.zh and risk.why.en and risk.act.en for risk in risks)
    assert set(LEVELS) == {"high", "medium", "low", "none"}


def test_another_matter_is_no_check_up() -> None:
    other = catalogue().get("QY-02")
    assert other is not None
    assert assess(other, {}) is None


def test_a_slip_in_the_rules_is_found() -> None:
    matter = definition()
    rules = matter.checkup
    assert rules is not None
    fewer = {key: risk for key, risk in rules.areas["tax"].items() if key != "cash"}
    odd = rules.model_copy(
        update={
            "document": "nothing",
            "high_below": 90,
            "areas": {**rules.areas, "tax": {**fewer, "nobody": rules.areas["tax"]["cash"]}},
            "helps": {**rules.helps, "XX-01": rules.helps["ZX-01"]},
        }
    )
    listed = {one.code for one in catalogue().matters}
    places = {one.where for one in checkup_faults(matter.model_copy(update={"checkup": odd}), listed)}
    assert places == {"document", "high_below", "tax.cash", "tax.nobody", "helps.XX-01"}
    assert list(checkup_faults(matter, listed)) == []
