"""Answers that satisfy a definition: the shortest, the longest, and any number in between.

The interview itself is asked page after page, so a specimen is what a resident could have given. Where the
first value does not pass, values near the literals of the rule are tried, first for the question that
complains, then for those its rule names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Protocol

from legalnet.answers import LONGEST, LONGEST_TEXT, MOST_ITEMS
from legalnet.interview import Interview
from legalnet.lint.candidates import Hints, candidates
from legalnet.lint.names import field_at, read
from legalnet.lint.values import BY_RULE, BY_TYPE, long_text
from legalnet.matter import CHOICE, Column, Field, Matter, Section
from legalnet.states import Problem

ROUNDS = 14
"""Longest chain of questions that bring further questions."""
MOST_REPAIRS = 60
HAN = "请按事实填写以便核对"


class SpecimenError(Exception):
    """No answers were found that satisfy the definition; the text names the questions that are left."""


class Style(Protocol):
    """How much is answered, and with what."""

    def wants(self, required: bool) -> bool:
        """Whether a question is answered at all."""

    def entries(self, least: int, most: int) -> int:
        """How many entries a repeated section gets."""

    def pick(self, options: list[Any]) -> Any:
        """One of several values."""

    def some(self, options: list[Any]) -> list[Any]:
        """Several of several values, at least one."""

    def length(self, most: int) -> int:
        """How long a text, or a list, of at most `most` is."""


class Shortest:
    """Only what must be answered, as briefly as it can be."""

    def wants(self, required: bool) -> bool:
        """What is required."""
        return required

    def entries(self, least: int, most: int) -> int:  # noqa: ARG002 - the shape of a style
        """As few as allowed."""
        return least

    def pick(self, options: list[Any]) -> Any:
        """The shortest."""
        return min(options, key=lambda one: (one is True, len(str(one))))

    def some(self, options: list[Any]) -> list[Any]:
        """The shortest one."""
        return [self.pick(options)]

    def length(self, most: int) -> int:  # noqa: ARG002 - the shape of a style
        """One."""
        return 1


@dataclass(frozen=True)
class Longest:
    """Everything that is asked, as long as it may be."""

    repeated: int = 99
    """Entries of a repeated section at most; ten parties on each side take seconds to fill in."""

    def wants(self, required: bool) -> bool:  # noqa: ARG002 - the shape of a style
        """All of it."""
        return True

    def entries(self, least: int, most: int) -> int:
        """As many as allowed."""
        return max(least, min(most, self.repeated))

    def pick(self, options: list[Any]) -> Any:
        """The longest; yes rather than no, since more is asked then."""
        return max(options, key=lambda one: (one is True, len(str(one))))

    def some(self, options: list[Any]) -> list[Any]:
        """All."""
        return list(options)

    def length(self, most: int) -> int:
        """All of it."""
        return most


@dataclass
class Chance:
    """What a resident may happen to give."""

    random: Random

    def wants(self, required: bool) -> bool:
        """Every other of the optional ones."""
        return required or self.random.random() < 0.5

    def entries(self, least: int, most: int) -> int:
        """Mostly one, sometimes a few."""
        return max(least, min(most, self.random.choice([1, 1, 1, 2, 3])))

    def pick(self, options: list[Any]) -> Any:
        """Any."""
        return self.random.choice(options)

    def some(self, options: list[Any]) -> list[Any]:
        """A few."""
        return self.random.sample(options, self.random.randint(1, len(options)))

    def length(self, most: int) -> int:
        """Mostly short, sometimes at the edge."""
        return self.random.choice([1, min(2, most), min(12, most), most])


def specimen(matter: Matter, style: Style, today: date) -> dict[str, Any]:
    """Answers as they are handed in. Raises SpecimenError."""
    maker = _Maker(matter, style, today)
    maker.fill()
    maker.repair()
    return maker.interview.clean_answers()


class _Maker:
    """Fills one interview."""

    def __init__(self, matter: Matter, style: Style, today: date) -> None:
        self.interview = Interview(matter, {}, today=today, prefill=False)
        self._matter, self._style, self._today = matter, style, today
        self._left: set[str] = set()
        """Paths that stay unanswered."""
        for section in matter.sections:
            repeat = section.repeat
            for _ in range(1, style.entries(repeat.least, repeat.most) if repeat is not None else 1):
                self.interview.add_entry(section.id)

    def fill(self) -> None:
        """Answer what is shown until nothing new is."""
        for _ in range(ROUNDS):
            given = 0
            for page in self.interview.pages():
                for state in page.fields:
                    if state.value in (None, "") and not state.read_only and state.path not in self._left:
                        given += self._answer(state.path, state.required)
            if not given:
                return

    def _answer(self, path: str, required: bool) -> bool:
        section, field = self._find(path)
        if field is None and path.endswith(CHOICE):
            self.interview.answer(path, self._style.pick([variant.id for variant in section.variants]))
            return True
        if field is None or field.type == "note" or not self._style.wants(required):
            self._left.add(path)
            return False
        self.interview.answer(path, self._value(field))
        return True

    def _find(self, path: str) -> tuple[Section, Field | None]:
        parts = path.split(".")
        section = self._matter.section(parts[0])
        assert section is not None  # noqa: S101 - paths come from the interview
        chosen = self.interview.value(".".join([*parts[:-1], CHOICE])) if section.variants else None
        for variant in section.variants:
            if variant.id == chosen:
                return section, next((one for one in variant.fields if one.key == parts[-1]), None)
        return section, field_at(section, parts[-1])

    def _value(self, field: Field | Column) -> Any:
        style, most = self._style, getattr(field, "max_items", None) or MOST_ITEMS
        options = [option.value for option in field.options]
        columns = getattr(field, "columns", ())
        if field.type == "bool":
            return style.pick([True, False])
        if options:
            return style.pick(options) if field.type == "enum" else style.some(options)
        if columns:
            row = {c.key: self._value(c) for c in columns if not c.auto and style.wants(c.required)}
            return [row] * style.length(most)
        if field.type in ("item_list", "multi", "file"):
            return [self._text(field)] * style.length(most)
        if field.type in BY_TYPE:
            return style.pick(BY_TYPE[field.type](self._today))
        ruled = [BY_RULE[check.rule] for check in getattr(field, "checks", ()) if check.rule in BY_RULE]
        return ruled[0] if ruled else self._text(field)

    def _text(self, field: Field | Column) -> str:
        most = getattr(field, "max_length", None) or LONGEST.get(field.type, LONGEST_TEXT)
        return long_text(HAN, self._style.length(most))

    # ------------------------------------------------------------------ mending

    def repair(self) -> None:
        """Change answers until nothing is to mend. Raises SpecimenError."""
        for _ in range(MOST_REPAIRS):
            wrong = self._wrong()
            if not wrong:
                return
            if not any(self._mend(problem, wrong) for problem in wrong):
                break
        if wrong := self._wrong():
            raise SpecimenError(", ".join(sorted({f"{problem.path} ({problem.kind})" for problem in wrong})))

    def _wrong(self) -> list[Problem]:
        return [problem for problem in self.interview.problems() if problem.level == "error"]

    def _mend(self, problem: Problem, before: list[Problem]) -> bool:
        """One change after which less is wrong, or this no longer and as much elsewhere."""
        for path in self._worth_changing(problem):
            _, field = self._find(path)
            if field is None:
                continue
            old = self.interview.value(path)
            for value in candidates(field, self._hints(problem), self._today):
                self.interview.answer(path, value)
                self._left.discard(path)
                self.fill()
                after = self._wrong()
                elsewhere = len(after) == len(before) and problem.path not in {one.path for one in after}
                if len(after) < len(before) or elsewhere:
                    return True
            self.interview.answer(path, old)
        return False

    def _worth_changing(self, problem: Problem) -> Iterator[str]:
        """The question that complains, then those its rules name, then those that show it."""
        if problem.kind == "gate":
            gate = self._matter.gates[int(problem.path.split(".")[1])]
            slots = read(self._matter, None, gate.when).slots
            yield from (self._path(section, key, "0") for section, key in sorted(slots))
            return
        yield problem.path
        section, field = self._find(problem.path)
        parts = problem.path.split(".")
        index = parts[1] if len(parts) == 3 else "0"
        if field is None:
            return
        calc = field.calc.when if field.calc is not None else None
        rules = [c.expr for c in field.checks if c.expr] + [calc, field.show_if]
        for rule in (one for one in rules if one is not None):
            for named, key in sorted(read(self._matter, section, rule).slots):
                path = self._path(named, key, index if named == section.id else "0")
                if path != problem.path:
                    yield path

    def _path(self, section_id: str, key: str, index: str) -> str:
        section = self._matter.section(section_id)
        return (
            f"{section_id}.{index}.{key}" if section is not None and section.repeat else f"{section_id}.{key}"
        )

    def _hints(self, problem: Problem) -> Hints:
        hints = Hints()
        rules: list[tuple[Section | None, str]]
        if problem.kind == "gate":
            rules = [(None, self._matter.gates[int(problem.path.split(".")[1])].when)]
        else:
            section, field = self._find(problem.path)
            rules = [(section, c.expr) for c in field.checks if c.expr] if field is not None else []
        for own, rule in rules:
            reading = read(self._matter, own, rule)
            hints.strings |= reading.strings
            hints.numbers |= reading.numbers
            for named, key in reading.slots:  # the other side of a comparison
                found = self.interview.value(self._path(named, key, "0"))
                hints.strings |= {found} if isinstance(found, str) else set()
                hints.numbers |= _number(found)
        return hints


def _number(value: Any) -> set[float]:
    """The number in a stored answer, if it is one."""
    try:
        return set() if isinstance(value, bool) else {float(value)}
    except (TypeError, ValueError):
        return set()
