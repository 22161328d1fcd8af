"""Calculations a definition may name: the amount, its working in words, and silence while input is missing."""

from __future__ import annotations

import pytest

from legalnet.calculations import CALCULATIONS

SEVERANCE = {"start": "2019-03-15", "end": "2026-08-31", "avg": "8000.00", "local_avg": ""}


def test_a_calculator_gives_its_amount_and_its_working() -> None:
    assert CALCULATIONS["labour_severance"](SEVERANCE) == "60000.00"
    words = CALCULATIONS["labour_severance_working"](SEVERANCE)
    assert words is not None
    assert "8,000 × 7.5 = 60,000.00元" in words
    assert "《劳动合同法》第46条、第47条" in words
    assert "未作封顶核对" in words


def test_a_fee_has_a_working_too() -> None:
    words = CALCULATIONS["execution_fee_working"]({"amount": "100000"})
    assert words is not None
    assert "合计1,400.00元" in words


def test_a_time_limit_gives_its_day() -> None:
    assert CALCULATIONS["appeal_judgment_deadline"]({"start": "2026-09-16"}) == "2026-10-08"
    assert CALCULATIONS["appeal_judgment_deadline_working"]({"start": "2026-09-16"}) == "2026年10月8日"
    unsure = CALCULATIONS["appeal_judgment_deadline_working"]({"start": "2026-12-18"})
    assert unsure is not None
    assert "节假日安排未核对" in unsure


@pytest.mark.parametrize("name", sorted(CALCULATIONS))
@pytest.mark.parametrize(
    "args", [{}, {"start": "tea", "amount": "tea", "claim": "-1", "wage": [], "grade": "tea"}]
)
def test_missing_or_odd_input_never_raises(name: str, args: dict[str, object]) -> None:
    value = CALCULATIONS[name](args)
    assert value is None or value.startswith(("30.00", "不超过", "0.00", "合计"))


def test_grades_and_ages_as_people_write_them() -> None:
    given = {"income": "56000", "birth": "1960-01-01", "date": "2026-05-01", "grade": "九级"}
    assert CALCULATIONS["traffic_damage"](given) == "156800.00"
    split = {"medical": "33000", "disability": "141800", "property": "3500", "fault": "主要"}
    assert CALCULATIONS["traffic_split"](split) == "173350.00"


def test_a_word_is_no_amount_and_has_no_working() -> None:
    assert CALCULATIONS["labour_work_injury"]({"grade": "9.5", "wage": "1"}) is None
    assert CALCULATIONS["labour_overtime"]({"wage": True}) is None


def test_a_sum_takes_the_amounts_of_a_list() -> None:
    rows = [{"what": "七月", "amount": "5200.50"}, {"what": "八月"}, {"amount": "100"}]
    assert CALCULATIONS["sum"]({"of": ["1", rows, None, ["not rows"]]}) == "5301.50"
    assert CALCULATIONS["sum"]({"of": [[], None]}) is None


def test_a_sum_is_written_out_where_there_is_something_to_add() -> None:
    working = CALCULATIONS["sum_working"]
    rows = [{"month": "7月", "amount": "6500.00"}, "not a row", {"month": "8月", "amount": "500"}]
    assert working({"of": [rows, "100.50", "x", None]}) == "6,500.00 + 500.00 + 100.50 = 7,100.50"
    assert working({"of": ["100"]}) is None
    assert working({}) is None
    assert CALCULATIONS["sum"]({"of": ["x", None]}) is None


def test_an_agreed_rate_counts_for_late_repayment_and_says_by_which_article() -> None:
    args = {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01", "rate": "6", "unit": "年"}
    assert CALCULATIONS["private_lending_interest"](args) == "6000.00"  # 100,000 at 6 % for 365 days
    monthly = {**args, "rate": "0.5", "unit": "月"}
    assert CALCULATIONS["private_lending_interest"](monthly) == "6000.00"
    assert "法释〔2020〕17号" in str(CALCULATIONS["private_lending_working"](args))


@pytest.mark.parametrize("missing", ["principal", "start", "end"])
def test_late_repayment_is_not_reckoned_without_what_it_needs(missing: str) -> None:
    args = {"principal": "100000", "start": "2025-01-01", "end": "2026-01-01"} | {missing: ""}
    assert CALCULATIONS["private_lending_interest"](args) is None
    assert CALCULATIONS["private_lending_working"](args) is None
