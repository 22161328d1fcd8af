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

from legalnet.deadlines import LastDay
from legalnet.families import AMOUNTS, LIMITS, Found, limit
from legalnet.given import Given
from legalnet.interest import Interest, overdue_interest, yearly_rate
from legalnet.money import grouped, plain
from legalnet.organs import appeal_court, reconsideration_organ
from legalnet.reckoning import MARKS, Reckoned

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
    """Sum of the amounts in `of`, of a list the `amount` of its lines; None while none is given."""
    amounts = _amounts(args)
    return plain(sum(amounts, Decimal(0))) if amounts else None


def total_working(args: Args) -> str | None:
    """The sum written out; None where there is nothing to add."""
    amounts = _amounts(args)
    if len(amounts) < 2:
        return None
    return f"{' + '.join(grouped(amount) for amount in amounts)} = {grouped(sum(amounts, Decimal(0)))}"


def _amounts(args: Args) -> list[Decimal]:
    values = [one for value in args.get("of") or () for one in _amounts_in(value)]
    return [amount for value in values if (amount := _amount(value)) is not None]


def _amounts_in(value: Any) -> list[Any]:
    if not isinstance(value, list):
        return [value]
    return [row.get("amount") for row in value if isinstance(row, dict)]


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


def _found(reckon: Callable[[Given], Found], args: Args) -> Found | None:
    try:
        return reckon(Given(args))
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, InvalidOperation):
        return None  # something it needs is missing or unusable


def value_of(reckon: Callable[[Given], Found]) -> Callable[[Args], str | None]:
    """A calculator as a calculation: the amount or the day, as it is stored."""

    def value(args: Args) -> str | None:
        found = _found(reckon, args)
        if found is None or isinstance(found, str):
            return found
        return found.day.isoformat() if isinstance(found, LastDay) else plain(found.total)

    return value


def working_of(reckon: Callable[[Given], Found]) -> Callable[[Args], str | None]:
    """The same calculator's working in Chinese words, with articles and doubts."""

    def working(args: Args) -> str | None:
        found = _found(reckon, args)
        if found is None or isinstance(found, str):
            return None
        if isinstance(found, LastDay):
            day = f"{found.day.year}年{found.day.month}月{found.day.day}日"
            return day + (f"（{MARKS['calendar_unverified'].zh}）" if found.calendar_unverified else "")
        return (found if isinstance(found, Reckoned) else found.reckoned()).words()

    return working


def _by_name() -> dict[str, Callable[[Args], str | None]]:
    """Every calculator under its family's name, and under that name with `_working` what it did."""
    calculators = {name: reckon for name, reckon in AMOUNTS.items() if name != "checksum"}
    calculators |= {f"{name}_deadline": limit(name) for name in LIMITS}
    found: dict[str, Callable[[Args], str | None]] = {}
    for name, reckon in calculators.items():
        found[name] = value_of(reckon)
        found[f"{name}_working"] = working_of(reckon)
    return found


CALCULATIONS: dict[str, Callable[[Args], str | None]] = {
    **_by_name(),
    "sum": total,
    "sum_working": total_working,
    "private_lending_interest": private_lending_interest,
    "private_lending_working": private_lending_working,
    "private_lending_interest_working": private_lending_working,
    "appeal_court": appeal_court,
    "reconsideration_organ": reconsideration_organ,
}
"""Calculations a definition may name."""
