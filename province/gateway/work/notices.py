"""Telling a person's terminals that something waits: marks and codes, entered with the change that caused them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, select

from legalnet.events import Body, InboxNotice, holder_mark
from province.gateway.clock import stamp
from province.gateway.context import Gateway
from province.gateway.persons import named
from province.gateway.storage import eventlog
from province.gateway.storage.eventlog import NewEvent
from province.gateway.storage.persontables import visited
from province.gateway.storage.tables import event_logs
from province.gateway.storage.worktables import applications

About = Literal["delivery", "correction", "decision", "message"]
MOST = 5
"""Terminals of a person that are told, those visited last."""


@dataclass(frozen=True)
class Ear:
    """One terminal where a person is told, and how its log speaks of them."""

    terminal_id: str
    mark: str


async def ears_of(gateway: Gateway, holder: str, also: str = "") -> list[Ear]:
    """The terminals where this person was, and `also` that one; none for somebody nobody knows."""
    if not holder:
        return []
    number, logs = await gateway.database.read(lambda c: _known(c, gateway, holder, also))
    if number is None:
        return []
    marks = [await asyncio.to_thread(holder_mark, log, number) for _, log in logs]
    return [Ear(terminal, mark) for (terminal, _), mark in zip(logs, marks, strict=True)]


def _known(
    connection: Connection, gateway: Gateway, holder: str, also: str
) -> tuple[str | None, list[tuple[str, str]]]:
    """The person's number, and (terminal, log) of each place."""
    who = named(connection, gateway, holder)
    number = who.number if who is not None else _filed_as(connection, gateway, holder)
    been = select(visited.c.terminal_id).where(visited.c.holder == holder).order_by(visited.c.last_at.desc())
    filed = select(applications.c.terminal_id).where(applications.c.holder == holder).distinct()
    places = [also] if also else []
    places += [
        *connection.execute(been.limit(MOST)).scalars(),
        *connection.execute(filed.limit(MOST)).scalars(),
    ]
    wanted = list(dict.fromkeys(places))[:MOST]
    query = select(event_logs.c.terminal_id, event_logs.c.log).where(event_logs.c.terminal_id.in_(wanted))
    return number, [(row.terminal_id, row.log) for row in connection.execute(query)]


def _filed_as(connection: Connection, gateway: Gateway, holder: str) -> str | None:
    """The number under which somebody filed who never asked anything since."""
    query = select(applications).where((applications.c.holder == holder) & applications.c.who.is_not(None))
    row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    return str(gateway.records.show_json(f"application/{row.submission_id or row.number}", row.who)["number"])


def enter_all(
    connection: Connection, gateway: Gateway, ears: Sequence[Ear], key: str, body: Callable[[str], Body]
) -> None:
    """Enter an event into the log of each terminal, within the transaction of what it is about."""
    now = gateway.clock.now()
    keep_from = stamp(now - timedelta(days=gateway.settings.keep_events_days))
    for ear in ears:
        event = NewEvent(key, stamp(now), body(ear.mark).model_dump_json())
        eventlog.append(connection, ear.terminal_id, [event], keep_from)


def notice(about: About, code: str, number: str) -> Callable[[str], Body]:
    """The event that something lies in the inbox."""
    return lambda mark: InboxNotice(notice=code, holder=mark, about=about, number=number or None)


async def ring(gateway: Gateway, ears: Sequence[Ear]) -> None:
    """Wake whoever waits for these terminals; after the commit."""
    for ear in ears:
        await gateway.messenger.tell(ear.terminal_id)
