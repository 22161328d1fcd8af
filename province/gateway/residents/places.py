"""法律服务地图 and 预约: places, people, free hours, and a person's own appointments."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi import Path as InPath
from pydantic import Field
from sqlalchemy import Connection, select
from starlette.responses import Response

from legalnet.matter import Text
from legalnet.places import Booking, Event, Slot, Spot, metres, open_at
from legalnet.queues import Need
from legalnet.reference import Provider
from province.gateway.clock import SHANGHAI
from province.gateway.context import of
from province.gateway.once import Given, IdempotencyKey, IfMatch, answer, check_match, once
from province.gateway.persons import Inside, Person, needs
from province.gateway.problems import Problem
from province.gateway.proceedings.bookings import gave_up
from province.gateway.storage import bundlelog
from province.gateway.storage.meetingtables import professionals
from province.gateway.wire import Wire
from province.gateway.work import meetings as work
from province.gateway.work.notices import ears_of, ring

router = APIRouter(tags=["places"])
Known = Annotated[Person, needs("L1")]
Id = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Limit = Annotated[int, Query(ge=1, le=200)]
NEAR = r"^[0-9]{1,2}(\.[0-9]{1,7})?,[0-9]{2,3}(\.[0-9]{1,7})?$"


class ProviderView(Wire):
    """A place with how far it is and whether it is open."""

    id: str
    provider: Provider
    metres: int | None = None
    open_until: str | None = None
    """`HH:MM` while it is open, None otherwise or where its hours are told in words only."""


class Providers(Wire):
    """Places, the nearest first where it is known from where."""

    providers: tuple[ProviderView, ...]


class Card(Wire):
    """What is public about a lawyer, mediator or notary; shown before anybody is met (信息披露)."""

    name: str
    organisation: Text
    licence: str
    specialities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    years: int = 0
    rating: Annotated[float, Field(ge=0, le=5)] = 0
    ratings: int = 0


class Professional(Wire):
    """One of them."""

    id: str
    provider: str
    kind: Literal["lawyer", "mediator", "notary", "interpreter"]
    region: str
    card: Card


class Professionals(Wire):
    """People who help."""

    persons: tuple[Professional, ...]


class Slots(Wire):
    """Free hours, the next first."""

    slots: tuple[Slot, ...]


class Bookings(Wire):
    """A person's appointments."""

    bookings: tuple[Booking, ...]


class NewBooking(Wire):
    """Which hour, and for which matter."""

    slot: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    matter_code: Annotated[str, Field(pattern=r"^[A-Z0-9-]{0,32}$")] = ""
    needs: Annotated[tuple[Need, ...], Field(max_length=7)] = ()


class Moved(Wire):
    """To which hour."""

    slot: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]


class Nothing(Wire):
    """No members."""


@router.get("/providers", response_model=Providers)
async def providers(
    request: Request, _terminal: Inside, kind: Annotated[str | None, Query(max_length=20)] = None,
    region: Annotated[str | None, Query(pattern=r"^[0-9]{2,6}$")] = None,
    near: Annotated[str | None, Query(pattern=NEAR, description="latitude,longitude")] = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Places of help: of a kind, of a region (or its beginning), nearest first."""
    gateway = of(request)
    found = await gateway.database.read(lambda c: bundlelog.newest(c, "directory"))
    items = {} if found is None else found.items
    now = gateway.clock.now().astimezone(SHANGHAI)
    views = [
        _view(key, Provider.model_validate(item), _spot(near), now)
        for key, item in items.items()
        if kind in (None, item["kind"]) and item["region"].startswith(region or "")
    ]
    views.sort(key=lambda view: (view.metres is None, view.metres or 0, view.id))
    return answer(Given(Providers(providers=tuple(views[:limit]))))


def _spot(near: str | None) -> Spot | None:
    """Where the asker stands. Raises `Problem` `invalid` outside of the country."""
    if near is None:
        return None
    lat, lon = (float(part) for part in near.split(","))
    try:
        return Spot(lat=lat, lon=lon)
    except ValueError:
        raise Problem("invalid", problems=[{"path": "query.near", "message": "outside of the map"}]) from None


def _view(key: str, one: Provider, here: Spot | None, now: datetime) -> ProviderView:
    """With distance and hours."""
    far = metres(here, one.spot) if here is not None and one.spot is not None else None
    until = None if one.opening is None else open_at(one.opening, now.date(), now.time())
    return ProviderView(
        id=key, provider=one, metres=far, open_until=None if until is None else f"{until:%H:%M}"
    )


@router.get("/persons", response_model=Professionals)
async def persons(
    request: Request, _terminal: Inside, kind: Literal["lawyer", "mediator", "notary", "interpreter"] | None = None,
    provider: Annotated[str | None, Query(max_length=64)] = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Lawyers, mediators, notaries: name, organisation, licence, speciality, rating."""
    query = select(professionals).order_by(professionals.c.id).limit(limit)
    if kind is not None:
        query = query.where(professionals.c.kind == kind)
    if provider is not None:
        query = query.where(professionals.c.provider == provider)
    rows = await of(request).database.read(lambda c: c.execute(query).all())
    found = [
        Professional(
            id=row.id,
            provider=row.provider,
            kind=row.kind,
            region=row.region,
            card=Card(**json.loads(row.card)),
        )
        for row in rows
    ]
    return answer(Given(Professionals(persons=tuple(found))))


@router.get("/slots", response_model=Slots)
async def free_slots(
    request: Request, _terminal: Inside, service: Annotated[str, Query(max_length=32)],
    provider: Annotated[str | None, Query(max_length=64)] = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Hours that are free, the next first; `service`: lawyer, mediation, notary, legal_aid."""
    gateway = of(request)
    found = await gateway.database.read(lambda c: work.free(c, gateway, service, provider, limit))
    return answer(Given(Slots(slots=tuple(found))))


@router.get("/bookings", response_model=Bookings)
async def my_bookings(request: Request, person: Known) -> Response:
    """The person's own appointments."""
    found = await of(request).database.read(lambda c: work.all_of(c, person.holder))
    return answer(Given(Bookings(bookings=tuple(found))))


@router.post("/bookings", status_code=201, response_model=Booking)
async def book(
    request: Request, person: Known, body: NewBooking, idempotency_key: IdempotencyKey
) -> Response:
    """Take a free hour; `slot_taken` where somebody was faster."""
    gateway = of(request)
    ears = await ears_of(gateway, person.holder, person.terminal_id)

    def job(connection: Connection) -> Given:
        """Slot and event together."""
        wanted = work.Wanted(body.slot, body.matter_code, body.needs)
        made = work.shown(connection, work.book(connection, gateway, person.holder, wanted))
        work.tell(connection, gateway, ears, made)
        return Given(made, 201, rev=made.rev)

    response = await once(gateway, request, person.holder, idempotency_key, job)
    await ring(gateway, ears)
    return response


@router.post("/bookings/{booking}/move", response_model=Booking)
async def move(
    request: Request, booking: Id, person: Known, body: Moved, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Take another hour instead; the old one is free again."""
    return await _stepped(request, booking, person, idempotency_key, step=(Event.MOVE, body.slot, if_match))


@router.post("/bookings/{booking}/cancel", response_model=Booking)
async def cancel(
    request: Request, booking: Id, person: Known, _body: Nothing, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Give it up."""
    return await _stepped(request, booking, person, idempotency_key, step=(Event.CANCEL, None, if_match))


async def _stepped(
    request: Request, booking: str, person: Person, key: str, *, step: tuple[Event, str | None, str | None]
) -> Response:
    """Move or cancel, with its event; the desk of a meeting that somebody will not come to is told."""
    gateway, (event, slot, if_match) = of(request), step
    ears = await ears_of(gateway, person.holder, person.terminal_id)

    def job(connection: Connection) -> Given:
        """Slot and event together."""
        row: Any = work.mine(connection, booking, person.holder)
        check_match(if_match, row.rev)
        work.step(connection, gateway, row, event, slot)
        if row.room_id:
            gave_up(connection, gateway, row.room_id, booking)
        now = work.shown(connection, booking)
        work.tell(connection, gateway, ears, now, moved=event is Event.MOVE)
        return Given(now, rev=now.rev)

    response = await once(gateway, request, person.holder, key, job)
    await ring(gateway, ears)
    return response
