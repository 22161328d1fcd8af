"""Answers in the words of the definition, for people at the province: labels instead of keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from legalnet.matter import CHOICE, Column, Field, Matter, Section

Rows = list[tuple[str, str]]


def labelled(matter: Matter, answers: Mapping[str, Any]) -> list[tuple[str, Rows]]:
    """Each answered section as (title, rows of label and text), in the definition's order."""
    found: list[tuple[str, Rows]] = []
    for section in matter.sections:
        value = answers.get(section.id)
        entries = value if isinstance(value, list) else [value]
        for index, entry in enumerate(entry for entry in entries if isinstance(entry, Mapping)):
            title = section.title.zh if len(entries) == 1 else f"{section.title.zh} {index + 1}"
            found.append((title, _rows(section, entry)))
    return found


def _rows(section: Section, entry: Mapping[str, Any]) -> Rows:
    """One entry's answers; what the definition doesn't know is shown under its key rather than dropped."""
    fields = _fields(section, entry.get(CHOICE))
    rows = [
        (field.label.zh, text(field, entry[field.key]))
        for field in fields
        if entry.get(field.key) is not None
    ]
    known = {field.key for field in fields} | {CHOICE}
    return rows + [(key, str(value)) for key, value in entry.items() if key not in known]


def _fields(section: Section, choice: object) -> tuple[Field, ...]:
    """The fields of the chosen variant, or of the plain section."""
    for variant in section.variants:
        if variant.id == choice:
            return variant.fields
    return section.all_fields()


def text(field: Field | Column, value: Any) -> str:
    """One answer as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        if field.type == "period":
            return f"{value.get('start') or ''} 至 {value.get('end') or ''}"
        return _item(field, value)
    if isinstance(value, list):
        inline = all(isinstance(item, str) for item in value) and field.type == "multi"
        return ("、" if inline else "\n").join(text(field, item) for item in value)
    labels = {option.value: option.label.zh for option in field.options}
    return labels.get(str(value), str(value))


def _item(field: Field | Column, item: Mapping[str, Any]) -> str:
    """One row of a list of maps, by its columns."""
    columns = {column.key: column for column in getattr(field, "columns", ())}
    parts = []
    for key, value in item.items():
        column = columns.get(key)
        parts.append(f"{column.label.zh}：{text(column, value)}" if column else f"{key}：{value}")
    return "，".join(parts)
