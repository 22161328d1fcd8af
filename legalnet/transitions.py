"""Total tables of state machines: every event in every state has an entry, and one nobody knows is refused aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class UnknownEvent(ValueError):
    """There is no such event or state; the text never repeats what was given."""


@dataclass(frozen=True)
class Machine(Generic[S, E]):
    """A total table: state -> event -> the state afterwards, None where the event is refused."""

    table: Mapping[S, Mapping[E, S | None]]

    def after(self, state: str, event: str) -> S | None:
        """The state after an event, None when it is not allowed now. Raises `UnknownEvent`."""
        found = next((row for known, row in self.table.items() if known == state), None)
        if found is None:
            raise UnknownEvent("unknown state")
        for known, target in found.items():
            if known == event:
                return target
        raise UnknownEvent("unknown event")

    def allowed(self, state: str) -> tuple[E, ...]:
        """The events that are possible now, in the table's order. Raises `UnknownEvent`."""
        for known, row in self.table.items():
            if known == state:
                return tuple(event for event, target in row.items() if target is not None)
        raise UnknownEvent("unknown state")


def total(states: type[S], events: type[E], rows: Mapping[S, Mapping[E, S]]) -> Machine[S, E]:
    """The machine of these rows; what a row does not name is refused there, and says so by an entry."""
    return Machine(
        MappingProxyType(
            {
                state: MappingProxyType({event: rows.get(state, {}).get(event) for event in events})
                for state in states
            }
        )
    )
