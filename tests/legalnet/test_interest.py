"""Interest on loans: which rate counts, what caps it, and the words that say so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from legalnet.interest import cap, lpr_1y, overdue_interest, yearly_rate

LATE = date(2025, 9, 16)
TODAY = date(2026, 11, 23)


def test_without_an_agreed_rate_the_lpr_of_the_delay_counts() -> None:
    found = overdue_interest(Decimal(40000), LATE, TODAY)
    assert found is not None
    assert (found.amount, found.days, found.source) == (Decimal("1423.56"), 433, "lpr")
    assert "433" in found.working
    assert "3.00%" in found.working
    assert "28" in found.basis


def test_an_agreed_rate_goes_before_and_is_capped() -> None:
    formed = date(2024, 3, 15)
    agreed = overdue_interest(Decimal(40000), LATE, TODAY, formed=formed, agreed=Decimal(6))
    capped = overdue_interest(Decimal(40000), LATE, TODAY, formed=formed, agreed=Decimal(24))
    assert agreed is not None
    assert capped is not None
    assert (agreed.rate, agreed.source) == (Decimal(6), "agreed")
    assert (capped.rate, capped.source) == (Decimal("13.80"), "capped")  # four times 3.45


def test_the_overdue_rate_goes_before_the_rate_of_the_term() -> None:
    found = overdue_interest(Decimal(1000), LATE, TODAY, agreed=Decimal(6), overdue=Decimal(9))
    assert found is not None
    assert (found.rate, found.source) == (Decimal(9), "overdue")


def test_days_that_do_not_fit_give_nothing() -> None:
    assert overdue_interest(Decimal(1000), TODAY, LATE) is None
    assert overdue_interest(Decimal(1000), date(2019, 1, 1), TODAY) is None


def test_rates_by_day_and_unit() -> None:
    assert lpr_1y(date(2019, 8, 19)) is None
    assert lpr_1y(date(2019, 8, 20)) == Decimal("4.25")
    assert lpr_1y(date(2024, 10, 20)) == Decimal("3.35")
    assert cap(date(2020, 8, 19)) == Decimal(24)
    assert cap(date(2020, 8, 20)) == Decimal("15.40")
    assert yearly_rate(Decimal(1), "月") == 12
    assert yearly_rate(Decimal(1), "?") == 1
