"""What was dictated into a field as the field's value, and the words it is read back with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kiosk.voice import hearing
from kiosk.voice.saying import say_amount, say_date, say_decimal, say_digits, say_percent

LENGTHS = {"mobile": 11, "id_no": 18}
"""Codes that are said in parts: they are whole at this length."""
LINES = (11, 12)
"""The same for a line with its area, such as 057187654321."""
PARTS = ("mobile", "id_no", "bank_card", "code", "uscc")
NUMERALS = (*PARTS, "money", "decimal", "percent", "int", "date", "period")
"""Fields that listen for numerals only."""


class Value(NamedTuple):
    """A value as `act("answer")` takes it, how the screen shows it, and how it is read back."""

    value: Any
    shown: str
    said: str
    whole: bool = True
    """False while more is to be said, such as the rest of a telephone number."""


def value_of(kind: str, heard: str, before: str, today: date) -> Value | None:
    """The value of what was heard in a field of this kind, after `before`; None when it is none."""
    if kind in PARTS:
        return _code(kind, heard, before)
    if kind in ("date", "period"):
        return _days(kind, heard, today)
    reader = _NUMBERS.get(kind)
    if reader is None:
        text = before + heard
        return Value(text, text, heard) if heard else None
    hear, say = reader
    number = hear(heard)
    if number is None or (kind == "int" and number != int(number)):
        return None
    plain = format(number.normalize(), "f")
    return Value(plain, plain, say(number))


_NUMBERS: dict[str, tuple[Callable[[str], Decimal | None], Callable[[Decimal], str]]] = {
    "money": (hearing.amount, say_amount),
    "percent": (hearing.percent, say_percent),
    "decimal": (hearing.number, say_decimal),
    "int": (hearing.number, say_decimal),
}


def _code(kind: str, heard: str, before: str) -> Value | None:
    """Digits in parts, added up until the number is whole; read back by its last four only."""
    part = hearing.identity_number(heard) if kind == "id_no" else None
    ends = hearing.LAST_SIGN.search(heard) if kind == "id_no" and before else None
    digits = hearing.digits(heard[: ends.start()] if ends else heard)
    found = part or (digits + ("X" if ends else "") if digits else None)
    if found is None:
        return None
    text = before + found
    lines = kind == "mobile" and text.startswith("0")
    least, most = LINES if lines else (LENGTHS.get(kind, 0), LENGTHS.get(kind, len(text)))
    if len(text) > most:
        return None
    whole = len(text) >= least
    said = f"末四位{say_digits(text[-4:], '幺')}" if len(text) > 4 else say_digits(text, "幺")
    return Value(text, text, said, whole)


def _days(kind: str, heard: str, today: date) -> Value | None:
    if kind == "date":
        day = hearing.day(heard, today)
        return None if day is None else Value(day.isoformat(), _shown(day), say_date(day))
    span = hearing.span(heard, today)
    if span is None:
        return None
    start, end = span
    return Value(
        {"start": start.isoformat(), "end": end.isoformat()},
        f"{_shown(start)}到{_shown(end)}",
        f"{say_date(start)}到{say_date(end)}",
    )


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
