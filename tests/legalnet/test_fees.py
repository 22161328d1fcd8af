"""Fees: the worked example of the screens, the bands' joints, and the lines that explain them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import fees
from legalnet.matter import Fees


def test_the_worked_example_line_by_line() -> None:
    found = fees.court_fee_property(Decimal("41423.56"))
    assert (found.total, found.half) == (Decimal("835.59"), Decimal("417.79"))
    view = found.view("zh")
    assert view["total"] == "835.59"
    assert view["lines"] == [
        {"label": "不超过 1 万元的部分", "amount": "50.00"},
        {"label": "1 万到 10 万元的部分　31,423.56 × 2.5%", "amount": "785.59"},
    ]
    assert "第13条" in str(view["basis"])


@pytest.mark.parametrize("joint", ["10000", "100000", "200000", "500000", "1000000", "2000000", "20000000"])
def test_bands_join_without_a_step(joint: str) -> None:
    at, above = (
        fees.court_fee_property(Decimal(joint)),
        fees.court_fee_property(Decimal(joint) + Decimal("0.01")),
    )
    assert 0 <= above.total - at.total <= Decimal("0.01")


@given(st.decimals(0, 10**11, places=2), st.decimals(0, 10**6, places=2))
def test_more_in_dispute_never_costs_less(claim: Decimal, more: Decimal) -> None:
    low, high = fees.court_fee_property(claim), fees.court_fee_property(claim + more)
    assert low.total <= high.total
    assert abs(sum(line.amount for line in low.lines) - low.total) <= Decimal("0.05")


def test_preservation_is_capped() -> None:
    assert fees.preservation_fee(Decimal(10**9)).total == Decimal("5000.00")


def test_amounts_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        fees.court_fee_property(Decimal(-1))


def test_quote_follows_the_definition() -> None:
    rule = Fees(rule="court_fee_property", base="claims.total")
    found = fees.quote(rule, Decimal(40000))
    assert found is not None
    assert (found.total, found.half) == (Decimal("800.00"), Decimal("400.00"))
    assert fees.quote(rule, None) is None
    assert fees.quote(Fees(), Decimal(40000)) is None
    assert fees.quote(Fees(rule="provincial_table"), Decimal(1)) is None
    fixed = fees.quote(Fees(rule="fixed", amount=Decimal(50)), None)
    assert fixed is not None
    assert fixed.total == Decimal("50.00")


def test_labels_exist_in_english() -> None:
    lines = fees.court_fee_property(Decimal(30_000_000)).view("en")["lines"]
    assert isinstance(lines, list)
    assert lines[-1]["label"].startswith("Above 20,000,000 yuan")
