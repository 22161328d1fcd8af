"""The terminals' event logs as jobs of SQLAlchemy Core, the same on both kinds of storage.

Numbers have no gap and commit in their order: whoever appends holds the row of the log until the end of the
transaction, so a reader never sees 8 before 7.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from province.gateway.storage.tables import event_logs, events

PAGE = 100
"""Events in one answer."""
NAMES = 1000
"""Logs that one look covers."""


class NoLog(Exception):
    """There is no such terminal."""


@dataclass(frozen=True)
class NewEvent:
    """An event to be entered once."""

    key: str
    at: str
    body: str
    """JSON of `legalnet.events.Body`."""


@dataclass(frozen=True)
class EventRow:
    """An event as it was entered."""

    seq: int
    key: str
    at: str
    body: str


@dataclass(frozen=True)
class Page:
    """What follows a cursor; see `legalnet.events.EventPage`."""

    log: str
    first: int
    last: int
    after_key: str | None
    rows: tuple[EventRow, ...]


def begin(connection: Connection, terminal_id: str) -> None:
    """The log of a terminal that was just enrolled."""
    row = {"terminal_id": terminal_id, "log": secrets.token_hex(16), "last": 0}
    connection.execute(insert(event_logs).values(row))


def log_id(connection: Connection, terminal_id: str) -> str:
    """The id of a terminal's log. Raises `NoLog`."""
    query = select(event_logs.c.log).where(event_logs.c.terminal_id == terminal_id)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise NoLog(terminal_id)
    return str(found)


def append(connection: Connection, terminal_id: str, new: Sequence[NewEvent], keep_from: str) -> list[int]:
    """Enter events, each key once; their numbers, an earlier one for a key that is known.

    Events from before `keep_from` are dropped meanwhile. Raises `NoLog`.
    """
    where = event_logs.c.terminal_id == terminal_id
    connection.execute(update(event_logs).where(where).values(last=event_logs.c.last))  # locks the row
    last = connection.execute(select(event_logs.c.last).where(where)).scalar_one_or_none()
    if last is None:
        raise NoLog(terminal_id)
    mine = events.c.terminal_id == terminal_id
    keys = [event.key for event in new]
    known = {row.key: int(row.seq) for row in connection.execute(
        select(events.c.key, events.c.seq).where(mine & events.c.key.in_(keys))
    )}  # fmt: skip
    for event in new:
        if event.key not in known:
            last += 1
            known[event.key] = last
            connection.execute(insert(events).values(terminal_id=terminal_id, seq=last, **vars(event)))
    connection.execute(update(event_logs).where(where).values(last=last))
    connection.execute(delete(events).where(mine & (events.c.at < keep_from)))
    return [known[key] for key in keys]


def lasts(connection: Connection, terminal_ids: Sequence[str]) -> dict[str, int]:
    """The number of the last event of each of these logs, at most `NAMES` of them."""
    query = select(event_logs.c.terminal_id, event_logs.c.last)
    rows = connection.execute(query.where(event_logs.c.terminal_id.in_(terminal_ids)))
    return {str(row.terminal_id): int(row.last) for row in rows}


def page(connection: Connection, terminal_id: str, after: int) -> Page:
    """What follows a cursor, at most `PAGE` events. Raises `NoLog`."""
    head = connection.execute(
        select(event_logs.c.log, event_logs.c.last).where(event_logs.c.terminal_id == terminal_id)
    ).one_or_none()
    if head is None:
        raise NoLog(terminal_id)
    mine = events.c.terminal_id == terminal_id
    following = mine & (events.c.seq > after) & (events.c.seq <= head.last)
    columns = (events.c.seq, events.c.key, events.c.at, events.c.body)
    found = connection.execute(select(*columns).where(following).order_by(events.c.seq).limit(PAGE))
    rows = tuple(EventRow(*row) for row in found)
    first = connection.execute(select(func.min(events.c.seq)).where(mine)).scalar_one_or_none()
    key = connection.execute(select(events.c.key).where(mine & (events.c.seq == after))).scalar_one_or_none()
    return Page(head.log, int(first or head.last + 1), int(head.last), key, rows)
