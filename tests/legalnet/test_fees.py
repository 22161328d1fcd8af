"""Fees: the worked example of the screens, the bands' joints, and the lines that explain them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import fees
from legalnet.matter import Fees
from legalnet.reckoning import InputError


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


def test_half_is_charged_once_however_many_reasons() -> None:
    whole = fees.court_fee_property(Decimal(100000))
    once = fees.halved(whole, ["simple"])
    twice = fees.halved(whole, ["simple", "mediated", "counterclaim"])
    assert once.total == twice.total == Decimal("1150.00")
    assert "解释第206条" in twice.basis
    assert sum(line.amount for line in twice.lines) == twice.total
    assert fees.halved(whole, []) is whole
    with pytest.raises(InputError, match="no half"):
        fees.halved(twice, ["simple"])
    with pytest.raises(InputError, match="reason"):
        fees.halved(whole, ["tea"])


@given(st.decimals(0, 10**8, places=2), st.sets(st.sampled_from(sorted(fees.HALVES)), min_size=1))
def test_any_reasons_make_exactly_one_half(claim: Decimal, reasons: set[str]) -> None:
    whole = fees.court_fee_property(claim)
    assert fees.halved(whole, reasons).total == whole.half


def test_an_appeal_halves_only_by_settlement_or_withdrawal() -> None:
    found = fees.court_fee_appeal(Decimal("41423.56"))
    assert found.half is None
    assert fees.halved(found, ["withdrawn"], appeal=True).total == Decimal("417.79")  # exact 835.589 halved
    with pytest.raises(InputError):
        fees.halved(found, ["simple"], appeal=True)
    with pytest.raises(InputError, match="no half"):
        fees.halved(fees.execution_fee(Decimal(1)), ["simple"])


@pytest.mark.parametrize(
    ("base", "value", "fee"), [(50, 0, 50), (300, 200000, 300), (300, 200000.02, 300.00), (200, 300000, 700)]
)
def test_a_divorce(base: int, value: float, fee: float) -> None:
    assert fees.court_fee_divorce(Decimal(base), Decimal(str(value))).total == Decimal(str(fee))


@pytest.mark.parametrize("damages", ["50000", "100000"])
def test_personality_rights_join_without_a_step(damages: str) -> None:
    at = fees.court_fee_personality(Decimal(100), Decimal(damages)).total
    above = fees.court_fee_personality(Decimal(100), Decimal(damages) + 1).total
    assert at < above <= at + Decimal("0.01")
    assert fees.court_fee_personality(Decimal(300), Decimal(180000)).total == 1200


@pytest.mark.parametrize(
    ("kind", "base"), [("divorce", "49.99"), ("divorce", "300.01"), ("personality", "99")]
)
def test_a_base_outside_the_nations_range_is_refused(kind: str, base: str) -> None:
    reckon = fees.court_fee_divorce if kind == "divorce" else fees.court_fee_personality
    with pytest.raises(InputError, match="costs"):
        reckon(Decimal(base), Decimal(1))


def test_cases_without_an_amount() -> None:
    labour = fees.court_fee_case("labour")
    assert (labour.total, labour.half) == (Decimal("10.00"), Decimal("5.00"))
    assert fees.court_fee_case("other", Decimal(80)).total == 80
    assert fees.court_fee_case("set_aside").half is None
    for kind, base in (("other", None), ("tea", None), ("labour", Decimal(11))):
        with pytest.raises(InputError):
            fees.court_fee_case(kind, base)


def test_claims_of_several_kinds() -> None:
    apology = fees.court_fee_case("other", Decimal(80))
    assert fees.court_fee_mixed([Decimal(60000), Decimal(40000)], apology).total == 2300
    assert fees.court_fee_mixed([], apology) is apology
    with pytest.raises(InputError):
        fees.court_fee_mixed([])


@pytest.mark.parametrize("amount", ["1000", "50000", "100000", "200000", "500000", "1000000"])
@pytest.mark.parametrize("table", ["national-1995-upper", "national-1995-lower"])
def test_arbitration_tables_join_and_keep_their_order(amount: str, table: str) -> None:
    at = fees.arbitration_fee(Decimal(amount), table).total
    above = fees.arbitration_fee(Decimal(amount) + 10, table).total
    assert at < above <= at + Decimal("0.50")
    assert (
        fees.arbitration_fee(Decimal(amount)).total
        > fees.arbitration_fee(Decimal(amount), "national-1995-lower").total
    )


def test_an_unknown_arbitration_table_is_refused() -> None:
    assert fees.arbitration_fee(Decimal(100000)).total == 4550
    with pytest.raises(InputError):
        fees.arbitration_fee(Decimal(1), "guangzhou")


@pytest.mark.parametrize(
    ("assets", "fee"), [("10000", "25.00"), ("1000000", "6900.00"), ("120000000", "300000.00")]
)
def test_a_bankruptcy(assets: str, fee: str) -> None:
    found = fees.bankruptcy_fee(Decimal(assets))
    assert found.total == Decimal(fee)
    assert sum(line.amount for line in found.lines) == found.total


FAMILIES: list[Callable[[Decimal], fees.FeeResult]] = [
    fees.court_fee_property,
    fees.court_fee_appeal,
    fees.execution_fee,
    fees.preservation_fee,
    fees.payment_order_fee,
    fees.bankruptcy_fee,
    fees.arbitration_fee,
    lambda amount: fees.court_fee_divorce(Decimal(50), amount),
    lambda amount: fees.court_fee_personality(Decimal(100), amount),
]


@pytest.mark.parametrize("reckon", FAMILIES)
@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**6, places=2))
def test_every_fee_is_monotone_continuous_and_adds_up(
    reckon: Callable[[Decimal], fees.FeeResult], amount: Decimal, more: Decimal
) -> None:
    low, high = reckon(amount), reckon(amount + more)
    assert low.total <= high.total <= low.total + more / 20 + Decimal("0.01")
    assert abs(sum(line.amount for line in low.lines) - low.total) <= Decimal("0.05")
    assert low.basis


@pytest.mark.parametrize("reckon", FAMILIES)
@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity", "1e13"])
def test_amounts_that_are_none_are_refused(reckon: Callable[[Decimal], fees.FeeResult], amount: str) -> None:
    with pytest.raises(InputError, match="zero or more"):
        reckon(Decimal(amount))


def test_quote_with_the_provinces_figure() -> None:
    rule = Fees(rule="court_fee_divorce", amount=Decimal(200), base="property.total")
    found, nothing = fees.quote(rule, Decimal(300000)), fees.quote(rule, None)
    assert found is not None
    assert nothing is not None
    assert (found.total, nothing.total) == (Decimal(700), Decimal(200))
    assert fees.quote(Fees(rule="court_fee_divorce"), Decimal(1)) is None
    assert fees.quote(Fees(rule="court_fee_property"), Decimal(-1)) is None
