"""What was typed in one interview: entries, what cannot be used, what belongs nowhere, which warnings were
kept.

It knows the shape of the matter and the paths into it, and keeps one resolved picture of itself until the
next change; it judges nothing and shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from legalnet.answers import NotUsable, normalise
from legalnet.matter import CHOICE, Field, Matter, Option, Section, Text
from legalnet.resolution import Resolved, Resolver, Spot, entry_fields

Place = tuple[Section, int, Field]
"""A question: its section, the entry, its field."""


@dataclass(frozen=True, repr=False)
class Taken:
    """An entry that was taken away, with what was noted of it, so that it can be put back; without a repr that tells."""

    section: str
    index: int
    entry: dict[str, Any]
    kept: frozenset[str]
    visited: frozenset[str]
    unusable: dict[str, tuple[Any, Text]]


class UnknownPath(KeyError):
    """A path that names no question of the matter in its present shape."""


class Sheet:
    """The answers of one resident to one matter, as typed."""

    def __init__(self, matter: Matter, resolver: Resolver) -> None:
        self.matter = matter
        self.resolver = resolver
        self.entries: dict[str, list[dict[str, Any]]] = {section.id: [{}] for section in matter.sections}
        self.unusable: dict[Spot, tuple[Any, Text]] = {}
        """What was typed but cannot be stored as its type, with the words for it."""
        self.strangers: list[str] = []
        """Paths of loaded answers that belong nowhere."""
        self.kept: set[Spot] = set()
        self.visited: set[Spot] = set()
        self._resolved: Resolved | None = None

    @property
    def resolved(self) -> Resolved:
        """The consistent picture of these answers."""
        if self._resolved is None:
            self._resolved = self.resolver.resolve(self.entries)
        return self._resolved

    def put(self, spot: Spot, field: Field, value: Any) -> None:
        """Stores `value` in its normal form; what cannot be stored is remembered as typed."""
        entry = self.entries[spot[0]][spot[1]]
        self._resolved = None
        self.kept.discard(spot)
        self.unusable.pop(spot, None)
        try:
            entry[spot[2]] = normalise(field, value)
        except NotUsable as fault:
            entry[spot[2]] = None
            self.unusable[spot] = (value, fault.text)

    def find(self, path: str) -> Place:
        """The question at `section.key` or `section.0.key`. Raises UnknownPath."""
        parts = path.split(".")
        section = self.matter.section(parts[0])
        if section is None or len(parts) != (3 if section.repeat is not None else 2):
            raise UnknownPath(path)
        index = int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() and parts[1].isascii() else 0
        if index >= len(self.entries[section.id]) or (len(parts) == 3 and parts[1] != str(index)):
            raise UnknownPath(path)
        if section.variants and parts[-1] == CHOICE:
            return section, index, choice_field(section)
        for field in self.fields(section, index):
            if field.key == parts[-1]:
                return section, index, field
        raise UnknownPath(path)

    def choice(self, section: Section, index: int) -> str:
        """Which variant an entry is, empty before a choice."""
        return self.resolver.choice(section, index, self.entries)

    def fields(self, section: Section, index: int) -> tuple[Field, ...]:
        """The fields of an entry in its present shape."""
        return (
            entry_fields(section, {CHOICE: self.choice(section, index)})
            if section.variants
            else section.fields
        )

    def add(self, section_id: str) -> int:
        """One more entry; its index. Raises UnknownPath where there is no room for one."""
        section = self.matter.section(section_id)
        if section is None or section.repeat is None or len(self.entries[section_id]) >= section.repeat.most:
            raise UnknownPath(section_id)
        self.entries[section_id].append({})
        self._resolved = None
        return len(self.entries[section_id]) - 1

    def remove(self, section_id: str, index: int) -> Taken:
        """Takes an entry away; the ones behind it move up. Raises UnknownPath where it must stay."""
        section = self.matter.section(section_id)
        entries = self.entries.get(section_id, [])
        if section is None or section.repeat is None or not 0 <= index < len(entries):
            raise UnknownPath(section_id)
        if len(entries) <= section.repeat.least:
            raise UnknownPath(section_id)
        here = (section_id, index)
        taken = Taken(
            *here,
            entries[index],
            frozenset(spot[2] for spot in self.kept if spot[:2] == here),
            frozenset(spot[2] for spot in self.visited if spot[:2] == here),
            {spot[2]: fault for spot, fault in self.unusable.items() if spot[:2] == here},
        )
        del entries[index]
        self._shift(section_id, index, gone=True)
        return taken

    def restore(self, taken: Taken) -> None:
        """Puts an entry back where it was. Raises UnknownPath where there is no room for it any more."""
        section = self.matter.section(taken.section)
        entries = self.entries.get(taken.section, [])
        full = section is None or section.repeat is None or len(entries) >= section.repeat.most
        if full or taken.index > len(entries):
            raise UnknownPath(taken.section)
        self._shift(taken.section, taken.index, gone=False)
        entries.insert(taken.index, taken.entry)
        here = (taken.section, taken.index)
        self.kept |= {(*here, key) for key in taken.kept}
        self.visited |= {(*here, key) for key in taken.visited}
        self.unusable |= {(*here, key): fault for key, fault in taken.unusable.items()}

    def _shift(self, section_id: str, index: int, gone: bool) -> None:
        """Notes of the entries behind `index` move with them."""
        self.kept = set(_moved(dict.fromkeys(self.kept), section_id, index, gone))
        self.visited = set(_moved(dict.fromkeys(self.visited), section_id, index, gone))
        self.unusable = _moved(self.unusable, section_id, index, gone)
        self._resolved = None

    def load(self, answers: Mapping[str, Any]) -> None:
        """Takes answers as they travel; what does not belong to the matter is listed in `strangers`."""
        for section_id, content in answers.items():
            section = self.matter.section(section_id)
            rows = content if isinstance(content, list) else [content]
            fits = section is not None and isinstance(content, list) == (section.repeat is not None)
            if section is None or not fits or not all(isinstance(row, Mapping) for row in rows):
                self.strangers.append(section_id)
                continue
            most = section.repeat.most if section.repeat is not None else 1
            if len(rows) > most:
                self.strangers.append(section_id)
            self.entries[section_id] = [{} for _ in rows[:most]] or [{}]
            for index, row in enumerate(rows[:most]):
                self._load_entry(section, index, row)

    def _load_entry(self, section: Section, index: int, row: Mapping[str, Any]) -> None:
        if section.variants and CHOICE in row:
            self.put((section.id, index, CHOICE), choice_field(section), row[CHOICE])
        fields = {field.key: field for field in self.fields(section, index)}
        for key, value in row.items():
            if key in fields:
                self.put((section.id, index, key), fields[key], value)
            elif key != CHOICE or not section.variants:
                self.strangers.append(path_of(section, index, str(key)))


def path_of(section: Section, index: int, key: str) -> str:
    """The path of a key, or of a page, in an entry."""
    return f"{section.id}.{index}.{key}" if section.repeat is not None else f"{section.id}.{key}"


def choice_field(section: Section) -> Field:
    """The question that decides which variant an entry is."""
    options = tuple(Option(value=variant.id, label=variant.label) for variant in section.variants)
    return Field(
        key=CHOICE, type="enum", label=section.choose or section.title, required=True, options=options
    )


V = TypeVar("V")


def _moved(notes: Mapping[Spot, V], section_id: str, index: int, gone: bool) -> dict[Spot, V]:
    """`notes` after entry `index` of a section was taken away (its own are dropped), or put back before it."""
    moved: dict[Spot, V] = {}
    for spot, note in notes.items():
        if spot[0] != section_id or spot[1] < index:
            moved[spot] = note
        elif not gone:
            moved[spot[0], spot[1] + 1, spot[2]] = note
        elif spot[1] > index:
            moved[spot[0], spot[1] - 1, spot[2]] = note
    return moved
