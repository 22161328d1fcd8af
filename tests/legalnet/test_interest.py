"""Interest on loans: which rate counts, what caps it, and the words that say so."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.interest import cap, lending_interest, lpr_1y, overdue_interest, yearly_rate
from legalnet.reckoning import InputError

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


def test_a_rate_nobody_checked_is_told_in_the_working() -> None:
    late = overdue_interest(Decimal(40000), LATE, TODAY)
    checked = overdue_interest(Decimal(40000), date(2024, 9, 16), TODAY)
    assert late is not None
    assert checked is not None
    assert late.marks == ("rate_unverified",)
    assert "LPR核对至2025年5月20日，之后的尚未核对" in late.working
    assert checked.marks == ()
    assert "尚未核对" not in checked.working
    told = overdue_interest(Decimal(40000), LATE, TODAY, lpr_given=Decimal(3))
    assert told is not None
    assert (told.amount, told.marks) == (Decimal("1423.56"), ())


def test_an_older_loan_has_two_caps() -> None:
    found = overdue_interest(
        Decimal(100000), date(2020, 1, 1), date(2021, 1, 1), formed=date(2019, 1, 1), agreed=Decimal(36),
        sued=date(2024, 9, 1),
    )  # fmt: skip
    assert found is not None
    # 232 days at 24 %, 134 days at 4 x 3.35 %
    assert (found.amount, found.rate, found.days) == (Decimal("20174.25"), Decimal("13.40"), 366)
    assert "2020年8月19日" in found.working
    assert "第31条" in found.basis


def test_a_much_older_cap_is_not_guessed() -> None:
    assert cap(date(2015, 8, 31)) is None
    found = overdue_interest(
        Decimal(100), date(2016, 1, 1), date(2017, 1, 1), formed=date(2014, 1, 1), agreed=Decimal(36)
    )
    assert found is not None
    assert found.marks == ("cap_unverified",)


def test_amounts_below_zero_give_nothing() -> None:
    assert overdue_interest(Decimal(-1), LATE, TODAY) is None
    assert overdue_interest(Decimal(1), LATE, TODAY, agreed=Decimal(-1)) is None


START, END = date(2024, 3, 15), date(2025, 3, 15)


def test_nothing_agreed_is_no_interest() -> None:
    for agreed in (None, Decimal(0)):
        found = lending_interest(Decimal(1000), START, END, formed=START, agreed=agreed)
        assert found.total == 0
        assert "680" in found.basis


def test_charges_and_interest_share_one_cap() -> None:
    def reckon(charges: int, agreed: int = 10) -> Decimal:
        return lending_interest(
            Decimal(100000), START, END, formed=START, agreed=Decimal(agreed), charges=Decimal(charges)
        ).total

    assert reckon(0) == 10000
    assert reckon(3800) == 13800  # four times 3.45 %
    assert reckon(3801) == 13800
    assert reckon(1000, agreed=20) == 13800


def test_a_suit_before_the_new_rule_keeps_the_old_one() -> None:
    formed = date(2018, 1, 1)
    found = lending_interest(
        Decimal(1000), formed, date(2021, 1, 1), formed=formed, agreed=Decimal(30), sued=date(2020, 8, 19)
    )
    assert [line.working for line in found.lines] == ["1,000 × 24% × 1096 ÷ 365"]


def test_an_older_loan_wholly_after_the_turn_has_the_cap_of_the_suit() -> None:
    found = lending_interest(
        Decimal(36500), date(2021, 1, 1), date(2021, 1, 11), formed=date(2019, 1, 1), agreed=Decimal(24),
        sued=date(2026, 9, 1),
    )  # fmt: skip
    assert (found.total, found.marks) == (Decimal(120), ("rate_unverified",))
    same_day = lending_interest(
        Decimal(1), START, START, formed=date(2019, 1, 1), agreed=Decimal(24), sued=date(2024, 1, 1)
    )
    assert same_day.total == 0


def test_without_a_cap_charges_are_added_and_marked() -> None:
    found = lending_interest(
        Decimal(36500), date(2016, 1, 1), date(2016, 1, 11), formed=date(2014, 1, 1), agreed=Decimal(10),
        sued=date(2017, 1, 1), charges=Decimal(5),
    )  # fmt: skip
    assert (found.total, found.marks) == (Decimal(105), ("cap_unverified",))


@pytest.mark.parametrize(
    ("principal", "charges", "agreed"), [("-1", "0", "1"), ("1", "-1", "1"), ("1", "0", "-1")]
)
def test_what_is_below_zero_is_refused(principal: str, charges: str, agreed: str) -> None:
    with pytest.raises(InputError):
        lending_interest(
            Decimal(principal), START, END, formed=START, agreed=Decimal(agreed), charges=Decimal(charges)
        )
    with pytest.raises(InputError):
        lending_interest(Decimal(1), END, START, formed=START, agreed=Decimal(1))


@given(
    st.dates(date(2016, 1, 1), date(2026, 1, 1)), st.integers(0, 2000), st.integers(0, 60), st.integers(0, 60)
)
def test_interest_grows_with_the_rate_up_to_the_cap(formed: date, days: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    end = formed + timedelta(days=days)
    less, more = (
        lending_interest(Decimal(1000), formed, end, formed=formed, agreed=Decimal(rate))
        for rate in (low, high)
    )
    assert less.exact <= more.exact <= Decimal(1000) * 24 * days / 36500 + 1
