"""What the suits and applications promise: what must come first, which papers come out, what the terminal reckons."""

from __future__ import annotations

from typing import Any

import pytest

from legalnet.chains import carried, fill
from legalnet.interview import Interview, validate
from tests.legalnet.builders import FACTS, TODAY, interview, matter


def changed(code: str, **answers: Any) -> Interview:
    """The tour's answers with some changed; `__` stands for the dot of a path."""
    one = interview(code)
    for path, value in answers.items():
        one.answer(path.replace("__", "."), value)
    return one


@pytest.mark.parametrize(
    ("code", "answers", "leads_to"),
    [
        ("SS-LA-04", {"facts__arb_done": False, "facts__arb_except": "都不是"}, "ZC-02"),
        ("SS-XZ", {"act__first_needed": True}, "FJ-01"),
        ("SS-ZFL", {"debt__no_other": False}, "SS-LA-10"),
        ("SS-ZFL", {"debt__deliverable": False}, "SS-LA-10"),
        ("SU-01", {"a__small": True}, ""),
    ],
)
def test_what_must_come_first_keeps_it_from_being_handed_in_at_both_ends(
    code: str, answers: dict[str, Any], leads_to: str
) -> None:
    assert interview(code).gates() == ()
    one = changed(code, **answers)
    (gate,) = one.gates()
    assert (gate.block, gate.matter) == (True, leads_to)
    assert gate.message in [problem.message for problem in validate(one.matter, one.clean_answers(), TODAY)]


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("SS-LA-03", {"facts__grounds": ["家庭暴力"]}),
        ("SS-BQ", {"order__danger_now": True}),
        ("SS-LA-10", {"facts__story": "老板欠我三个月工资"}),
    ],
)
def test_a_warning_tells_and_never_blocks(code: str, answers: dict[str, Any]) -> None:
    one = changed(code, **answers)
    (gate,) = one.gates()
    assert not gate.block
    assert validate(one.matter, one.clean_answers(), TODAY) == []


def test_an_exemption_is_for_persons_only() -> None:
    one = changed("SS-HJ", relief__kind="免交")
    assert one.gates() == ()
    one.answer("applicant.0.party", "org")
    assert [gate.block for gate in one.gates()] == [True]


@pytest.mark.parametrize(
    ("code", "path", "value"),
    [
        ("SS-LA-04", "claims.ot_amount", "5296.55"),
        ("SS-LA-04", "claims.sev_amount", "26400.00"),
        ("SS-LA-05", "claims.food", "1200.00"),
        ("SS-LA-08", "claims.charges", "2310.40"),
        ("SS-LA-09", "claims.triple", "1197.00"),
        ("SS-LA-03", "claims.support_low", "1600.00"),
        ("SS-LA-03", "claims.property_total", "740000.00"),
        ("ZC-02", "claims.double_amount", "32500.00"),
        ("ZC-02", "claims.calc", "44000.00"),
        ("ZH-01", "claims.double", "817.60"),
        ("ZC-01", "a.total", "26000.00"),
    ],
)
def test_the_terminal_reckons(code: str, path: str, value: str) -> None:
    assert interview(code).value(path) == value


def test_fees_follow_the_matter() -> None:
    found = {
        code: interview(code).fee() for code in ("SS-LA-03", "SS-LA-04", "SS-ZFL", "SU-01", "ZH-01", "ZC-02")
    }
    assert {code: str(fee.total) if fee else None for code, fee in found.items()} == {
        "SS-LA-03": "3000.00",
        "SS-LA-04": "10.00",
        "SS-ZFL": "88.33",
        "SU-01": "50.00",
        "ZH-01": "380.00",
        "ZC-02": None,
    }


def test_papers_are_written_where_they_are_needed() -> None:
    assert "poa" not in [one.id for one in interview("SS-LA-02").documents()]
    helped = changed("SS-LA-02", agent__has_agent=True)
    assert "poa" in [one.id for one in helped.documents()]
    assert "counterclaim" in [one.id for one in changed("SS-DB", answer__counter=True).documents()]
    assert [one.id for one in interview("SS-BQ").documents()] == ["protection", "addr"]


def test_a_divorce_adds_its_own_deadline_to_those_of_every_suit() -> None:
    ids = [deadline.id for deadline in matter("SS-LA-03").followup.deadlines]
    assert ids[:-1] == [deadline.id for deadline in matter("SS-LA-02").followup.deadlines]
    assert ids[-1] == "cooling_after_refusal"


def test_a_suit_takes_its_people_into_an_application_to_freeze_property() -> None:
    suit = interview("SS-LA-02")
    chain = next(one for one in matter("SS-LA-02").chains if one.to == "SS-BQ")
    fresh = Interview(matter("SS-BQ"), {}, FACTS, today=TODAY)
    fill(fresh, carried(chain, suit.clean_answers(), {"number": "", "code": "K74P29"}))
    assert fresh.value("request.kind") == "诉讼财产保全"
    assert fresh.value("respondent.0.name") == "陈志强"
    assert fresh.value("applicant.0.phone") == "13800005678"
