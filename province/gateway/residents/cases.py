"""举证、质证、自行和解 for a party of a case; everything can be written offline and be sent late."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from sqlalchemy import Connection
from starlette.responses import Response

from legalnet.exchange import CaseFile, Item, LaidItem, Message, NewItem, NewMessage, NewOpinion
from province.gateway.context import Gateway, note, of
from province.gateway.once import Given, IdempotencyKey, answer, once
from province.gateway.persons import Person, needs
from province.gateway.problems import Problem
from province.gateway.wire import Wire
from province.gateway.work import cases as work
from province.gateway.work import documents
from province.gateway.work.notices import ring

router = APIRouter(prefix="/cases", tags=["cases"])
Known = Annotated[Person, needs("L2")]
Proven = Annotated[Person, needs("L3")]
"""Evidence and opinions need a person who was seen again (在线诉讼规则 7)."""
CaseId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Number = Annotated[int, InPath(ge=1, le=100000)]
PDF = "application/pdf"


class Cases(Wire):
    """A person's cases."""

    cases: tuple[CaseFile, ...]


class Evidence(Wire):
    """All pieces of all sides."""

    items: tuple[Item, ...]


class Messages(Wire):
    """The conversation."""

    messages: tuple[Message, ...]


@router.get("", response_model=Cases)
async def all_mine(request: Request, person: Known) -> Response:
    """Every case in which the person is a party."""
    gateway = of(request)
    found = await gateway.database.read(lambda c: work.all_of(c, gateway, person.holder))
    return answer(Given(Cases(cases=tuple(found))))


@router.get("/{case_id}", response_model=CaseFile)
async def one(request: Request, case_id: CaseId, person: Known) -> Response:
    """One of them, with the last days of the exchange."""
    gateway = of(request)
    found = await gateway.database.read(lambda c: work.file_of(gateway, work.seat(c, case_id, person.holder)))
    return answer(Given(found, rev=found.rev))


@router.get("/{case_id}/evidence", response_model=Evidence)
async def evidence(request: Request, case_id: CaseId, person: Known) -> Response:
    """Every piece with the opinions on it."""
    gateway = of(request)

    def job(connection: Connection) -> Evidence:
        """Parties only."""
        seat = work.seat(connection, case_id, person.holder)
        return Evidence(items=work.evidence(connection, gateway, seat))

    return answer(Given(await gateway.database.read(job)))


@router.post("/{case_id}/evidence", status_code=201, response_model=Evidence)
async def add(
    request: Request, case_id: CaseId, person: Proven, body: LaidItem, idempotency_key: IdempotencyKey
) -> Response:
    """举证: list a piece; after the last day it is taken and marked late, the judge decides."""

    def change(connection: Connection, seat: work.Seat) -> None:
        """One more, with its file where there is one."""
        work.add_item(connection, of(request), seat, _with_file(connection, of(request), body))

    return await _laid(request, case_id, person, idempotency_key, change=change)


def _with_file(connection: Connection, gateway: Gateway, body: LaidItem) -> NewItem:
    """The piece as it is entered. Raises `Problem` `not_a_document`, or `invalid` where file and digest differ."""
    digest = body.digest
    if body.file:
        try:
            data = b64decode(body.file, validate=True)
        except NotBase64:
            raise Problem("not_a_document") from None
        digest = documents.keep(connection, gateway, data)
        if body.digest not in (None, digest):
            raise Problem("invalid", fields=["digest"])
    return NewItem(**{**body.model_dump(exclude={"file"}), "digest": digest})


@router.get(
    "/{case_id}/evidence/{number}/document",
    response_class=Response,
    responses={200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document(request: Request, case_id: CaseId, number: Number, person: Known) -> Response:
    """The file of a piece, for the parties only; every look leaves a trace."""
    gateway = of(request)

    def job(connection: Connection) -> bytes:
        """Parties only."""
        seat = work.seat(connection, case_id, person.holder)
        digest = work.file_digest(connection, gateway, seat, number)
        note(connection, gateway.clock.now(), person.terminal_id, "case.document", f"{case_id}/{number}")
        return documents.read(connection, gateway, digest)

    return Response(await gateway.database.write(job), 200, {"Cache-Control": "no-store"}, PDF)


@router.post("/{case_id}/evidence/{number}/opinions", status_code=201, response_model=Evidence)
async def opine(
    request: Request, case_id: CaseId, number: Number, person: Proven,
    body: NewOpinion, *, idempotency_key: IdempotencyKey,
) -> Response:  # fmt: skip
    """质证: genuine, lawful, relevant? Once for each piece of the other side."""

    def change(connection: Connection, seat: work.Seat) -> None:
        """Beside the piece."""
        work.add_opinion(connection, of(request), seat, number, body)

    return await _laid(request, case_id, person, idempotency_key, change=change)


@router.get("/{case_id}/messages", response_model=Messages)
async def messages(request: Request, case_id: CaseId, person: Known) -> Response:
    """自行和解: what the parties wrote to each other."""
    gateway = of(request)

    def job(connection: Connection) -> Messages:
        """Parties only."""
        seat = work.seat(connection, case_id, person.holder)
        return Messages(messages=work.messages(connection, gateway, seat))

    return answer(Given(await gateway.database.read(job)))


@router.post("/{case_id}/messages", status_code=201, response_model=Messages)
async def write(
    request: Request, case_id: CaseId, person: Known, body: NewMessage, idempotency_key: IdempotencyKey
) -> Response:
    """Write, propose, or answer a proposal; it may come days late and is entered once."""
    gateway = of(request)
    others = await work.ears_of_others(gateway, case_id, person.holder)

    def job(connection: Connection) -> Given:
        """Entry and events together."""
        seat = work.seat(connection, case_id, person.holder)
        work.add_message(connection, gateway, seat, body)
        work.tell(connection, gateway, others, case_id, body.id)
        return Given(Messages(messages=work.messages(connection, gateway, seat)), 201)

    response = await once(gateway, request, person.holder, idempotency_key, job)
    for _, ears in others:
        await ring(gateway, ears)
    return response


async def _laid(
    request: Request,
    case_id: str,
    person: Person,
    key: str,
    *,
    change: Callable[[Connection, work.Seat], None],
) -> Response:
    """Something laid before the others, who are told."""
    gateway = of(request)
    others = await work.ears_of_others(gateway, case_id, person.holder)

    def job(connection: Connection) -> Given:
        """Entry and events together."""
        seat = work.seat(connection, case_id, person.holder)
        change(connection, seat)
        now = work.seat(connection, case_id, person.holder)
        work.tell_evidence(connection, gateway, others, case_id, now.case.rev)
        return Given(Evidence(items=work.evidence(connection, gateway, now)), 201)

    response = await once(gateway, request, person.holder, key, job)
    for _, ears in others:
        await ring(gateway, ears)
    return response
