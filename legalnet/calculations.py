"""Values a definition can have worked out, by name: sums, interest, deadlines. Each takes raw answers and
may decline.

A calculation gets its arguments as the definition names them (answers, or lists of them), returns the value
as it is stored, or None while something it needs is missing or unusable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from legalnet.interest import Interest, overdue_interest, yearly_rate
from legalnet.money import plain

Args = Mapping[str, Any]


def _amount(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < Decimal(10) ** 15 else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def total(args: Args) -> str | None:
    """Sum of the amounts in `of`; None while none is given."""
    amounts = [amount for value in args.get("of") or () if (amount := _amount(value)) is not None]
    return plain(sum(amounts, Decimal(0))) if amounts else None


def _rate(value: Any, unit: Any) -> Decimal | None:
    rate = _amount(value)
    return yearly_rate(rate, str(unit or "年")) if rate is not None else None


def _lending(args: Args) -> Interest | None:
    principal, start, end = _amount(args.get("principal")), _day(args.get("start")), _day(args.get("end"))
    if principal is None or start is None or end is None:
        return None
    agreed = _rate(args.get("rate"), args.get("unit"))
    overdue = _rate(args.get("overdue_rate"), "年")
    return overdue_interest(
        principal, start, end, formed=_day(args.get("formed")), agreed=agreed, overdue=overdue
    )


def private_lending_interest(args: Args) -> str | None:
    """Interest for late repayment of a loan (`principal`, `start`, `end`, `rate`, `unit`, `overdue_rate`,
    `formed`).
    """
    found = _lending(args)
    return plain(found.amount) if found is not None else None


def private_lending_working(args: Args) -> str | None:
    """How that interest was reckoned, in the words of a complaint, with the article."""
    found = _lending(args)
    return f"{found.working}（{found.basis}）" if found is not None else None


CALCULATIONS: dict[str, Callable[[Args], str | None]] = {
    "sum": total,
    "private_lending_interest": private_lending_interest,
    "private_lending_working": private_lending_working,
}
"""Calculations a definition may name."""
