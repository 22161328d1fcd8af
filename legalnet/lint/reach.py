"""Whether a condition can come out both ways: a search over edge values with the rule engine itself.

For each condition the answers it depends on are gathered, with the conditions that show those answers, and
so on. Then answers are tried, first all empty, then one given, then two, until the condition was true once
and false once. Hidden answers count as empty, as in an interview, and answers that a check would refuse are
not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, islice, product
from typing import Any, Literal

from legalnet.lint.candidates import Hints, candidates
from legalnet.lint.conditions import Condition, conditions
from legalnet.lint.names import Reading, Slot, field_at, read
from legalnet.matter import CHOICE, Matter, Section, Variant
from legalnet.rules import RuleError, Scope, empty, names_in, to_rule_value

MOST_TRIES = 60_000
ROWS = "#"
"""Key of the pseudo-answer "how many entries a repeated section has"."""
Values = Mapping[Slot, Any]
Side = Literal["never true", "never false"]


class Reach:
    """Searches one matter; keeps what depends on the definition only."""

    def __init__(self, matter: Matter, today: date) -> None:
        self._matter, self._today = matter, today
        self._all = list(conditions(matter))
        self._readings: dict[tuple[str, str], Reading] = {}

    def dead(self, condition: Condition) -> Side | None:
        """Which side of a condition no answers bring about, None when both can be."""
        slots = self._closure(condition)
        trial = _Trial(self._matter, self._today, self)
        missing: list[Side] = ["never true", "never false"]
        for values in islice(self._assignments(slots), MOST_TRIES):
            found = trial.outcome(condition, values)
            if found is not None and trial.allowed(values, condition, slots):
                side: Side = "never true" if found else "never false"
                if side in missing:
                    missing.remove(side)
            if not missing:
                break
        return missing[0] if missing else None

    def reading(self, condition: Condition) -> Reading:
        """The names in a condition, read once."""
        own = condition.section
        key = (own.id if own is not None else "", condition.expression)
        if key not in self._readings:
            self._readings[key] = read(self._matter, own, condition.expression)
        return self._readings[key]

    def showing(self, slot: Slot) -> list[Condition]:
        """The conditions that decide whether an answer is shown."""
        return [
            one
            for one in self._all
            if one.section is not None
            and one.section.id == slot[0]
            and (
                one.decides == "section"
                or (one.decides == "field" and one.field is not None and one.field.key == slot[1])
            )
        ]

    def refusing(self, slot: Slot) -> list[Condition]:
        """The checks by expression that refuse an answer."""
        return [
            one
            for one in self._all
            if one.decides == "check" and one.field is not None and one.section is not None
            and (one.section.id, one.field.key) == slot and one.check is not None and one.check.level == "error"
        ]  # fmt: skip

    def _closure(self, condition: Condition) -> dict[Slot, Hints]:
        """Every answer that has a say, with the literals it is compared with."""
        found: dict[Slot, Hints] = {}
        waiting = [condition]
        if condition.section is not None and condition.field is not None:
            own = (condition.section.id, condition.field.key)
            if condition.decides in ("check", "check_when"):
                found[own] = Hints()
            waiting += [one for one in self.showing(own) if one is not condition]
            waiting += [
                one for one in self._all
                if one.decides == "check_when" and one.check is condition.check and condition.check is not None
            ]  # fmt: skip
        seen: set[str] = set()
        while waiting:
            one = waiting.pop()
            if one.where in seen:
                continue
            seen.add(one.where)
            reading = self.reading(one)
            slots = set(reading.slots) | {(section, ROWS) for section in reading.counted}
            slots |= {(s, CHOICE) for s, key in reading.slots if self._in_variant(s, key)}
            if (
                one.section is not None
                and one.field is not None
                and self._in_variant(one.section.id, one.field.key)
            ):
                slots.add((one.section.id, CHOICE))
            for slot in slots:
                found.setdefault(slot, Hints())
                waiting += self.showing(slot)
            for slot in found if one is condition else slots:
                found[slot].strings |= reading.strings
                found[slot].numbers |= reading.numbers
        return found

    def _in_variant(self, section_id: str, key: str) -> bool:
        section = self._matter.section(section_id)
        return section is not None and bool(section.variants) and key != CHOICE

    def _assignments(self, slots: Mapping[Slot, Hints]) -> Iterator[dict[Slot, Any]]:
        """All empty first, then with one answer, with two, and so on."""
        choices = {slot: self._choices(slot, hints) for slot, hints in slots.items()}
        blank = {slot: values[0] for slot, values in choices.items()}
        for count in range(len(choices) + 1):
            for changed in combinations(choices, count):
                for values in product(*(choices[slot][1:] for slot in changed)):
                    yield blank | dict(zip(changed, values, strict=True))

    def _choices(self, slot: Slot, hints: Hints) -> list[Any]:
        section = self._matter.section(slot[0])
        assert section is not None  # noqa: S101 - slots come from `read`, which knows the sections
        if slot[1] == ROWS:
            repeat = section.repeat
            most = repeat.most if repeat is not None else 1
            return [n for n in sorted({1, 2, most, *(int(x) for x in hints.numbers)}) if 1 <= n <= most]
        if slot[1] == CHOICE:
            return ["", *(variant.id for variant in section.variants)]
        field = field_at(section, slot[1])
        assert field is not None  # noqa: S101 - the same
        return candidates(field, hints, self._today)


class _Trial:
    """What a condition comes to under given answers."""

    def __init__(self, matter: Matter, today: date, reach: Reach) -> None:
        self._matter, self._today, self._reach = matter, today, reach

    def outcome(self, condition: Condition, values: Values) -> bool | None:
        """True or false, None where it would not be asked (its field hidden, its check not due)."""
        section, field, check = condition.section, condition.field, condition.check
        if section is not None and field is not None:
            slot = (section.id, field.key)
            if not self._shows(slot, values, without=condition.where):
                return None
            answered = values.get(slot) not in (None, [], "")
            if condition.decides == "check" and check is not None:
                if not answered and not check.always:
                    return None
                if check.when is not None and not self._evaluate(check.when, section, values):
                    return None
        return self._evaluate(condition.expression, section, values)

    def allowed(self, values: Values, condition: Condition, slots: Mapping[Slot, Hints]) -> bool:
        """Whether no check refuses these answers, as far as they decide it."""
        for slot in slots:
            for check in self._reach.refusing(slot):
                if check.check is condition.check or not self._reach.reading(check).slots <= set(slots):
                    continue
                if self.outcome(check, values) is False:
                    return False
        return True

    def _evaluate(self, expression: str, section: Section | None, values: Values) -> bool | None:
        try:
            names = names_in(expression)
            scope = Scope(self._variables(names, section, values), self._today)
            result = scope.evaluate(expression)
        except RuleError:
            return None
        return result if isinstance(result, bool) else None

    def _variables(self, names: frozenset[str], own: Section | None, values: Values) -> dict[str, Any]:
        found: dict[str, Any] = {}
        row = self._row(own, values) if own is not None else {}
        for name in names:
            section = self._matter.section(name)
            if name == "given":
                found[name] = self._given(own, row, values)
            elif name in row:
                found[name] = row[name]
            elif section is not None and section.repeat is not None:
                found[name] = [self._row(section, values)] * int(values.get((name, ROWS)) or 1)
            elif section is not None:
                found[name] = self._row(section, values)
        return found

    def _given(self, own: Section | None, row: Mapping[str, Any], values: Values) -> dict[str, Any]:
        """Which answers there are: of the own section, or of every section where the rule has none."""
        if own is not None:
            return {key: self._effective((own.id, key), values) not in (None, [], "") for key in row}
        found: dict[str, Any] = {}
        for section in self._matter.sections:
            keys = self._row(section, values)
            answered = {key: self._effective((section.id, key), values) not in (None, [], "") for key in keys}
            found[section.id] = [answered] if section.repeat is not None else answered
        return found

    def _row(self, section: Section, values: Values) -> dict[str, Any]:
        row: dict[str, Any] = {field.key: empty(field) for field in section.all_fields()}
        if section.variants:
            row[CHOICE] = values.get((section.id, CHOICE)) or ""
        for slot in values:
            field = field_at(section, slot[1]) if slot[0] == section.id else None
            if field is not None:
                row[field.key] = to_rule_value(field, self._effective(slot, values))
        return row

    def _effective(self, slot: Slot, values: Values) -> Any:
        """An answer as the rules see it: nothing while it is hidden."""
        value = values.get(slot)
        return value if value in (None, [], "") or self._shows(slot, values) else None

    def _shows(self, slot: Slot, values: Values, without: str = "") -> bool:
        """Whether the question is asked; `without` names a condition that is left aside."""
        section = self._matter.section(slot[0])
        chosen = str(values.get((slot[0], CHOICE)) or "")
        variants = section.variants if section is not None and slot[1] != CHOICE else ()
        asked = not variants or any(v.id == chosen and slot[1] in _keys(v) for v in variants)
        return asked and all(
            one.where == without or one.variant not in ("", chosen) or self._holds(one, slot, values)
            for one in self._reach.showing(slot)
        )

    def _holds(self, one: Condition, slot: Slot, values: Values) -> bool:
        # an answer is empty while the question itself is decided: a rule that looks at its own answer cannot show it
        rest = {key: value for key, value in values.items() if key != slot}
        return self._evaluate(one.expression, one.section, rest) is not False


def _keys(variant: Variant) -> set[str]:
    return {field.key for field in variant.fields}
