"""Trying every rule of a matter on empty answers, so that a broken expression is found at load and not by a
resident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from legalnet.matter import CHOICE, Field, Matter, Section
from legalnet.rules import check_expression, empty


def blank_section(section: Section) -> Any:
    """What other sections' rules see of `section` while nothing is answered."""
    values: dict[str, Any] = {field.key: empty(field) for field in section.all_fields()}
    if section.variants:
        values[CHOICE] = ""
    return [values] if section.repeat is not None else values


def faults(matter: Matter, today: date) -> Iterator[tuple[str, str]]:
    """Each broken rule as (place, what is wrong)."""
    sections = {section.id: blank_section(section) for section in matter.sections}
    for section in matter.sections:
        own = blank_section(section)
        own = own[0] if isinstance(own, list) else own
        variables = {**sections, **own, "given": dict.fromkeys(own, False)}
        for where, expression in _expressions(section):
            message = check_expression(expression, variables, today)
            if message is not None:
                yield where, message
    variables = {**sections, "given": {section.id: given_of(section, {}) for section in matter.sections}}
    for where, expression in matter_expressions(matter):
        message = check_expression(expression, variables, today)
        if message is not None:
            yield where, message


def _expressions(section: Section) -> Iterator[tuple[str, str]]:
    if section.show_if is not None:
        yield f"{section.id}.show_if", section.show_if
    for field in section.all_fields():
        yield from field_expressions(f"{section.id}.{field.key}", field)


def field_expressions(where: str, field: Field) -> Iterator[tuple[str, str]]:
    """All CEL expressions of a field as (place, expression)."""
    if field.show_if is not None:
        yield f"{where}.show_if", field.show_if
    if isinstance(field.required, str):
        yield f"{where}.required", field.required
    if field.calc is not None and field.calc.when is not None:
        yield f"{where}.calc.when", field.calc.when
    for index, check in enumerate(field.checks):
        for part, expression in (("expr", check.expr), ("when", check.when)):
            if expression is not None:
                yield f"{where}.checks.{index}.{part}", expression


def given_of(section: Section, answered: Mapping[int, Collection[str]]) -> Any:
    """Which questions of `section` are answered, by entry, as a rule about the whole matter sees it."""
    keys = [field.key for field in section.all_fields()] + ([CHOICE] if section.variants else [])
    rows = [{key: key in found for key in keys} for found in (answered.values() or [()])]
    return rows if section.repeat is not None else rows[0]


def matter_expressions(matter: Matter) -> Iterator[tuple[str, str]]:
    """The CEL expressions about the whole matter as (place, expression)."""
    if matter.anonymous_if is not None:
        yield "anonymous_if", matter.anonymous_if
    for material in matter.materials:
        if isinstance(material.required, str):
            yield f"materials.{material.id}.required", material.required
    for document in matter.documents:
        if document.when is not None:
            yield f"documents.{document.id}.when", document.when
    for index, signature in enumerate(matter.signatures):
        if signature.when is not None:
            yield f"signatures.{index}.when", signature.when
    for index, gate in enumerate(matter.gates):
        yield f"gates.{index}.when", gate.when
