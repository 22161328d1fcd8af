"""Answers in the words people read: amounts with separators, dates written out, options by their label."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from legalnet import money
from legalnet.matter import Column, Field

JOIN = {"zh": ("、", "，", "；"), "en": (", ", ", ", "; ")}
"""Between choices, between the parts of a row, between rows."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
YES_NO = {"zh": ("是", "否"), "en": ("Yes", "No")}


def display(field: Field | Column, value: Any, language: str = "zh") -> str:
    """`value` of `field` as text; what does not fit the type is shown as it is."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if isinstance(value, dict):
        return " – ".join(day(value.get(key), language) or "…" for key in ("start", "end"))
    if isinstance(value, list):
        return _list(field, value, language)
    return _single(field, str(value), language)


def _single(field: Field | Column, value: str, language: str) -> str:
    if field.type in ("money", "calc"):
        return _amount(value, language)
    if field.type == "date":
        return day(value, language)
    if field.options:
        return next((o.label.pick(language) for o in field.options if o.value == value), value)
    return f"{value}%" if field.type == "percent" else value


def _list(field: Field | Column, value: list[Any], language: str) -> str:
    choices, parts, lines = JOIN[language]
    if field.options:
        return choices.join(o.label.pick(language) for o in field.options if o.value in value)
    if value and isinstance(value[0], dict):
        columns = [column for column in getattr(field, "columns", ()) if not column.auto]
        rows = (
            parts.join(text for c in columns if (text := display(c, row.get(c.key), language)))
            for row in value
        )
        return lines.join(rows)
    return lines.join(str(item) for item in value)


def totals(field: Field, value: Any, language: str = "zh") -> tuple[tuple[str, str], ...]:
    """The sum of each column of amounts of a list, as (label, text); empty while there is no amount in it."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    found = []
    for column in field.columns:
        amounts = [str(row[column.key]) for row in rows if column.type == "money" and row.get(column.key)]
        if amounts:
            found.append((column.label.pick(language), _amount(money.added(amounts), language)))
    return tuple(found)


def _amount(value: Any, language: str) -> str:
    try:
        text = money.grouped(Decimal(str(value)))
    except InvalidOperation:
        return str(value)
    return f"{text} yuan" if language == "en" else f"{text} 元"


def day(value: Any, language: str = "zh") -> str:
    """`2024-03-15` as `2024年3月15日` or `15 March 2024`; other text as it is."""
    text = str(value or "")
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return text
    if language == "en":
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日"


def capital(text: str) -> str:
    """An amount as typed in capital figures, empty where it is none (yet); for showing while one types."""
    try:
        return money.capital(money.parse(text))
    except money.MoneyError:
        return ""
