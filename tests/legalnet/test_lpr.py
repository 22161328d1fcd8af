"""LPR: which rate holds on a day, what nobody checked, and interest part by part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from legalnet.lpr import Table, known_table, lpr, lpr_interest
from legalnet.reckoning import InputError


def test_a_day_after_the_last_check_says_so() -> None:
    checked = known_table().checked_to
    at, after = lpr(checked), lpr(date(2026, 11, 23))
    assert at is not None
    assert after is not None
    assert (at.percent, at.unverified) == (Decimal("3.00"), False)
    assert (after.percent, after.unverified) == (Decimal("3.00"), True)
    assert lpr(date(2019, 8, 19)) is None


def test_the_longer_term() -> None:
    rate = lpr(date(2024, 2, 20), "five_years")
    assert rate is not None
    assert (rate.percent, rate.since) == (Decimal("3.95"), date(2024, 2, 20))


def test_interest_follows_each_rate() -> None:
    found = lpr_interest(Decimal(100000), date(2024, 10, 1), date(2024, 11, 1))
    assert found.total == Decimal("276.99")  # 20 days at 3.35 %, 11 at 3.10 %
    assert [line.amount for line in found.lines] == [Decimal("183.56"), Decimal("93.42")]
    assert found.marks == ()
    assert lpr_interest(Decimal(36000), date(2024, 11, 1), date(2024, 11, 11), year_days=360).total == 31
    assert lpr_interest(Decimal(36000), date(2024, 11, 1), date(2024, 11, 1)).total == 0


def test_unverified_days_are_marked_and_told() -> None:
    found = lpr_interest(Decimal(36500), date(2025, 6, 1), date(2025, 6, 11))
    assert (found.total, found.marks) == (Decimal(30), ("rate_unverified",))
    assert "尚未核对" in found.words()
    ends_in_time = lpr_interest(Decimal(36500), date(2025, 5, 1), date(2025, 5, 21))
    assert ends_in_time.marks == ()


def test_a_newer_table_clears_the_doubt() -> None:
    rows = {term: ((date(2019, 8, 20), Decimal("2.50")),) for term in ("one_year", "five_years")}
    table = Table(date(2027, 1, 20), rows)
    rate = lpr(date(2026, 11, 23), table=table)
    assert rate is not None
    assert not rate.unverified
    found = lpr_interest(Decimal(36500), date(2026, 1, 1), date(2026, 1, 11), table=table)
    assert (found.total, found.marks) == (Decimal(25), ())


def test_what_does_not_fit_is_refused() -> None:
    for start, end in ((date(2019, 8, 1), date(2019, 9, 1)), (date(2024, 2, 1), date(2024, 1, 1))):
        with pytest.raises(InputError):
            lpr_interest(Decimal(1), start, end)
    with pytest.raises(InputError):
        lpr_interest(Decimal(1), date(2024, 1, 1), date(2024, 2, 1), year_days=366)
