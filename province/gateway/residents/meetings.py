"""An invitation by booking: at its hour the person it names, proven at a terminal, goes into their meeting from it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection

from legalnet.places import EARLY, Booking, State
from province.gateway.context import note, of
from province.gateway.once import IdempotencyKey
from province.gateway.persons import Person, needs
from province.gateway.problems import Problem
from province.gateway.proceedings.api import procedures_of, way_in
from province.gateway.residents.places import Id, Nothing
from province.gateway.rooms.api import hub_of
from province.gateway.wire import Wire
from province.gateway.work import meetings as work

router = APIRouter(tags=["places"])
Proven = Annotated[Person, needs("L3")]


class WayIn(Wire):
    """Ten digits, as a desk would tell them; the terminal enters by them at once, and they work once."""

    code: str = Field(repr=False)


@router.post("/bookings/{booking}/entrance", status_code=201, response_model=WayIn)
async def entrance(
    request: Request, booking: Id, person: Proven, _body: Nothing, idempotency_key: IdempotencyKey
) -> WayIn:
    """A way into the meeting of this appointment, a fresh one each time: whoever used an earlier one is out.

    Raises `Problem`: `not_yours`, `not_found` (an hour that is no invitation), `not_now` with `early` or the
    appointment's state, `room_closed`, `room_token` (not invited any more).
    """
    del idempotency_key  # asked twice, the second way in counts
    gateway, now = of(request), of(request).clock.now()

    def job(connection: Connection) -> tuple[str, Booking]:
        """Whose it is, and when."""
        row: Any = work.mine(connection, booking, person.holder)
        return row.room_id, work.shown(connection, booking)

    room_id, found = await gateway.database.read(job)
    if not found.meeting:
        raise Problem("not_found")
    if found.state is not State.BOOKED:
        raise Problem("not_now", state=found.state)
    if now < found.slot.starts - EARLY:
        raise Problem("not_now", state="early")
    who = await _invited(request, room_id, booking)
    await gateway.database.write(lambda c: note(c, now, "resident", "booking.entrance", booking))
    return WayIn(code=await way_in(request, room_id, who, "terminal", found.slot.starts))


async def _invited(request: Request, room_id: str, booking: str) -> str:
    """Whom the open room knows as invited by it. Raises `Problem` `room_closed`, `room_token`."""
    found = await procedures_of(request).read(room_id)
    if found is None or await hub_of(request).room(room_id) is None:
        raise Problem("room_closed")
    one = next((one for one in found[0].people.values() if one.booking == booking), None)
    if one is None:
        raise Problem("room_token")
    return one.person
