"""Interest for late performance: part payments, stays, what is left, and the day the rule came into force."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.late import late_performance
from legalnet.reckoning import InputError

DUE = date(2026, 3, 31)


def test_payments_are_reckoned_each_to_its_day() -> None:
    paid = [(date(2026, 6, 30), Decimal(120000)), (date(2026, 3, 2), Decimal(80000))]
    found = late_performance(Decimal(200000), date(2026, 1, 31), paid)
    assert found.total == 3570
    assert [line.amount for line in found.lines] == [420, 3150]
    assert found.marks == ()
    assert "264" in found.basis


def test_what_is_left_runs_to_the_end_or_is_said() -> None:
    paid = [(date(2026, 4, 30), Decimal(40000))]
    assert late_performance(Decimal(100000), DUE, paid, until=date(2026, 9, 30)).total == Decimal("2131.50")
    left = late_performance(Decimal(100000), DUE, paid)
    assert (left.total, left.marks) == (Decimal(210), ("unpaid_rest",))


def test_ordinary_interest_bears_none() -> None:
    found = late_performance(
        Decimal(110000), DUE, [], until=date(2026, 9, 30), ordinary_interest=Decimal(10000)
    )
    assert found.total == Decimal("3202.50")
    with pytest.raises(InputError):
        late_performance(Decimal(1), DUE, [], ordinary_interest=Decimal(2))


def test_paid_in_time_costs_nothing_and_too_much_counts_once() -> None:
    assert late_performance(Decimal(100), DUE, [(DUE, Decimal(100))]).total == 0
    late = [(date(2026, 4, 10), Decimal(10000)), (date(2026, 4, 20), Decimal(10000))]
    assert late_performance(Decimal(10000), DUE, late).total == Decimal("17.50")
    assert late_performance(Decimal(10000), DUE, late, until=date(2026, 4, 5)).total == Decimal("8.75")


def test_stays_do_not_count() -> None:
    end = date(2026, 4, 30)
    stay = [(date(2026, 4, 11), date(2026, 4, 20)), (date(2026, 4, 15), date(2026, 4, 20))]
    assert late_performance(Decimal(10000), DUE, [], until=end, suspended=stay).total == Decimal("35.00")


def test_before_the_rule_came_into_force() -> None:
    found = late_performance(Decimal(10000), date(2014, 1, 31), [], until=date(2014, 8, 10))
    assert (found.total, found.marks) == (Decimal("17.50"), ("earlier_rule",))  # 1 to 10 August


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError):
        late_performance(Decimal(-1), DUE, [])
    with pytest.raises(InputError):
        late_performance(Decimal(1), DUE, [(DUE, Decimal(-1))])
    with pytest.raises(InputError):
        late_performance(Decimal(1), DUE, [], until=date(2026, 3, 30))
    with pytest.raises(InputError):
        late_performance(
            Decimal(1), DUE, [(date(2026, 5, 1), Decimal(1))], suspended=[(date(2026, 5, 1), DUE)]
        )


@given(st.integers(0, 700), st.integers(0, 700), st.integers(0, 10**6))
def test_splitting_a_payment_changes_nothing_and_waiting_costs_more(one: int, more: int, debt: int) -> None:
    day, half = DUE + timedelta(days=one), Decimal(debt) / 2
    whole = late_performance(Decimal(debt), DUE, [(day, Decimal(debt))])
    halves = late_performance(Decimal(debt), DUE, [(day, half), (day, half)])
    later = late_performance(Decimal(debt), DUE, [(day + timedelta(days=more), Decimal(debt))])
    assert whole.exact == halves.exact
    assert whole.exact <= later.exact
