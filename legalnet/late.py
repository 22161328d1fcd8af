"""Doubled part of the interest for performing a judgment late (民诉法264, 法释〔2014〕8号).

It runs on the money owed without ordinary interest, at 0.0175 % a day, from the day the time for performing
ended; each payment is reckoned to its own day (1 to 3), and payments go to the debt before the doubled part
(4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from legalnet.reckoning import Line, Reckoned, in_order, money, number, step

DAILY = Fraction(175, 1_000_000)
"""Part of the debt due a day (法释〔2014〕8号 1)."""
IN_FORCE = date(2014, 8, 1)
"""Days before it follow older rules (7)."""
BASIS = "《民事诉讼法》第264条、法释〔2014〕8号第1条至第4条"
Span = tuple[date, date]
"""First and last day."""


def late_performance(
    debt: Decimal,
    deadline: date,
    payments: Sequence[tuple[date, Decimal]],
    *,
    until: date | None = None,
    ordinary_interest: Decimal = Decimal(0),
    suspended: Sequence[Span] = (),
) -> Reckoned:
    """The doubled part for `debt` yuan due on `deadline`, paid as listed; what is left runs to `until`.

    `suspended`: spans (both days included) in which enforcement was stayed without the debtor's asking; they
    do not count (3(3)). Raises InputError for amounts below zero or interest above the debt.
    """
    money(debt, zh="债务", en="the debt")
    money(ordinary_interest, zh="一般债务利息", en="ordinary interest")
    left = money(debt - ordinary_interest, zh="除一般债务利息以外的债务", en="the debt without interest")
    parts: list[tuple[date, Decimal]] = []
    for day, paid in sorted(payments):
        part = min(money(paid, zh="还款", en="a payment"), left)
        parts.append((min(day, until) if until is not None else day, part))
        left -= part
    if until is not None:
        in_order(deadline, until)
        parts.append((until, left))
    lines = [_line(part, deadline, day, suspended) for day, part in parts if part > 0]
    exact = sum((_exact(part, deadline, day, suspended) for day, part in parts), Fraction(0))
    return Reckoned(exact, tuple(lines), BASIS, tuple(_marks(left, until, deadline)))


def _marks(left: Decimal, until: date | None, deadline: date) -> list[str]:
    return [
        *(["unpaid_rest"] if left > 0 and until is None else []),
        *(["earlier_rule"] if deadline < IN_FORCE else []),
    ]


def _days(deadline: date, day: date, suspended: Sequence[Span]) -> int:
    first, last = max(deadline.toordinal() + 1, IN_FORCE.toordinal()), day.toordinal()
    counted = set(range(first, last + 1))
    for begin, end in suspended:
        in_order(begin, end)
        counted -= set(range(begin.toordinal(), end.toordinal() + 1))
    return len(counted)


def _exact(part: Decimal, deadline: date, day: date, suspended: Sequence[Span]) -> Fraction:
    return Fraction(part) * DAILY * _days(deadline, day, suspended)


def _line(part: Decimal, deadline: date, day: date, suspended: Sequence[Span]) -> Line:
    days = _days(deadline, day, suspended)
    return step(
        f"计算到{day.isoformat()}",
        f"To {day.isoformat()}",
        f"{number(part)} × 0.0175% × {days}",
        _exact(part, deadline, day, suspended),
    )
