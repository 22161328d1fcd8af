"""Last days: holidays, make-up Saturdays, short months, and honesty where the calendar is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.deadlines import STANDING, Calendar, add_months, heed, known_calendar, last_day
from legalnet.reckoning import InputError


def test_seven_days_after_a_filing() -> None:
    found = last_day(date(2026, 11, 23), 7, "day")
    assert (found.day, found.calendar_unverified) == (date(2026, 11, 30), False)


def test_the_end_of_a_short_month() -> None:
    assert last_day(date(2026, 3, 31), 3, "month").day == date(2026, 6, 30)
    assert last_day(date(2024, 2, 29), 2, "year", Calendar()).day == date(
        2026, 3, 2
    )  # 28 February is a Saturday


def test_a_year_without_its_calendar_says_so() -> None:
    found = last_day(date(2026, 12, 18), 15, "day")
    assert (found.day, found.calendar_unverified) == (date(2027, 1, 4), True)
    assert last_day(date(2026, 12, 30), 5, "workday").calendar_unverified


@pytest.mark.parametrize("n", [-1, 20001])
def test_counts_that_make_no_sense_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="counts forward"):
        last_day(date(2026, 1, 1), n, "day")


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 300),
    st.sampled_from(["day", "month", "year"]),
)
def test_a_last_day_is_a_working_day_and_never_earlier(start: date, n: int, unit: str) -> None:
    found = last_day(start, n, unit)  # type: ignore[arg-type]
    assert known_calendar().is_working(found.day)
    assert found.day >= start


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(1, 15))
def test_working_days_are_counted_one_by_one(start: date, n: int) -> None:
    end = last_day(start, n, "workday").day
    between = [start + timedelta(days=d) for d in range(1, (end - start).days + 1)]
    assert sum(known_calendar().is_working(day) for day in between) == n


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    with pytest.raises(InputError):
        add_months(date(9999, 12, 1), 1)
    with pytest.raises(InputError):
        last_day(date(9999, 1, 1), 1, "day")


def test_the_calendar_of_2025_is_known() -> None:
    found = last_day(date(2025, 9, 23), 15, "day")  # 8 October, the last day of the holidays
    assert (found.day, found.calendar_unverified) == (date(2025, 10, 9), False)
    assert last_day(date(2025, 9, 27), 1, "workday").day == date(2025, 9, 28)  # a make-up Sunday


def test_a_published_year_is_right_and_other_years_stay_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STANDING, "calendar", None)
    shipped = last_day(date(2026, 9, 10), 15, "day")
    assert shipped.day == date(2026, 9, 28)  # Mid-Autumn
    heed(Calendar(frozenset({2027}), frozenset({date(2027, 3, 1)}), frozenset({date(2027, 3, 6)})))
    assert last_day(date(2026, 9, 10), 15, "day") == shipped
    assert last_day(date(2027, 2, 14), 15, "day").day == date(2027, 3, 2)
    assert last_day(date(2027, 2, 19), 15, "day").day == date(2027, 3, 6)  # a Saturday that is worked
    heed(Calendar(frozenset({2026}), frozenset(), frozenset()))
    assert last_day(date(2026, 9, 10), 15, "day").day == date(2026, 9, 25)
