"""Reading the inputs of calculators by name, from answers of a definition and from worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


class Given:
    """The input of one calculation; every getter takes the names a value may have, the first present counts.

    What is None or empty text counts as missing. A value that is missing raises KeyError with its name, one
    that cannot be read ValueError.
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
        raise KeyError(names[0])

    def amount(self, *names: str) -> Decimal:
        """An amount of yuan, a number, or a percentage (without its sign)."""
        return to_amount(self.raw(*names))

    def maybe(self, *names: str) -> Decimal | None:
        """An amount, None where it is missing."""
        return self.amount(*names) if self.has(*names) else None

    def number(self, default: int, *names: str) -> int:
        """A whole number with a default."""
        if not self.has(*names):
            return default
        found = self.amount(*names)
        if found != found.to_integral_value():
            raise ValueError(names[0])
        return int(found)

    def day(self, *names: str) -> date:
        """A day, as ISO text or as YAML reads it."""
        return to_day(self.raw(*names))

    def maybe_day(self, *names: str) -> date | None:
        """A day, None where it is missing."""
        return self.day(*names) if self.has(*names) else None

    def flag(self, *names: str) -> bool:
        """Yes or no, no where it is missing."""
        return self.has(*names) and str(self.raw(*names)).lower() in ("true", "yes", "1", "是")

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
    """A number from `100000`, `100,000`, `24%`, `0.5`. Raises ValueError."""
    if isinstance(value, bool):
        raise ValueError("not a number")
    try:
        return Decimal(str(value).replace(",", "").strip().rstrip("%％"))
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def to_day(value: Any) -> date:
    """A day from ISO text or a YAML date. Raises ValueError."""
    return date.fromisoformat(str(value))
