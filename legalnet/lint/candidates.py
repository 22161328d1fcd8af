"""Values worth trying for an answer: its options, its edges, and what lies next to the literals of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from legalnet.lint.values import PAPER_NUMBERS
from legalnet.matter import Field

MANY_OPTIONS = 8
"""From so many options on, only those named in a rule are tried, and the two at the ends."""
_DAYS = 40_000
_YEARS = 150
_LISTS = ("item_list", "file", "multi", "person_list", "evidence_list")


@dataclass
class Hints:
    """Literals of the rules that look at an answer."""

    strings: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)


def candidates(one: Field, hints: Hints, today: date) -> list[Any]:
    """Answers to try for a field, in their stored form; None, which comes first, is no answer."""
    if one.type == "note":
        return [None]
    return [None, *_unique(value for value in _values(one, hints, today) if value != [])]


def _unique(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _values(one: Field, hints: Hints, today: date) -> list[Any]:
    kind = one.type
    if kind in ("enum", "multi") and one.options:
        return _choices(one, hints) if kind == "enum" else _several(one, hints)
    if kind in _LISTS or one.columns:
        return _lists(one, hints, today)
    if kind in ("money", "decimal", "percent", "calc"):
        return _amounts(hints)
    if kind in ("date", "period"):
        days = _days(hints, today)
        return days if kind == "date" else [{"start": a, "end": b} for a in days[:4] for b in days[:4]]
    if kind == "int":
        return sorted({1, *(int(n) + d for n in hints.numbers for d in (-1, 0, 1) if 0 <= n + d < 10**9)})
    return [True, False] if kind == "bool" else _texts(one, hints)


def _choices(one: Field, hints: Hints) -> list[str]:
    values = [option.value for option in one.options]
    if len(values) <= MANY_OPTIONS:
        return values
    named = [value for value in values if value in hints.strings]
    other = [value for value in values if value not in hints.strings]
    return [*other[:1], *named, *other[-1:]]


def _several(one: Field, hints: Hints) -> list[list[str]]:
    values = [option.value for option in one.options]
    few = _choices(one, hints)
    pairs = [[v for v in values if v in (a, b)] for n, a in enumerate(few) for b in few[n + 1 :]]
    named = [value for value in values if value in hints.strings]
    rest = [value for value in values if value not in hints.strings]
    return [*([value] for value in few), *pairs, named, rest, values]


def _amounts(hints: Hints) -> list[str]:
    near = (n + Decimal(d) for n in map(_exact, hints.numbers) for d in ("-1", "-0.01", "0", "0.01", "1"))
    return [
        f"{n:.2f}" for n in sorted({Decimal(0), Decimal(1), Decimal(1000), Decimal(10) ** 9, *near}) if n >= 0
    ]


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _days(hints: Hints, today: date) -> list[str]:
    days = [today, today - timedelta(1), today + timedelta(1), today - timedelta(400)]
    for text in sorted(hints.strings):
        try:
            fixed = date.fromisoformat(text)
        except ValueError:
            continue
        days += [fixed - timedelta(1), fixed, fixed + timedelta(1)]
    for number in sorted(hints.numbers):
        whole = int(number)
        if 0 < whole <= _DAYS:
            days += [today + timedelta(sign * whole + d) for sign in (-1, 1) for d in (-1, 0, 1)]
        if 0 < whole <= _YEARS:
            days += [_years_ago(today, whole) + timedelta(d) for d in (-1, 0, 1)]
    return [day.isoformat() for day in days]


def _years_ago(today: date, years: int) -> date:
    return date(today.year - years, today.month, min(today.day, 28))


def _lists(one: Field, hints: Hints, today: date) -> list[list[Any]]:
    most = one.max_items or 50
    lengths = sorted({1, 2, *(int(n) + d for n in hints.numbers for d in (-1, 0, 1))})
    words = ["甲", *sorted(hints.strings)]
    rows: list[Any] = (
        [{column.key: _cell(column.type, word) for column in one.columns} for word in words]
        if one.columns
        else words
    )
    if one.columns:
        rows += [{key: rows[0][key]} for key in rows[0]]
    dated = [column.key for column in one.columns if column.type == "date"]
    rows += [{**rows[0], key: day} for key in dated for day in _days(hints, today)]
    return [*([row] for row in rows), *([rows[0]] * n for n in lengths if 1 < n <= most)]


def _cell(kind: str, word: str) -> Any:
    return {"bool": True, "int": 1, "money": "1.00", "date": "2026-01-01"}.get(kind, word)


def _texts(one: Field, hints: Hints) -> list[str]:
    if one.type == "id_no":
        return [*PAPER_NUMBERS, "1" * 18]
    most = one.max_length or 300
    lengths = {int(n) + d for n in hints.numbers for d in (-1, 0, 1)}
    long = ["甲" * n for n in sorted(lengths) if 1 < n <= most]
    named = sorted(text for text in hints.strings if text)
    return ["甲", "乙", "1" * 18, *named, *(["".join(named)] if len(named) > 1 else []), *long]
