"""Child support, punitive damages, late payment, small claims: floors, caps and thresholds to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import consumer, family, latepay
from legalnet.reckoning import InputError
from legalnet.smallclaims import small_claim

PRICE = st.decimals(Decimal("0.01"), 10**6, places=2)


@pytest.mark.parametrize(("children", "low", "high"), [(1, 2400, 3600), (2, 2400, 6000), (5, 2400, 6000)])
def test_child_support(children: int, low: int, high: int) -> None:
    found = family.child_support(Decimal(12000), children)
    assert (found.low.total, found.high.total) == (low, high)
    assert found.low.marks == ("discretion",)


@pytest.mark.parametrize(("income", "children"), [(0, 1), (-1, 1), (12000, 0), (12000, 21)])
def test_child_support_of_nobody_is_refused(income: int, children: int) -> None:
    with pytest.raises(InputError):
        family.child_support(Decimal(income), children)


def test_months_until_a_child_is_grown() -> None:
    assert family.months_left(date(2018, 3, 15), date(2026, 3, 15)) == 120
    assert family.months_left(date(2018, 3, 15), date(2026, 3, 14)) == 121
    assert family.months_left(date(2018, 3, 15), date(2040, 1, 1)) == 0
    with pytest.raises(InputError):
        family.months_left(date(2026, 3, 15), date(2026, 3, 14))


@given(PRICE, PRICE)
def test_punitive_damages_never_fall_below_their_floor(price: Decimal, loss: Decimal) -> None:
    three, ten = consumer.triple(price), consumer.tenfold(price, loss)
    assert three.total == max(price * 3, Decimal(500))
    assert ten.total == max(price * 10, loss * 3, Decimal(1000))
    for found in (three, ten):
        assert sum(line.amount for line in found.lines) == found.total


def test_a_known_defect_that_harmed() -> None:
    assert consumer.harm(Decimal(10000)).total == 20000
    assert consumer.harm(Decimal(10000), Decimal("1.5")).total == 15000
    with pytest.raises(InputError):
        consumer.harm(Decimal(10000), Decimal("2.01"))
    for bad in (Decimal(0), Decimal(-5)):
        with pytest.raises(InputError):
            consumer.triple(bad)
        with pytest.raises(InputError):
            consumer.tenfold(bad)


def test_paying_late() -> None:
    debt = Decimal(365000)
    assert latepay.late_payment(Decimal(300000), 40).total == 6000
    assert latepay.late_payment(debt, 10, agreed=Decimal(2), signed=date(2024, 8, 1)).total == 335
    assert latepay.late_payment(debt, 10, agreed=Decimal(6), lpr_given=Decimal(3)).total == 600
    open_floor = latepay.late_payment(debt, 10, agreed=Decimal(2))
    assert (open_floor.total, open_floor.marks) == (Decimal(200), ("floor_unverified",))
    unsure = latepay.late_payment(debt, 10, agreed=Decimal(2), signed=date(2026, 8, 1))
    assert (unsure.total, unsure.marks) == (Decimal(300), ("rate_unverified",))
    assert latepay.late_payment(debt, 10, agreed=Decimal(2), signed=date(2019, 1, 1)).marks == (
        "floor_unverified",
    )


def test_days_late() -> None:
    assert latepay.days_late(date(2026, 1, 31), date(2026, 3, 12)) == 40
    assert latepay.days_late(date(2026, 1, 31), date(2026, 1, 31)) == 0
    for due, paid in ((date(2026, 2, 1), date(2026, 1, 31)), (date(2020, 8, 31), date(2026, 1, 31))):
        with pytest.raises(InputError):
            latepay.days_late(due, paid)
    with pytest.raises(InputError):
        latepay.late_payment(Decimal(1), -1)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("0", "mandatory"),
        ("60000", "mandatory"),
        ("60000.01", "by_agreement"),
        ("240000", "by_agreement"),
        ("240000.01", "ordinary"),
    ],
)
def test_small_claims_at_their_thresholds(claim: str, code: str) -> None:
    assert small_claim(Decimal(claim), Decimal(120000)).code == code


def test_what_keeps_a_small_claim_out() -> None:
    found = small_claim(Decimal(1), Decimal(120000), ["appraisal", "foreign"])
    assert (found.code, len(found.notes)) == ("excluded", 2)
    assert "166" in found.basis
    view = found.view("en")
    assert view["notes"] == ["Foreign element (2)", "Needs valuation or appraisal (3)"]
    assert small_claim(Decimal(1), Decimal(120000), only_money=False).code == "excluded"
    with pytest.raises(InputError, match="exclusion"):
        small_claim(Decimal(1), Decimal(120000), ["tea"])
    with pytest.raises(InputError):
        small_claim(Decimal(1), Decimal(0))
