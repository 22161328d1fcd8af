"""What applications, orders, deliveries and bookings have in common: somebody's own, moved by a table of states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table, select, update

from legalnet.transitions import E, Machine, S
from province.gateway.context import Gateway, note
from province.gateway.problems import Problem
from province.gateway.work.journal import Doer, enter

Ev = TypeVar("Ev", bound=str)
SHOWN = 200
"""How many of somebody's own are listed at most."""


@dataclass(frozen=True)
class Change(Generic[Ev]):
    """What is to happen to a record."""

    event: Ev
    doer: Doer
    words: str = field(default="", repr=False)
    data: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Any] = field(default_factory=dict)
    """Columns that change with it."""


@dataclass(frozen=True)
class Records(Generic[S, E]):
    """The records of one table that has `holder` and `rev`, and their lines in the journal."""

    name: str
    """Their kind in the journal and in the audit: application, order, delivery."""
    table: Table
    number: Column[Any]
    """What one is called by."""
    since: Column[Any]
    """When it came; the newest is listed first."""
    state: Column[Any]
    machine: Machine[S, E]

    def called(self, row: Row[Any]) -> str:
        """The record's own name."""
        return str(getattr(row, self.number.name))

    def subject(self, number: str) -> str:
        """The journal's name of a record."""
        return f"{self.name}/{number}"

    def find(self, connection: Connection, number: str) -> Row[Any]:
        """The record of that name. Raises `Problem` `not_found`."""
        row = connection.execute(select(self.table).where(self.number == number)).one_or_none()
        if row is None:
            raise Problem("not_found")
        return row

    def mine(self, connection: Connection, number: str, holder: str) -> Row[Any]:
        """The record, when it is this person's; another's is no different from none. Raises `Problem` `not_yours`."""
        where = (self.number == number) & (self.table.c.holder == holder)
        row = connection.execute(select(self.table).where(where)).one_or_none() if holder else None
        if row is None:
            raise Problem("not_yours")
        return row

    def all_of(self, holder: str) -> Select[Any]:
        """Everything of a person, newest first."""
        where = (self.table.c.holder == holder) & (self.table.c.holder != "")
        return select(self.table).where(where).order_by(self.since.desc()).limit(SHOWN)

    def touch(self, connection: Connection, row: Row[Any], values: Mapping[str, Any]) -> None:
        """Change columns unless somebody was faster. Raises `Problem` `changed`."""
        here = (self.number == self.called(row)) & (self.table.c.rev == row.rev)
        done = connection.execute(update(self.table).where(here).values(rev=row.rev + 1, **values))
        if done.rowcount != 1:
            raise Problem("changed")

    def after(self, row: Row[Any], event: E) -> S:
        """The state that an event leads to. Raises `Problem` `not_now`, which names what is allowed."""
        state = getattr(row, self.state.name)
        found = self.machine.after(state, event)
        if found is None:
            raise Problem("not_now", state=state, allowed=[str(one) for one in self.machine.allowed(state)])
        return found

    def move(
        self, connection: Connection, gateway: Gateway, row: Row[Any], change: Change[E], **values: Any
    ) -> S:
        """Do what the table of states allows, in the journal and the audit too; the state afterwards.

        Raises `Problem` `not_now` or `changed`.
        """
        after = self.after(row, change.event)
        self.touch(connection, row, {self.state.name: str(after), **values, **change.columns})
        self.tell(connection, gateway, row, change, after)
        return after

    def tell(
        self, connection: Connection, gateway: Gateway, row: Row[Any], change: Change[Any], state: str
    ) -> None:
        """Write into the journal and the audit what happened to it."""
        number, doer = self.called(row), change.doer
        enter(
            connection, gateway, self.subject(number), doer, change.event, state=state, words=change.words, **change.data
        )  # fmt: skip
        note(connection, gateway.clock.now(), doer.actor or doer.by, f"{self.name}.{change.event}", number)
