"""Evaluating the conditions a definition contains (CEL), the same on the terminal and at the province.

A rule sees its own section's fields by name, every other section by its id, `today` and `given` (which of
its own fields are answered). What is hidden or unanswered is the empty value of its type, so a rule needs
no null tests. Money and percentages are doubles: compare sums with `+ 0.005` of slack. Dates are ISO
strings and compare as such.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from legalnet.interest import lpr_1y, yearly_rate
from legalnet.matter import Column, Field

log = logging.getLogger(__name__)

EMPTY: dict[str, Any] = {
    "money": 0.0, "decimal": 0.0, "percent": 0.0, "int": 0, "bool": False, "multi": [], "item_list": [],
    "person_list": [], "evidence_list": [], "file": [], "calc": 0.0,
}  # fmt: skip
"""The value a rule sees for an unanswered field, by type; all others are the empty string."""

FUNCTIONS = ("age", "days_between", "add_days", "yearly", "lpr")
"""Names of our functions in expressions."""
BUILT_IN = ("today", "given")

_BOUND = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
"""The name a macro such as `list.exists(x, ..)` binds; the engine counts it among the variables."""


class RuleError(Exception):
    """An expression of a definition that cannot work; the text names no answer."""


def empty(field: Field | Column) -> Any:
    """What a rule sees while `field` is unanswered."""
    if field.type == "period":
        return {"start": "", "end": ""}
    value = EMPTY.get(field.type, "")
    return list(value) if isinstance(value, list) else value


def to_rule_value(field: Field | Column, value: Any) -> Any:
    """An answer as a rule sees it; what does not fit its type counts as unanswered."""
    blank = empty(field)
    if isinstance(blank, float):
        return _number(value)
    if not isinstance(value, type(blank)) or (isinstance(value, bool) and not isinstance(blank, bool)):
        return blank
    if isinstance(blank, list):
        columns = {column.key: "" for column in getattr(field, "columns", ())}
        return [_plain(item, columns) for item in value]
    if isinstance(blank, dict):
        return {key: str(value.get(key) or "") for key in blank}
    return value


def _plain(item: Any, columns: Mapping[str, str]) -> Any:
    """One line of a list; a part of it that was left open is empty, so that a rule can ask for it."""
    if isinstance(item, dict):
        return {**columns} | {str(key): "" if value is None else str(value) for key, value in item.items()}
    return str(item)


def _number(value: Any) -> float:
    try:
        number = float(Decimal(str(value)))
    except (InvalidOperation, ValueError, OverflowError):
        return 0.0
    return number if abs(number) < 1e18 else 0.0


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> Any:
    import cel

    try:
        return cel.compile(expression)
    except ValueError as error:
        raise RuleError(f"cannot be read: {expression}") from error


def warm_up() -> None:
    """Loads the rule engine now (half a second and more), so that the first question does not wait for it."""
    _compiled("true")


def names_in(expression: str) -> frozenset[str]:
    """The variables `expression` refers to. Raises RuleError if it cannot be parsed."""
    bound = set(_BOUND.findall(expression))
    return frozenset(name for name in _compiled(expression).variables() if name not in bound)


class Scope:
    """What the rules of one section entry can see at one moment."""

    def __init__(self, variables: Mapping[str, Any], today: date) -> None:
        import cel

        self._context = cel.Context(variables={**variables, "today": today.isoformat()})
        for name, function in _functions(today).items():
            self._context.add_function(name, function)

    def evaluate(self, expression: str) -> Any:
        """The value of `expression`. Raises RuleError (without values) where it cannot be worked out."""
        try:
            return _compiled(expression).execute(self._context)
        except (RuntimeError, TypeError, KeyError, ValueError, IndexError) as error:
            raise RuleError(f"{type(error).__name__} in: {expression}") from None

    def true(self, expression: str | bool, otherwise: bool) -> bool:
        """Whether `expression` holds; `otherwise` where it cannot be worked out, which is logged, never
        raised.
        """
        if isinstance(expression, bool):
            return expression
        try:
            result = self.evaluate(expression)
        except RuleError as error:
            log.warning("rule without a result: %s", error)
            return otherwise
        return result if isinstance(result, bool) else otherwise


def _functions(today: date) -> dict[str, Callable[..., Any]]:
    def age(birth: str) -> int:
        born = _date(birth)
        if born is None:
            return 200  # unknown: never treated as a minor
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    return {"age": age, "days_between": _days_between, "add_days": _add_days, "yearly": _yearly, "lpr": _lpr}


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _days_between(start: str, end: str) -> int:
    first, last = _date(start), _date(end)
    return (last - first).days if first and last else 0


def _add_days(start: str, days: int) -> str:
    first = _date(start)
    try:
        return (first + timedelta(days=int(days))).isoformat() if first else ""
    except (OverflowError, ValueError):
        return ""


def _yearly(rate: float, unit: str) -> float:
    return float(yearly_rate(Decimal(str(rate)), unit))


def _lpr(on: str) -> float:
    day = _date(on)
    rate = lpr_1y(day) if day else None
    return float(rate) if rate is not None else 0.0


def check_expression(expression: str, variables: Mapping[str, Any], today: date) -> str | None:
    """What is wrong with `expression`, tried on empty values; None if nothing. For the check of a
    catalogue.
    """
    try:
        unknown = names_in(expression) - set(variables) - set(BUILT_IN)
        if unknown:
            return f"unknown name {', '.join(sorted(unknown))} in: {expression}"
        result = Scope(variables, today).evaluate(expression)
    except RuleError as error:
        return str(error)
    return None if isinstance(result, bool) else f"is not a condition: {expression}"


def needed(expressions: Iterable[str | bool | None]) -> frozenset[str]:
    """All variables that any of `expressions` refers to."""
    found: set[str] = set()
    for expression in expressions:
        if isinstance(expression, str):
            found |= names_in(expression)
    return frozenset(found)
