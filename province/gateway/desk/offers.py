"""What the desk opens for residents: a case for its parties, hours in which somebody can be met, and who can be met."""

from __future__ import annotations

import json
import secrets
from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from pydantic import Field, model_validator
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from legalnet.exchange import Side
from legalnet.moments import Moment
from legalnet.places import Slot
from province.gateway.clock import stamp
from province.gateway.context import note, of
from province.gateway.desk.officer import Acting
from province.gateway.once import Given, IdempotencyKey, answer, once
from province.gateway.problems import Problem
from province.gateway.residents.places import Card, Professional
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.meetingtables import appointments, professionals, slots
from province.gateway.wire import Wire
from province.gateway.work import cases, meetings
from province.gateway.work.cases import NewCase

router = APIRouter(prefix="/staff", tags=["staff"])
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
InName = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,64}$")]
MOST_SLOTS = 60
LONGEST = timedelta(days=180)
"""How far ahead hours are offered."""


class Party(Wire):
    """Who is a party, by the number of their document, on which side."""

    holder_number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{6,32}$")] = Field(repr=False)
    side: Side


class OpenCase(Wire):
    """A case whose parties are to exchange evidence or look for a settlement."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = Field(repr=False)
    case_no: Annotated[str, Field(max_length=64)] = ""
    court: Annotated[str, Field(max_length=80)] = ""
    """Empty for the officer's own unit."""
    parties: Annotated[tuple[Party, ...], Field(min_length=2, max_length=40)]
    evidence_until: date | None = None
    opinions_until: date | None = None

    @model_validator(mode="after")
    def _each_once(self) -> OpenCase:
        if len({one.holder_number.upper() for one in self.parties}) != len(self.parties):
            raise ValueError("a party appears twice")
        if len({one.side for one in self.parties}) < 2:
            raise ValueError("parties of one side only")
        return self


class Opened(Wire):
    """The case that was opened."""

    id: str


class OfferSlots(Wire):
    """Hours one after the other."""

    provider: Name
    service: Literal["lawyer", "mediation", "notary", "legal_aid"]
    person: Name | None = None
    by: Literal["there", "video"] = "there"
    starts: Moment
    minutes: Annotated[int, Field(ge=10, le=480)]
    count: Annotated[int, Field(ge=1, le=MOST_SLOTS)] = 1


class Offered(Wire):
    """What was offered."""

    slots: tuple[Slot, ...]


class Introduce(Wire):
    """A lawyer, mediator, notary or interpreter whom residents can meet."""

    provider: Name
    kind: Literal["lawyer", "mediator", "notary", "interpreter"]
    region: Annotated[str, Field(pattern=r"^[0-9]{0,12}$")] = ""
    card: Card


class Withdrawn(Wire):
    """An hour that is offered no more."""

    id: str
    state: Literal["withdrawn"] = "withdrawn"


@router.post("/cases", status_code=201, response_model=Opened)
async def open_case(
    request: Request, officer: Acting, body: OpenCase, idempotency_key: IdempotencyKey
) -> Response:
    """Open a case; its parties find it at any terminal from now on."""
    gateway = of(request)
    parties = {gateway.records.holder(one.holder_number): str(one.side) for one in body.parties}
    new = NewCase(
        body.title, parties, body.case_no, body.court or officer.unit,
        evidence_until=body.evidence_until, opinions_until=body.opinions_until,
    )  # fmt: skip

    def job(connection: Connection) -> Given:
        """With its parties."""
        return Given(Opened(id=cases.create(connection, gateway, new)), 201)

    return await once(gateway, request, officer.asker, idempotency_key, job)


@router.post("/slots", status_code=201, response_model=Offered)
async def offer_slots(
    request: Request, officer: Acting, body: OfferSlots, idempotency_key: IdempotencyKey
) -> Response:
    """Offer hours one after the other. `Problem` `not_now` for hours that are over or too far ahead."""
    gateway = of(request)
    length, now = timedelta(minutes=body.minutes), gateway.clock.now()
    if not now < body.starts <= now + LONGEST:
        raise Problem("not_now", state="past" if body.starts <= now else "too_far")
    found = tuple(
        Slot(
            id=f"S{secrets.token_hex(6)}", provider=body.provider, service=body.service, person=body.person,
            starts=body.starts + length * at, ends=body.starts + length * (at + 1), by=body.by,
        )
        for at in range(body.count)
    )  # fmt: skip

    def job(connection: Connection) -> Given:
        """All or none; the same person is not offered twice for one time."""
        for one in found:
            if body.person is not None and _busy(connection, body.person, one):
                raise Problem("slot_taken")
            connection.execute(insert(slots).values(**_row(one)))
        note(connection, now, f"staff:{officer.id}", "desk.slots", f"{body.provider} {len(found)}")
        return Given(Offered(slots=found), 201)

    return await once(gateway, request, officer.asker, idempotency_key, job)


def _row(one: Slot) -> dict[str, str]:
    return {
        "id": one.id, "provider": one.provider, "service": one.service, "person": one.person or "",
        "starts": stamp(one.starts), "ends": stamp(one.ends), "by": one.by,
    }  # fmt: skip


def _busy(connection: Connection, person: str, one: Slot) -> bool:
    """Whether the person has an hour that overlaps."""
    overlaps = (slots.c.starts < stamp(one.ends)) & (slots.c.ends > stamp(one.starts))
    query = select(slots.c.id).where((slots.c.person == person) & overlaps)
    return connection.execute(query).first() is not None


@router.delete("/slots/{slot_id}", response_model=Withdrawn)
async def withdraw_slot(request: Request, officer: Acting, slot_id: InName) -> Response:
    """Offer it no more. `Problem` `slot_taken` where somebody has it: they are told by cancelling first."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Only a free one."""
        meetings.expect(connection, slot_id)
        if connection.execute(select(appointments.c.id).where(appointments.c.slot == slot_id)).first():
            raise Problem("slot_taken")
        try:
            connection.execute(delete(slots).where(slots.c.id == slot_id))
        except IntegrityError:
            raise Problem("slot_taken") from None  # booked a moment ago
        note(connection, gateway.clock.now(), f"staff:{officer.id}", "desk.slot.withdraw", slot_id)
        return Given(Withdrawn(id=slot_id))

    return answer(await gateway.database.write(job))


@router.put("/professionals/{person_id}", response_model=Professional)
async def introduce(request: Request, officer: Acting, person_id: InName, body: Introduce) -> Response:
    """Add a person whom residents can meet, or change what is public about them; the same again changes nothing."""
    gateway = of(request)
    values = {
        "provider": body.provider, "kind": body.kind, "region": body.region,
        "card": json.dumps(body.card.model_dump(mode="json"), ensure_ascii=False),
    }  # fmt: skip

    def job(connection: Connection) -> Given:
        """New, or renewed."""
        if not insert_once(connection, professionals, {"id": person_id, **values}):
            connection.execute(update(professionals).where(professionals.c.id == person_id).values(**values))
        note(connection, gateway.clock.now(), f"staff:{officer.id}", "desk.professional", person_id)
        return Given(
            Professional(
                id=person_id, provider=body.provider, kind=body.kind, region=body.region, card=body.card
            )
        )

    return answer(await gateway.database.write(job))
