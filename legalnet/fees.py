"""What a case costs, line by line with its articles (诉讼费用交纳办法, State Council order 481).

Everything is reckoned exactly and rounded once to 分, half up. What a province fixes inside a range of the
regulation (divorce, personality rights) comes in as an argument. The court's own reckoning is what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from legalnet.matter import Fees, Text
from legalnet.money import grouped, to_cents

Step = tuple[Decimal, Decimal]
"""Upper end of a band in yuan (Infinity for the last) and its rate in percent."""
_END = Decimal("Infinity")


def _steps(*pairs: tuple[str, str]) -> tuple[Step, ...]:
    return tuple((_END if top == "" else Decimal(top), Decimal(rate)) for top, rate in pairs)


PROPERTY = _steps(
    ("100000", "2.5"), ("200000", "2"), ("500000", "1.5"), ("1000000", "1"), ("2000000", "0.9"), ("5000000",
    "0.8"), ("10000000", "0.7"), ("20000000", "0.6"), ("", "0.5"),
)  # fmt: skip
"""办法13(一), above the flat 50 yuan for the first 10,000."""
EXECUTION = _steps(("500000", "1.5"), ("5000000", "1"), ("10000000", "0.5"), ("", "0.1"))
"""办法14(一), above the flat 50 yuan for the first 10,000."""
PRESERVATION = _steps(("100000", "1"), ("", "0.5"))
"""办法14(二), above the flat 30 yuan for the first 1,000."""
ARBITRATION_1995 = _steps(
    ("50000", "5"), ("100000", "4"), ("200000", "3"), ("500000", "2"), ("1000000", "1"), ("", "0.5")
)
"""Upper ends of the national ranges (仲裁委员会仲裁收费办法 1995), above the flat 100 yuan for the first
1,000.
"""
PRESERVATION_MOST = Decimal(5000)


@dataclass(frozen=True)
class FeeLine:
    """One step of the reckoning."""

    label: Text
    working: str
    amount: Decimal


@dataclass(frozen=True)
class FeeResult:
    """A fee with its working. Amounts are rounded to 分, each from the exact value."""

    total: Decimal
    half: Decimal | None
    """What is due where half is charged, None where that cannot be."""
    lines: tuple[FeeLine, ...]
    basis: str
    base: Decimal | None = None
    """The amount it was reckoned on."""

    def view(self, language: str) -> dict[str, object]:
        """As screens take it: `{total, half, lines: [{label, amount}], basis}`, amounts as text."""
        lines = [
            {
                "label": f"{line.label.pick(language)}　{line.working}".strip("　"),
                "amount": grouped(line.amount),
            }
            for line in self.lines
        ]
        half = grouped(self.half) if self.half is not None else ""
        return {"total": grouped(self.total), "half": half, "lines": lines, "basis": self.basis}


def _yuan_zh(amount: Decimal) -> str:
    wan = amount / 10000
    return f"{wan.normalize():f} 万" if amount >= 10000 else f"{amount.normalize():f} "


def _band(low: Decimal, top: Decimal) -> Text:
    if top == _END:
        return Text(zh=f"超过 {_yuan_zh(low)}元的部分", en=f"Above {low:,.0f} yuan")
    return Text(zh=f"{_yuan_zh(low)}到 {_yuan_zh(top)}元的部分", en=f"From {low:,.0f} to {top:,.0f} yuan")


def _banded(
    amount: Decimal, flat: Decimal, first: Decimal, steps: Sequence[Step]
) -> tuple[Decimal, list[FeeLine]]:
    """Exact sum and lines of a flat fee up to `first` and percentages of what lies in each band above it."""
    lines = [FeeLine(Text(zh=f"不超过 {_yuan_zh(first)}元的部分", en=f"Up to {first:,.0f} yuan"), "", flat)]
    exact, low = flat, first
    for top, rate in steps:
        if amount <= low:
            break
        part = min(amount, top) - low
        fee = part * rate / 100
        lines.append(FeeLine(_band(low, top), f"{grouped(part)} × {rate.normalize():f}%", to_cents(fee)))
        exact, low = exact + fee, top
    return exact, lines


def _checked(amount: Decimal) -> Decimal:
    if not amount.is_finite() or amount < 0:
        raise ValueError("a fee is reckoned on an amount of zero or more")
    return amount


def court_fee_property(claim: Decimal, halves: bool = True) -> FeeResult:
    """Fee of a property case on the amount in dispute, yuan (办法13(一)); half by 15 and 16, once only
    (解释206).
    """
    exact, lines = _banded(_checked(claim), Decimal(50), Decimal(10000), PROPERTY)
    half = to_cents(exact / 2) if halves else None
    return FeeResult(
        to_cents(exact), half, tuple(lines), "《诉讼费用交纳办法》第13条第1项、第15条、第16条", claim
    )


def court_fee_appeal(appealed: Decimal) -> FeeResult:
    """Fee of an appeal, on the part that is disputed (办法17)."""
    found = court_fee_property(appealed, halves=False)
    return FeeResult(found.total, None, found.lines, "《诉讼费用交纳办法》第17条", appealed)


def court_fee_divorce(base: Decimal, property_value: Decimal) -> FeeResult:
    """Divorce: the province's `base` (50 to 300 yuan) and 0.5 % of property above 200,000 (办法13(二)1)."""
    more = max(_checked(property_value) - 200000, Decimal(0)) * Decimal("0.005")
    lines = (
        FeeLine(Text(zh="离婚案件", en="Divorce case"), "", base),
        FeeLine(
            Text(zh="财产超过 20 万元的部分", en="Property above 200,000 yuan"), "× 0.5%", to_cents(more)
        ),
    )
    exact = base + more
    return FeeResult(
        to_cents(exact), to_cents(exact / 2), lines, "《诉讼费用交纳办法》第13条第2项", property_value
    )


def court_fee_personality(base: Decimal, damages: Decimal) -> FeeResult:
    """Personality rights: the province's `base` (100 to 500), 1 % of 50,000 to 100,000, 0.5 % above
    (13(二)2).
    """
    exact, lines = _banded(_checked(damages), base, Decimal(50000), _steps(("100000", "1"), ("", "0.5")))
    return FeeResult(
        to_cents(exact), to_cents(exact / 2), tuple(lines), "《诉讼费用交纳办法》第13条第2项", damages
    )


def fixed(amount: Decimal, basis: str, halves: bool = False) -> FeeResult:
    """A fee that is one number, such as 10 yuan for labour cases (办法13(四))."""
    line = FeeLine(Text(zh="按件收取", en="Per case"), "", amount)
    return FeeResult(to_cents(amount), to_cents(amount / 2) if halves else None, (line,), basis)


def execution_fee(amount: Decimal) -> FeeResult:
    """Fee of enforcement; not paid in advance, borne by the debtor (办法14(一), 20, 38)."""
    exact, lines = _banded(_checked(amount), Decimal(50), Decimal(10000), EXECUTION)
    return FeeResult(
        to_cents(exact), None, tuple(lines), "《诉讼费用交纳办法》第14条第1项、第20条、第38条", amount
    )


def preservation_fee(amount: Decimal) -> FeeResult:
    """Fee of preserving property, at most 5,000 yuan (办法14(二))."""
    exact, lines = _banded(_checked(amount), Decimal(30), Decimal(1000), PRESERVATION)
    capped = min(exact, PRESERVATION_MOST)
    return FeeResult(to_cents(capped), None, tuple(lines), "《诉讼费用交纳办法》第14条第2项", amount)


def payment_order_fee(claim: Decimal) -> FeeResult:
    """Fee of a payment order: a third of the property fee (办法14(三))."""
    exact, lines = _banded(_checked(claim), Decimal(50), Decimal(10000), PROPERTY)
    return FeeResult(to_cents(exact / 3), None, tuple(lines), "《诉讼费用交纳办法》第14条第3项", claim)


def arbitration_fee(amount: Decimal) -> FeeResult:
    """Fee of arbitration at the upper end of the national ranges of 1995; an institution's own table goes
    before it.
    """
    exact, lines = _banded(_checked(amount), Decimal(100), Decimal(1000), ARBITRATION_1995)
    return FeeResult(to_cents(exact), None, tuple(lines), "《仲裁委员会仲裁收费办法》", amount)


_ON_AMOUNT: dict[str, Callable[[Decimal], FeeResult]] = {
    "court_fee_property": court_fee_property,
    "court_fee_appeal": court_fee_appeal,
    "execution_fee": execution_fee,
    "preservation_fee": preservation_fee,
    "payment_order_fee": payment_order_fee,
    "arbitration_fee": arbitration_fee,
}


def quote(fees: Fees, amount: Decimal | None) -> FeeResult | None:
    """The fee a definition's rule gives for `amount`; None where there is none or the terminal cannot
    reckon it.
    """
    if fees.rule == "fixed" and fees.amount is not None:
        return fixed(fees.amount, fees.basis or "《诉讼费用交纳办法》第13条", bool(fees.half))
    reckon = _ON_AMOUNT.get(fees.rule)
    if reckon is None or amount is None or not amount.is_finite() or amount < 0:
        return None
    return reckon(amount)
