"""诉求工单 for whoever asks: how it stands, urging, rating, answering the revisit, complaining, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from pydantic import Field
from sqlalchemy import Connection, Row
from starlette.responses import Response

from legalnet.applications import ShortWords, TimelineEntry, Words
from legalnet.workorders import MACHINE, OPEN, Event, State
from province.gateway.clock import civil_date
from province.gateway.context import Gateway, of
from province.gateway.once import Given, IdempotencyKey, IfMatch, answer, check_match, once
from province.gateway.persons import Person, needs
from province.gateway.residents.replies import Order, OrderBrief, Orders, TimerView
from province.gateway.wire import Wire
from province.gateway.work import orders as work
from province.gateway.work.journal import RESIDENT, Entry
from province.gateway.work.records import Change

router = APIRouter(prefix="/work-orders", tags=["work orders"])
Known = Annotated[Person, needs("L1")]
Number = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,32}$")]


class NewRequest(Wire):
    """A request made beside the matter SQ-01: about something that is already under way."""

    kind: Literal["咨询", "求助", "投诉", "建议", "其他"]
    words: Words = Field(repr=False)
    about: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{0,32}$")] = ""


class Said(Wire):
    """What the person says to it."""

    words: Annotated[str, Field(max_length=1000, repr=False)] = ""


class Rating(Wire):
    """评价."""

    score: Annotated[int, Field(ge=1, le=5)]
    tags: Annotated[tuple[ShortWords, ...], Field(max_length=8)] = ()
    words: Annotated[str, Field(max_length=1000, repr=False)] = ""


class Revisit(Wire):
    """回访, answered at the terminal: whether it is settled now."""

    settled: bool
    words: Annotated[str, Field(max_length=1000, repr=False)] = ""


class Complaint(Wire):
    """投诉 about how it was handled."""

    words: Words = Field(repr=False)


@router.get("", response_model=Orders)
async def all_mine(request: Request, person: Known) -> Response:
    """Every work order of this person, newest first."""
    gateway = of(request)

    def job(connection: Connection) -> Orders:
        """With the limit that runs next."""
        rows = connection.execute(work.all_of(person.holder)).all()
        return Orders(orders=tuple(brief(connection, gateway, row) for row in rows))

    return answer(Given(await gateway.database.read(job)))


@router.get("/{number}", response_model=Order)
async def one(request: Request, number: Number, person: Known) -> Response:
    """One work order with its timeline and time limits."""
    gateway = of(request)

    def job(connection: Connection) -> tuple[Order, int]:
        """In one reading."""
        row = work.mine(connection, number, person.holder)
        return full(connection, gateway, row), row.rev

    body, rev = await gateway.database.read(job)
    return answer(Given(body, rev=rev))


@router.post("", status_code=201, response_model=Order)
async def create(
    request: Request, person: Known, body: NewRequest, idempotency_key: IdempotencyKey
) -> Response:
    """Make a work order."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Under the next number of the day."""
        new = work.NewOrder(person.holder, person.terminal_id, body.kind, body.words, about=body.about)
        row = work.find(connection, work.create(connection, gateway, new, RESIDENT))
        return Given(full(connection, gateway, row), 201, rev=row.rev)

    return await once(gateway, request, person.holder, idempotency_key, job)


@router.post("/{number}/urge", response_model=Order)
async def urge(
    request: Request, number: Number, person: Known, body: Said, idempotency_key: IdempotencyKey
) -> Response:
    """催办, while it is being worked on."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """An entry, no state."""
        row = work.mine(connection, number, person.holder)
        return _given(connection, gateway, work.urge(connection, gateway, row, RESIDENT, body.words))

    return await once(gateway, request, person.holder, idempotency_key, job)


@router.post("/{number}/supplement", response_model=Order)
async def supplement(
    request: Request, number: Number, person: Known, body: Complaint, idempotency_key: IdempotencyKey
) -> Response:
    """What was asked for; the clock goes on."""
    return await _moved(
        request, number, person, idempotency_key, change=Change(Event.SUPPLEMENT, RESIDENT, body.words)
    )


@router.post("/{number}/withdraw", response_model=Order)
async def withdraw(
    request: Request, number: Number, person: Known, body: Said, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Take it back, while it is open."""
    change = Change(Event.WITHDRAW, RESIDENT, body.words)
    return await _moved(request, number, person, idempotency_key, change=change, if_match=if_match)


@router.post("/{number}/rate", response_model=Order)
async def rate(
    request: Request, number: Number, person: Known, body: Rating, idempotency_key: IdempotencyKey
) -> Response:
    """评价: one and two are visited again, without exception."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Within the window; afterwards the clock has filed it away."""
        row = work.mine(connection, number, person.holder)
        words = "；".join(filter(None, (*body.tags, body.words)))
        return _given(
            connection, gateway, work.move(connection, gateway, row, work.rating(body.score, words, RESIDENT))
        )

    return await once(gateway, request, person.holder, idempotency_key, job)


@router.post("/{number}/revisit", response_model=Order)
async def revisit(
    request: Request, number: Number, person: Known, body: Revisit, idempotency_key: IdempotencyKey
) -> Response:
    """The answer to a revisit: settled, or done again."""
    event = Event.REVISIT_SETTLED if body.settled else Event.REVISIT_REDO
    return await _moved(request, number, person, idempotency_key, change=Change(event, RESIDENT, body.words))


@router.post("/{number}/complain", status_code=201, response_model=Order)
async def complain(
    request: Request, number: Number, person: Known, body: Complaint, idempotency_key: IdempotencyKey
) -> Response:
    """投诉: an order of its own, which names the one it is about."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Both know of each other."""
        row = work.mine(connection, number, person.holder)
        new = work.NewOrder(
            person.holder,
            person.terminal_id,
            "投诉",
            body.words,
            about=row.about,
            parent=number,
            urgency="较急",
        )
        made = work.create(connection, gateway, new, RESIDENT)
        work.remark(connection, gateway, row, RESIDENT, event="complain")
        found = work.find(connection, made)
        return Given(full(connection, gateway, found), 201, rev=found.rev)

    return await once(gateway, request, person.holder, idempotency_key, job)


async def _moved(
    request: Request,
    number: str,
    person: Person,
    key: str,
    *,
    change: Change[Event],
    if_match: str | None = None,
) -> Response:
    """One event of the table."""
    gateway = of(request)

    def job(connection: Connection) -> Given:
        """Refused where the table says so."""
        row = work.mine(connection, number, person.holder)
        check_match(if_match, row.rev)
        return _given(connection, gateway, work.move(connection, gateway, row, change))

    return await once(gateway, request, person.holder, key, job)


def _given(connection: Connection, gateway: Gateway, row: Row[Any]) -> Given:
    """The order as it stands now."""
    return Given(full(connection, gateway, row), rev=row.rev)


def brief(connection: Connection, gateway: Gateway, row: Row[Any]) -> OrderBrief:
    """As it stands in a list."""
    return OrderBrief(**_brief(gateway, row, work.history(connection, gateway, row)))


def _brief(gateway: Gateway, row: Row[Any], found: list[Entry]) -> dict[str, Any]:
    """The members of the list's form."""
    limits = work.timers_of(gateway, row, found, civil_date(gateway.clock.now()))
    running = [timer.due for timer in limits if timer.state in ("running", "overdue")]
    return {
        "number": row.order_no, "kind": row.kind, "service": row.service, "state": row.status, "unit": row.unit,
        "about": row.about, "created_at": datetime.fromisoformat(row.created_at), "urges": row.urges,
        "score": row.score, "due": min(running, default=None), "rev": row.rev,
    }  # fmt: skip


def full(connection: Connection, gateway: Gateway, row: Row[Any]) -> Order:
    """In full, with its timeline and limits."""
    found, today = work.history(connection, gateway, row), civil_date(gateway.clock.now())
    return Order(
        **_brief(gateway, row, found),
        parent=row.parent,
        entries=entries_of(found),
        timers=tuple(TimerView.of(timer) for timer in work.timers_of(gateway, row, found, today)),
        may=_may(row),
    )


def entries_of(found: list[Entry]) -> tuple[TimelineEntry, ...]:
    """The journal as people read it."""
    return tuple(
        TimelineEntry(
            seq=place, at=one.at, event=one.event, state=one.state, label=work.WORDS.get(one.event, one.state),
            unit=one.unit, words=one.words, by=one.by,
        )
        for place, one in enumerate(found, start=1)
    )  # fmt: skip


def _may(row: Row[Any]) -> tuple[Any, ...]:
    """What the person can do now."""
    allowed = MACHINE.allowed(row.status)
    found: list[str] = ["urge"] if row.status in OPEN else []
    for event, word in (
        (Event.WITHDRAW, "withdraw"),
        (Event.SUPPLEMENT, "supplement"),
        (Event.RATE_GOOD, "rate"),
        (Event.REVISIT_SETTLED, "revisit"),
    ):
        found += [word] if event in allowed else []
    return (*found, *(() if row.status == State.VOID else ("complain",)))
