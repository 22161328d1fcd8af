"""What every calculator gives back: an amount or a decision with its working, its articles and its doubts.

Amounts are reckoned exactly (fractions) and rounded to 分 once, half up, at the end; the amounts of single
lines are rounded for reading only. What a calculator cannot be sure of is a mark, never a silent guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from legalnet.matter import Text
from legalnet.money import LARGEST, grouped

NOTICE = Text(
    zh="仅供参考，以法院或者办理机构核定为准", en="For reference; the court or the body in charge decides"
)
"""Stands under every result on screen and on paper."""

MARKS: dict[str, Text] = {
    "rate_unverified": Text(
        zh="当日的LPR尚未核对，以公布的为准",
        en="The LPR of that day is not verified; the published one counts",
    ),
    "calendar_unverified": Text(
        zh="节假日安排未核对，日期以通知为准", en="Holidays not verified; the notice decides the date"
    ),
    "cap_unverified": Text(
        zh="没有可用的上限数据，未作封顶核对", en="No figure for the upper limit: not checked against it"
    ),
    "floor_unverified": Text(
        zh="没有可用的下限数据，未作保底核对", en="No figure for the lower limit: not checked against it"
    ),
    "practice": Text(zh="比例为审判实践参考，法律没有写明", en="The share is court practice, not law"),
    "earlier_rule": Text(
        zh="更早的一段按当时的规定另算，这里没有计入", en="The earlier part follows older rules: not included"
    ),
    "unpaid_rest": Text(
        zh="还有未付的部分，没有截止日期，未计入", en="An unpaid rest without an end date is not included"
    ),
    "discretion": Text(zh="具体数额由法院酌定", en="The court decides the exact figure"),
    "too_late": Text(
        zh="有的事由发生时已经过了期限，没有计入", en="An event after the time had run out was left aside"
    ),
}
"""Doubts a result may carry, in words."""


class InputError(ValueError):
    """Input that no rule fits. Says what is wrong in both languages and never repeats the value."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Text(zh=zh, en=en)


@dataclass(frozen=True)
class Line:
    """One step of the working."""

    label: Text
    working: str
    amount: Decimal


@dataclass(frozen=True)
class Reckoned:
    """An amount in yuan, how it was reached, and by which articles."""

    exact: Fraction | Decimal
    """Unrounded, so that several results can be added before rounding."""
    lines: tuple[Line, ...]
    basis: str
    marks: tuple[str, ...] = ()
    """Keys of MARKS: what could not be made sure."""

    @property
    def total(self) -> Decimal:
        """Rounded to 分, half up."""
        return cents(self.exact)

    def view(self, language: str) -> dict[str, object]:
        """As screens and papers take it: total, lines, basis, marks in words, and the notice."""
        return {
            "total": grouped(self.total),
            "lines": [line_view(line, language) for line in self.lines],
            "basis": self.basis,
            "marks": [MARKS[mark].pick(language) for mark in self.marks],
            "notice": NOTICE.pick(language),
        }

    def words(self) -> str:
        """The working in one Chinese sentence, as a complaint or an application carries it."""
        steps = "；".join(
            f"{line.label.zh}：{line.working} = {grouped(line.amount)}元" if line.working
            else f"{line.label.zh}：{grouped(line.amount)}元"
            for line in self.lines
        )  # fmt: skip
        doubts = "".join(f"。{MARKS[mark].zh}" for mark in self.marks)
        return f"{steps}。合计{grouped(self.total)}元（{self.basis}）{doubts}"


@dataclass(frozen=True)
class Decision:
    """An answer that is not an amount: a code for programs, words for people, the articles."""

    code: str
    words: Text
    basis: str
    notes: tuple[Text, ...] = ()

    def view(self, language: str) -> dict[str, object]:
        """As screens take it."""
        return {
            "code": self.code,
            "words": self.words.pick(language),
            "basis": self.basis,
            "notes": [note.pick(language) for note in self.notes],
            "notice": NOTICE.pick(language),
        }


def line_view(line: Line, language: str) -> dict[str, str]:
    """Label with its working, and the amount, as text."""
    return {
        "label": f"{line.label.pick(language)}　{line.working}".strip("　"),
        "amount": grouped(line.amount),
    }


def cents(exact: Fraction | Decimal) -> Decimal:
    """Rounded to 分, half up, from the exact value (zero or more)."""
    return Decimal(floor(Fraction(exact) * 100 + Fraction(1, 2))).scaleb(-2).quantize(Decimal("0.01"))


def step(zh: str, en: str, working: str, exact: Fraction | Decimal) -> Line:
    """A line of working with its amount rounded for reading."""
    return Line(Text(zh=zh, en=en), working, cents(exact))


def number(value: Decimal | Fraction | int) -> str:
    """A number without idle zeros, as it stands in a working: `7.5`, `21.75`, `36,000`."""
    plain = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    text = f"{Decimal(plain):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal, *, zero: bool = True, zh: str = "金额", en: str = "the amount") -> Decimal:
    """The amount itself, if it is one. Raises InputError below zero, at zero where that has no sense, and
    above 10^12 yuan.
    """
    if not value.is_finite() or value < 0 or (value == 0 and not zero) or value > LARGEST:
        least = ("零或者更多", "zero or more") if zero else ("大于零", "above zero")
        raise InputError(f"{zh}要{least[0]}，并且不超过一万亿元", f"{en} must be {least[1]}, up to 10^12")
    return value


def percent(value: Decimal, *, most: int = 100, zh: str = "比例", en: str = "the share") -> Decimal:
    """A percentage between 0 and `most`. Raises InputError."""
    if not value.is_finite() or not 0 <= value <= most:
        raise InputError(f"{zh}要在 0 到 {most}% 之间", f"{en} must lie between 0 and {most} percent")
    return value


def count(value: int, least: int, most: int, zh: str, en: str) -> int:
    """A whole number in its range. Raises InputError."""
    if isinstance(value, bool) or not least <= value <= most:
        raise InputError(f"{zh}要在 {least} 到 {most} 之间", f"{en} must lie between {least} and {most}")
    return value


def in_order(first: date, last: date, zh: str = "结束日期", en: str = "the end") -> None:
    """Raises InputError where `last` lies before `first`."""
    if last < first:
        raise InputError(f"{zh}不能早于开始日期", f"{en} must not lie before the start")
