"""Labour: years at their edges, caps, double wage by month and by day, and inputs that make no sense."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import labour, labour_pay
from legalnet.deadlines import Calendar
from legalnet.matter import Text
from legalnet.reckoning import InputError

DAYS = st.dates(date(2008, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2019-03-15", "2026-08-31", "7.5"),  # 7 years, 5 months, 17 days
        ("2020-01-01", "2026-08-31", "7"),  # 6 years, 8 months
        ("2026-01-01", "2026-06-30", "1"),  # six months to the day
        ("2026-01-01", "2026-06-29", "0.5"),
        ("2025-01-01", "2025-12-31", "1"),
        ("2025-01-01", "2026-01-01", "1.5"),
        ("2024-02-29", "2025-02-27", "1"),
        ("2024-02-29", "2025-02-28", "1"),  # the month of the anniversary has no 29th
        ("2024-02-29", "2025-03-01", "1.5"),
        ("2025-08-31", "2026-02-27", "0.5"),
        ("2025-08-31", "2026-02-28", "1"),
    ],
)
def test_years_of_work_at_their_edges(start: str, end: str, months: str) -> None:
    assert labour.severance_months(date.fromisoformat(start), date.fromisoformat(end)) == Decimal(months)


@given(DAYS, st.integers(0, 20000), st.integers(0, 400))
def test_more_work_never_gives_less(start: date, days: int, more: int) -> None:
    shorter = labour.severance_months(start, start + timedelta(days=days))
    longer = labour.severance_months(start, start + timedelta(days=days + more))
    assert Decimal("0.5") <= shorter <= longer <= shorter + Decimal(more) / 100 + 1


def test_the_cap_holds_only_above_three_times_the_local_wage() -> None:
    span = date(2008, 1, 1), date(2024, 12, 31)  # 17 years
    at = labour.severance(*span, Decimal(36000), local_avg=Decimal(12000))
    above = labour.severance(*span, Decimal("36000.01"), local_avg=Decimal(12000))
    assert (at.total, above.total) == (Decimal(612000), Decimal(432000))
    assert "12 年" in above.lines[0].label.zh
    assert at.marks == ()


def test_an_unknown_local_wage_is_said() -> None:
    found = labour.severance(date(2020, 1, 1), date(2020, 12, 31), Decimal(5000))
    assert found.marks == ("cap_unverified",)
    assert "第47条" in found.basis
    assert "未作封顶核对" in found.words()


def test_work_before_the_law() -> None:
    span = date(2005, 1, 1), date(2009, 12, 31)
    assert labour.severance(*span, Decimal(1000)).total == 2000
    assert "earlier_rule" in labour.severance(*span, Decimal(1000)).marks
    assert labour.illegal_termination(*span, Decimal(1000)).total == 10000
    with pytest.raises(InputError, match="older rules"):
        labour.severance(date(2000, 1, 1), date(2007, 12, 31), Decimal(1000))


def test_unlawful_termination_is_twice_severance() -> None:
    span = date(2019, 3, 15), date(2026, 8, 31)
    once, twice = labour.severance(*span, Decimal(8000)), labour.illegal_termination(*span, Decimal(8000))
    assert twice.total == once.total * 2


@given(DAYS, st.integers(0, 900), st.integers(1, 40))
def test_the_second_wage_grows_to_eleven_months(start: date, days: int, more: int) -> None:
    wage = Decimal(6000)
    calendar = Calendar(frozenset(range(2008, 2070)))
    short = labour.double_wage(start, start + timedelta(days=days), wage, calendar)
    longer = labour.double_wage(start, start + timedelta(days=days + more), wage, calendar)
    assert 0 <= short.total <= longer.total <= wage * 11
    assert days < 366 or short.total == wage * 11
    assert short.marks == ()


def test_days_without_a_calendar_are_marked() -> None:
    part = labour.double_wage(date(2030, 1, 1), date(2030, 2, 14), Decimal(6000))
    assert part.marks == ("calendar_unverified",)
    assert "节假日" in part.words()
    with pytest.raises(InputError, match="each month"):
        labour.double_wage(date(2026, 1, 1), date(2026, 3, 31), [Decimal(6000)])


@pytest.mark.parametrize("wage", ["0", "-1", "NaN", "Infinity", "1e13"])
def test_wages_that_are_none_are_refused(wage: str) -> None:
    bad, start, end = Decimal(wage), date(2025, 1, 1), date(2026, 1, 1)
    for reckon in (labour.severance, labour.illegal_termination, labour.double_wage):
        with pytest.raises(InputError):
            reckon(start, end, bad)
    for pay in (
        labour_pay.overtime,
        labour_pay.noncompete,
        lambda amount: labour_pay.annual_leave(amount, Decimal(1)),
    ):
        with pytest.raises(InputError):
            pay(bad)
    with pytest.raises(InputError):
        labour.work_injury(9, bad)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-01-02", "2026-01-01"), ("1900-01-01", "2026-01-01"), ("9999-01-01", "9999-12-31")],
)
def test_days_that_do_not_fit_are_refused(start: str, end: str) -> None:
    with pytest.raises(InputError):
        labour.severance_months(date.fromisoformat(start), date.fromisoformat(end))


def test_a_work_injury_with_the_provinces_subsidies() -> None:
    subsidy = (Text(zh="一次性伤残就业补助金", en="Employment subsidy"), Decimal(8000))
    found = labour.work_injury(5, Decimal(5000), local_avg=Decimal(5000), subsidies=[subsidy])
    assert (found.total, found.marks) == (Decimal(98000), ())
    assert "第36条" in found.basis
    assert "第35条" in labour.work_injury(4, Decimal(5000)).basis
    with pytest.raises(InputError):
        labour.work_injury(4, Decimal(5000), subsidies=[subsidy])


def test_graver_grades_get_more() -> None:
    totals = [labour.work_injury(grade, Decimal(5000)).total for grade in range(1, 11)]
    assert totals == sorted(totals, reverse=True)
    assert len(set(totals)) == 10


def test_death_at_work() -> None:
    assert labour.work_death(Decimal(54188), Decimal(10000)).total == 1143760


@pytest.mark.parametrize(
    ("years", "days"), [("0.9", 0), ("1", 5), ("9.9", 5), ("10", 10), ("19.9", 10), ("20", 15)]
)
def test_leave_by_years_of_work(years: str, days: int) -> None:
    assert labour_pay.leave_entitlement(Decimal(years)) == days


def test_leave_of_someone_who_left() -> None:
    assert labour_pay.leave_due(10, labour_pay.days_of_year(date(2026, 6, 30))) == 4  # 181 / 365 x 10 = 4.96
    assert labour_pay.leave_due(5, 72) == 0
    assert labour_pay.leave_due(5, 73) == 1
    assert labour_pay.leave_due(5, 365, Decimal(7)) == 0
    for bad in (Decimal(-1), Decimal(71)):
        with pytest.raises(InputError):
            labour_pay.leave_entitlement(bad)
    with pytest.raises(InputError):
        labour_pay.annual_leave(Decimal(1), Decimal(367))


def test_leave_declined_in_writing_brings_no_more() -> None:
    assert labour_pay.annual_leave(Decimal(8700), Decimal(5), declined=True).total == 0
    assert labour_pay.annual_leave(Decimal(8700), Decimal(5), declined=True, normal_paid=False).total == 2000


def test_overtime_is_rounded_once() -> None:
    each = labour_pay.overtime(Decimal(6000), Decimal(10), Decimal(8), Decimal(8))
    assert each.total == Decimal("1896.55")
    assert [line.amount for line in each.lines] == [Decimal("517.24"), Decimal("551.72"), Decimal("827.59")]
    with pytest.raises(InputError):
        labour_pay.overtime(Decimal(6000), Decimal("NaN"))


def test_pay_for_not_competing() -> None:
    open_floor = labour_pay.noncompete(Decimal(6000))
    assert (open_floor.total, open_floor.marks) == (Decimal(1800), ("floor_unverified",))
    assert labour_pay.noncompete(Decimal(0), agreed=Decimal(900), months=24).total == 21600
    for months in (0, 25):
        with pytest.raises(InputError):
            labour_pay.noncompete(Decimal(6000), months=months)


def test_an_award_is_final_up_to_a_years_minimum_wage() -> None:
    assert labour_pay.final_award(Decimal(30000), Decimal(2500)).code == "final"
    assert labour_pay.final_award(Decimal("30000.01"), Decimal(2500)).code == "not_final"
