"""What is wrong with the answers to a matter, in the words a resident reads; the same at both ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from legalnet.answers import is_empty
from legalnet.checks import RULES
from legalnet.matter import CHOICE, Check, Field, Section, Text
from legalnet.resolution import Spot
from legalnet.sheet import Place, Sheet, path_of
from legalnet.states import Kind, Problem

_MISSING = Text(zh="请填写“{}”", en="Please fill in “{}”")
_MISSING_CHOICE = Text(zh="请选择“{}”", en="Please choose “{}”")
_CANNOT_COMPUTE = Text(
    zh="还算不出来，请把要用到的金额和日期补全，或者改为自己填",
    en="This cannot be worked out yet. Please complete the amounts and dates it needs, or enter it yourself.",
)
_DIFFERS = Text(
    zh="算出来的结果对不上，请重新打开这一页核对", en="The computed value differs; please review."
)
_UNEXPECTED = Text(zh="这一项不在应填的内容里", en="This is not among the questions asked.")
_INCOMPLETE = Text(zh="第 {} 条请补上“{}”", en="Please complete “{1}” in entry {0}")


_BY_COLUMN = {"mobile": "phone", "email": "email", "uscc": "uscc18", "case_no": "case_no"}
"""Rules that hold for a column because of its type; fields name theirs in the definition."""


class Judge:
    """Judges one sheet of answers."""

    def __init__(self, sheet: Sheet, today: date) -> None:
        self._sheet = sheet
        self._today = today

    def shows(self, section: Section, index: int, field: Field) -> bool:
        """Whether a question is asked at the moment."""
        return field.key == CHOICE or (section.id, index, field.key) in self._sheet.resolved.shown

    def required(self, section: Section, index: int, field: Field) -> bool:
        """Whether it must be answered at the moment."""
        scope = self._sheet.resolved.scopes.get((section.id, index))
        if isinstance(field.required, str):
            return scope is not None and scope.true(field.required, otherwise=False)
        return field.required

    def strangers(self, language: str) -> list[Problem]:
        """Answers that belong nowhere."""
        message = _UNEXPECTED.pick(language)
        return [Problem(path, "", path, message, kind="unexpected") for path in self._sheet.strangers]

    def problems(self, place: Place, page_id: str, language: str) -> list[Problem]:
        """Everything to mend or to look at again at one question."""
        section, index, field = place
        spot = (section.id, index, field.key)
        if not self.shows(section, index, field) or field.type == "note":
            return []
        at = _At(path_of(section, index, field.key), page_id, field.label.pick(language), language)
        value = self._sheet.resolved.values.get(spot)
        if spot in self._sheet.resolved.computed:
            return self._computed(spot, field, at)
        if spot in self._sheet.unusable:
            return [at.problem(self._sheet.unusable[spot][1], "unusable")]
        if is_empty(value) and self.required(section, index, field):
            text = _MISSING_CHOICE if field.type in ("enum", "multi", "bool") else _MISSING
            return [at.problem(text, "missing", at.label)]
        found = [self._broken(place, check, value, at) for check in field.checks]
        return [problem for problem in found if problem is not None] + self._rows(field, value, at)

    def _computed(self, spot: Spot, field: Field, at: _At) -> list[Problem]:
        value = self._sheet.resolved.values.get(spot)
        given = self._sheet.entries[spot[0]][spot[1]].get(spot[2])
        if is_empty(value):
            conditional = field.calc is not None and field.calc.when is not None
            return [at.problem(_CANNOT_COMPUTE, "missing")] if conditional else []
        handed_in = not self._sheet.resolver.prefill
        return [at.problem(_DIFFERS, "rule")] if handed_in and given is not None and given != value else []

    def _broken(self, place: Place, check: Check, value: Any, at: _At) -> Problem | None:
        section, index, field = place
        scope = self._sheet.resolved.scopes.get((section.id, index))
        if is_empty(value) and not check.always:
            return None
        if check.when is not None and (scope is None or not scope.true(check.when, otherwise=False)):
            return None
        message = check.message
        if check.rule is not None:
            rule = RULES[check.rule]
            holds, message = rule.holds(value, self._today), check.message or rule.message
        else:
            holds = scope is None or check.expr is None or scope.true(check.expr, otherwise=True)
        if holds or message is None:
            return None
        kept = (section.id, index, field.key) in self._sheet.kept
        return Problem(at.path, at.page, at.label, message.pick(at.language), check.level, _kind(check), kept)

    def _rows(self, field: Field, value: Any, at: _At) -> list[Problem]:
        rows = value if field.columns and isinstance(value, list) else []
        for number, row in enumerate(rows, 1):
            for column in field.columns:
                cell, name = row.get(column.key), column.label.pick(at.language)
                if column.required and not column.auto and is_empty(cell):
                    return [at.problem(_INCOMPLETE, "missing", number, name)]
                rule = RULES.get(_BY_COLUMN.get(column.type, ""))
                if rule is not None and not is_empty(cell) and not rule.holds(cell, self._today):
                    words = f"{number}. {name}：{rule.message.pick(at.language)}"
                    return [Problem(at.path, at.page, at.label, words)]
        return []


@dataclass(frozen=True)
class _At:
    """Where a problem is, and in which language it is told."""

    path: str
    page: str
    label: str
    language: str

    def problem(self, text: Text, kind: Kind, *parts: object) -> Problem:
        words = text.pick(self.language)
        return Problem(self.path, self.page, self.label, words.format(*parts) if parts else words, kind=kind)


def _kind(check: Check) -> Kind:
    return "warning" if check.level == "warn" else "rule"
