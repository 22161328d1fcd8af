"""The desk's JSON interface: lists, one thing in full, and the actions on it. Every look and every act is on record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Path as InPath
from pydantic import AwareDatetime, Field
from sqlalchemy import Connection, Row, select
from starlette.responses import Response

from legalnet.applications import LABELS, MACHINE, State, TimelineEntry
from legalnet.deliveries import Clock, Delivery, Kind, clock_of
from legalnet.submission import Digest
from legalnet.workorders import MACHINE as ORDERS
from province.gateway.clock import civil_date
from province.gateway.context import Gateway, note, of
from province.gateway.desk import acting
from province.gateway.desk.actions import ApplicationAction, OrderAction, Serve
from province.gateway.desk.officer import Acting
from province.gateway.guard import screening
from province.gateway.once import Given, IdempotencyKey, IfMatch, answer, check_match, once
from province.gateway.persons import named
from province.gateway.problems import Problem
from province.gateway.residents.orders import brief, full
from province.gateway.residents.replies import Order, OrderBrief
from province.gateway.storage.tables import work_orders
from province.gateway.storage.worktables import applications, deliveries
from province.gateway.wire import Wire
from province.gateway.work import applications as work
from province.gateway.work import deliveries as serving
from province.gateway.work import documents, filed
from province.gateway.work import orders as order_work
from province.gateway.work.notices import ears_of, enter_all, notice, ring

router = APIRouter(prefix="/staff", tags=["staff"])
Number = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,32}$")]
Limit = Annotated[int, Query(ge=1, le=200)]
PDF = "application/pdf"
UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class DeskApplication(Wire):
    """One application as staff see it."""

    number: str
    matter_code: str
    title: str
    state: str
    label: str
    unit: str
    case_no: str
    holder_known: bool
    received_at: AwareDatetime
    updated_at: AwareDatetime
    correct_until: str
    rev: int


class DeskApplications(Wire):
    """The list."""

    applications: tuple[DeskApplication, ...]


class DeskApplicationFull(DeskApplication):
    """One application with its people, timeline and what can be done."""

    holder_name: str = Field(default="", repr=False)
    holder_number: str = Field(default="", repr=False)
    """Masked but for its ends."""
    entries: tuple[TimelineEntry, ...]
    allowed: tuple[str, ...]
    consents: dict[str, bool | None]
    """What the person said about electronic service."""
    deliveries: tuple[Delivery, ...]


class Acted(Wire):
    """What an action came to."""

    number: str
    state: str
    label: str
    rev: int
    delivery: str | None = None


class FileKept(Wire):
    """A PDF that was taken in."""

    digest: Digest
    size: int


class To(Wire):
    """To whom: whoever filed an application, or a person by their document."""

    number: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")] | None = None
    holder_number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{6,32}$")] | None = Field(
        default=None, repr=False
    )


class NewDelivery(Wire):
    """A document to serve, and to whom."""

    to: To
    document: Serve


class Served(Wire):
    """What was served."""

    delivery: Delivery


class Preview(Wire):
    """What would begin if it arrived today."""

    clock: Clock | None


class DeskOrders(Wire):
    """The list of work orders."""

    orders: tuple[OrderBrief, ...]


class DeskOrder(Wire):
    """One work order with what can be done."""

    order: Order
    allowed: tuple[str, ...]
    holder_name: str = Field(default="", repr=False)


@router.get("/applications", response_model=DeskApplications)
async def list_applications(
    request: Request, officer: Acting, state: State | None = None, limit: Limit = 100
) -> Response:
    """Newest first, of one state or of all."""
    gateway = of(request)
    query = select(applications).order_by(applications.c.received_at.desc()).limit(limit)
    if state is not None:
        query = query.where(applications.c.state == state)
    rows = await gateway.database.read(lambda c: c.execute(query).all())
    await look(gateway, f"staff:{officer.id}", "desk.applications", "-")
    return answer(
        Given(DeskApplications(applications=tuple(DeskApplication(**_row(gateway, r)) for r in rows)))
    )


@router.get("/applications/{number}", response_model=DeskApplicationFull)
async def one_application(request: Request, officer: Acting, number: Number) -> Response:
    """One in full."""
    gateway = of(request)

    def job(connection: Connection) -> tuple[DeskApplicationFull, int]:
        """In one reading."""
        row = work.find(connection, number)
        who, found = work.who(gateway, row), work.history(connection, gateway, row)
        served = connection.execute(select(deliveries).where(deliveries.c.about == number)).all()
        body = DeskApplicationFull(
            **_row(gateway, row),
            holder_name=who.name if who else "",
            holder_number=masked(who.number) if who else "",
            entries=work.timeline(found),
            allowed=tuple(str(event) for event in MACHINE.allowed(row.state)),
            consents={
                "general": serving.consent(connection, row.holder, "general"),
                "judgments": serving.consent(connection, row.holder, "judgments"),
            },
            deliveries=tuple(serving.shown(gateway, one) for one in served),
        )
        return body, row.rev

    body, rev = await gateway.database.read(job)
    await look(gateway, f"staff:{officer.id}", "desk.application", number)
    return answer(Given(body, rev=rev))


@router.post("/applications/{number}/actions", response_model=Acted)
async def act(
    request: Request, officer: Acting, number: Number, body: ApplicationAction, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Accept, ask for correction, reject with reason and remedy, report, complete with a document, and the rest."""
    return await act_on_application(request, officer, number, body, key=idempotency_key, if_match=if_match)


async def act_on_application(
    request: Request, officer: Acting, number: str, body: Any, *, key: str, if_match: str | None
) -> Response:
    """One action; plain forms come here too. Raises `Problem`."""
    gateway = of(request)
    row = await gateway.database.read(lambda c: work.find(c, number))
    ears = await ears_of(gateway, row.holder, row.terminal_id)
    await learn_consents(gateway, row)

    def job(connection: Connection) -> Given:
        """State, document and notices together."""
        now = work.find(connection, number)
        check_match(if_match, now.rev, needed=True)
        rev, served = acting.on_application(connection, gateway, now, body, officer, ears=ears)
        state = State(work.find(connection, number).state)
        return Given(
            Acted(number=number, state=state, label=LABELS[state], rev=rev, delivery=served), rev=rev
        )

    response = await once(gateway, request, officer.asker, key, job)
    await ring(gateway, ears)
    return response


@router.post("/files", status_code=201, response_model=FileKept, openapi_extra=UPLOAD)
async def upload(request: Request, officer: Acting) -> Response:
    """Take in a PDF (the body is its bytes), to be served afterwards; the same bytes again are the same file."""
    gateway = of(request)
    if int(request.headers.get("content-length", "0")) > documents.LARGEST:
        raise Problem("too_large", limit=documents.LARGEST)
    data = await request.body()
    documents.check(data)
    await screening.check(data, PDF, gateway.settings.clamav)

    def job(connection: Connection) -> FileKept:
        """Hidden before it is written."""
        digest = documents.keep(connection, gateway, data)
        note(connection, gateway.clock.now(), f"staff:{officer.id}", "desk.file", digest[:16])
        return FileKept(digest=digest, size=len(data))

    return answer(Given(await gateway.database.write(job), 201))


@router.post("/deliveries", status_code=201, response_model=Served)
async def serve(
    request: Request, officer: Acting, body: NewDelivery, idempotency_key: IdempotencyKey
) -> Response:
    """Serve a document: from now on it has arrived. It cannot be taken back, only corrected by another."""
    gateway = of(request)
    row = await _filed(gateway, body.to)
    holder = row.holder if row is not None else gateway.records.holder(body.to.holder_number or "")
    ears = await ears_of(gateway, holder, row.terminal_id if row is not None else "")
    if row is not None:
        await learn_consents(gateway, row)

    def job(connection: Connection) -> Given:
        """With its notice."""
        made = _serve(connection, gateway, holder, row, new=body.document, officer=officer)
        enter_all(
            connection, gateway, ears, f"delivery-{made}", notice("delivery", made, body.to.number or "")
        )
        found = serving.mine(connection, made, holder)
        return Given(Served(delivery=serving.shown(gateway, found)), 201)

    response = await once(gateway, request, officer.asker, idempotency_key, job)
    await ring(gateway, ears)
    return response


@router.get("/deliveries/preview", response_model=Preview)
async def preview(
    request: Request, _officer: Acting, kind: Kind,
    days: Annotated[int | None, Query(ge=1, le=1000)] = None, fixed: date | None = None,
) -> Response:  # fmt: skip
    """Which clock would begin if it arrived today."""
    today = civil_date(of(request).clock.now())
    return answer(Given(Preview(clock=clock_of(kind, today, days=days, fixed=fixed))))


@router.get("/work-orders", response_model=DeskOrders)
async def list_orders(
    request: Request,
    officer: Acting,
    state: Annotated[str | None, Query(max_length=8)] = None,
    limit: Limit = 100,
) -> Response:
    """Newest first, of one state or of all."""
    gateway = of(request)
    query = select(work_orders).order_by(work_orders.c.created_at.desc()).limit(limit)
    if state is not None:
        query = query.where(work_orders.c.status == state)

    def job(connection: Connection) -> DeskOrders:
        """With the limit that runs next."""
        return DeskOrders(
            orders=tuple(brief(connection, gateway, row) for row in connection.execute(query).all())
        )

    found = await gateway.database.read(job)
    await look(gateway, f"staff:{officer.id}", "desk.orders", "-")
    return answer(Given(found))


@router.get("/work-orders/{number}", response_model=DeskOrder)
async def one_order(request: Request, officer: Acting, number: Number) -> Response:
    """One in full."""
    gateway = of(request)

    def job(connection: Connection) -> tuple[DeskOrder, int]:
        """With what can be done."""
        row = order_work.find(connection, number)
        return desk_order(connection, gateway, row), row.rev

    body, rev = await gateway.database.read(job)
    await look(gateway, f"staff:{officer.id}", "desk.order", number)
    return answer(Given(body, rev=rev))


@router.post("/work-orders/{number}/actions", response_model=DeskOrder)
async def act_order(
    request: Request, officer: Acting, number: Number, body: OrderAction, *,
    idempotency_key: IdempotencyKey, if_match: IfMatch = None,
) -> Response:  # fmt: skip
    """Accept, dispatch, sign, work, ask, extend, transfer, return, answer, visit again."""
    return await act_on_order(request, officer, number, body, key=idempotency_key, if_match=if_match)


async def act_on_order(
    request: Request, officer: Acting, number: str, body: Any, *, key: str, if_match: str | None
) -> Response:
    """One action; plain forms come here too. Raises `Problem`."""
    gateway = of(request)
    row = await gateway.database.read(lambda c: order_work.find(c, number))
    ears = await ears_of(gateway, row.holder, row.terminal_id)

    def job(connection: Connection) -> Given:
        """State and notice together."""
        now = order_work.find(connection, number)
        check_match(if_match, now.rev, needed=True)
        now = acting.on_order(connection, gateway, now, body, officer, ears=ears)
        return Given(desk_order(connection, gateway, now), rev=now.rev)

    response = await once(gateway, request, officer.asker, key, job)
    await ring(gateway, ears)
    return response


# ---- putting answers together


def _serve(
    connection: Connection,
    gateway: Gateway,
    holder: str,
    row: Row[Any] | None,
    *,
    new: Serve,
    officer: Acting,
) -> str:
    """About an application, or to a person as such."""
    if row is not None:
        return acting.serve(connection, gateway, row, new, officer)
    return serving.serve(
        connection, gateway,
        serving.Serving(
            holder=holder, kind=new.kind, title=new.title, digest=new.digest, sender=new.sender or officer.unit,
            case_no=new.case_no, spoken=new.spoken, days=new.days, fixed=new.fixed, paper=new.paper,
        ),
        officer.doer,
    )  # fmt: skip


async def _filed(gateway: Gateway, to: To) -> Row[Any] | None:
    """The application it is about. Raises `Problem` `not_found`, `invalid` where nobody is named."""
    if to.number is not None:
        number = to.number
        return await gateway.database.read(lambda c: work.find(c, number))
    if to.holder_number is None:
        raise Problem("invalid", problems=[{"path": "body.to", "message": "number or holder_number"}])
    return None


async def learn_consents(gateway: Gateway, row: Row[Any]) -> None:
    """Take over what the person answered in the filing, where they never said it otherwise."""
    known = await gateway.database.read(lambda c: serving.consent(c, row.holder, "general"))
    submitted = await filed.submission_row(gateway, row.submission_id)
    if known is not None or submitted is None or not row.holder:
        return
    said = filed.service_consents(await filed.manifest_of(gateway, submitted))
    await gateway.database.write(lambda c: serving.set_consent(c, gateway, row.holder, said, row.number))


def _row(gateway: Gateway, row: Row[Any]) -> dict[str, Any]:
    """The members of the list's form."""
    matter = gateway.published.current.get(row.matter_code)
    return {
        "number": row.number, "matter_code": row.matter_code, "state": row.state, "unit": row.unit,
        "title": matter.title.zh if matter is not None else row.matter_code, "label": LABELS[State(row.state)],
        "case_no": row.case_no, "holder_known": bool(row.holder), "rev": row.rev,
        "received_at": datetime.fromisoformat(row.received_at),
        "updated_at": datetime.fromisoformat(row.updated_at), "correct_until": row.correct_until,
    }  # fmt: skip


def desk_order(connection: Connection, gateway: Gateway, row: Row[Any]) -> DeskOrder:
    """One work order with who asks and what can be done."""
    who = named(connection, gateway, row.holder) if row.holder else None
    return DeskOrder(
        order=full(connection, gateway, row),
        allowed=(*(str(event) for event in ORDERS.allowed(row.status)), "note"),
        holder_name=who.name if who is not None else "",
    )


def masked(number: str) -> str:
    """A document's number with its middle hidden."""
    return number[:4] + "*" * max(0, len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)


async def look(gateway: Gateway, actor: str, action: str, subject: str) -> None:
    """The audit row of a look, committed before anything is shown."""
    await gateway.database.write(lambda c: note(c, gateway.clock.now(), actor, action, subject))
