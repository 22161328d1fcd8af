"""Every expression of a matter with its place and what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from legalnet.expressions import matter_expressions
from legalnet.matter import Check, Field, Matter, Section

Decides = Literal["section", "field", "required", "computed", "check", "check_when", "matter"]


@dataclass(frozen=True)
class Condition:
    """One expression."""

    where: str
    expression: str
    decides: Decides
    section: Section | None = None
    field: Field | None = None
    variant: str = ""
    """The variant of the section that has the field, empty where it has none."""
    check: Check | None = None


def conditions(matter: Matter) -> Iterator[Condition]:
    """All of a matter's expressions, in the order of its definition."""
    for section in matter.sections:
        if section.show_if is not None:
            yield Condition(f"{section.id}.show_if", section.show_if, "section", section)
        for suffix, fields, _ in section.shapes():
            for field in fields:
                yield from _of_field(f"{section.id}{suffix}.{field.key}", section, field, suffix[1:])
    for where, expression in matter_expressions(matter):
        yield Condition(where, expression, "matter")


def _of_field(where: str, section: Section, field: Field, variant: str) -> Iterator[Condition]:
    if field.show_if is not None:
        yield Condition(f"{where}.show_if", field.show_if, "field", section, field, variant)
    if isinstance(field.required, str):
        yield Condition(f"{where}.required", field.required, "required", section, field, variant)
    if field.calc is not None and field.calc.when is not None:
        yield Condition(f"{where}.calc.when", field.calc.when, "computed", section, field, variant)
    for index, check in enumerate(field.checks):
        place = f"{where}.checks.{index}"
        if check.expr is not None:
            yield Condition(f"{place}.expr", check.expr, "check", section, field, variant, check)
        if check.when is not None:
            yield Condition(f"{place}.when", check.when, "check_when", section, field, variant, check)
