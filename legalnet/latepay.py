"""Interest for paying a small or middle-sized company late (保障中小企业款项支付条例 17, 2025-06-01)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from legalnet.lpr import lpr
from legalnet.reckoning import InputError, Reckoned, count, in_order, money, number, step

DAILY = Fraction(5, 10_000)
"""A day where no rate was agreed."""
RULE = date(2020, 9, 1)
"""The regulation's first version, with the same rate, came into force."""
BASIS = "《保障中小企业款项支付条例》第17条"
LONGEST = 366 * 50


def late_payment(
    debt: Decimal,
    days: int,
    *,
    agreed: Decimal | None = None,
    signed: date | None = None,
    lpr_given: Decimal | None = None,
) -> Reckoned:
    """Interest on `debt` yuan for `days` late: 0.05 % a day, or the `agreed` rate (percent a year), which
    may not lie below the one-year LPR of the day of signing. Raises InputError.
    """
    money(debt, zh="欠款", en="the debt")
    count(days, 0, LONGEST, "逾期天数", "the days")
    if agreed is None:
        exact = Fraction(debt) * DAILY * days
        line = step("逾期利息", "Late interest", f"{number(debt)} × 0.05% × {days}", exact)
        return Reckoned(exact, (line,), BASIS)
    rate, marks = _floor(money(agreed, zh="利率", en="the rate"), signed, lpr_given)
    exact = Fraction(debt) * Fraction(rate) * days / 36500
    raised = rate > agreed
    line = step(
        f"逾期利息{'（约定低于 LPR，按 LPR）' if raised else ''}",
        f"Late interest{', raised to LPR' if raised else ''}",
        f"{number(debt)} × {number(rate)}% × {days} ÷ 365",
        exact,
    )
    return Reckoned(exact, (line,), BASIS, marks)


def days_late(due: date, paid: date) -> int:
    """Days from the day payment was due to the day it came. Raises InputError where they do not fit."""
    in_order(due, paid, "付款日期", "the day of payment")
    if due < RULE:
        raise InputError("2020年9月1日以前到期的，按当时的规定", "due before 2020-09-01: older rules hold")
    return (paid - due).days


def _floor(agreed: Decimal, signed: date | None, given: Decimal | None) -> tuple[Decimal, tuple[str, ...]]:
    if given is not None:
        return max(agreed, given), ()
    rate = lpr(signed) if signed is not None else None
    if rate is None:
        return agreed, ("floor_unverified",)
    return max(agreed, rate.percent), ("rate_unverified",) if rate.unverified else ()
