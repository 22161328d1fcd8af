"""Turns answers into the words of a document, by the type their field has in the matter's definition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kiosk.documents import masking
from legalnet.matter import CHOICE, Column, Field, Matter

Answers = Mapping[str, Any]
"""Section id -> {key: value}, or a list of those where the section repeats (see `legalnet.interview`)."""

BLANK = "／"
"""What stands where an optional question was left unanswered: neutral, and nobody can write it in later."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""What is reckoned is an amount, a court, or a day."""


def clean(text: str) -> str:
    """Text without characters that print nothing or turn the direction of reading; line ends are kept.

    A right-to-left mark could make a signed document show other words than it holds.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        char for char in kept if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )


def chinese_date(value: object) -> str:
    """`2026-11-23` as 2026年11月23日; what is no date is shown as it is."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return clean(str(value))
    return f"{day.year}年{day.month}月{day.day}日"


def amount(value: object) -> str:
    """`40000` as 40,000.00; what is no amount is shown as it is."""
    try:
        return f"{Decimal(str(value)):,.2f}"
    except (InvalidOperation, ValueError):
        return clean(str(value))


def empty(value: object) -> bool:
    """Whether a question was left unanswered; False and 0 are answers."""
    return value is None or value == "" or (isinstance(value, list | tuple | dict) and not value)


@dataclass
class FormAnswers:
    """The answers of one matter with their fields, and which of them a document has used."""

    matter: Matter
    answers: Answers = field(repr=False)
    masked: bool = False
    used: set[str] = field(default_factory=set)

    def entries(self, section: str) -> list[Mapping[str, Any]]:
        """The entries of a section: one, or as many as a repeated section has."""
        found = self.answers.get(section)
        if isinstance(found, Mapping):
            return [found]
        return [entry for entry in found or () if isinstance(entry, Mapping)]

    def fields(self, section: str, entry: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
        """The fields of a section in the definition's order; of an entry's own variant where it has one."""
        found = self.matter.section(section)
        if found is None:
            return ()
        chosen = (entry or {}).get(CHOICE)
        named = [variant.fields for variant in found.variants if variant.id == chosen]
        return named[0] if named else found.all_fields()

    def field_of(self, section: str, key: str, entry: Mapping[str, Any] | None = None) -> Field | None:
        """The definition of a field, or None when the matter has no such field."""
        return next((one for one in self.fields(section, entry) if one.key == key), None)

    def value(self, section: str, key: str, entry: Mapping[str, Any] | None = None) -> Any:
        """The answer, remembered as used; None when there is none."""
        self.used.add(f"{section}.{key}")
        where = entry if entry is not None else next(iter(self.entries(section)), {})
        return where.get(key)

    def words(self, section: str, key: str, entry: Mapping[str, Any] | None = None) -> str:
        """The answer in words, empty when there is none; covered when masked."""
        value = self.value(section, key, entry)
        if empty(value):
            return ""
        return self.said(self.field_of(section, key, entry), value)

    def said(self, definition: Field | None, value: Any) -> str:
        """A value in words by its field's type; covered when masked."""
        kind = definition.type if definition is not None else "text"
        shown = clean(self._by_type(definition, kind, value))
        return _covered(kind, definition.key if definition else "", shown) if self.masked else shown

    def _by_type(self, definition: Field | None, kind: str, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return "；".join(self._item(definition, item) for item in value)
        if isinstance(value, Mapping):
            return _period(value) if kind == "period" else self._item(definition, value)
        return _scalar(kind, value)

    def _item(self, definition: Field | None, item: Any) -> str:
        if not isinstance(item, Mapping):
            return str(item)
        columns = {column.key: column for column in definition.columns} if definition is not None else {}
        said = (self.cell(columns.get(key), part) for key, part in item.items())
        return "，".join(words for words in said if words)

    def cell(self, column: Column | None, value: Any) -> str:
        """One value of a list of maps, by its column's type; covered when masked."""
        if empty(value):
            return ""
        kind = column.type if column is not None else "text"
        shown = ("是" if value else "否") if isinstance(value, bool) else clean(_scalar(kind, value))
        return _covered(kind, column.key if column is not None else "", shown) if self.masked else shown


def _scalar(kind: str, value: Any) -> str:
    if kind == "date" or (kind == "calc" and _DAY.fullmatch(str(value))):
        return chinese_date(value)
    if kind in {"money", "calc"}:
        return amount(value)
    return f"{value}%" if kind == "percent" else str(value)


def _period(value: Mapping[str, Any]) -> str:
    start, end = value.get("start"), value.get("end")
    return f"{chinese_date(start) if start else BLANK}至{chinese_date(end) if end else BLANK}"


def _covered(kind: str, key: str, shown: str) -> str:
    if kind in {"id_no", "bank_card", "uscc"}:
        return masking.identity_number(shown)
    if kind == "mobile":
        return masking.phone(shown)
    if kind == "address":
        return masking.address(shown)
    if kind == "date" and key == "birth":
        return masking.birth(shown)
    return masking.free_text(shown)
