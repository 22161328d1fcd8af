"""Amounts: read as typed, written in capital figures that say exactly the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import money

VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_capital(text: str) -> Decimal:
    """The amount a person reads from capital figures: an independent reading, not the writer reversed."""
    body = text.removeprefix("人民币").removesuffix("整")
    yuan, _, cents = body.partition("元") if "元" in body else ("", "", body)
    total = section = digit = 0
    for char in yuan:
        if char in VALUES:
            digit = VALUES[char]
        elif char in UNITS:
            section, digit = section + digit * UNITS[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 10_000 * 10_000, 0, 0
    amount = Decimal(total + section + digit)
    for char, unit in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        if char in cents:
            amount += VALUES[cents[cents.index(char) - 1]] * unit
    return amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("10.05", "人民币壹拾元零伍分"),
        ("835.59", "人民币捌佰叁拾伍元伍角玖分"),
        ("50000", "人民币伍万元整"),
        ("500000", "人民币伍拾万元整"),
        ("100101", "人民币壹拾万零壹佰零壹元整"),
        ("1000001", "人民币壹佰万零壹元整"),
        ("20005.10", "人民币贰万零伍元壹角整"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("10100000000", "人民币壹佰零壹亿元整"),
    ],
)
def test_capital_figures(amount: str, text: str) -> None:
    assert money.capital(Decimal(amount)) == text


@given(st.integers(0, 10**14 - 1))
def test_capital_figures_read_back_to_the_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    text = money.capital(amount)
    assert read_capital(text) == amount
    assert "零零" not in text


@given(st.decimals(0, 10**12, places=2))
def test_what_is_written_for_reading_is_read_back(amount: Decimal) -> None:
    assert money.parse(money.grouped(amount)) == amount
    assert money.parse(money.plain(amount)) == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("５００００", "50000"),
        ("50，000", "50000"),
        ("¥5万", "50000"),
        (" 1,423.56 元", "1423.56"),
        ("3块", "3"),
    ],
)
def test_amounts_as_people_type_them(typed: str, amount: str) -> None:
    assert money.parse(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "-5", "1.234", "五万", "1e9", "1000000000001", "5万万", "nan"])
def test_other_text_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(money.MoneyError) as caught:
        money.parse(typed)
    assert not typed or typed not in str(caught.value)


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000.01", "NaN"])
def test_capital_figures_have_bounds(amount: str) -> None:
    with pytest.raises((money.MoneyError, ArithmeticError)):
        money.capital(Decimal(amount))


def test_stored_amounts_are_added_and_what_is_none_counts_as_nothing() -> None:
    assert money.added(["6500.00", "0.55", "三千左右", ""]) == Decimal("6500.55")
    assert money.added([]) == Decimal(0)
