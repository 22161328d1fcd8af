"""Working out, from what was typed, what an interview holds: prefills, computed values, what is shown.

Pure and repeatable: the same answers, facts and day give the same result at the terminal and at the
province.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legalnet.answers import is_empty
from legalnet.calculations import CALCULATIONS
from legalnet.expressions import field_expressions, given_of
from legalnet.matter import CHOICE, Field, Matter, Section, StandIn
from legalnet.rules import Scope, empty, needed, to_rule_value

Given = Mapping[str, list[dict[str, Any]]]
"""Section id -> its entries; a section that does not repeat has one."""
Spot = tuple[str, int, str]
"""Section id, entry, key."""
ROUNDS = 12
"""Longest chain of conditions that is followed; a cycle ends here, with the same result at both ends."""
NATURAL = "natural"
HOLDER: dict[str, StandIn | None] = {"card": None, "agent_card": "agent", "guardian_card": "guardian"}
"""First parts of prefill references that point at the card, and the part its holder must have in the matter."""
FACT_ROOTS = (*HOLDER, "terminal", "visit")
"""First parts of prefill references that point at facts; all others point at answers."""
FIXED = "="
"""Begins a prefill that is itself the value."""


@dataclass(repr=False)
class Resolved:
    """One consistent picture of all answers; without a repr, which would tell them."""

    values: dict[Spot, Any] = field(default_factory=dict)
    """Effective value of every shown field that has one."""
    shown: set[Spot] = field(default_factory=set)
    sections: set[tuple[str, int]] = field(default_factory=set)
    """Section entries that are shown."""
    computed: set[Spot] = field(default_factory=set)
    """Fields the terminal works out at the moment."""
    prefilled: dict[Spot, str] = field(default_factory=dict)
    """`card` or `computed` where that is the source; what other answers suggest can be changed."""
    scopes: dict[tuple[str, int], Scope | None] = field(default_factory=dict)
    role: StandIn | None = None
    """In which part the resident acts for the first party, None for themselves."""


def entry_fields(section: Section, entry: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of an entry in the shape that was chosen for it; none before a choice."""
    if not section.variants:
        return section.fields
    return next((v.fields for v in section.variants if v.id == entry.get(CHOICE)), ())


class Resolver:
    """Resolves answers to one matter; keeps what depends on the definition only."""

    def __init__(self, matter: Matter, facts: Mapping[str, Any], today: date, prefill: bool) -> None:
        self._matter = matter
        self._facts = _with_card_kind(facts)
        self._today = today
        self.prefill = prefill
        self._needs = {section.id: needed(_rules_of(section)) for section in matter.sections}
        self._asks_role = _asking_role(matter)

    def role(self, given: Given) -> StandIn | None:
        """In which part the resident acts for the first party, None for themselves."""
        return _role(self._asks_role, given)

    def choice(self, section: Section, index: int, given: Given) -> str:
        """Which variant an entry is: as chosen, else a natural person where the card speaks for the first
        one.
        """
        entry = given[section.id][index]
        if CHOICE in entry:
            return str(entry[CHOICE] or "")
        if not self.prefill or index != 0 or "name" not in self._facts.get("card", {}) or self.role(given):
            return ""
        fields = entry_fields(section, {CHOICE: NATURAL})
        return NATURAL if any(ref.startswith("card.") for f in fields for ref in f.prefill) else ""

    def visible(self, given: Given, resolved: Resolved) -> dict[str, Any]:
        """Every section by id, and `given`, as a rule about the whole matter sees them."""
        sections = self._matter.sections
        answered = {
            s.id: given_of(s, {i: _answered(s.id, i, resolved) for i in range(len(given[s.id]))})
            for s in sections
        }
        return {s.id: _rule_section(s, given, resolved, resolved) for s in sections} | {"given": answered}

    def working(self, spot: Spot, one: Field, resolved: Resolved) -> str:
        """How the value of a computed field was reckoned, empty where that says nothing more than the value."""
        working = CALCULATIONS.get(f"{one.calc.name}_working") if one.calc is not None else None
        if one.calc is None or working is None:
            return ""
        args = {name: _argument(path, spot, resolved, resolved) for name, path in one.calc.args.items()}
        return working(args) or ""

    def resolve(self, given: Given) -> Resolved:
        """The picture of `given`; values that cannot be used are not in it."""
        before = Resolved()
        for entries in self._entries(given):
            before.sections.add(entries[:2])
            before.shown |= {(*entries[:2], f.key) for f in entries[3]}
        for _ in range(ROUNDS):
            after = self._round(given, before)
            if (after.values, after.shown, after.computed) == (before.values, before.shown, before.computed):
                break
            before = after
        return after

    def _entries(self, given: Given) -> Iterator[tuple[str, int, Section, tuple[Field, ...], dict[str, Any]]]:
        for section in self._matter.sections:
            for index, entry in enumerate(given[section.id]):
                chosen = {**entry, CHOICE: self.choice(section, index, given)} if section.variants else entry
                yield section.id, index, section, entry_fields(section, chosen), chosen

    def _round(self, given: Given, before: Resolved) -> Resolved:
        after = Resolved(role=self.role(given))
        for section_id, index, section, fields, entry in self._entries(given):
            if section.variants:
                after.values[section_id, index, CHOICE] = entry[CHOICE]
            for one in fields:
                self._value((section_id, index, one.key), one, entry, before, after)
        facts = {
            section.id: _rule_section(section, given, after, before) for section in self._matter.sections
        }
        for _, index, section, fields, _ in self._entries(given):
            self._conditions(section, index, fields, facts, after)
        after.values = {spot: value for spot, value in after.values.items() if _is_shown(spot, after)}
        return after

    def _value(
        self, spot: Spot, one: Field, entry: Mapping[str, Any], before: Resolved, after: Resolved
    ) -> None:
        if spot not in before.shown:
            return
        if one.calc is not None and (one.calc.when is None or spot in before.computed):
            args = {name: _argument(path, spot, after, before) for name, path in one.calc.args.items()}
            value, source = CALCULATIONS[one.calc.name](args), "computed"
        elif one.key in entry:
            value, source = entry[one.key], ""
        else:
            value, source = self._first_value(one, spot, before, after.role)
        if not is_empty(value):
            after.values[spot] = value
            if source:
                after.prefilled[spot] = source

    def _first_value(self, one: Field, spot: Spot, before: Resolved, role: StandIn | None) -> tuple[Any, str]:
        for reference in one.prefill if self.prefill else ():
            root, _, rest = reference.partition(".")
            value: Any
            if reference.startswith(FIXED):
                value, source = reference.removeprefix(FIXED), ""
            elif root in HOLDER:
                value = (
                    self._facts.get("card", {}).get(rest) if spot[1] == 0 and HOLDER[root] == role else None
                )
                source = "card" if rest not in ("acts", "person") else ""
            elif root in FACT_ROOTS:
                value, source = self._facts.get(root, {}).get(rest), ""
            else:
                value, source = _looked_up(reference, before.values), ""
            if not is_empty(value) and _fits(one, value):
                return value, source
        return None, ""

    def _conditions(
        self, section: Section, index: int, fields: tuple[Field, ...], facts: dict[str, Any], after: Resolved
    ) -> None:
        own = facts[section.id][index] if section.repeat is not None else facts[section.id]
        scope = self._scope(section, index, own, facts, after)
        after.scopes[section.id, index] = scope
        if (
            section.show_if is not None
            and scope is not None
            and not scope.true(section.show_if, otherwise=True)
        ):
            return
        after.sections.add((section.id, index))
        for one in fields:
            spot = (section.id, index, one.key)
            if one.show_if is None or scope is None or scope.true(one.show_if, otherwise=True):
                after.shown.add(spot)
            if one.calc is not None and (
                one.calc.when is None or (scope is not None and scope.true(one.calc.when, otherwise=False))
            ):
                after.computed.add(spot)

    def _scope(
        self, section: Section, index: int, own: dict[str, Any], facts: dict[str, Any], after: Resolved
    ) -> Scope | None:
        names = self._needs[section.id]
        if not names:
            return None
        given = {key: (section.id, index, key) in after.values for key in own}
        every = {**facts, **own, "given": given}
        return Scope({name: every[name] for name in names if name in every}, self._today)


def role_of(matter: Matter, answers: Mapping[str, Any]) -> StandIn | None:
    """In which part whoever gave these answers acts for the first party, None for themselves."""
    rows = {key: content if isinstance(content, list) else [content] for key, content in answers.items()}
    return _role(_asking_role(matter), rows)


def _asking_role(matter: Matter) -> list[tuple[str, Field]]:
    return [(section.id, one) for section in matter.sections for one in section.all_fields() if one.roles]


def _role(asking: list[tuple[str, Field]], given: Given) -> StandIn | None:
    for section_id, one in asking:
        for entry in given.get(section_id, ()):
            value = entry.get(one.key)
            role = one.roles.get(str(value).lower() if isinstance(value, bool) else str(value))
            if role is not None:
                return role
    return None


def _rules_of(section: Section) -> Iterator[str]:
    if section.show_if is not None:
        yield section.show_if
    for one in section.all_fields():
        for _, expression in field_expressions("", one):
            yield expression


def _is_shown(spot: Spot, after: Resolved) -> bool:
    return spot in after.shown or (spot[2] == CHOICE and spot[:2] in after.sections)


def _answered(section: str, index: int, resolved: Resolved) -> frozenset[str]:
    return frozenset(key for one, at, key in resolved.values if (one, at) == (section, index))


def _rule_section(section: Section, given: Given, after: Resolved, before: Resolved) -> Any:
    rows = []
    for index in range(len(given[section.id])):
        row = {f.key: empty(f) for f in section.all_fields()}
        if section.variants:
            row[CHOICE] = after.values.get((section.id, index, CHOICE), "")
        if (section.id, index) in before.sections:
            fields = entry_fields(section, row)
            row |= {f.key: to_rule_value(f, after.values.get((section.id, index, f.key))) for f in fields}
        rows.append(row)
    return rows if section.repeat is not None else rows[0]


def _argument(path: str | tuple[str, ...], spot: Spot, after: Resolved, before: Resolved) -> Any:
    if isinstance(path, tuple):
        return [_argument(one, spot, after, before) for one in path]
    if "." in path:
        return _looked_up(path, before.values)
    own = (spot[0], spot[1], path)
    return after.values.get(own, before.values.get(own))


def _looked_up(reference: str, values: Mapping[Spot, Any]) -> Any:
    """`section.key` of the first entry, `section.2.key`, or `section.*.key` of all, joined by 、."""
    parts = reference.split(".")
    section, index, key = parts if len(parts) == 3 else (parts[0], "0", parts[-1])
    if index != "*":
        return values.get((section, int(index), key))
    found = sorted((spot[1], value) for spot, value in values.items() if (spot[0], spot[2]) == (section, key))
    return "、".join(str(value) for _, value in found) or None


def _fits(one: Field, value: Any) -> bool:
    return not one.options or value in [option.value for option in one.options]


def _with_card_kind(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The card's facts with what follows from having read a resident identity card."""
    full = {key: dict(value) for key, value in facts.items() if isinstance(value, Mapping)}
    card = full.get("card")
    if card:
        nation = str(card.get("nation") or "")
        card["ethnic"] = nation if not nation or nation.endswith(("族", "人", "人士")) else f"{nation}族"
        card.setdefault("id_type", "居民身份证")
        card["acts"] = True
        card["person"] = [
            {key: card[of] for key, of in (("name", "name"), ("id_no", "number")) if card.get(of)}
        ]
    return full
