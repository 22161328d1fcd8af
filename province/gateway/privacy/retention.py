"""Letting go of what is over, by `legalnet.keeping`: every kind with days has its job here, and a test moves the clock.

What has no days is an archive of the receiving authority or ends by an event; nothing here touches it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, or_, select

from legalnet.keeping import days
from province.gateway.accounts.store import LONGEST_S
from province.gateway.clock import stamp
from province.gateway.ledger import chain
from province.gateway.rooms.store import TOKEN_S
from province.gateway.storage.meetingtables import appointments, case_parties, slots
from province.gateway.storage.persontables import given_answers, people, person_sessions, visited
from province.gateway.storage.proceedingtables import entrances, proceedings
from province.gateway.storage.tables import (
    bookings,
    enrol_codes,
    events,
    nonces,
    opinions,
    room_log,
    room_tokens,
    rooms,
    staff_sessions,
    staff_tries,
    tickets,
)
from province.gateway.storage.worktables import applications, deliveries, service_consents

Job = Callable[[Connection, datetime], int]


def _old(kind: str, now: datetime) -> str:
    """The instant before which things of that kind are over."""
    period = days(kind)
    if period is None:
        raise ValueError(kind)
    return stamp(now - timedelta(days=period))


def _dropped(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return int(connection.execute(delete(table).where(where)).rowcount)


def _nonces(connection: Connection, now: datetime) -> int:
    return _dropped(connection, nonces, nonces.c.expires < int(now.timestamp()))


def _enrolment(connection: Connection, now: datetime) -> int:
    unused = enrol_codes.c.used_at.is_(None)
    return _dropped(connection, enrol_codes, unused & (enrol_codes.c.expires_at < _old("enrolment", now)))


def _room_tokens(connection: Connection, now: datetime) -> int:
    over = stamp(now - timedelta(seconds=TOKEN_S))
    gone = _dropped(connection, room_tokens, room_tokens.c.expires_at < over)
    return gone + _dropped(connection, entrances, entrances.c.expires_at < over)


def _staff_sessions(connection: Connection, now: datetime) -> int:
    opened = stamp(now - timedelta(seconds=LONGEST_S))
    return _dropped(connection, staff_sessions, staff_sessions.c.opened_at < opened)


def _staff_tries(connection: Connection, now: datetime) -> int:
    return _dropped(connection, staff_tries, staff_tries.c.until < stamp(now))


def _person_sessions(connection: Connection, now: datetime) -> int:
    return _dropped(connection, person_sessions, person_sessions.c.expires_at < stamp(now))


def _given_answers(connection: Connection, now: datetime) -> int:
    return _dropped(connection, given_answers, given_answers.c.at < _old("given_answer", now))


def _events(connection: Connection, now: datetime) -> int:
    return _dropped(connection, events, events.c.at < _old("events", now))


def _visited(connection: Connection, now: datetime) -> int:
    return _dropped(connection, visited, visited.c.last_at < _old("visited", now))


def _bookings(connection: Connection, now: datetime) -> int:
    return _dropped(connection, bookings, bookings.c.starts < _old("booking", now))


def _tickets(connection: Connection, now: datetime) -> int:
    ended = tickets.c.ended_at.is_not(None) & (tickets.c.ended_at < _old("ticket", now))
    return _dropped(connection, tickets, ended)


def _appointments(connection: Connection, now: datetime) -> int:
    """Whose hour is over, or whose hour is no longer offered."""
    over = select(slots.c.id).where(slots.c.ends < _old("appointment", now))
    return _dropped(connection, appointments, appointments.c.last_slot.in_(over))


def _rooms(connection: Connection, now: datetime) -> int:
    """The log goes; so does the room, unless an opinion or a ticket still names it."""
    old = select(rooms.c.id).where(rooms.c.closed_at < _old("room", now))
    gone = _dropped(connection, room_log, room_log.c.room_id.in_(old))
    named = or_(
        exists().where(opinions.c.room_id == rooms.c.id),
        exists().where(tickets.c.room_id == rooms.c.id),
        exists().where(room_tokens.c.room_id == rooms.c.id),
        exists().where(entrances.c.room_id == rooms.c.id),
        exists().where(proceedings.c.room_id == rooms.c.id),
    )
    return gone + _dropped(connection, rooms, (rooms.c.closed_at < _old("room", now)) & ~named)


def _people(connection: Connection, now: datetime) -> int:
    """Who has nothing here any more."""
    holder = people.c.holder
    something = or_(*(
        exists().where(table.c.holder == holder)
        for table in (applications, deliveries, visited, person_sessions, appointments, case_parties)
    ))  # fmt: skip
    alone = (people.c.since < _old("person", now)) & ~something
    gone = select(people.c.holder).where(alone)
    connection.execute(delete(service_consents).where(service_consents.c.holder.in_(gone)))
    return _dropped(connection, people, alone)


def _audit(connection: Connection, now: datetime) -> int:
    period = days("audit")
    return chain.trim(connection, now - timedelta(days=period or 0)) if period else 0


JOBS: dict[str, Job] = {
    "nonce": _nonces,
    "enrolment": _enrolment,
    "room_token": _room_tokens,
    "staff_session": _staff_sessions,
    "staff_try": _staff_tries,
    "person_session": _person_sessions,
    "given_answer": _given_answers,
    "events": _events,
    "visited": _visited,
    "booking": _bookings,
    "ticket": _tickets,
    "appointment": _appointments,
    "room": _rooms,
    "person": _people,
    "audit": _audit,
}
"""By the kind of `legalnet.keeping`, in an order in which nothing still points at what goes."""


def forget(connection: Connection, now: datetime) -> dict[str, int]:
    """Let go of everything that is over; how many rows of each kind went."""
    return {kind: job(connection, now) for kind, job in JOBS.items()}
