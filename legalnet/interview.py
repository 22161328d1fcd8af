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

from legalnet.answers import NotUsable, is_empty, normalise
from legalnet.checks import RULES
from legalnet.display import capital, display
from legalnet.fees import FeeResult, quote
from legalnet.matter import CHOICE, Check, Field, Material, Matter, Option, PageDef, Repeat, Section, Text
from legalnet.resolution import Resolved, Resolver, Spot, entry_fields
from legalnet.rules import Scope
from legalnet.states import EntryState, FieldState, Page, Problem

__all__ = ["EntryState", "FieldState", "Interview", "Page", "Problem", "UnknownPath", "validate"]

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


class UnknownPath(KeyError):
    """A path that names no question of the matter in its present shape."""


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
        self._resolver = Resolver(matter, facts or {}, today, prefill)
        self._given: dict[str, list[dict[str, Any]]] = {section.id: [{}] for section in matter.sections}
        self._unusable: dict[Spot, tuple[Any, Text]] = {}
        self._strangers: list[str] = []
        self._kept: set[Spot] = set()
        self._visited: set[Spot] = set()
        self._resolved: Resolved | None = None
        self._load(answers or {})

    # what is asked

    def pages(self) -> list[Page]:
        """The pages that have something to show, in the order of asking."""
        return [self._page(*one) for one in self._page_defs()]

    def page(self, page_id: str) -> Page | None:
        """The page of that id, None if it is not shown (any more)."""
        return next((self._page(*one) for one in self._page_defs() if one[0] == page_id), None)

    def field(self, path: str) -> FieldState:
        """The state of one question. Raises UnknownPath."""
        section, index, field = self._find(path)
        return self._state(section, index, field)

    # what is answered

    def answer(self, path: str, value: Any) -> FieldState:
        """Stores what was typed, in its normal form; None or "" clears it. Returns the question's new
        state.

        What cannot be stored as the field's type stays visible as typed, with an error. Raises UnknownPath.
        """
        section, index, field = self._find(path)
        spot = (section.id, index, field.key)
        self._visited.add(spot)
        self._put(spot, field, value)
        self._resolved = None
        return self._state(section, index, field)

    def keep_warning(self, path: str) -> None:
        """The resident saw the warning at `path` and keeps the answer. Raises UnknownPath."""
        section, index, field = self._find(path)
        self._kept.add((section.id, index, field.key))

    @property
    def acknowledged(self) -> tuple[str, ...]:
        """Paths of warnings that were seen and kept, for the manifest."""
        return tuple(p.path for p in self.problems() if p.level == "warn" and p.kept)

    def add_entry(self, section_id: str) -> int:
        """One more entry of a repeated section; its index. Raises UnknownPath where there is no room for
        one.
        """
        section = self.matter.section(section_id)
        if section is None or section.repeat is None or len(self._given[section_id]) >= section.repeat.most:
            raise UnknownPath(section_id)
        self._given[section_id].append({})
        self._resolved = None
        return len(self._given[section_id]) - 1

    def remove_entry(self, section_id: str, index: int) -> None:
        """Takes entry `index` away; the ones behind it move up. Raises UnknownPath where it must stay."""
        section = self.matter.section(section_id)
        entries = self._given.get(section_id, [])
        if section is None or section.repeat is None or not 0 <= index < len(entries):
            raise UnknownPath(section_id)
        if len(entries) <= section.repeat.least:
            raise UnknownPath(section_id)
        del entries[index]
        self._kept = _without(self._kept, section_id, index)
        self._visited = _without(self._visited, section_id, index)
        faults = {spot: self._unusable[spot] for spot in self._unusable}
        self._unusable = {
            moved: fault
            for spot, fault in faults.items()
            if (moved := _moved(spot, section_id, index)) is not None
        }
        self._resolved = None

    def check_page(self, page_id: str) -> list[Problem]:
        """Marks a page as gone through, so that open questions show at the field; its errors."""
        page = self.page(page_id)
        for state in page.fields if page is not None else ():
            section, index, field = self._find(state.path)
            self._visited.add((section.id, index, field.key))
        return [problem for problem in self.problems(page_id) if problem.level == "error"]

    # what comes of it

    def problems(self, page_id: str | None = None) -> list[Problem]:
        """All that is to mend (level error) or to look at again (warn), in the order of asking."""
        found: list[Problem] = []
        for one in self._page_defs():
            if page_id is None or one[0] == page_id:
                _, section, index, _, fields = one
                for field in fields:
                    found += self._field_problems(section, index, field, one[0])
        if page_id is None:
            found += [
                Problem(path, "", path, self._say(_UNEXPECTED), kind="unexpected") for path in self._strangers
            ]
        return found

    def clean_answers(self) -> dict[str, Any]:
        """What may be handed in: shown, usable and answered; hidden values are left out."""
        resolved = self._now()
        clean: dict[str, Any] = {}
        for section in self.matter.sections:
            rows = []
            for index, entry in enumerate(self._given[section.id]):
                keys = [CHOICE] if section.variants else []
                keys += [field.key for field in self._fields(section, index, entry)]
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

    def value(self, path: str) -> Any:
        """The effective value at `section.key` or `section.0.key`, None while hidden or unanswered."""
        parts = path.split(".")
        spot = (parts[0], int(parts[1]), parts[2]) if len(parts) == 3 else (parts[0], 0, parts[-1])
        return self._now().values.get(spot)

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
        facts: dict[str, Any] | None = None
        found = []
        for material in self.matter.materials:
            if isinstance(material.required, str):
                facts = facts or self._resolver.visible(self._given, self._now())
                needed = Scope(facts, self.today).true(material.required, otherwise=False)
            else:
                needed = material.required
            if needed:
                found.append(material.id)
        return tuple(found)

    def materials_to_capture(self) -> tuple[tuple[Material, bool], ...]:
        """What goes under the camera with these answers, as (material, required), required ones first."""
        required = self.required_materials()
        found = [(m, m.id in required) for m in self.matter.materials if m.by_camera]
        return tuple(sorted(found, key=lambda one: not one[1]))

    # inner

    def _load(self, answers: Mapping[str, Any]) -> None:
        for section_id, content in answers.items():
            section = self.matter.section(section_id)
            rows = content if isinstance(content, list) else [content]
            fits = section is not None and isinstance(content, list) == (section.repeat is not None)
            if section is None or not fits or not all(isinstance(row, Mapping) for row in rows):
                self._strangers.append(section_id)
                continue
            most = section.repeat.most if section.repeat is not None else 1
            if len(rows) > most:
                self._strangers.append(section_id)
            self._given[section_id] = [{} for _ in rows[:most]] or [{}]
            for index, row in enumerate(rows[:most]):
                self._load_entry(section, index, row)

    def _load_entry(self, section: Section, index: int, row: Mapping[str, Any]) -> None:
        entry = self._given[section.id][index]
        if section.variants and CHOICE in row:
            self._put((section.id, index, CHOICE), _choice_field(section), row[CHOICE])
        fields = {field.key: field for field in self._fields(section, index, entry)}
        for key, value in row.items():
            if key in fields:
                self._put((section.id, index, key), fields[key], value)
            elif key != CHOICE or not section.variants:
                self._strangers.append(_path(section, index, str(key)))

    def _put(self, spot: Spot, field: Field, value: Any) -> None:
        entry = self._given[spot[0]][spot[1]]
        self._kept.discard(spot)
        self._unusable.pop(spot, None)
        try:
            entry[spot[2]] = normalise(field, value)
        except NotUsable as fault:
            entry[spot[2]] = None
            self._unusable[spot] = (value, fault.text)

    def _now(self) -> Resolved:
        if self._resolved is None:
            self._resolved = self._resolver.resolve(self._given)
        return self._resolved

    def _say(self, text: Text, *parts: object) -> str:
        return text.pick(self.language).format(*parts) if parts else text.pick(self.language)

    def _fields(self, section: Section, index: int, entry: Mapping[str, Any]) -> tuple[Field, ...]:
        if not section.variants:
            return section.fields
        return entry_fields(section, {CHOICE: self._resolver.choice(section, index, entry)})

    def _find(self, path: str) -> tuple[Section, int, Field]:
        parts = path.split(".")
        section = self.matter.section(parts[0])
        if section is None or len(parts) != (3 if section.repeat is not None else 2):
            raise UnknownPath(path)
        index = int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() and parts[1].isascii() else 0
        if index >= len(self._given[section.id]) or (len(parts) == 3 and parts[1] != str(index)):
            raise UnknownPath(path)
        if section.variants and parts[-1] == CHOICE:
            return section, index, _choice_field(section)
        for field in self._fields(section, index, self._given[section.id][index]):
            if field.key == parts[-1]:
                return section, index, field
        raise UnknownPath(path)

    def _page_defs(self) -> Iterator[tuple[str, Section, int, PageDef, tuple[Field, ...]]]:
        """Each page with something to show: id, section, entry, definition, its shown fields."""
        resolved = self._now()
        for section, only in self.matter.page_order():
            for index, entry in enumerate(self._given[section.id]):
                if (section.id, index) not in resolved.sections:
                    continue
                for page in self._shape(section, index, entry):
                    fields = tuple(
                        f for f in self._on_page(section, index, page) if self._shows(section, index, f)
                    )
                    if fields and only in (None, page.id):
                        yield _path(section, index, page.id), section, index, page, fields

    def _shape(self, section: Section, index: int, entry: Mapping[str, Any]) -> tuple[PageDef, ...]:
        if not section.variants:
            return section.pages
        choice = self._resolver.choice(section, index, entry)
        pages = next((variant.pages for variant in section.variants if variant.id == choice), ())
        return (PageDef(id="kind", title=section.title, keys=(CHOICE,)), *pages)

    def _on_page(self, section: Section, index: int, page: PageDef) -> tuple[Field, ...]:
        if page.keys == (CHOICE,):
            return (_choice_field(section),)
        fields = {f.key: f for f in self._fields(section, index, self._given[section.id][index])}
        return tuple(fields[key] for key in page.keys)

    def _shows(self, section: Section, index: int, field: Field) -> bool:
        return field.key == CHOICE or (section.id, index, field.key) in self._now().shown

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
        count = len(self._given[section.id])
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
        resolved, raw = self._now(), self._unusable.get(spot)
        value = raw[0] if raw is not None else resolved.values.get(spot)
        problems = self._field_problems(section, index, field, "")
        seen = [p for p in problems if p.level == "error" and (p.kind != "missing" or spot in self._visited)]
        warnings = [p for p in problems if p.level == "warn"]
        computed = spot in resolved.computed
        return FieldState(
            path=_path(section, index, field.key),
            key=field.key,
            type=field.type,
            label=self._say(field.label),
            hint=self._say(field.hint) if field.hint else "",
            placeholder=self._say(field.placeholder) if field.placeholder else "",
            value=deepcopy(value),
            text=display(field, value, self.language) if raw is None else str(value),
            shown=self._shows(section, index, field),
            required=self._required(section, index, field),
            options=tuple((o.value, self._say(o.label)) for o in field.options),
            error=seen[0].message if seen else "",
            warning=warnings[0].message if warnings else "",
            kept=spot in self._kept,
            source=resolved.prefilled.get(spot, ""),
            capital=capital(str(value)) if field.type in ("money", "calc") and not is_empty(value) else "",
            unit=self._say(field.unit) if field.unit else "",
            columns=tuple(self._column(c) for c in field.columns if not c.auto),
            sensitive=field.sensitive,
            read_only=computed or field.type in ("calc", "note"),
        )

    def _column(self, column: Any) -> dict[str, Any]:
        options = [{"value": o.value, "label": self._say(o.label)} for o in column.options]
        return {
            "key": column.key,
            "label": self._say(column.label),
            "type": column.type,
            "required": column.required,
            "options": options,
        }

    def _required(self, section: Section, index: int, field: Field) -> bool:
        scope = self._now().scopes.get((section.id, index))
        if isinstance(field.required, str):
            return scope is not None and scope.true(field.required, otherwise=False)
        return field.required

    def _field_problems(self, section: Section, index: int, field: Field, page_id: str) -> list[Problem]:
        spot = (section.id, index, field.key)
        path, label = _path(section, index, field.key), self._say(field.label)
        if not self._shows(section, index, field) or field.type == "note":
            return []
        value = self._now().values.get(spot)
        if spot in self._now().computed:
            return self._computed_problems(spot, field, Problem(path, page_id, label, ""))
        if spot in self._unusable:
            return [Problem(path, page_id, label, self._say(self._unusable[spot][1]), kind="unusable")]
        if is_empty(value) and self._required(section, index, field):
            text = _MISSING_CHOICE if field.type in ("enum", "multi", "bool") else _MISSING
            return [Problem(path, page_id, label, self._say(text, label), kind="missing")]
        found = [
            Problem(path, page_id, label, message, check.level, _kind(check), spot in self._kept)
            for check in field.checks
            if (message := self._broken(section, index, check, value)) is not None
        ]
        return found + self._row_problems(field, value, Problem(path, page_id, label, ""))

    def _computed_problems(self, spot: Spot, field: Field, at: Problem) -> list[Problem]:
        value = self._now().values.get(spot)
        given = self._given[spot[0]][spot[1]].get(spot[2])
        if is_empty(value):
            conditional = field.calc is not None and field.calc.when is not None
            message = self._say(_CANNOT_COMPUTE)
            return [Problem(at.path, at.page, at.label, message, kind="missing")] if conditional else []
        if not self._resolver.prefill and given is not None and given != value:
            return [Problem(at.path, at.page, at.label, self._say(_DIFFERS))]
        return []

    def _row_problems(self, field: Field, value: Any, at: Problem) -> list[Problem]:
        rows = value if field.columns and isinstance(value, list) else []
        for number, row in enumerate(rows, 1):
            for column in field.columns:
                cell, name = row.get(column.key), self._say(column.label)
                if column.required and not column.auto and is_empty(cell):
                    message = self._say(_INCOMPLETE, number, name)
                    return [Problem(at.path, at.page, at.label, message, kind="missing")]
                rule = RULES.get(_BY_COLUMN.get(column.type, ""))
                if rule is not None and not is_empty(cell) and not rule.holds(cell, self.today):
                    message = f"{number}. {name}：{self._say(rule.message)}"
                    return [Problem(at.path, at.page, at.label, message)]
        return []

    def _broken(self, section: Section, index: int, check: Check, value: Any) -> str | None:
        scope = self._now().scopes.get((section.id, index))
        if is_empty(value) and not check.always:
            return None
        if check.when is not None and (scope is None or not scope.true(check.when, otherwise=False)):
            return None
        if check.rule is not None:
            rule = RULES[check.rule]
            return None if rule.holds(value, self.today) else self._say(check.message or rule.message)
        if (
            scope is None
            or check.expr is None
            or scope.true(check.expr, otherwise=True)
            or check.message is None
        ):
            return None
        return self._say(check.message)


def validate(matter: Matter, answers: Mapping[str, Any], today: date, language: str = "zh") -> list[Problem]:
    """What keeps `answers` from being handed in, in the words the terminal uses; empty when nothing does.

    Takes only what was handed in: no prefills; computed values are reckoned again and compared.
    """
    interview = Interview(matter, answers, today=today, language=language, prefill=False)
    return [problem for problem in interview.problems() if problem.level == "error"]


def _kind(check: Check) -> Any:
    return "warning" if check.level == "warn" else "rule"


def _path(section: Section, index: int, key: str) -> str:
    return f"{section.id}.{index}.{key}" if section.repeat is not None else f"{section.id}.{key}"


def _choice_field(section: Section) -> Field:
    """The question that decides which variant an entry is."""
    options = tuple(Option(value=variant.id, label=variant.label) for variant in section.variants)
    return Field(
        key=CHOICE, type="enum", label=section.choose or section.title, required=True, options=options
    )


def _moved(spot: Spot, section_id: str, gone: int) -> Spot | None:
    """Where a spot is after entry `gone` of its section was taken away."""
    if spot[0] != section_id or spot[1] < gone:
        return spot
    return None if spot[1] == gone else (spot[0], spot[1] - 1, spot[2])


def _without(spots: set[Spot], section_id: str, gone: int) -> set[Spot]:
    return {moved for spot in spots if (moved := _moved(spot, section_id, gone)) is not None}
