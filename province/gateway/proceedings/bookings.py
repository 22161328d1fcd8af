"""Inviting somebody by booking: an hour in their name, told to their terminals; at that hour they go in from there.

There is no second kind of invitation: at its hour the appointment gives the person, proven anew, the same single-use
digits that a desk gives, and the terminal enters by them without anybody typing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from legalnet.places import Booking, Slot
from legalnet.proceedings.file import File
from legalnet.rooms import RoomKind
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.proceedings import store
from province.gateway.work import meetings
from province.gateway.work.notices import ears_of, ring

MOST = 40
"""Free hours that a desk is shown."""


@dataclass(frozen=True)
class Hour:
    """Whose, and when: a free hour of the directory, or the time at which the procedure is held."""

    number: str = field(repr=False)
    slot: str
    starts: datetime | None


async def hours(gateway: Gateway, kind: RoomKind) -> list[Slot]:
    """Free hours of the directory in which such a procedure can be held."""
    return await gateway.database.read(lambda c: meetings.free(c, gateway, kind, None, MOST))


async def by_booking(gateway: Gateway, room_id: str, kind: RoomKind, hour: Hour) -> tuple[str, datetime]:
    """Book it for somebody the province knows, and tell their terminals; the appointment and when it begins.

    Raises `Problem`: `invalid` (no number, or no time), `not_found` (nobody known by that number, or no such hour),
    `not_now` (over), `slot_taken`.
    """
    if not hour.number or not (hour.slot or hour.starts):
        raise Problem("invalid")
    holder = gateway.records.holder(hour.number)
    ears = await ears_of(gateway, holder)
    if not ears:
        raise Problem("not_found")

    def job(connection: Connection) -> Booking:
        """Hour, appointment and event together."""
        slot = hour.slot
        if hour.starts is not None and not slot:
            slot = meetings.own_hour(connection, kind, hour.starts)
        wanted = meetings.Wanted(slot, room=room_id)
        made = meetings.shown(connection, meetings.book(connection, gateway, holder, wanted))
        if made.slot.service != kind:
            raise Problem("not_found")
        meetings.tell(connection, gateway, ears, made)
        return made

    made = await gateway.database.write(job)
    await ring(gateway, ears)
    return made.id, made.slot.starts


def gave_up(connection: Connection, gateway: Gateway, room_id: str, booking: str) -> None:
    """The desk reads that they will not come; a procedure that is gone has nobody to tell."""
    if store.load(connection, gateway.records, room_id) is None:
        return

    def mark(file: File) -> None:
        """Beside their name."""
        for one in file.people.values():
            one.declined = one.declined or one.booking == booking

    store.change(connection, gateway.records, room_id, gateway.clock.now(), mark)
