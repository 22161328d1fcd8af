"""Taking answers from one matter into the next, as a definition's `chains` say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from legalnet.matter import CHOICE, Chain, Matter
from legalnet.sheet import UnknownPath

if TYPE_CHECKING:
    from legalnet.interview import Interview

RECEIPT = "receipt"
"""First part of sources that come from the receipt of the first matter: `receipt.number`, `receipt.code`."""
RECEIPT_KEYS = ("number", "code")
FIXED = "="
"""Begins a source that is itself the value."""


def names_question(matter: Matter, path: str) -> bool:
    """Whether `section.key`, `section.0.key` or `section.*.key` names a question of `matter`."""
    parts = path.split(".")
    section = matter.section(parts[0])
    middle = parts[1:-1]
    if section is None or len(parts) not in (2, 3):
        return False
    if any(not (one == "*" or one.isdecimal()) for one in middle):
        return False
    chosen = bool(section.variants) and parts[-1] == CHOICE
    return chosen or any(field.key == parts[-1] for field in section.all_fields())


def unknown_path(chain: Chain, source: Matter, target: Matter | None) -> str | None:
    """The first path of `carry` that names nothing; targets only where that matter is defined."""
    for to, taken in chain.carry.items():
        if not _is_source(source, taken):
            return taken
        if target is not None and not (target.section(to) is not None or names_question(target, to)):
            return to
    return None


def _is_source(matter: Matter, path: str) -> bool:
    root, _, key = path.partition(".")
    if path.startswith(FIXED):
        return True
    if root == RECEIPT:
        return key in RECEIPT_KEYS
    return matter.section(path) is not None or names_question(matter, path)


def carried(
    chain: Chain, answers: Mapping[str, Any], receipt: Mapping[str, str]
) -> tuple[tuple[str, Any], ...]:
    """What goes along, as (target, value); `answers` as handed in, what was not answered is left out."""
    found = ((to, _source(taken, answers, receipt)) for to, taken in chain.carry.items())
    return tuple((to, value) for to, value in found if value not in (None, "", [], {}))


def _source(path: str, answers: Mapping[str, Any], receipt: Mapping[str, str]) -> Any:
    if path.startswith(FIXED):
        return path[len(FIXED) :]
    root, *rest = path.split(".")
    if root == RECEIPT:
        return receipt.get(rest[0])
    rows = _rows(answers.get(root))
    if not rest:
        return rows
    index, key = (rest[0], rest[1]) if len(rest) == 2 else ("0", rest[0])
    if index == "*":
        return "、".join(str(row[key]) for row in rows if row.get(key) not in (None, ""))
    return rows[int(index)].get(key) if int(index) < len(rows) else None


def _rows(content: Any) -> list[dict[str, Any]]:
    rows = content if isinstance(content, list) else [content]
    return [row for row in rows if isinstance(row, dict)]


def fill(interview: Interview, values: tuple[tuple[str, Any], ...]) -> None:
    """Puts carried values into a fresh interview; what is no question there, or does not fit it, is left out."""
    for target, value in values:
        for path, one in _paths(interview, target, value):
            with suppress(UnknownPath):
                interview.suggest(path, one)


def _paths(interview: Interview, target: str, value: Any) -> Iterator[tuple[str, Any]]:
    section = interview.matter.section(target)
    if section is None or not isinstance(value, list):
        yield target, value
        return
    most = section.repeat.most if section.repeat is not None else 1
    for index, row in enumerate(value[:most]):
        if index:
            _room(interview, target, index)
        head = f"{target}.{index}" if section.repeat is not None else target
        for key in sorted(row, key=lambda key: key != CHOICE):
            yield f"{head}.{key}", row[key]


def _room(interview: Interview, section: str, index: int) -> None:
    """One more entry, if entry `index` is not there yet."""
    if interview.count(section) <= index:
        interview.add_entry(section)
