"""What a case costs, line by line with its articles (诉讼费用交纳办法, State Council order 481).

Everything is reckoned exactly and rounded once to 分, half up. What a province fixes inside a range of the
regulation (divorce, personality rights) comes in as an argument. The court's own reckoning is what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.matter import Fees, Text
from legalnet.money import grouped, to_cents
from legalnet.reckoning import InputError, Reckoned, money
from legalnet.reckoning import Line as FeeLine

DATA = Path(__file__).parent / "data"

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
PRESERVATION_MOST = Decimal(5000)


BANKRUPTCY_MOST = Decimal(300000)
HALVES = {
    "mediated": "第15条",
    "withdrawn": "第15条",
    "simple": "第16条",
    "small_claims": "第16条",
    "counterclaim": "第18条",
    "third_party": "第18条",
}
"""Reasons for which half is charged, with their articles (办法15, 16, 18)."""
ON_APPEAL = frozenset({"mediated", "withdrawn"})
"""Reasons that exist in the second instance, which has no simple procedure."""
NON_PROPERTY: dict[str, tuple[int, int, str]] = {
    "divorce": (50, 300, "第13条第2项"),
    "personality": (100, 500, "第13条第2项"),
    "other": (50, 100, "第13条第2项"),
    "intellectual_property": (500, 1000, "第13条第3项"),
    "labour": (10, 10, "第13条第4项"),
    "administrative_ip": (100, 100, "第13条第5项"),
    "administrative": (50, 50, "第13条第5项"),
    "jurisdiction_objection": (50, 100, "第13条第6项"),
    "public_notice": (100, 100, "第14条"),
    "set_aside": (400, 400, "第14条"),
    "execution_no_amount": (50, 500, "第14条第1项"),
}
"""Fees by case: the national range in yuan, inside which the province fixes its own, and the article."""


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

    def reckoned(self) -> Reckoned:
        """The same in the form all other calculators answer in."""
        return Reckoned(self.total, self.lines, self.basis)

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


def court_fee_property(claim: Decimal, halves: bool = True) -> FeeResult:
    """Fee of a property case on the amount in dispute, yuan (办法13(一)); half by 15 and 16, once only
    (解释206).
    """
    exact, lines = _banded(money(claim), Decimal(50), Decimal(10000), PROPERTY)
    half = to_cents(exact / 2) if halves else None
    return FeeResult(
        to_cents(exact), half, tuple(lines), "《诉讼费用交纳办法》第13条第1项、第15条、第16条", claim
    )


def court_fee_appeal(appealed: Decimal) -> FeeResult:
    """Fee of an appeal, on the part that is disputed (办法17)."""
    found = court_fee_property(appealed, halves=False)
    return FeeResult(found.total, None, found.lines, "《诉讼费用交纳办法》第17条", appealed)


def court_fee_divorce(base: Decimal, property_value: Decimal) -> FeeResult:
    """Divorce: the province's `base` (50 to 300 yuan) and 0.5 % of property above 200,000 (办法13(二)1).

    Raises InputError for a base outside that range.
    """
    _in_range("divorce", base)
    more = max(money(property_value) - 200000, Decimal(0)) * Decimal("0.005")
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
    (13(二)2). Raises InputError for a base outside that range.
    """
    _in_range("personality", base)
    exact, lines = _banded(money(damages), base, Decimal(50000), _steps(("100000", "1"), ("", "0.5")))
    return FeeResult(
        to_cents(exact), to_cents(exact / 2), tuple(lines), "《诉讼费用交纳办法》第13条第2项", damages
    )


def fixed(amount: Decimal, basis: str, halves: bool = False) -> FeeResult:
    """A fee that is one number, such as 10 yuan for labour cases (办法13(四))."""
    line = FeeLine(Text(zh="按件收取", en="Per case"), "", amount)
    return FeeResult(to_cents(amount), to_cents(amount / 2) if halves else None, (line,), basis)


def _in_range(kind: str, base: Decimal) -> str:
    low, high, article = NON_PROPERTY[kind]
    if not low <= base <= high:
        raise InputError(
            f"这类案件每件 {low} 到 {high} 元，由省里确定", f"such a case costs {low} to {high} yuan"
        )
    return article


def court_fee_case(kind: str, base: Decimal | None = None) -> FeeResult:
    """The fee of a case without an amount, by the kinds of NON_PROPERTY; `base` is the province's figure,
    needed where the regulation leaves a range. Raises InputError.
    """
    if kind not in NON_PROPERTY:
        raise InputError("没有这一类案件的收费标准", "there is no fee of that kind")
    low, high, _ = NON_PROPERTY[kind]
    if base is None and low != high:
        raise InputError("需要本省确定的收费标准", "the province's own figure is needed")
    chosen = base if base is not None else Decimal(low)
    article = _in_range(kind, chosen)
    return fixed(chosen, f"《诉讼费用交纳办法》{article}", halves=article.startswith("第13条"))


def court_fee_mixed(property_claims: Collection[Decimal], case: FeeResult | None = None) -> FeeResult:
    """Claims of several kinds: amounts add up and take the property fee; several without an amount count
    once, as `case`, and only where there is no amount (民诉法解释201). Raises InputError without any claim.
    """
    if property_claims:
        return court_fee_property(sum((money(claim) for claim in property_claims), Decimal(0)))
    if case is None:
        raise InputError("至少要有一项请求", "there must be a claim")
    return case


def halved(found: FeeResult, reasons: Collection[str], appeal: bool = False) -> FeeResult:
    """What is due where half is charged: once only, however many reasons there are (办法15, 16, 18; 解释206).

    Raises InputError for a reason that does not exist (on appeal only a settlement and a withdrawal halve).
    """
    known = ON_APPEAL if appeal else frozenset(HALVES)
    if not set(reasons) <= known:
        raise InputError("没有这种减半的情形", "no such reason for half the fee")
    if not reasons:
        return found
    half = court_fee_property(found.base).half if appeal and found.base is not None else found.half
    if half is None:
        raise InputError("这项费用不减半", "this fee has no half")
    articles = "、".join(sorted({HALVES[reason] for reason in reasons}))
    line = FeeLine(Text(zh="减半一次", en="Half, once only"), "÷ 2", half - found.total)
    basis = f"{found.basis}；减半：{articles}、民诉法解释第206条"
    return replace(found, total=half, half=None, lines=(*found.lines, line), basis=basis)


def execution_fee(amount: Decimal) -> FeeResult:
    """Fee of enforcement; not paid in advance, borne by the debtor (办法14(一), 20, 38)."""
    exact, lines = _banded(money(amount), Decimal(50), Decimal(10000), EXECUTION)
    return FeeResult(
        to_cents(exact), None, tuple(lines), "《诉讼费用交纳办法》第14条第1项、第20条、第38条", amount
    )


def preservation_fee(amount: Decimal) -> FeeResult:
    """Fee of preserving property, at most 5,000 yuan (办法14(二))."""
    exact, lines = _banded(money(amount), Decimal(30), Decimal(1000), PRESERVATION)
    return _capped(exact, lines, PRESERVATION_MOST, "《诉讼费用交纳办法》第14条第2项", amount)


def _capped(exact: Decimal, lines: list[FeeLine], most: Decimal, basis: str, base: Decimal) -> FeeResult:
    if exact > most:
        label = Text(zh=f"最高收 {_yuan_zh(most)}元", en=f"At most {most:,.0f} yuan")
        lines = [*lines, FeeLine(label, "", to_cents(most - exact))]
    return FeeResult(to_cents(min(exact, most)), None, tuple(lines), basis, base)


def payment_order_fee(claim: Decimal) -> FeeResult:
    """Fee of a payment order: a third of the property fee (办法14(三))."""
    exact, lines = _banded(money(claim), Decimal(50), Decimal(10000), PROPERTY)
    due = to_cents(exact / 3)
    label = Text(zh="按三分之一交", en="A third of it")
    lines.append(FeeLine(label, f"{grouped(exact)} ÷ 3", due - to_cents(exact)))
    return FeeResult(due, None, tuple(lines), "《诉讼费用交纳办法》第14条第3项", claim)


def bankruptcy_fee(assets: Decimal) -> FeeResult:
    """Fee of a bankruptcy: half the property fee on the assets, at most 300,000 yuan (办法14(六))."""
    exact, lines = _banded(money(assets), Decimal(50), Decimal(10000), PROPERTY)
    half = exact / 2
    lines.append(FeeLine(Text(zh="减半", en="Half of it"), "÷ 2", to_cents(half) - to_cents(exact)))
    return _capped(half, lines, BANKRUPTCY_MOST, "《诉讼费用交纳办法》第14条第6项", assets)


@lru_cache(maxsize=1)
def arbitration_tables() -> dict[str, dict[str, Any]]:
    """The tables that come with this version: name -> `flat`, `first`, `steps`, `basis`."""
    tables: dict[str, dict[str, Any]] = yaml.safe_load(
        (DATA / "arbitration-fees.yaml").read_text(encoding="utf-8")
    )
    return tables


def arbitration_fee(amount: Decimal, table: str = "national-1995-upper") -> FeeResult:
    """Fee of arbitration by an institution's table, else by the ends of the national ranges of 1995.

    Raises InputError for a table that is not loaded.
    """
    if table not in arbitration_tables():
        raise InputError("没有这个仲裁机构的收费表", "the institution's table is not loaded")
    rows = arbitration_tables()[table]
    steps = _steps(*((str(top), str(rate)) for top, rate in rows["steps"]))
    exact, lines = _banded(money(amount), Decimal(rows["flat"]), Decimal(rows["first"]), steps)
    return FeeResult(to_cents(exact), None, tuple(lines), rows["basis"], amount)


_ON_AMOUNT: dict[str, Callable[[Decimal], FeeResult]] = {
    "court_fee_property": court_fee_property,
    "court_fee_appeal": court_fee_appeal,
    "execution_fee": execution_fee,
    "preservation_fee": preservation_fee,
    "payment_order_fee": payment_order_fee,
    "bankruptcy_fee": bankruptcy_fee,
    "arbitration_fee": arbitration_fee,
}


_ON_BASE: dict[str, Callable[[Decimal, Decimal], FeeResult]] = {
    "court_fee_divorce": court_fee_divorce,
    "court_fee_personality": court_fee_personality,
}
"""Rules that need the province's own figure, the definition's `amount`, beside what is in dispute."""


def quote(fees: Fees, amount: Decimal | None) -> FeeResult | None:
    """The fee a definition's rule gives for `amount`; None where there is none or the terminal cannot
    reckon it.
    """
    if fees.rule == "fixed" and fees.amount is not None:
        return fixed(fees.amount, fees.basis or "《诉讼费用交纳办法》第13条", bool(fees.half))
    reckon = _ON_AMOUNT.get(fees.rule)
    based = _ON_BASE.get(fees.rule)
    try:
        if based is not None and fees.amount is not None:
            return based(fees.amount, amount if amount is not None else Decimal(0))
        return reckon(amount) if reckon is not None and amount is not None else None
    except InputError:
        return None
