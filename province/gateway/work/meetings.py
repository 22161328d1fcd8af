"""Appointments: a slot belongs to one person at a time, by its unique key; moving and cancelling give it up."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from legalnet.events import Body, BookingChanged
from legalnet.places import MACHINE, Booking, Event, Slot, State
from legalnet.queues import Need
from province.gateway.clock import stamp
from province.gateway.context import Gateway, note
from province.gateway.problems import Problem
from province.gateway.storage.meetingtables import appointments, slots
from province.gateway.work.notices import Ear, enter_all
from province.gateway.work.records import Records

RECORDS = Records(
    "booking", appointments, appointments.c.id, appointments.c.last_slot, appointments.c.state, MACHINE
)
mine = RECORDS.mine
OWN = ""
"""The provider of an hour that is a procedure's own: offered to nobody else, given up or not."""
LENGTH = timedelta(hours=1)
"""Of such an hour; a meeting may take longer."""


def free(
    connection: Connection, gateway: Gateway, service: str, provider: str | None, limit: int
) -> list[Slot]:
    """The next slots that nobody has, from now on."""
    taken = select(appointments.c.slot).where(appointments.c.slot.is_not(None))
    offered = (slots.c.service == service) & (slots.c.provider != OWN)
    query = select(slots).where(offered & (slots.c.starts > stamp(gateway.clock.now())))
    if provider is not None:
        query = query.where(slots.c.provider == provider)
    query = query.where(slots.c.id.not_in(taken)).order_by(slots.c.starts, slots.c.id).limit(limit)
    return [slot_of(row) for row in connection.execute(query)]


def slot_of(row: Row[Any], is_free: bool = True) -> Slot:
    """As the language has it."""
    return Slot(
        id=row.id, provider=row.provider, service=row.service, person=row.person or None, by=row.by, free=is_free,
        starts=datetime.fromisoformat(row.starts), ends=datetime.fromisoformat(row.ends),
    )  # fmt: skip


class Wanted(NamedTuple):
    """What somebody asks for."""

    slot: str
    matter_code: str = ""
    needs: tuple[Need, ...] = ()
    room: str = ""
    """The procedure that somebody is invited to; empty where the resident asks."""


def own_hour(connection: Connection, service: str, starts: datetime) -> str:
    """An hour at which a procedure is held anyway, for one more of its people; its id."""
    made = f"S{secrets.token_hex(6)}"
    row = {"id": made, "provider": OWN, "service": service, "person": "", "by": "video",
           "starts": stamp(starts), "ends": stamp(starts + LENGTH)}  # fmt: skip
    connection.execute(insert(slots).values(**row))
    return made


def book(connection: Connection, gateway: Gateway, holder: str, wanted: Wanted) -> str:
    """Take a slot; the appointment's id. Raises `Problem` `slot_taken` or `not_found`."""
    slot = wanted.slot
    _coming(connection, gateway, slot)
    made = f"B{secrets.token_hex(6)}"
    row = {
        "id": made, "slot": slot, "last_slot": slot, "holder": holder, "matter_code": wanted.matter_code,
        "needs": json.dumps(wanted.needs), "room_id": wanted.room, "state": State.BOOKED, "rev": 1,
    }  # fmt: skip
    try:
        connection.execute(insert(appointments).values(**row))
    except IntegrityError:
        raise Problem("slot_taken") from None
    note(connection, gateway.clock.now(), "staff" if wanted.room else "resident", "booking.book", made)
    return made


def _coming(connection: Connection, gateway: Gateway, slot: str) -> None:
    """Whether there is such a slot, not over yet. Raises `Problem` `not_found` or `not_now`."""
    starts = connection.execute(select(slots.c.starts).where(slots.c.id == slot)).scalar_one_or_none()
    if starts is None:
        raise Problem("not_found")
    if starts <= stamp(gateway.clock.now()):
        raise Problem("not_now", state="past")


def expect(connection: Connection, slot: str) -> None:
    """Raises `Problem` `not_found` where there is no such slot."""
    if connection.execute(select(slots.c.id).where(slots.c.id == slot)).first() is None:
        raise Problem("not_found")


def step(
    connection: Connection, gateway: Gateway, row: Row[Any], event: Event, slot: str | None = None
) -> None:
    """Move it to another slot, or cancel it; an invitation's hour is not the invited person's to move.

    Raises `Problem` `not_now`, `changed`, `slot_taken`, `not_found`.
    """
    after = RECORDS.after(row, event)
    if row.room_id and event is Event.MOVE:
        raise Problem("not_now", state="invited")
    if slot is not None:
        _coming(connection, gateway, slot)
    try:
        RECORDS.touch(connection, row, {"slot": slot, "last_slot": slot or row.last_slot, "state": after})
    except IntegrityError:
        raise Problem("slot_taken") from None
    note(connection, gateway.clock.now(), "resident", f"booking.{event}", row.id)


def shown(connection: Connection, booking: str) -> Booking:
    """As the person sees it."""
    row = connection.execute(select(appointments).where(appointments.c.id == booking)).one()
    slot = connection.execute(select(slots).where(slots.c.id == row.last_slot)).one()
    return Booking(
        id=row.id, slot=slot_of(slot, is_free=row.slot is None), state=State(row.state),
        matter_code=row.matter_code or None, needs=tuple(json.loads(row.needs)), meeting=bool(row.room_id), rev=row.rev,
    )  # fmt: skip


def all_of(connection: Connection, holder: str) -> list[Booking]:
    """Everything of a person, the latest first."""
    query = select(appointments.c.id).where(appointments.c.holder == holder).limit(100)
    found = [shown(connection, booking) for booking in connection.execute(query).scalars().all()]
    return sorted(found, key=lambda one: one.slot.starts, reverse=True)


def tell(
    connection: Connection, gateway: Gateway, ears: Sequence[Ear], booking: Booking, *, moved: bool = False
) -> None:
    """The event of a change, for every terminal of the person."""
    state = "moved" if moved else "cancelled" if booking.state is State.CANCELLED else "booked"

    def body(mark: str) -> Body:
        """For one log."""
        return BookingChanged.model_validate(
            {
                "booking": booking.id, "holder": mark, "service": booking.slot.service, "state": state,
                "starts": booking.slot.starts, "ends": booking.slot.ends,
            }
        )  # fmt: skip

    enter_all(connection, gateway, ears, f"booking-{booking.id}-{booking.rev}", body)
