"""The desk's side of waiting: who waits for what, an offer held for half a minute, the check, the answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from sqlalchemy import Connection, Row, select

from legalnet.queues import HELP, Conflict, TicketState, Topic
from legalnet.rooms import RoomKind
from province.gateway.accounts.api import with_role
from province.gateway.accounts.factors import Box
from province.gateway.accounts.hours import of_card
from province.gateway.accounts.store import Session, StaffRole
from province.gateway.clock import SHANGHAI, stamp
from province.gateway.context import Gateway, note, of
from province.gateway.problems import Problem
from province.gateway.queues import store
from province.gateway.queues.api import BELL, Done, changed
from province.gateway.rooms import store as rooms
from province.gateway.storage.meetingtables import appointments, slots
from province.gateway.storage.tables import bookings, terminals
from province.gateway.wire import Wire

router = APIRouter(prefix="/staff/queue", tags=["staff"])

ADVISERS = (StaffRole.LAWYER, StaffRole.MEDIATOR, StaffRole.NOTARY)
MET = {RoomKind.CONSULT: "queue.accepted", RoomKind.HELP: "help.video"}
"""Words of the audit for a call that is taken."""
Answers = Annotated[Session, Depends(with_role(StaffRole.LAWYER))]
"""Whoever takes consultations: the room of one opens for a lawyer only."""
Attends = Annotated[Session, Depends(with_role(*ADVISERS, StaffRole.CLERK, StaffRole.STAFF))]
"""Whoever looks at the queue: who is no lawyer sees and answers calls for help, and no others."""


class Waiting(Wire):
    """Somebody who waits, as little as is fair to know."""

    ticket: str
    number: int
    service: str
    topic: Topic
    level: str
    place: str
    joined_at: str
    returned: bool
    state: Literal["waiting", "offered"]
    mine: bool


class Appointment(Wire):
    """A time that was agreed."""

    booking: str
    way: str
    starts: str
    topic: Topic
    contact: str = Field(default="", repr=False)


class Finished(Wire):
    """What this account did today."""

    number: int
    started: str
    ended: str
    outcome: str
    room: str
    score: int | None
    """What the resident thought of it."""


class QueueView(Wire):
    """Everything the page shows; `version` is to be given back to wait for the next change."""

    version: str
    waiting: tuple[Waiting, ...]
    bookings: tuple[Appointment, ...]
    finished: tuple[Finished, ...]
    present: int
    me: str
    """available, writing, away."""


class Presence(Wire):
    """Whether somebody takes calls, and for which services."""

    state: Literal["available", "writing", "away"]
    services: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$")], ...] = ("consult",)


class Checked(Wire):
    """What the check says, and whether the call may be taken."""

    result: Conflict
    may_accept: bool


class Acceptance(Wire):
    """The declaration that stands beside the check."""

    declared: bool


class Accepted(Wire):
    """Where to go."""

    room: str


@router.get("", response_model=QueueView)
async def look(
    request: Request,
    caller: Attends,
    since: Annotated[str, Query(max_length=64)] = "",
    wait: Annotated[float, Query(ge=0, le=25)] = 0,
) -> QueueView:
    """The queue; with `since`, when it changed or the time is over."""
    gateway = of(request)
    until = gateway.clock.monotonic() + min(wait, gateway.settings.longest_poll_s)
    with gateway.bells.listen(BELL) as rung:
        while True:
            rung.clear()
            found = await _view(gateway, caller)
            left = until - gateway.clock.monotonic()
            if found.version != since or left <= 0 or gateway.bells.closing:
                return found
            try:
                await asyncio.wait_for(rung.wait(), min(left, gateway.settings.recheck_events_s))
            except TimeoutError:
                continue


async def _view(gateway: Gateway, caller: Session) -> QueueView:
    """As this account sees it now."""
    now, account = gateway.clock.now(), caller.account
    services = [] if caller.may(StaffRole.LAWYER) else [HELP]
    booked = caller.may(*ADVISERS)

    def job(connection: Connection) -> QueueView:
        """In one transaction, so that lapsed offers are seen as such."""
        store.lapse(connection, now)
        store.heard(connection, account, now)
        return _read(connection, gateway, account, services, booked=booked)

    return await gateway.database.write(job)


def _read(
    connection: Connection, gateway: Gateway, account: str, services: list[str], *, booked: bool
) -> QueueView:
    """Rows into words; `booked`: with the hours that were agreed."""
    box, now = Box(gateway.keys.staff_key), gateway.clock.now()
    rows = [row for row in store.queue(connection, services) if account not in json.loads(row.passed)]
    places = {row.id: json.loads(row.profile)["place"] for row in connection.execute(select(terminals))}
    present = store.present(connection, now)
    me = next((row.state for row in store.presences(connection) if row.account == account), "away")
    midnight = now - timedelta(hours=24)
    view = QueueView(
        version="",
        waiting=tuple(_waiting(box, row, places.get(row.terminal_id, ""), account) for row in rows),
        bookings=tuple(_appointments(connection, box, now)) if booked else (),
        finished=tuple(
            Finished(
                number=row.number,
                started=row.accepted_at or "",
                ended=row.ended_at,
                outcome=row.outcome or "",
                room=row.room_id or "",
                score=row.score,
            )
            for row in store.done_by(connection, account, midnight)
        ),
        present=len(present),
        me=me,
    )
    version = hashlib.sha256(view.model_dump_json().encode()).hexdigest()[:24]
    return view.model_copy(update={"version": version})


def _waiting(box: Box, row: Row[Any], place: str, account: str) -> Waiting:
    """A row of the queue: nobody's name."""
    return Waiting(
        ticket=row.id,
        number=row.number,
        service=row.service,
        topic=Topic.model_validate_json(box.open(row.topic, row.id)),
        level=row.level,
        place=place,
        joined_at=row.joined_at,
        returned=bool(row.returned),
        state=row.state,
        mine=row.offered_to == account,
    )


def _appointments(connection: Connection, box: Box, now: datetime) -> list[Appointment]:
    """The next ones; the number to call is for those who call."""
    where = (bookings.c.state == "booked") & (bookings.c.starts >= stamp(now - timedelta(hours=1)))
    rows = connection.execute(select(bookings).where(where).order_by(bookings.c.starts).limit(20))
    agreed = [
        Appointment(
            booking=row.id,
            way=row.way,
            starts=row.starts,
            topic=Topic.model_validate_json(box.open(row.topic, row.id)),
            contact="" if row.contact is None else box.open(row.contact, row.id),
        )
        for row in rows
    ]
    return sorted([*agreed, *_hours(connection, now)], key=lambda one: one.starts)[:20]


def _hours(connection: Connection, now: datetime) -> list[Appointment]:
    """Hours that residents took at a terminal: whose they are is not told, what they need is."""
    query = select(appointments.c.id, appointments.c.needs, slots.c.service, slots.c.starts, slots.c.by)
    query = query.join_from(appointments, slots, appointments.c.slot == slots.c.id)
    query = query.where(slots.c.starts >= stamp(now - timedelta(hours=1))).order_by(slots.c.starts).limit(20)
    return [
        Appointment(
            booking=row.id,
            way="video" if row.by == "video" else "visit",
            starts=row.starts,
            topic=Topic(title=row.service, needs=json.loads(row.needs)),
            contact="",
        )
        for row in connection.execute(query)
    ]


@router.put("/presence", response_model=Done)
async def be(request: Request, body: Presence, caller: Attends) -> Done:
    """Take calls, write, or be away; who is no lawyer is there for calls for help."""
    gateway, now = of(request), of(request).clock.now()
    services = body.services if caller.may(StaffRole.LAWYER) else (HELP,)
    await gateway.database.write(lambda c: store.set_presence(c, caller.account, body.state, services, now))
    await changed(gateway)
    return Done()


@router.post("/tickets/{ticket_id}/offer", response_model=Done)
async def offer(request: Request, ticket_id: str, caller: Answers) -> Done:
    """Hold somebody for the caller for half a minute; outside their own hours nobody is held for them."""
    gateway, now = of(request), of(request).clock.now()
    if not of_card(caller.card).open_at(now.astimezone(SHANGHAI)):
        raise Problem("not_now", state="hours")

    def job(connection: Connection) -> bool:
        """The first to ask wins."""
        store.lapse(connection, now)
        return store.offer(connection, ticket_id, caller.account, now)

    if not await gateway.database.write(job):
        raise Problem("ticket_taken")
    await changed(gateway)
    return Done()


def _mine(connection: Connection, ticket_id: str, caller: Session, now: datetime) -> Row[Any]:
    """The ticket, while it is held for the caller. Raises `Problem` `offer_over`."""
    row = store.offered(connection, ticket_id, caller.account, now)
    if row is None:
        raise Problem("offer_over")
    return row


@router.post("/tickets/{ticket_id}/conflict-check", response_model=Checked)
async def check(request: Request, ticket_id: str, caller: Answers) -> Checked:
    """Compare keyed hashes of the other side with whom the caller advised before; never a name comes back."""
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> Conflict:
        """The result stays with the ticket, and on record."""
        row = _mine(connection, ticket_id, caller, now)
        result = store.check(connection, row, caller.account)
        note(connection, now, f"staff:{caller.account}", f"conflict.{result}", ticket_id)
        return result

    result = await gateway.database.write(job)
    return Checked(result=result, may_accept=result is not Conflict.FOUND)


def _met(connection: Connection, kind: RoomKind, row: Row[Any], caller: Session, now: datetime) -> str:
    """The room that is made for the two, with the ticket and the audit's row of it."""
    state = rooms.for_ticket(kind, row.id, row.secret_hash, caller.account, caller.display)
    made = rooms.make(connection, state, now)
    store.accept(connection, row, made, caller.account, now)
    note(connection, now, f"staff:{caller.account}", MET[kind], row.id)
    return made


@router.post("/tickets/{ticket_id}/accept", response_model=Accepted)
async def accept(request: Request, ticket_id: str, body: Acceptance, caller: Answers) -> Accepted:
    """Take the call: a room is made for the two. Only after the check, never against a found conflict."""
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> str:
        """Room, ticket and audit row, or nothing."""
        row = _mine(connection, ticket_id, caller, now)
        checked = json.loads(row.checked)
        found = checked.get("result") if checked.get("account") == caller.account else None
        if not body.declared or found in (None, Conflict.FOUND):
            raise Problem("conflict")
        return _met(connection, RoomKind.CONSULT, row, caller, now)

    room = await gateway.database.write(job)
    await changed(gateway)
    return Accepted(room=room)


@router.post("/tickets/{ticket_id}/video", response_model=Accepted)
async def video(request: Request, ticket_id: str, caller: Attends) -> Accepted:
    """Answer a call for help face to face: a room of two, in which nothing of a case is shown and no advice given.

    So there is nobody to check against. Raises `Problem` `ticket_taken`.
    """
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> str:
        """Room, ticket and audit row, or nothing: the first to ask wins."""
        row = store.answer(connection, ticket_id, caller.account, now)
        if row is None:
            raise Problem("ticket_taken")
        return _met(connection, RoomKind.HELP, row, caller, now)

    room = await gateway.database.write(job)
    await changed(gateway)
    return Accepted(room=room)


@router.post("/tickets/{ticket_id}/coming", response_model=Done)
async def coming(request: Request, ticket_id: str, caller: Attends) -> Done:
    """Answer a call for help: somebody is on the way; the terminal says so. Raises `Problem` `ticket_taken`."""
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> bool:
        """Only a call for help, and only once; a person's account of it stays on record."""
        came = store.come(connection, ticket_id, caller.account, now)
        if came:
            note(connection, now, f"staff:{caller.account}", "help.coming", ticket_id)
        return came

    if not await gateway.database.write(job):
        raise Problem("ticket_taken")
    await changed(gateway)
    return Done()


@router.post("/tickets/{ticket_id}/pass", response_model=Done)
async def pass_on(request: Request, ticket_id: str, caller: Answers) -> Done:
    """Leave it to the next; no reason asked."""
    return await _give_back(request, ticket_id, caller, recusal=False)


@router.post("/tickets/{ticket_id}/recuse", response_model=Done)
async def recuse(request: Request, ticket_id: str, caller: Answers) -> Done:
    """Step back for a conflict: remembered as keyed hashes, without words."""
    return await _give_back(request, ticket_id, caller, recusal=True)


async def _give_back(request: Request, ticket_id: str, caller: Session, *, recusal: bool) -> Done:
    """Both ways of not taking a call."""
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> None:
        """One transaction."""
        row = _mine(connection, ticket_id, caller, now)
        if recusal:
            people = json.loads(row.marks).get("opposite") or []
            marks = [mark for one in people for mark in one.values()]
            store.register(connection, caller.account, marks, "recusal")
            note(connection, now, f"staff:{caller.account}", "queue.recused", ticket_id)
        store.pass_on(connection, row, caller.account)

    await gateway.database.write(job)
    await changed(gateway)
    return Done()


async def ended(gateway: Gateway, ticket_id: str, outcome: str) -> None:
    """A consultation is over: its ticket too."""
    now = gateway.clock.now()
    await gateway.database.write(lambda c: store.end(c, ticket_id, TicketState.DONE, outcome, now))
    await changed(gateway)
