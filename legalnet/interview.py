"""The interview of a matter: which questions are shown, what is wrong, what it costs, and what may be
handed in.

Both ends run it: the terminal page by page, the province once over what arrived (`validate`). Answers are
`{section: {key: value}}`, or `{section: [{..}, ..]}` where a section repeats; paths are `claims.principal`
and `defendant.0.name`. Nothing a resident typed is dropped while the visit lasts; hidden answers are only
not handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from legalnet.answers import is_empty
from legalnet.display import capital, display, totals
from legalnet.fees import FeeResult, quote
from legalnet.gates import Gates, GateState
from legalnet.judgement import Judge
from legalnet.matter import (
    CHOICE,
    Column,
    Document,
    Field,
    Material,
    Matter,
    PageDef,
    Repeat,
    Section,
    Signature,
    Text,
)
from legalnet.resolution import Resolver
from legalnet.rules import Scope
from legalnet.sheet import Sheet, Taken, UnknownPath, choice_field, path_of
from legalnet.states import EntryState, FieldState, Page, Problem

__all__ = ["EntryState", "FieldState", "Interview", "Page", "Problem", "UnknownPath", "validate"]


class Interview:
    """One resident's answers to one matter."""

    def __init__(
        self,
        matter: Matter,
        answers: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
        *,
        today: date,
        language: str = "zh",
        prefill: bool = True,
    ) -> None:
        """`facts` = {"card": {name, sex, nation, birth, address, number}, "terminal": {region, court}}, all
        optional.

        Answers that do not belong to the matter are kept apart and reported by `problems`. `prefill=False`
        takes only what is in `answers`, as the province must.
        """
        self.matter = matter
        self.language = language
        self.today = today
        self._sheet = Sheet(matter, Resolver(matter, facts or {}, today, prefill))
        self._sheet.load(answers or {})
        self._judge = Judge(self._sheet, today)
        self._gates = Gates(matter)

    # what is asked

    def pages(self) -> list[Page]:
        """The pages that have something to show, in the order of asking."""
        return [self._page(*one) for one in self._page_defs()]

    def page(self, page_id: str) -> Page | None:
        """The page of that id, None if it is not shown (any more)."""
        return next((self._page(*one) for one in self._page_defs() if one[0] == page_id), None)

    def field(self, path: str) -> FieldState:
        """The state of one question. Raises UnknownPath."""
        section, index, field = self._sheet.find(path)
        return self._state(section, index, field)

    # what is answered

    def answer(self, path: str, value: Any) -> FieldState:
        """Stores what was typed, in its normal form; None or "" clears it. Returns the question's new
        state.

        What cannot be stored as the field's type stays visible as typed, with an error. Raises UnknownPath.
        """
        section, index, field = self._sheet.find(path)
        spot = (section.id, index, field.key)
        self._sheet.visited.add(spot)
        self._sheet.put(spot, field, value)
        return self._state(section, index, field)

    def suggest(self, path: str, value: Any) -> None:
        """Fills in what another matter knows, as if it had been typed; what does not fit is left out.

        Raises UnknownPath.
        """
        section, index, field = self._sheet.find(path)
        spot = (section.id, index, field.key)
        self._sheet.put(spot, field, value)
        if spot in self._sheet.unusable:
            self._sheet.put(spot, field, None)

    def keep_warning(self, path: str) -> None:
        """The resident saw the warning at `path` and keeps the answer. Raises UnknownPath."""
        section, index, field = self._sheet.find(path)
        self._sheet.kept.add((section.id, index, field.key))

    @property
    def acknowledged(self) -> tuple[str, ...]:
        """Paths of warnings that were seen and kept, for the manifest."""
        kept = [p.path for p in self.problems() if p.level == "warn" and p.kept]
        return (*kept, *(gate.path for gate in self.gates() if gate.kept))

    def gates(self, upto: str = "") -> tuple[GateState, ...]:
        """What must, or should, be done before this matter; with `upto`, as far as that page has asked."""
        if not self.matter.gates:
            return ()
        pages = [
            (page, frozenset((section.id, field.key) for field in fields))
            for page, section, _, _, fields in self._page_defs()
        ]
        return self._gates.standing(self._matter_scope(), pages, upto, self.language)

    def keep_gate(self, index: int) -> None:
        """The resident saw gate `index` and goes on; one that blocks stays."""
        self._gates.kept.add(index)

    def count(self, section_id: str) -> int:
        """How many entries a section has; one where it does not repeat, none where there is no such section."""
        return len(self._sheet.entries.get(section_id, ()))

    def add_entry(self, section_id: str) -> int:
        """One more entry of a repeated section; its index. Raises UnknownPath where there is no room for
        one.
        """
        return self._sheet.add(section_id)

    def remove_entry(self, section_id: str, index: int) -> Taken:
        """Takes entry `index` away; the ones behind it move up. Raises UnknownPath where it must stay."""
        return self._sheet.remove(section_id, index)

    def restore_entry(self, taken: Taken) -> None:
        """Puts an entry back where it was. Raises UnknownPath where there is no room for it any more."""
        self._sheet.restore(taken)

    def check_page(self, page_id: str) -> list[Problem]:
        """Marks a page as gone through, so that open questions show at the field; its errors."""
        page = self.page(page_id)
        for state in page.fields if page is not None else ():
            section, index, field = self._sheet.find(state.path)
            self._sheet.visited.add((section.id, index, field.key))
        return [problem for problem in self.problems(page_id) if problem.level == "error"]

    # what comes of it

    def problems(self, page_id: str | None = None) -> list[Problem]:
        """All that is to mend (level error) or to look at again (warn), in the order of asking."""
        found: list[Problem] = []
        for one in self._page_defs():
            if page_id is None or one[0] == page_id:
                _, section, index, _, fields = one
                for field in fields:
                    found += self._judge.problems((section, index, field), one[0], self.language)
        return found + (self._judge.strangers(self.language) + self._blocked() if page_id is None else [])

    def _blocked(self) -> list[Problem]:
        return [
            Problem(gate.path, gate.page, gate.message, gate.message, kind="gate")
            for gate in self.gates()
            if gate.block
        ]

    def typed(self) -> tuple[tuple[str, list[dict[str, Any]]], ...]:
        """All that was typed, hidden answers too, by section and entry: what a draft keeps for `chains.fill`."""
        return tuple((section, deepcopy(rows)) for section, rows in self._sheet.entries.items() if any(rows))

    def clean_answers(self) -> dict[str, Any]:
        """What may be handed in: shown, usable and answered; hidden values are left out."""
        resolved = self._sheet.resolved
        clean: dict[str, Any] = {}
        for section in self.matter.sections:
            rows = []
            for index in range(len(self._sheet.entries[section.id])):
                keys = [CHOICE] if section.variants else []
                keys += [field.key for field in self._sheet.fields(section, index)]
                rows.append(
                    {
                        key: deepcopy(resolved.values[section.id, index, key])
                        for key in keys
                        if not is_empty(resolved.values.get((section.id, index, key)))
                    }
                )
            if any((section.id, index) in resolved.sections for index in range(len(rows))) and any(rows):
                clean[section.id] = rows if section.repeat is not None else rows[0]
        return clean

    def workings(self) -> tuple[tuple[str, str, str], ...]:
        """What the terminal worked out: (label, value, how and by which articles), for paper and screen."""
        found = []
        for page in self.pages():
            for state in page.fields:
                if state.working and state.text:
                    found.append((state.label, state.text, state.working))
        return tuple(found)

    def value(self, path: str) -> Any:
        """The effective value at `section.key` or `section.0.key`, None while hidden or unanswered."""
        parts = path.split(".")
        spot = (parts[0], int(parts[1]), parts[2]) if len(parts) == 3 else (parts[0], 0, parts[-1])
        return self._sheet.resolved.values.get(spot)

    def fee(self) -> FeeResult | None:
        """The fee as far as it can be reckoned now, None where there is none or its base is open."""
        fees = self.matter.fees
        try:
            amount = Decimal(str(self.value(fees.base))) if fees.base is not None else None
        except InvalidOperation:
            return quote(fees, None)
        return quote(fees, amount)

    def required_materials(self) -> tuple[str, ...]:
        """Ids of the materials that must be there with these answers."""
        scope: Scope | None = None
        found = []
        for material in self.matter.materials:
            if isinstance(material.required, str):
                scope = scope or self._matter_scope()
                needed = scope.true(material.required, otherwise=False)
            else:
                needed = material.required
            if needed:
                found.append(material.id)
        return tuple(found)

    def documents(self) -> tuple[Document, ...]:
        """The papers that are written when these answers are handed in."""
        filing = [document for document in self.matter.documents if document.stage == "filing"]
        if all(document.when is None for document in filing):
            return tuple(filing)
        scope = self._matter_scope()
        return tuple(one for one in filing if one.when is None or scope.true(one.when, otherwise=True))

    def signing(self, document: str) -> Signature | None:
        """How that paper is signed with these answers, None where the matter wants no signature on it."""
        rows = [one for one in self.matter.signatures if one.doc == document]
        if not any(one.when is not None for one in rows):
            return rows[0] if rows else None
        scope = self._matter_scope()
        return next((one for one in rows if one.when is None or scope.true(one.when, otherwise=False)), None)

    @property
    def level(self) -> str:
        """The identity level needed with these answers: none where the matter lets them stay anonymous."""
        rule = self.matter.anonymous_if
        anonymous = rule is not None and self._matter_scope().true(rule, otherwise=False)
        return "L0" if anonymous else self.matter.level

    def materials_to_capture(self) -> tuple[tuple[Material, bool], ...]:
        """What goes under the camera with these answers, as (material, required), required ones first."""
        required = self.required_materials()
        found = [
            (material, material.id in required)
            for material in self.matter.materials
            if material.by_camera
            and (material.id in required or material.required is False or material.optional_otherwise)
        ]
        return tuple(sorted(found, key=lambda one: not one[1]))

    # inner

    def _matter_scope(self) -> Scope:
        """What rules about the whole matter see."""
        return Scope(self._sheet.resolver.visible(self._sheet.entries, self._sheet.resolved), self.today)

    def _say(self, text: Text) -> str:
        return text.pick(self.language)

    def _page_defs(self) -> Iterator[tuple[str, Section, int, PageDef, tuple[Field, ...]]]:
        """Each page with something to show: id, section, entry, definition, its shown fields."""
        resolved = self._sheet.resolved
        for section, only in self.matter.page_order():
            for index in range(len(self._sheet.entries[section.id])):
                if (section.id, index) not in resolved.sections:
                    continue
                for page in self._shape(section, index):
                    fields = tuple(
                        f for f in self._on_page(section, index, page) if self._judge.shows(section, index, f)
                    )
                    if fields and only in (None, page.id):
                        yield path_of(section, index, page.id), section, index, page, fields

    def _shape(self, section: Section, index: int) -> tuple[PageDef, ...]:
        if not section.variants:
            return section.pages
        choice = self._sheet.choice(section, index)
        pages = next((variant.pages for variant in section.variants if variant.id == choice), ())
        return (PageDef(id="kind", title=section.title, keys=(CHOICE,)), *pages)

    def _on_page(self, section: Section, index: int, page: PageDef) -> tuple[Field, ...]:
        if page.keys == (CHOICE,):
            return (choice_field(section),)
        fields = {f.key: f for f in self._sheet.fields(section, index)}
        return tuple(fields[key] for key in page.keys)

    def _page(
        self, page_id: str, section: Section, index: int, page: PageDef, fields: tuple[Field, ...]
    ) -> Page:
        return Page(
            id=page_id,
            section=section.id,
            group=page.group or section.group,
            title=self._say(page.title),
            subtitle=self._say(page.subtitle) if page.subtitle else "",
            fields=tuple(self._state(section, index, field) for field in fields),
            entry=self._entry(section, index, section.repeat) if section.repeat is not None else None,
        )

    def _entry(self, section: Section, index: int, repeat: Repeat) -> EntryState:
        count = len(self._sheet.entries[section.id])
        return EntryState(
            section=section.id,
            index=index,
            count=count,
            can_add=count < repeat.most,
            can_remove=count > repeat.least,
            label=self._say(repeat.entry),
            add_label=self._say(repeat.add),
        )

    def _state(self, section: Section, index: int, field: Field) -> FieldState:
        spot = (section.id, index, field.key)
        resolved, raw = self._sheet.resolved, self._sheet.unusable.get(spot)
        value = raw[0] if raw is not None else resolved.values.get(spot)
        problems = self._judge.problems((section, index, field), "", self.language)
        seen = [
            p for p in problems if p.level == "error" and (p.kind != "missing" or spot in self._sheet.visited)
        ]
        warnings = [p for p in problems if p.level == "warn"]
        computed = spot in resolved.computed
        return FieldState(
            path=path_of(section, index, field.key),
            key=field.key,
            type=field.type,
            label=self._say(field.label),
            hint=self._say(field.hint) if field.hint else "",
            placeholder=self._say(field.placeholder) if field.placeholder else "",
            value=deepcopy(value),
            text=display(field, value, self.language) if raw is None else str(value),
            shown=self._judge.shows(section, index, field),
            required=self._judge.required(section, index, field),
            options=tuple((o.value, self._say(o.label)) for o in field.options),
            error=seen[0].message if seen else "",
            warning=warnings[0].message if warnings else "",
            kept=spot in self._sheet.kept,
            source="computed" if computed else resolved.prefilled.get(spot, ""),
            capital=capital(str(value)) if field.type in ("money", "calc") and not is_empty(value) else "",
            unit=self._say(field.unit) if field.unit else "",
            columns=tuple(self._column(c) for c in field.columns if not c.auto),
            totals=totals(field, value, self.language) if raw is None else (),
            working=self._sheet.resolver.working(spot, field, resolved) if computed else "",
            sensitive=field.sensitive,
            read_only=computed or field.type in ("calc", "note"),
        )

    def _column(self, column: Column) -> dict[str, Any]:
        options = [{"value": o.value, "label": self._say(o.label)} for o in column.options]
        return {
            "key": column.key,
            "label": self._say(column.label),
            "type": column.type,
            "required": column.required,
            "options": options,
        }


def validate(matter: Matter, answers: Mapping[str, Any], today: date, language: str = "zh") -> list[Problem]:
    """What keeps `answers` from being handed in, in the words the terminal uses; empty when nothing does.

    Takes only what was handed in: no prefills; computed values are reckoned again and compared.
    """
    interview = Interview(matter, answers, today=today, language=language, prefill=False)
    return [problem for problem in interview.problems() if problem.level == "error"]
