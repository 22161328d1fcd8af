"""Prints every answered question of a matter that no other part of the paper has shown, as rows or as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.documents.paper import Block, Line, Prose, Row, Run
from kiosk.documents.roles import FULL, NOT_WORDS, Role, case_sections, steers
from kiosk.documents.values import FormAnswers, empty
from kiosk.documents.wording import answer_lines
from legalnet.matter import Field, Section

Entry = Mapping[str, Any]

LONG = frozenset({"textarea", "item_list", "person_list", "evidence_list"})
"""Types that get a heading of their own in a letter."""

NAMES_ONLY = "（详见证据目录）"


@dataclass(frozen=True)
class Wish:
    """Which answers a paper wants."""

    roles: tuple[Role, ...]
    evidence: str
    """`names` where an index of evidence goes with the paper, `full` where there is none, `none` where the paper has
    nothing to do with it."""
    numbered: bool = True
    only: tuple[str, ...] = ()
    """Ids of sections; all of these roles when empty."""

    @classmethod
    def of(cls, part: Mapping[str, Any]) -> Wish:
        """As a layout says it."""
        return cls(
            tuple(part["of"]), part["evidence"], part.get("numbered", True), tuple(part.get("only", ()))
        )

    def sections(self, answers: FormAnswers) -> list[Section]:
        """The sections, in the order of the paper."""
        found = case_sections(answers.matter, *self.roles)
        return [one for one in found if not self.only or one.id in self.only]


def rows(answers: FormAnswers, wish: Wish) -> Iterator[Row]:
    """A band for each section and a row for each answer in it."""
    for section in wish.sections(answers):
        entries = answers.entries(section.id)
        for at, entry in enumerate(entries, 1):
            found = list(_rows(answers, section, entry, wish.evidence, wish.numbered))
            if found:
                yield Row("band", (Line.of(_title(section, at, len(entries))),))
                yield from found


def _title(section: Section, at: int, count: int) -> str:
    called = section.repeat.entry.zh if section.repeat is not None else section.title.zh
    return f"{called}（{at}）" if count > 1 else called


def _rows(
    answers: FormAnswers, section: Section, entry: Entry, evidence: str, numbered: bool
) -> Iterator[Row]:
    wanted = [one for one in answers.fields(section.id, entry) if _wanted(answers, section, one, entry)]
    for one in wanted:
        if one.key in FULL:
            yield Row("wide", _lines(answers, section, one, entry, evidence))
    shown = [one for one in wanted if one.key not in FULL]
    for at, one in enumerate(shown, 1):
        lines = _lines(answers, section, one, entry, evidence)
        if lines:
            yield Row("row", lines, f"{at}.{one.label.zh}" if numbered and len(shown) > 1 else one.label.zh)


def _wanted(answers: FormAnswers, section: Section, one: Field, entry: Entry) -> bool:
    shown = f"{section.id}.{one.key}" in answers.used and section.repeat is None
    return not (shown or steers(one.key) or one.type in NOT_WORDS or empty(entry.get(one.key)))


def _lines(
    answers: FormAnswers, section: Section, one: Field, entry: Entry, evidence: str
) -> tuple[Line, ...]:
    if one.type != "evidence_list" or evidence == "full":
        return answer_lines(answers, section.id, one, entry)
    listed = answers.value(section.id, one.key, entry) or ()
    names = [answers.cell(None, item.get("name")) for item in listed if isinstance(item, Mapping)]
    if evidence == "none" or not names:
        return ()
    said = "；".join(f"{at}.{name}" for at, name in enumerate(names, 1))
    return (Line.of(f"{said}{NAMES_ONLY}"),)


def paragraphs(answers: FormAnswers, wish: Wish) -> Iterator[Block]:
    """The same for a letter: short answers under the section's title, long ones under their own."""
    for section in wish.sections(answers):
        entries = answers.entries(section.id)
        for at, entry in enumerate(entries, 1):
            yield from _prose(answers, section, entry, _title(section, at, len(entries)), wish.evidence)


def _prose(
    answers: FormAnswers, section: Section, entry: Entry, title: str, evidence: str
) -> Iterator[Prose]:
    shown = [one for one in answers.fields(section.id, entry) if _wanted(answers, section, one, entry)]
    short: list[Line] = []
    for one in shown:
        lines = _lines(answers, section, one, entry, evidence)
        if one.type not in LONG and lines:
            short += [Line((Run(f"{one.label.zh}："), *lines[0].runs)), *lines[1:]]
    if short:
        yield Prose(tuple(short), title)
    for one in shown:
        if one.type in LONG and (lines := _lines(answers, section, one, entry, evidence)):
            yield Prose(lines, one.label.zh)
