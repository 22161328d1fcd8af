"""The terminal's side of waiting: join by its signature, then everything by the ticket's own secret."""

from __future__ import annotations

import asyncio
import json
import secrets
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from sqlalchemy import Connection, Row, func, insert, select

from legalnet.queues import Booking, Join, Joined, Place, Slot, TicketState
from province.gateway.accounts.factors import Box
from province.gateway.accounts.store import digest
from province.gateway.accounts.store import find as find_account
from province.gateway.clock import SHANGHAI, stamp
from province.gateway.context import Gateway, of
from province.gateway.problems import Problem
from province.gateway.queues import store
from province.gateway.queues.store import NewTicket
from province.gateway.rooms.api import bearer
from province.gateway.signatures import Signed
from province.gateway.storage.tables import bookings
from province.gateway.wire import Wire

router = APIRouter(prefix="/queues", tags=["queues"])

BELL = "queues"
"""Rung whenever something about a queue changed."""
DAYS, HOURS, AT_A_TIME = 5, (9, 10, 11, 14, 15, 16), 2
"""Bookings: working days ahead, hours of the day in China, how many at the same hour."""
ServiceName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{1,31}$")]


class Done(Wire):
    """What was asked has happened."""

    ok: bool = True


class Booked(Wire):
    """A booking's number, to be told aloud."""

    booking: str


async def changed(gateway: Gateway) -> None:
    """Wake those who wait for a change, on every gateway."""
    await gateway.messenger.tell(BELL)


@router.post("/{service}/join", status_code=201, response_model=Joined)
async def join(request: Request, service: ServiceName, body: Join, terminal: Signed) -> Joined:
    """A place at the end of a queue, for the person at this terminal."""
    gateway, key = of(request), of(request).keys.staff_key
    ticket_id, secret = store.new_id("q"), secrets.token_urlsafe(24)
    own = store.marks_of(key, [body.self_])[0] if body.self_ else None
    opposite = None if body.opposite is None else store.marks_of(key, body.opposite)
    new = NewTicket(
        service=service,
        terminal_id=terminal.id,
        secret_hash=digest(secret),
        topic=Box(key).seal(body.topic.model_dump_json(), ticket_id),
        level=body.level,
        marks=json.dumps({"self": own, "opposite": opposite}),
    )
    number = await gateway.database.write(lambda c: store.join(c, new, ticket_id, gateway.clock.now()))
    await changed(gateway)
    return Joined(ticket=ticket_id, secret=secret, number=number)


async def holder(request: Request, ticket_id: str) -> Row[Any]:
    """Dependency: the ticket of whoever brings its secret. Raises `Problem` `ticket_unknown`."""
    row = await of(request).database.read(lambda c: store.ticket(c, ticket_id, bearer(request)))
    if row is None:
        raise Problem("ticket_unknown")
    return row


Held = Annotated[Any, Depends(holder)]


@router.get("/tickets/{ticket_id}", response_model=Place)
async def place(
    request: Request,
    row: Held,
    wait: Annotated[float, Query(ge=0, le=25)] = 0,
    ahead: Annotated[int, Query(ge=-1, le=100_000)] = -1,
    state: str = "",
) -> Place:
    """How it stands; with `wait`, when it differs from `ahead` and `state` or the time is over."""
    gateway = of(request)
    until = gateway.clock.monotonic() + min(wait, gateway.settings.longest_poll_s)
    with gateway.bells.listen(BELL) as rung:
        while True:
            rung.clear()
            now = gateway.clock.now()
            await gateway.database.write(lambda c, at=now: store.seen(c, row.id, at))  # type: ignore[misc]
            found = await gateway.database.read(lambda c, at=now: _place(c, row.id, at))  # type: ignore[misc]
            left = until - gateway.clock.monotonic()
            if (found.ahead, found.state.value) != (ahead, state) or left <= 0 or gateway.bells.closing:
                return found
            try:
                await asyncio.wait_for(rung.wait(), min(left, gateway.settings.recheck_events_s))
            except TimeoutError:
                continue


def _place(connection: Connection, ticket_id: str, now: datetime) -> Place:
    """A ticket as its holder sees it."""
    row = store.ticket(connection, ticket_id)
    assert row is not None  # noqa: S101 - tickets are never deleted
    waiting = [one.id for one in store.queue(connection, [row.service])]
    ahead = waiting.index(row.id) if row.id in waiting else 0
    staff = [one for one in store.present(connection, now) if row.service in json.loads(one.services)]
    wait = None
    if staff:
        wait = (ahead + 1) * store.mean_s(connection, row.service) // (len(staff) + 1) if waiting else 0
    card = _card(connection, row)
    return Place(
        ticket=row.id,
        number=row.number,
        state=TicketState(row.state),
        ahead=ahead,
        wait_s=wait,
        waited_s=max(0, int((now - datetime.fromisoformat(row.joined_at)).total_seconds())),
        staff=len(staff),
        room=row.room_id or "",
        outcome=row.outcome or "",
        **card,
    )


def _card(connection: Connection, row: Row[Any]) -> dict[str, str]:
    """Who takes the call, once they do: as residents may read it."""
    if row.state != TicketState.ACCEPTED:
        return {}
    account = find_account(connection, row.offered_to)
    if account is None:
        return {}
    card = json.loads(account.card)
    return {"lawyer": account.display, "firm": card.get("firm", ""), "licence": card.get("licence", "")}


class Rating(Wire):
    """1 to 5."""

    score: Annotated[int, Field(ge=1, le=5)]


@router.post("/tickets/{ticket_id}/rating", response_model=Done)
async def rate(request: Request, ticket_id: str, body: Rating, _row: Held) -> Done:
    """What the resident thought of it, once somebody answered; no name is kept. Raises `Problem`."""
    gateway = of(request)
    if not await gateway.database.write(lambda c: store.rate(c, ticket_id, body.score)):
        raise Problem("not_now", state="rated")
    await changed(gateway)
    return Done()


@router.delete("/tickets/{ticket_id}", response_model=Done)
async def leave(request: Request, ticket_id: str, _row: Held) -> Done:
    """Not waiting any more; what it was about is forgotten."""
    gateway, now = of(request), of(request).clock.now()
    await gateway.database.write(lambda c: store.end(c, ticket_id, TicketState.LEFT, "resident_left", now))
    await changed(gateway)
    return Done()


@router.post("/tickets/{ticket_id}/return", response_model=Done)
async def back(request: Request, ticket_id: str, row: Held) -> Done:
    """The other end was lost: to the head of the queue, unless somebody is still connected there."""
    gateway = of(request)
    hub = request.app.state.hub
    room = await hub.room(row.room_id) if row.room_id else None
    if room is not None:
        seats = room.state.seats
        if any(seats[name].role in room.state.rules.hosts for name in room.lines if name in seats):
            raise Problem("ticket_taken")
    now = gateway.clock.now()
    if not await gateway.database.write(lambda c: store.to_head(c, ticket_id, now)):
        raise Problem("ticket_taken")
    if room is not None:
        room.state.ticket = ""
        await hub.close(room, "-", "technical")
    await changed(gateway)
    return Done()


@router.get("/{service}/slots", response_model=tuple[Slot, ...])
async def slots(request: Request, service: ServiceName, _terminal: Signed) -> tuple[Slot, ...]:
    """Times that are free for a call or a visit."""
    gateway = of(request)
    now = gateway.clock.now()
    return await gateway.database.read(lambda c: tuple(_free(c, service, now)))


def _free(connection: Connection, service: str, now: datetime) -> list[Slot]:
    """Hours of the next working days (Monday to Friday) that are not full."""
    query = select(bookings.c.starts, func.count()).group_by(bookings.c.starts)
    rows = connection.execute(query.where(bookings.c.service == service, bookings.c.state == "booked"))
    taken: dict[str, int] = {str(starts): int(count) for starts, count in rows}
    today, found = now.astimezone(SHANGHAI), []
    for days in range(DAYS + 2):
        day = today + timedelta(days=days)
        if day.weekday() >= 5:
            continue
        for hour in HOURS:
            starts = day.replace(hour=hour, minute=0, second=0, microsecond=0)
            free = AT_A_TIME - taken.get(stamp(starts), 0)
            if starts > today + timedelta(minutes=30) and free > 0:
                found.append(Slot(starts=starts, free=free))
    return found


@router.post("/{service}/bookings", status_code=201, response_model=Booked)
async def book(request: Request, service: ServiceName, body: Booking, terminal: Signed) -> Booked:
    """A time for a call back or another visit; the number to call is sealed. Raises `Problem` `slot_taken`."""
    gateway, booking_id = of(request), f"b{secrets.token_hex(4)}"
    box, now = Box(gateway.keys.staff_key), gateway.clock.now()
    contact = None if body.contact is None else box.seal(body.contact, booking_id)
    row = {
        "id": booking_id, "service": service, "terminal_id": terminal.id, "way": body.way,
        "starts": stamp(body.starts), "contact": contact, "topic": box.seal(body.topic.model_dump_json(), booking_id),
        "state": "booked", "created_at": stamp(now),
    }  # fmt: skip

    def job(connection: Connection) -> bool:
        """Only where the time is still free."""
        if not any(slot.starts == body.starts for slot in _free(connection, service, now)):
            return False
        connection.execute(insert(bookings).values(**row))
        return True

    if not await gateway.database.write(job):
        raise Problem("slot_taken")
    await changed(gateway)
    return Booked(booking=booking_id)
