"""One slip in answers that were fine: an answer left out, of the wrong kind, or against a check."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

from legalnet.interview import Interview
from legalnet.lint.candidates import Hints, candidates
from legalnet.lint.names import field_at, read
from legalnet.matter import Field, Matter
from legalnet.states import Problem

UNFIT: dict[str, Any] = {
    "money": "一百块", "int": "很多", "date": "下个月", "bool": "也许", "percent": "不少", "decimal": "一半",
    "period": {"start": "昨天"}, "enum": "没有这一项", "multi": ["没有这一项"],
}  # fmt: skip
"""What somebody might put in by hand, and what no control lets through."""


def break_one(matter: Matter, answers: dict[str, Any], today: date, random: Random) -> dict[str, Any] | None:
    """The answers with one thing wrong; None where this slip changed nothing that matters."""
    interview = Interview(matter, answers, today=today, prefill=False)
    shown = [state for page in interview.pages() for state in page.fields if not state.read_only]
    state = random.choice(shown)
    section = matter.section(state.path.split(".")[0])
    field = field_at(section, state.key) if section is not None else None
    if section is None or field is None:
        return None
    slips: list[Any] = (
        [UNFIT[field.type]]
        if field.type in UNFIT and (field.options or field.type not in ("enum", "multi"))
        else []
    )
    slips += [None] if state.required else []
    slips += _against_checks(matter, section.id, field, today)
    slips += ["字" * 5000] if field.type in ("text", "textarea") else []
    if not slips:
        return None
    broken = put(answers, state.path, random.choice(slips))
    return broken if errors(Interview(matter, broken, today=today, prefill=False).problems()) else None


def _against_checks(matter: Matter, section_id: str, field: Field, today: date) -> list[Any]:
    found: list[Any] = []
    for check in field.checks:
        if check.level == "error":
            hints = Hints()
            if check.expr is not None:
                reading = read(matter, matter.section(section_id), check.expr)
                hints = Hints(reading.strings, reading.numbers)
            found += candidates(field, hints, today)[1:]
    return found


def put(answers: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The answers with another value at `section.key` or `section.0.key`; None takes it out."""
    changed = deepcopy(answers)
    section, *rest = path.split(".")
    at: Any = changed.setdefault(section, {} if len(rest) == 1 else [])
    if len(rest) == 2:
        at = at[int(rest[0])]
    if value is None:
        at.pop(rest[-1], None)
    else:
        at[rest[-1]] = value
    return changed


def errors(problems: list[Problem]) -> list[tuple[str, str]]:
    """What keeps answers from being handed in: (path, words)."""
    return [(problem.path, problem.message) for problem in problems if problem.level == "error"]
