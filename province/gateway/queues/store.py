"""Tickets, offers, presence, conflict marks and bookings as jobs of SQLAlchemy Core."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from legalnet.queues import COMING, HELP, Conflict, Named, TicketState
from province.gateway.accounts.store import digest
from province.gateway.clock import civil_date, stamp
from province.gateway.storage.tables import conflicts, counters, staff_presence, tickets

OFFER_S = 30
"""For a lawyer to decide."""
PRESENT_S = 120
"""A desk that has not been heard of for so long takes no calls."""
SEEN_S = 90
"""A terminal that has not asked about its ticket for so long has left the queue."""
USUAL_S = 480
"""Length of a consultation until there are some to take the mean of."""
OPEN = (TicketState.WAITING, TicketState.OFFERED)


@dataclass(frozen=True)
class NewTicket:
    """A place to be given."""

    service: str
    terminal_id: str
    secret_hash: str = field(repr=False)
    topic: bytes = field(repr=False)
    level: str
    marks: str


def mark(key: bytes, kind: str, text: str) -> str:
    """A keyed hash of a name or number: equal ones can be found, none can be read back without the key."""
    plain = "".join(text.split()).upper()
    return hmac.new(key, f"conflict:{kind}:{plain}".encode(), hashlib.sha256).hexdigest()[:40]


def marks_of(key: bytes, people: Iterable[Named]) -> list[dict[str, str]]:
    """The marks of people: by name always, by number where it is known."""
    found = []
    for one in people:
        marks = {"name": mark(key, "name", one.name)}
        if one.number:
            marks["number"] = mark(key, "number", one.number)
        found.append(marks)
    return found


def join(connection: Connection, new: NewTicket, ticket_id: str, now: datetime) -> int:
    """A place at the end; returns the number of the day."""
    name = f"ticket:{new.service}:{civil_date(now):%Y%m%d}"
    where = counters.c.name == name
    if connection.execute(update(counters).where(where).values(value=counters.c.value + 1)).rowcount == 0:
        connection.execute(insert(counters).values(name=name, value=1))
    number = int(connection.execute(select(counters.c.value).where(where)).scalar_one())
    at = stamp(now)
    connection.execute(
        insert(tickets).values(
            id=ticket_id,
            service=new.service,
            number=number,
            terminal_id=new.terminal_id,
            secret_hash=new.secret_hash,
            state=TicketState.WAITING,
            topic=new.topic,
            level=new.level,
            marks=new.marks,
            returned=0,
            joined_at=at,
            seen_at=at,
            passed="[]",
            checked="{}",
        )
    )
    return number


def ticket(connection: Connection, ticket_id: str, secret: str | None = None) -> Row[Any] | None:
    """A ticket, for who holds its secret or, without one, for the desk."""
    query = select(tickets).where(tickets.c.id == ticket_id)
    if secret is not None:
        query = query.where(tickets.c.secret_hash == digest(secret))
    return connection.execute(query).one_or_none()


def lapse(connection: Connection, now: datetime) -> None:
    """Offers whose time is over go back; who was not heard of has left."""
    over = (tickets.c.state == TicketState.OFFERED) & (tickets.c.offer_until < stamp(now))
    back = {"state": TicketState.WAITING, "offered_to": None, "offer_until": None}
    connection.execute(update(tickets).where(over).values(**back))
    gone = tickets.c.state.in_(OPEN) & (tickets.c.seen_at < stamp(now - timedelta(seconds=SEEN_S)))
    connection.execute(update(tickets).where(gone).values(**_ended(TicketState.LEFT, "resident_left", now)))


def _ended(state: TicketState, outcome: str, now: datetime) -> dict[str, Any]:
    """What stays of a ticket that is over: nothing of what it was about."""
    return {"state": state, "outcome": outcome, "ended_at": stamp(now), "topic": b"", "marks": "{}"}


def queue(connection: Connection, services: Sequence[str]) -> list[Row[Any]]:
    """Who waits, in order: those who were dropped first, then by time."""
    query = select(tickets).where(tickets.c.state.in_(OPEN))
    if services:
        query = query.where(tickets.c.service.in_(services))
    order = (tickets.c.returned.desc(), tickets.c.joined_at, tickets.c.id)
    return list(connection.execute(query.order_by(*order)))


def seen(connection: Connection, ticket_id: str, now: datetime) -> None:
    """The terminal asked about it."""
    connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(seen_at=stamp(now)))


def end(connection: Connection, ticket_id: str, state: TicketState, outcome: str, now: datetime) -> bool:
    """A ticket is over; False when it was already."""
    where = (tickets.c.id == ticket_id) & tickets.c.ended_at.is_(None)
    return (
        connection.execute(update(tickets).where(where).values(**_ended(state, outcome, now))).rowcount == 1
    )


def come(connection: Connection, ticket_id: str, account: str, now: datetime) -> bool:
    """Somebody goes to who called for help; False when that was said already, or they left."""
    where = (tickets.c.id == ticket_id) & (tickets.c.service == HELP) & tickets.c.state.in_(OPEN)
    values = _ended(TicketState.DONE, COMING, now) | {"offered_to": account, "accepted_at": stamp(now)}
    return connection.execute(update(tickets).where(where).values(**values)).rowcount == 1


def answer(connection: Connection, ticket_id: str, account: str, now: datetime) -> Row[Any] | None:
    """The account speaks with who called for help; None when somebody answered before, or they left."""
    where = (tickets.c.id == ticket_id) & (tickets.c.service == HELP) & tickets.c.state.in_(OPEN)
    values = {"state": TicketState.ACCEPTED, "offered_to": account, "accepted_at": stamp(now)}
    taken = connection.execute(update(tickets).where(where).values(**values)).rowcount == 1
    return ticket(connection, ticket_id) if taken else None


def to_head(connection: Connection, ticket_id: str, now: datetime) -> bool:
    """The lawyer was lost: wait again, before everybody who was not dropped."""
    where = (tickets.c.id == ticket_id) & (tickets.c.state == TicketState.ACCEPTED)
    values = {
        "state": TicketState.WAITING, "returned": 1, "room_id": None, "offered_to": None, "offer_until": None,
        "seen_at": stamp(now), "checked": "{}",
    }  # fmt: skip
    return connection.execute(update(tickets).where(where).values(**values)).rowcount == 1


def offer(connection: Connection, ticket_id: str, account: str, now: datetime) -> bool:
    """Hold a ticket for one account for half a minute; False when a colleague was first, or it is gone.

    A call for help is held for nobody: it is answered at once.
    """
    where = (
        (tickets.c.id == ticket_id) & (tickets.c.state == TicketState.WAITING) & (tickets.c.service != HELP)
    )
    until = stamp(now + timedelta(seconds=OFFER_S))
    values = {"state": TicketState.OFFERED, "offered_to": account, "offer_until": until, "checked": "{}"}
    return connection.execute(update(tickets).where(where).values(**values)).rowcount == 1


def offered(connection: Connection, ticket_id: str, account: str, now: datetime) -> Row[Any] | None:
    """The ticket while it is held for this account."""
    row = ticket(connection, ticket_id)
    if row is None or row.state != TicketState.OFFERED or row.offered_to != account:
        return None
    return None if row.offer_until < stamp(now) else row


def pass_on(connection: Connection, row: Row[Any], account: str) -> None:
    """Back to where it stood; this account is not asked again."""
    passed = json.dumps(sorted({*json.loads(row.passed), account}))
    values = {"state": TicketState.WAITING, "offered_to": None, "offer_until": None, "passed": passed}
    connection.execute(update(tickets).where(tickets.c.id == row.id).values(**values))


def check(connection: Connection, row: Row[Any], account: str) -> Conflict:
    """Compare the opposite parties' marks with the account's registers; the result is kept with the ticket."""
    opposite = json.loads(row.marks).get("opposite")
    result = Conflict.NOT_CHECKED
    if opposite is not None:
        known = set(
            connection.execute(select(conflicts.c.mark).where(conflicts.c.account == account)).scalars()
        )
        numbers = {one["number"] for one in opposite if "number" in one}
        names = {one["name"] for one in opposite}
        result = Conflict.FOUND if numbers & known else Conflict.SAME_NAME if names & known else Conflict.NONE
    kept = json.dumps({"account": account, "result": result})
    connection.execute(update(tickets).where(tickets.c.id == row.id).values(checked=kept))
    return result


def register(connection: Connection, account: str, marks: Iterable[str], kind: str) -> None:
    """Remember whom an account advised (`client`) or steps back from (`recusal`)."""
    for one in set(marks):
        where = (conflicts.c.account == account) & (conflicts.c.mark == one) & (conflicts.c.register == kind)
        connection.execute(delete(conflicts).where(where))
        connection.execute(insert(conflicts).values(account=account, mark=one, register=kind))


def accept(connection: Connection, row: Row[Any], room_id: str, account: str, now: datetime) -> None:
    """The account takes the call; whose it is enters its register, so that it won't advise against them."""
    values = {"state": TicketState.ACCEPTED, "room_id": room_id, "accepted_at": stamp(now)}
    connection.execute(update(tickets).where(tickets.c.id == row.id).values(**values))
    own = json.loads(row.marks).get("self") or {}
    register(connection, account, own.values(), "client")


def present(connection: Connection, now: datetime) -> list[Row[Any]]:
    """Accounts that take calls now."""
    fresh = stamp(now - timedelta(seconds=PRESENT_S))
    where = (staff_presence.c.state == "available") & (staff_presence.c.at >= fresh)
    return list(connection.execute(select(staff_presence).where(where)))


def presences(connection: Connection) -> list[Row[Any]]:
    """Where every account stands."""
    return list(connection.execute(select(staff_presence)))


def set_presence(
    connection: Connection, account: str, state: str, services: Sequence[str], now: datetime
) -> None:
    """Where an account stands."""
    connection.execute(delete(staff_presence).where(staff_presence.c.account == account))
    values = {"account": account, "state": state, "services": json.dumps(list(services)), "at": stamp(now)}
    connection.execute(insert(staff_presence).values(**values))


def heard(connection: Connection, account: str, now: datetime) -> None:
    """The desk is still open."""
    where = staff_presence.c.account == account
    connection.execute(update(staff_presence).where(where).values(at=stamp(now)))


def mean_s(connection: Connection, service: str) -> int:
    """How long the last consultations took."""
    where = (
        (tickets.c.service == service) & tickets.c.accepted_at.is_not(None) & tickets.c.ended_at.is_not(None)
    )
    query = select(tickets.c.accepted_at, tickets.c.ended_at).where(where)
    rows = connection.execute(query.order_by(tickets.c.ended_at.desc()).limit(20)).all()
    lengths = [
        (datetime.fromisoformat(row.ended_at) - datetime.fromisoformat(row.accepted_at)).total_seconds()
        for row in rows
    ]
    return int(sum(lengths) / len(lengths)) if len(lengths) >= 3 else USUAL_S


def done_by(connection: Connection, account: str, since: datetime) -> list[Row[Any]]:
    """What an account finished since then, newest first."""
    where = (tickets.c.offered_to == account) & (tickets.c.ended_at >= stamp(since))
    return list(connection.execute(select(tickets).where(where).order_by(tickets.c.ended_at.desc())))


def rate(connection: Connection, ticket_id: str, score: int) -> bool:
    """Keep what somebody thought of their consultation, once; False when there was none, or it was rated."""
    where = (tickets.c.id == ticket_id) & tickets.c.accepted_at.is_not(None) & tickets.c.score.is_(None)
    return connection.execute(update(tickets).where(where).values(score=score)).rowcount == 1


def new_id(letter: str) -> str:
    """A random id."""
    return f"{letter}{secrets.token_hex(12)}"
