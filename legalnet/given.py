"""Reading the inputs of calculators by name, from answers of a definition and from worked examples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

_LARGE = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_AMOUNT = re.compile(r"([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)(千万|百万|亿|万|千)?(?:元|块|yuan|rmb|cny|%)?")
_A_YEAR = ((re.compile("月|month"), 12), (re.compile("季|quarter"), 4), (re.compile("日|天|day"), 365))
"""How often a rate falls due in a year, by the words beside it."""


class Missing(KeyError):
    """An input that is needed and not there; its argument is the input's name."""


class Unreadable(ValueError):
    """An input that is there and not what its name asks for; its argument is the input's name."""


class Given:
    """The input of one calculation; every getter takes the names a value may have, the first present counts.

    What is None or empty text counts as missing. A value that is missing raises Missing, one that cannot be
    read Unreadable; both tell its name.
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def has(self, *names: str) -> bool:
        """Whether one of the names is there with a value."""
        return any(self._raw.get(name) not in (None, "") for name in names)

    def raw(self, *names: str) -> Any:
        """The value as it stands in the file."""
        for name in names:
            if self._raw.get(name) not in (None, ""):
                return self._raw[name]
        raise Missing(names[0])

    def amount(self, *names: str) -> Decimal:
        """An amount of yuan, a number, or a percentage (without its sign)."""
        found = self.raw(*names)
        try:
            return to_amount(found)
        except ValueError as error:
            raise Unreadable(names[0]) from error

    def rate(self, *names: str) -> Decimal | None:
        """A rate as percent a year, None where it is missing; `rate_unit` may say 月, 季 or 日 beside it."""
        if not self.has(*names):
            return None
        return self.amount(*names) * _times(self.raw(*names), self.text("rate_unit"))

    def maybe(self, *names: str) -> Decimal | None:
        """An amount, None where it is missing."""
        return self.amount(*names) if self.has(*names) else None

    def number(self, default: int, *names: str) -> int:
        """A whole number with a default."""
        if not self.has(*names):
            return default
        found = self.amount(*names)
        if found != found.to_integral_value():
            raise Unreadable(names[0])
        return int(found)

    def day(self, *names: str) -> date:
        """A day, as ISO text or as YAML reads it."""
        found = self.raw(*names)
        try:
            return to_day(found)
        except ValueError as error:
            raise Unreadable(names[0]) from error

    def maybe_day(self, *names: str) -> date | None:
        """A day, None where it is missing."""
        return self.day(*names) if self.has(*names) else None

    def flag(self, *names: str) -> bool:
        """Yes or no, no where it is missing."""
        return self.has(*names) and str(self.raw(*names)).strip().lower() in ("true", "yes", "1", "是", "y")

    def words(self, *names: str) -> list[str]:
        """A list of words, from a list or from one word; empty where missing."""
        if not self.has(*names):
            return []
        found = self.raw(*names)
        return [str(one) for one in found] if isinstance(found, list) else [str(found)]

    def text(self, *names: str) -> str:
        """Text, empty where missing."""
        return " ".join(self.words(*names))


def to_amount(value: Any) -> Decimal:
    """A number from `100000`, `100,000`, `¥10万`, `24%`, `2%/月`, `0.5`. Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("not a number")
    plain = re.sub(r"[\s,，、_]", "", unicodedata.normalize("NFKC", str(value)))
    plain = re.sub(r"^(?:¥|人民币|年利率|月利率|日利率)", "", plain)
    plain = re.sub(r"(?:/|每|per|a)?(?:年|月|季|日|天|year|month|quarter|day)$", "", plain)
    found = _AMOUNT.fullmatch(plain.lower())
    if found is None:
        raise ValueError("not a number")
    try:
        return Decimal(found[1]) * _LARGE[found[2] or ""]
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def _times(value: Any, unit: str) -> int:
    """By how much a rate as written is multiplied to be percent a year; a bare fraction (`0.24`) is no percent."""
    words = f"{value} {unit}".lower()
    often = next((times for word, times in _A_YEAR if word.search(words)), 1)
    return often * (100 if isinstance(value, float) and 0 < value < 1 else 1)


def to_day(value: Any) -> date:
    """A day from ISO text (`2026-10-8` and `2026/10/08` too), `2026年10月8日`, or a YAML date. Raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", str(value).strip())
    if found is None:
        raise ValueError("not a day")
    return date(int(found[1]), int(found[2]), int(found[3]))


def to_pair(value: Any) -> tuple[date, Decimal]:
    """A day with an amount, as `[day, amount]` or `{date, amount}`. Raises ValueError."""
    if isinstance(value, Mapping):
        given = Given(value)
        return given.day("date", "day", "on", "paid_on"), given.amount("amount", "paid", "sum")
    day, amount = value
    return to_day(day), to_amount(amount)
