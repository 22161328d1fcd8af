"""What comes before a matter: which of its gates stand with the present answers, and from which page on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legalnet.matter import CHOICE, Gate, Matter
from legalnet.rules import Scope, names_in


@dataclass(frozen=True)
class GateState:
    """A gate that stands."""

    index: int
    page: str
    """The page with the last question it names, where another answer may open it."""
    message: str
    basis: str
    matter: str
    """Code of the matter that comes first, empty where there is none."""
    block: bool
    kept: bool
    """The resident saw it and goes on; never for one that blocks."""

    @property
    def path(self) -> str:
        """What a problem or an acknowledgement calls it."""
        return f"gates.{self.index}"


class Gates:
    """The gates of one matter."""

    def __init__(self, matter: Matter) -> None:
        self._named = [(gate, _questions(matter, gate.when)) for gate in matter.gates]
        self.kept: set[int] = set()

    def standing(
        self, scope: Scope, pages: Sequence[tuple[str, frozenset[tuple[str, str]]]], upto: str, language: str
    ) -> tuple[GateState, ...]:
        """Those that stand; `pages` are the shown ones with the (section, key) they ask.

        With a page `upto`, only those whose last question stands on it or before it.
        """
        place = {page: at for at, (page, _) in enumerate(pages)}
        found = []
        for index, (gate, questions) in enumerate(self._named):
            last = max((at for at, (_, keys) in enumerate(pages) if keys & questions), default=0)
            if last <= place.get(upto, len(pages)) and scope.true(gate.when, otherwise=False):
                page = pages[last][0] if pages else ""
                kept = index in self.kept and not gate.block
                found.append(_state(gate, index, page, kept, language))
        return tuple(found)


def _state(gate: Gate, index: int, page: str, kept: bool, language: str) -> GateState:
    message = gate.message.pick(language)
    return GateState(index, page, message, gate.basis, gate.matter or "", gate.block, kept)


def _questions(matter: Matter, expression: str) -> frozenset[tuple[str, str]]:
    """The (section, key) an expression names; all of a section where it only names the section."""
    names = names_in(expression)
    found: set[tuple[str, str]] = set()
    for section in matter.sections:
        keys = {field.key for field in section.all_fields()} | ({CHOICE} if section.variants else set())
        named = set(re.findall(rf"\b{section.id}\.(\w+)", expression)) & keys
        if section.id in names or named:
            found |= {(section.id, key) for key in named or keys}
    return frozenset(found)
