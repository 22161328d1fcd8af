"""Limitation: none, special terms, interruption, suspension, twenty years, and guarantees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.deadlines import Calendar, known_calendar
from legalnet.limitation import guarantee_end, kinds, limitation
from legalnet.reckoning import InputError

DUE = date(2022, 3, 1)  # over on 2025-03-01, a Saturday


def test_the_rule_is_three_years() -> None:
    found = limitation("general", date(2023, 6, 30))
    assert (found.day, found.calendar_unverified) == (date(2026, 6, 30), False)
    assert "188" in found.basis


@pytest.mark.parametrize(
    "kind", ["support", "stop", "return_property", "personality", "deposit", "bond", "contribution"]
)
def test_some_claims_have_none(kind: str) -> None:
    found = limitation(kind, DUE)
    assert found.day is None
    assert found.basis == kinds()[kind].basis


def test_special_terms() -> None:
    assert limitation("international_sale", date(2022, 6, 30)).day == date(2026, 6, 30)
    assert limitation("labour", date(2025, 12, 19)).day == date(2026, 12, 21)
    with pytest.raises(InputError):
        limitation("tea", DUE)


def test_a_demand_begins_it_anew_unless_it_is_too_late() -> None:
    assert limitation("general", DUE, interruptions=[date(2024, 5, 8)]).day == date(
        2027, 5, 10
    )  # 8 May: Saturday
    twice = limitation("general", DUE, interruptions=[date(2024, 5, 8), date(2023, 1, 1)])
    assert twice.day == date(2027, 5, 10)
    late = limitation("general", DUE, interruptions=[date(2025, 4, 1)])
    assert (late.day, late.marks) == (date(2025, 3, 3), ("too_late",))
    before = limitation("general", DUE, interruptions=[date(2022, 1, 1)])
    assert before.day == date(2025, 3, 3)


def test_an_obstacle_counts_in_the_last_six_months_only() -> None:
    inside = limitation("general", DUE, obstacles=[(date(2024, 12, 1), date(2025, 1, 15))])
    assert inside.day == date(2025, 7, 15)
    outside = limitation("general", DUE, obstacles=[(date(2024, 1, 1), date(2024, 9, 1))])
    assert outside.day == date(2025, 3, 3)
    one_day_in = limitation("general", DUE, obstacles=[(date(2024, 1, 1), date(2024, 9, 2))])
    assert one_day_in.day == date(2025, 3, 3)  # six months after it is the day after the Saturday: Sunday
    after = limitation("general", DUE, obstacles=[(date(2025, 3, 2), date(2025, 9, 1))])
    assert after.day == date(2025, 3, 3)
    with pytest.raises(InputError):
        limitation("general", DUE, obstacles=[(date(2025, 1, 2), date(2025, 1, 1))])


def test_an_obstacle_can_save_a_demand() -> None:
    stay = [(date(2025, 1, 1), date(2025, 2, 1))]  # now over on 2025-08-01
    found = limitation("general", DUE, obstacles=stay, interruptions=[date(2025, 7, 1)])
    assert found.day == date(2028, 7, 3)
    assert found.marks == ()
    assert len(found.steps) == 3


def test_twenty_years_end_everything() -> None:
    found = limitation("general", date(2024, 1, 5), harmed=date(2005, 9, 30))
    assert found.day == date(2025, 9, 30)
    assert limitation("general", date(2024, 1, 5), harmed=date(2020, 1, 1)).day == date(2027, 1, 5)
    with pytest.raises(InputError):
        limitation("general", date(2004, 1, 1), harmed=date(2005, 1, 1))


def test_a_child_has_until_three_years_after_growing_up() -> None:
    found = limitation("general", date(2015, 1, 1), child_birth=date(2005, 6, 30))
    assert found.day == date(2026, 6, 30)
    grown = limitation("general", date(2024, 1, 5), child_birth=date(1990, 1, 1))
    assert grown.day == date(2027, 1, 5)


def test_a_guarantee_without_a_term_ends_after_six_months() -> None:
    assert guarantee_end(date(2026, 1, 31)).day == date(2026, 7, 31)
    assert guarantee_end(date(2025, 8, 31)).day == date(2026, 2, 28)
    assert guarantee_end(date(2026, 1, 31), date(2026, 1, 31)).day == date(2026, 7, 31)
    assert guarantee_end(date(2026, 1, 31), date(2026, 3, 31)).day == date(2026, 3, 31)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 1500))
def test_a_demand_never_shortens_and_the_last_day_is_a_working_day(start: date, days: int) -> None:
    plain = limitation("general", start)
    demanded = limitation("general", start, interruptions=[start + timedelta(days=days)])
    assert plain.day is not None
    assert demanded.day is not None
    assert demanded.day >= plain.day
    assert known_calendar().is_working(demanded.day)
    assert limitation("general", start, calendar=Calendar()).calendar_unverified
