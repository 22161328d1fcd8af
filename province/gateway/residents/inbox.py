"""送达: a person's inbox; opening, confirming, the document's bytes, and what they say about electronic service."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from sqlalchemy import Connection
from starlette.responses import Response

from legalnet.deliveries import Delivery, Event
from province.gateway.context import note, of
from province.gateway.once import Given, IdempotencyKey, answer, once
from province.gateway.persons import Person, needs
from province.gateway.residents.replies import Consents, Inbox
from province.gateway.wire import Wire
from province.gateway.work import deliveries as work
from province.gateway.work import documents
from province.gateway.work.journal import RESIDENT

router = APIRouter(tags=["inbox"])
Known = Annotated[Person, needs("L2")]
Proven = Annotated[Person, needs("L3")]
"""Giving consent to electronic service needs a person who was really seen (在线诉讼规则 7)."""
DeliveryId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,40}$")]
PDF = "application/pdf"


class NewConsent(Wire):
    """What the person says now."""

    purpose: Literal["general", "judgments"]
    given: bool


@router.get("/inbox", response_model=Inbox)
async def inbox(request: Request, person: Known) -> Response:
    """Everything served to this person, with the clock that each arrival started."""
    gateway = of(request)
    rows = await gateway.database.read(lambda c: c.execute(work.inbox(person.holder)).all())
    found = tuple(work.shown(gateway, row) for row in rows)
    unopened = sum(one.opened_at is None for one in found)
    return answer(Given(Inbox(deliveries=found, unopened=unopened)))


@router.get("/inbox/{delivery_id}", response_model=Delivery)
async def one(request: Request, delivery_id: DeliveryId, person: Known) -> Response:
    """One of them."""
    gateway = of(request)
    row = await gateway.database.read(lambda c: work.mine(c, delivery_id, person.holder))
    return answer(Given(work.shown(gateway, row), rev=row.rev))


@router.post("/inbox/{delivery_id}/open", response_model=Delivery)
async def open_it(
    request: Request, delivery_id: DeliveryId, person: Known, idempotency_key: IdempotencyKey
) -> Response:
    """The person opens it: noted with time, terminal and level. The clock began at arrival and does not move."""
    return await _stepped(request, delivery_id, person, idempotency_key, Event.OPEN)


@router.post("/inbox/{delivery_id}/receipt", response_model=Delivery)
async def receipt(
    request: Request, delivery_id: DeliveryId, person: Known, idempotency_key: IdempotencyKey
) -> Response:
    """The person confirms that it came."""
    return await _stepped(request, delivery_id, person, idempotency_key, Event.RECEIPT)


@router.get(
    "/inbox/{delivery_id}/document",
    response_class=Response,
    responses={200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document(request: Request, delivery_id: DeliveryId, person: Known) -> Response:
    """The document as it was served; its SHA-256 is the delivery's digest."""
    gateway = of(request)

    def job(connection: Connection) -> bytes:
        """Every look leaves a trace."""
        row = work.mine(connection, delivery_id, person.holder)
        note(connection, gateway.clock.now(), person.terminal_id, "person.document", row.id)
        return documents.read(connection, gateway, row.digest)

    return Response(await gateway.database.write(job), 200, {"Cache-Control": "no-store"}, PDF)


async def _stepped(request: Request, delivery_id: str, person: Person, key: str, event: Event) -> Response:
    """Open or confirm."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """The first time counts."""
        row = work.step(
            connection, gateway, work.mine(connection, delivery_id, person.holder), event, RESIDENT,
            terminal=person.terminal_id, level=person.level,
        )  # fmt: skip
        return Given(work.shown(gateway, row), rev=row.rev)

    return await once(gateway, request, person.holder, key, job)


@router.get("/delivery-consents", response_model=Consents)
async def consents(request: Request, person: Known) -> Response:
    """What this person last said about electronic service, and about judgments apart."""
    gateway = of(request)
    return answer(Given(await gateway.database.read(lambda c: _consents(c, person.holder))))


@router.post("/delivery-consents", response_model=Consents)
async def say(
    request: Request, person: Proven, body: NewConsent, idempotency_key: IdempotencyKey
) -> Response:
    """Agree or take it back; judgments need the general consent too. Paper can always be asked for (民诉法 90)."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Taking back the general one takes back both."""
        said = {body.purpose: body.given}
        if body.purpose == "general" and not body.given:
            said["judgments"] = False
        work.set_consent(connection, gateway, person.holder, said, person.terminal_id)
        note(connection, gateway.clock.now(), person.terminal_id, f"consent.{body.purpose}", str(body.given))
        return Given(_consents(connection, person.holder))

    return await once(gateway, request, person.holder, idempotency_key, job)


def _consents(connection: Connection, holder: str) -> Consents:
    """Both."""
    return Consents(
        general=work.consent(connection, holder, "general"),
        judgments=work.consent(connection, holder, "judgments"),
    )
