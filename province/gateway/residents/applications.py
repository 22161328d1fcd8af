"""查询: a person's own applications, their timeline and papers; completing, withdrawing and urging them."""

from __future__ import annotations

import asyncio
import hashlib
from base64 import b64decode
from binascii import Error as Base64Error
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from pydantic import Field
from sqlalchemy import Connection, Row, select
from starlette.responses import Response

from legalnet.applications import CLOSED, LABELS, MACHINE, Event, Remedy, ShortWords, State, Words
from legalnet.deliveries import LABELS as PAPERS
from legalnet.deliveries import Kind
from legalnet.matter import Matter
from legalnet.submission import Digest, Envelope, Role
from province.gateway.clock import civil_date
from province.gateway.context import Gateway, note, of
from province.gateway.guard import screening
from province.gateway.once import Given, IdempotencyKey, IfMatch, answer, check_match, once
from province.gateway.persons import Person, needs
from province.gateway.problems import Problem
from province.gateway.residents.orders import full as full_order
from province.gateway.residents.replies import (
    Application,
    ApplicationBrief,
    Applications,
    DocumentBrief,
    Documents,
    Done,
    Order,
    Timeline,
)
from province.gateway.storage.worktables import deliveries
from province.gateway.wire import Wire
from province.gateway.work import applications as work
from province.gateway.work import documents, filed
from province.gateway.work.journal import RESIDENT, Entry
from province.gateway.work.orders import NewOrder, urge_application
from province.gateway.work.records import Change

router = APIRouter(prefix="/applications", tags=["applications"])
Known = Annotated[Person, needs("L2")]
Number = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,32}$")]
PDF = "application/pdf"


class SupplementPaper(Wire):
    """A paper of a supplement: composed and signed at the terminal, or scanned to PDF."""

    title: ShortWords
    sha256: Digest
    data: Annotated[str, Field(max_length=1_800_000, repr=False)]
    """Base64 of the PDF; larger ones go with a new submission that follows the first."""


class Supplement(Wire):
    """What a person adds when asked to complete an application."""

    words: Words = Field(repr=False)
    papers: Annotated[tuple[SupplementPaper, ...], Field(max_length=8)] = ()
    signed: bool = False
    """Whether the papers carry the person's signature."""


class Reason(Wire):
    """Why, if the person wants to say."""

    words: Annotated[str, Field(max_length=500, repr=False)] = ""


@router.get("", response_model=Applications)
async def all_mine(request: Request, person: Known) -> Response:
    """Every application of this person, newest first."""
    gateway = of(request)
    rows = await gateway.database.read(lambda c: c.execute(work.all_of(person.holder)).all())
    return answer(Given(Applications(applications=tuple(_brief(gateway, row) for row in rows))))


@router.get("/{number}", response_model=Application)
async def one(request: Request, number: Number, person: Known) -> Response:
    """One application: state, who is in charge, what comes next, what the person can do."""
    gateway = of(request)
    row, found, matter = await _looked_up(gateway, number, person)
    coming = work.coming(matter, row, found, civil_date(gateway.clock.now()))
    body = Application(
        **dict(_brief(gateway, row, matter)), **_decision(row, found), coming=coming, may=_may(row)
    )
    return answer(Given(body, rev=row.rev))


@router.get("/{number}/timeline", response_model=Timeline)
async def timeline(request: Request, number: Number, person: Known) -> Response:
    """Every node with its time and the unit responsible, and the dates to come."""
    gateway = of(request)
    row, found, matter = await _looked_up(gateway, number, person)
    coming = work.coming(matter, row, found, civil_date(gateway.clock.now()))
    return answer(Given(Timeline(number=number, entries=work.timeline(found), coming=coming), rev=row.rev))


@router.get("/{number}/documents", response_model=Documents)
async def papers(request: Request, number: Number, person: Known) -> Response:
    """What was handed in, and what was served about it."""
    gateway = of(request)
    row = await gateway.database.read(lambda c: work.mine(c, number, person.holder))
    found = await _submitted(gateway, row)
    mine = (deliveries.c.about == number) & (deliveries.c.holder == person.holder)
    served = await gateway.database.read(lambda c: c.execute(select(deliveries).where(mine)).all())
    found += [
        DocumentBrief(id=one.id, title=PAPERS[Kind(one.kind)], kind="served", media_type=PDF, size=one.size)
        for one in served
    ]
    return answer(Given(Documents(documents=tuple(found))))


@router.get(
    "/{number}/documents/{name}",
    response_class=Response,
    responses={200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def paper(
    request: Request, number: Number, name: Annotated[str, InPath(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")],
    person: Known,
) -> Response:  # fmt: skip
    """One document or material as it was handed in; served ones are opened in the inbox."""
    gateway = of(request)
    row = await gateway.database.read(lambda c: work.mine(c, number, person.holder))
    submitted = await filed.submission_row(gateway, row.submission_id)
    if submitted is None:
        raise Problem("not_found")
    media_type, data = await filed.part_of(gateway, submitted, name)
    await gateway.database.write(
        lambda c: note(c, gateway.clock.now(), person.terminal_id, "person.part", f"{number}/{name}")
    )
    return Response(data, 200, {"Cache-Control": "no-store"}, media_type)


@router.post("/{number}/corrections", response_model=Done)
async def correct(
    request: Request, number: Number, person: Known, body: Supplement, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Complete an application that was sent back; words, and papers signed at the terminal."""
    gateway = of(request)
    files = await asyncio.to_thread(_decoded, body.papers)
    for data in files:
        await screening.screened(data, PDF, gateway.settings.clamav)

    def job(connection: Connection) -> Given:
        """Papers and the step together."""
        row = work.mine(connection, number, person.holder)
        check_match(if_match, row.rev)
        kept = [documents.keep(connection, gateway, data) for data in files]
        data = {"documents": kept, "signed": body.signed}
        rev = work.move(connection, gateway, row, Change(Event.CORRECT, RESIDENT, _with_titles(body), data))
        return _done(number, State.CORRECTED, rev)

    return await once(gateway, request, person.holder, idempotency_key, job)


@router.post("/{number}/withdraw", response_model=Done)
async def withdraw(
    request: Request, number: Number, person: Known, body: Reason, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Take an application back, while it is open."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """By the table of states."""
        row = work.mine(connection, number, person.holder)
        check_match(if_match, row.rev)
        rev = work.move(connection, gateway, row, Change(Event.WITHDRAW, RESIDENT, body.words))
        return _done(number, State.WITHDRAWN, rev)

    return await once(gateway, request, person.holder, idempotency_key, job)


@router.post("/{number}/urge", response_model=Order)
async def urge(
    request: Request, number: Number, person: Known, body: Reason, idempotency_key: IdempotencyKey
) -> Response:
    """催办: makes a work order about this application, or urges the one that is open."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Nothing is urged that is closed."""
        row = work.mine(connection, number, person.holder)
        if row.state in CLOSED:
            raise Problem("not_now", state=row.state)
        new = NewOrder(person.holder, person.terminal_id, "催办", body.words or "请尽快办理", about=number)
        order = urge_application(connection, gateway, new, RESIDENT)
        return Given(full_order(connection, gateway, order), rev=order.rev)

    return await once(gateway, request, person.holder, idempotency_key, job)


# ---- putting answers together


async def _looked_up(
    gateway: Gateway, number: str, person: Person
) -> tuple[Row[Any], list[Entry], Matter | None]:
    """Row, history and definition of a person's own application."""

    def job(connection: Connection) -> tuple[Row[Any], list[Entry]]:
        """In one reading."""
        row = work.mine(connection, number, person.holder)
        return row, work.history(connection, gateway, row)

    row, found = await gateway.database.read(job)
    submitted = await filed.submission_row(gateway, row.submission_id)
    return row, found, await filed.matter_of(gateway, submitted, row.matter_code)


def _brief(gateway: Gateway, row: Row[Any], matter: Matter | None = None) -> ApplicationBrief:
    """As it stands in the list."""
    found = matter or gateway.published.current.get(row.matter_code)
    return ApplicationBrief(
        number=row.number,
        matter_code=row.matter_code,
        title=found.title.zh if found is not None else row.matter_code,
        state=row.state,
        label=LABELS[State(row.state)],
        unit=row.unit,
        case_no=row.case_no,
        received_at=datetime.fromisoformat(row.received_at),
        updated_at=datetime.fromisoformat(row.updated_at),
        your_turn=row.state == State.CORRECTION_REQUIRED,
        rev=row.rev,
    )


def _decision(row: Row[Any], found: list[Entry]) -> dict[str, Any]:
    """Reason, remedy and the last day, from the entry that decided."""
    wanted = {State.CORRECTION_REQUIRED: Event.ASK_CORRECTION, State.REJECTED: Event.REJECT}.get(row.state)
    entry = next((one for one in reversed(found) if one.event == wanted), None)
    remedy = entry.data.get("remedy") if entry is not None else None
    return {
        "reason": entry.words if entry is not None else "",
        "remedy": None if remedy is None else Remedy.model_validate(remedy),
        "correct_until": date.fromisoformat(row.correct_until) if row.correct_until else None,
    }


def _may(row: Row[Any]) -> tuple[Any, ...]:
    """What the person can do now."""
    allowed = MACHINE.allowed(row.state)
    found = [
        word for event, word in ((Event.CORRECT, "correct"), (Event.WITHDRAW, "withdraw")) if event in allowed
    ]
    return (*found, *(() if row.state in CLOSED else ("urge",)))


async def _submitted(gateway: Gateway, row: Row[Any]) -> list[DocumentBrief]:
    """Documents and materials of the submission, by the names in its sealed heart."""
    submitted = await filed.submission_row(gateway, row.submission_id)
    if submitted is None:
        return []
    manifest = await filed.manifest_of(gateway, submitted)
    titles = {item.part: item.title for item in manifest.documents}
    titles |= {item.part: item.label for item in manifest.materials}
    return [
        DocumentBrief(
            id=part.name,
            title=titles.get(part.name, part.name),
            kind="submitted" if part.role is Role.DOCUMENT else "material",
            media_type=part.media_type,
            size=part.size,
        )
        for part in Envelope.model_validate_json(submitted.envelope).parts
        if part.role in (Role.DOCUMENT, Role.MATERIAL)
    ]


def _decoded(papers: tuple[SupplementPaper, ...]) -> list[bytes]:
    """The papers' bytes, each as its digest says. Raises `Problem` `not_a_document` or `inconsistent`."""
    found = []
    for one in papers:
        try:
            data = b64decode(one.data, validate=True)
        except (Base64Error, ValueError):
            raise Problem("not_a_document") from None
        documents.check(data)
        if hashlib.sha256(data).hexdigest() != one.sha256:
            raise Problem("inconsistent", part="papers")
        found.append(data)
    return found


def _with_titles(body: Supplement) -> str:
    """The person's words, and what they laid beside them."""
    return "\n".join([body.words, *(f"附：{one.title}" for one in body.papers)])


def _done(number: str, state: State, rev: int) -> Given:
    """That it was done."""
    return Given(Done(number=number, state=state, label=LABELS[state], rev=rev), rev=rev)
