"""Child support: the usual range by income and number of children (婚姻家庭编解释(一) 49, 53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from legalnet.reckoning import InputError, Reckoned, count, money, number, step

LOW, HIGH, MOST = 20, 30, 50
"""Percent of monthly income: the usual range, and the top where there are two children or more."""
GROWN = 18
BASIS = "《民法典》第1085条，婚姻家庭编解释（一）第49条、第53条"


@dataclass(frozen=True)
class SupportRange:
    """Support a month for all children together, from low to high."""

    low: Reckoned
    high: Reckoned


def child_support(income: Decimal, children: int = 1) -> SupportRange:
    """The range for a parent's monthly income: 20 to 30 %; for two children and more it may go up, as a rule
    not above 50 %. The court weighs need, means and local life. Raises InputError.
    """
    money(income, zero=False, zh="月总收入", en="monthly income")
    count(children, 1, 20, "子女人数", "the number of children")
    top = HIGH if children == 1 else MOST
    return SupportRange(_at(income, LOW), _at(income, top))


def _at(income: Decimal, share: int) -> Reckoned:
    exact = Fraction(income) * share / 100
    line = step("每月抚养费", "Support a month", f"{number(income)} × {share}%", exact)
    return Reckoned(exact, (line,), BASIS, ("discretion",))


def months_left(birth: date, start: date) -> int:
    """Months from `start` until the child turns 18, a begun one included (53). Raises InputError for a child
    not yet born.
    """
    if start < birth:
        raise InputError("子女还没有出生", "the child is not born yet")
    whole = (birth.year + GROWN - start.year) * 12 + birth.month - start.month
    return max(whole + (birth.day > start.day), 0)
