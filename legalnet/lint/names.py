"""Which answers an expression refers to, and which literals it compares them with.

The rule engine tells the variables of an expression, not what is asked of them, and it does not look into
the half of an `&&` that its first half decides. A slip such as `facts.overdu` would be found only by a
resident, so names are read from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from legalnet.matter import CHOICE, Field, Matter, Section
from legalnet.rules import FUNCTIONS

Slot = tuple[str, str]
"""Section id and key of an answer; the key `party` of a section with variants is its choice."""

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_MACRO = re.compile(r"([\w.\[\]]+)\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\[\d+\])?(?:\.[A-Za-z_]\w*(?!\w*\())*(?!\w*\()")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_KEYWORDS = frozenset({"true", "false", "null", "in", "today", "size", *FUNCTIONS})
_HOLE = "\ufffc{}\ufffc"
_COMPARED = (
    re.compile(r"([\w.]+)\s*(?:==|!=)\s*\ufffc(\d+)\ufffc"),
    re.compile(r"\ufffc(\d+)\ufffc\s*(?:==|!=|in)\s*([\w.]+)"),
)
_LISTED = re.compile(r"([\w.]+)\s+in\s+\[([^\]]*)\]")


@dataclass
class Reading:
    """What was read from one expression."""

    slots: set[Slot] = field(default_factory=set)
    given: set[Slot] = field(default_factory=set)
    """Those of which only `given.key` is asked, or also."""
    counted: set[str] = field(default_factory=set)
    """Repeated sections the expression looks at."""
    strings: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)
    compared: list[tuple[Slot, str]] = field(default_factory=list)
    """Answers and the texts they are compared with."""
    unknown: list[str] = field(default_factory=list)


def read(matter: Matter, own: Section | None, expression: str) -> Reading:
    """Reads `expression` as it stands in section `own`, or at the matter itself without one."""
    texts: list[str] = []

    def hole(found: re.Match[str]) -> str:
        texts.append(found.group()[1:-1].replace("\\'", "'").replace('\\"', '"'))
        return _HOLE.format(len(texts) - 1)

    bare = _STRING.sub(hole, expression)
    reading = Reading(strings=set(texts), numbers={float(n) for n in _NUMBER.findall(_unholed(bare))})
    names = _Names(matter, own, {alias: root for root, alias in _MACRO.findall(bare)})
    for name in _NAME.findall(_unholed(bare)):
        names.take(name, reading)
    for name, text in _comparisons(bare, texts):
        slot = names.slot(name)
        if slot is not None:
            reading.compared.append((slot, text))
    return reading


def _unholed(bare: str) -> str:
    return re.sub(r"\ufffc\d+\ufffc", " ", bare)


def _comparisons(bare: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for name, number in _COMPARED[0].findall(bare):
        yield name, texts[int(number)]
    for number, name in _COMPARED[1].findall(bare):
        yield name, texts[int(number)]
    for name, listed in _LISTED.findall(bare):
        for number in re.findall(r"\ufffc(\d+)\ufffc", listed):
            yield name, texts[int(number)]


class _Names:
    """Resolves dotted names as the rule engine's scope does: own answers before sections."""

    def __init__(self, matter: Matter, own: Section | None, aliases: Mapping[str, str]) -> None:
        self._matter, self._own, self._aliases = matter, own, aliases

    def take(self, name: str, reading: Reading) -> None:
        """Files one name; a name that is nothing goes to `unknown`."""
        parts = re.sub(r"\[\d+\]", "", name).split(".")
        if parts[0] in _KEYWORDS or (parts[0] in self._aliases and len(parts) == 1):
            return
        slot = self.slot(name)
        section = self._section(parts[0])
        if slot is not None:
            reading.slots.add(slot)
            if parts[0] == "given":
                reading.given.add(slot)
        elif (section is None or len(parts) > 1) and not self._of_row(parts):
            reading.unknown.append(name)
        if section is not None and section.repeat is not None:
            reading.counted.add(section.id)

    def slot(self, name: str) -> Slot | None:
        """The answer a name stands for, None where it is none."""
        first, *rest = re.sub(r"\[\d+\]", "", name).split(".")
        own = self._own
        if first == "given" and own is None and len(rest) == 2:
            return self.slot(".".join(rest))
        if first == "given":
            return (own.id, rest[0]) if own is not None and len(rest) == 1 and _has(own, rest[0]) else None
        if first not in self._aliases and own is not None and _has(own, first):
            return (own.id, first) if not rest or self._part_fits(own, first, rest) else None
        section = self._section(first)
        if section is None or not rest or not _has(section, rest[0]):
            return None
        whole = len(rest) == 1 or self._part_fits(section, rest[0], rest[1:])
        return (section.id, rest[0]) if whole else None

    def _section(self, first: str) -> Section | None:
        return self._matter.section(self._aliases.get(first, first).split("[")[0])

    def _part_fits(self, section: Section, key: str, rest: list[str]) -> bool:
        """`period.start` is all that an answer has inside."""
        found = field_at(section, key)
        return found is not None and found.type == "period" and rest in (["start"], ["end"])

    def _of_row(self, parts: list[str]) -> bool:
        """Whether the name is a column of a list of maps that a macro goes through."""
        root = self._aliases.get(parts[0])
        slot = self.slot(root) if root is not None else None
        if slot is None or len(parts) != 2:
            return False
        section = self._matter.section(slot[0])
        found = field_at(section, slot[1]) if section is not None else None
        return found is not None and any(column.key == parts[1] for column in found.columns)


def _has(section: Section, key: str) -> bool:
    return field_at(section, key) is not None or (key == CHOICE and bool(section.variants))


def field_at(section: Section, key: str) -> Field | None:
    """The first field of that key in any variant."""
    return next((one for one in section.all_fields() if one.key == key), None)
