"""The desk as plain pages: every action as a form without scripts, carried out by the same code as the JSON interface."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from province.gateway.accounts.store import Session
from province.gateway.context import Gateway, of
from province.gateway.desk import sheets
from province.gateway.desk.actions import ApplicationAction, OrderAction, of_fields
from province.gateway.desk.api import act_on_application, act_on_order, desk_order, look
from province.gateway.desk.officer import officer_of
from province.gateway.guard import screening
from province.gateway.persons import Who
from province.gateway.problems import KINDS, Problem
from province.gateway.residents.orders import brief
from province.gateway.staff import HEADERS, SignedIn
from province.gateway.storage.tables import work_orders
from province.gateway.work import applications as work
from province.gateway.work import documents
from province.gateway.work import orders as order_work

router = APIRouter(prefix="/staff", include_in_schema=False)
APPLICATION: TypeAdapter[Any] = TypeAdapter(ApplicationAction)
ORDER: TypeAdapter[Any] = TypeAdapter(OrderAction)
TheGateway = Annotated[Gateway, Depends(of)]


def _html(text: str, status: int = 200) -> HTMLResponse:
    """A page with the headers that all of them carry."""
    return HTMLResponse(text, status, HEADERS)


@router.get("/applications/{number}")
async def application(gateway: TheGateway, caller: SignedIn, number: str) -> Response:
    """Where it stands, what happened, and a form for each thing that can be done now."""
    return await _application(gateway, caller, number)


@router.post("/applications/{number}")
async def act(request: Request, gateway: TheGateway, caller: SignedIn, number: str) -> Response:
    """One action; what is wrong is said on the page."""
    fields, pdf = await _posted(request, caller)
    officer = officer_of(gateway, caller)
    try:
        if pdf is not None:
            fields["document.digest"] = await _kept(gateway, pdf)
        action = APPLICATION.validate_python(of_fields(fields))
        await act_on_application(
            request, officer, number, action, key=fields.get("key", ""), if_match=fields.get("rev")
        )
    except (Problem, ValidationError) as error:
        return await _application(gateway, caller, number, error)
    return RedirectResponse(f"/staff/applications/{number}", 303, HEADERS)


@router.get("/orders")
async def orders(gateway: TheGateway, caller: SignedIn) -> Response:
    """The work orders, newest first."""
    query = select(work_orders).order_by(work_orders.c.created_at.desc()).limit(100)
    found = await gateway.database.read(lambda c: [brief(c, gateway, row) for row in c.execute(query).all()])
    await look(gateway, f"staff:{caller.account}", "desk.orders", "-")
    return _html(sheets.orders(found, caller.csrf))


@router.get("/orders/{number}")
async def order(gateway: TheGateway, caller: SignedIn, number: str) -> Response:
    """One work order with a form for each thing that can be done now."""
    return await _order(gateway, caller, number)


@router.post("/orders/{number}")
async def act_order(request: Request, gateway: TheGateway, caller: SignedIn, number: str) -> Response:
    """One action; what is wrong is said on the page."""
    fields, _ = await _posted(request, caller)
    try:
        action = ORDER.validate_python(of_fields(fields))
        await act_on_order(
            request,
            officer_of(gateway, caller),
            number,
            action,
            key=fields.get("key", ""),
            if_match=fields.get("rev"),
        )
    except (Problem, ValidationError) as error:
        return await _order(gateway, caller, number, error)
    return RedirectResponse(f"/staff/orders/{number}", 303, HEADERS)


async def _application(
    gateway: Gateway, caller: Session, number: str, error: Exception | None = None
) -> Response:
    """The page of one application."""

    def job(connection: Any) -> tuple[Any, Who | None, Any]:
        """In one reading."""
        row = work.find(connection, number)
        return row, work.who(gateway, row), work.timeline(work.history(connection, gateway, row))

    row, who, entries = await gateway.database.read(job)
    await look(gateway, f"staff:{caller.account}", "desk.application", number)
    matter = gateway.published.current.get(row.matter_code)
    title = matter.title.zh if matter is not None else row.matter_code
    message, status = _said(error)
    return _html(sheets.application(row, title, who, entries, csrf=caller.csrf, message=message), status)


async def _order(gateway: Gateway, caller: Session, number: str, error: Exception | None = None) -> Response:
    """The page of one work order."""
    found = await gateway.database.read(lambda c: desk_order(c, gateway, order_work.find(c, number)))
    await look(gateway, f"staff:{caller.account}", "desk.order", number)
    message, status = _said(error)
    return _html(sheets.order(found, csrf=caller.csrf, message=message), status)


def _said(error: Exception | None) -> tuple[str, int]:
    """What went wrong, in words, and its status."""
    if error is None:
        return "", 200
    kind = KINDS[error.code] if isinstance(error, Problem) else KINDS["invalid"]
    return f"{kind.title}{kind.next_step}", kind.status


async def _posted(request: Request, caller: Session) -> tuple[dict[str, str], bytes | None]:
    """The form's fields and its PDF, if one was chosen. Raises `Problem` `csrf` or `too_large`."""
    body, kind = await request.body(), request.headers.get("content-type", "")
    pdf = None
    if kind.startswith("multipart/form-data"):
        fields, pdf = _multipart(kind, body)
    else:
        fields = {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if fields.get("csrf") != caller.csrf:
        raise Problem("csrf")
    fields = {
        key: value for key, value in fields.items() if pdf is not None or not key.startswith("document.")
    }
    return fields, pdf


def _multipart(kind: str, body: bytes) -> tuple[dict[str, str], bytes | None]:
    """Fields and file of a form that carries one (RFC 7578), by the standard library's parser."""
    message = message_from_bytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body, policy=HTTP)
    fields: dict[str, str] = {}
    pdf = None
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if part.get_filename() is not None:
            pdf = content or None
        else:
            fields[name] = content.decode("utf-8", "replace").rstrip("\r\n")
    return fields, pdf


async def _kept(gateway: Gateway, pdf: bytes) -> str:
    """The digest of a kept PDF. Raises `Problem` `not_a_document`."""
    documents.check(pdf)
    await screening.check(pdf, "application/pdf", gateway.settings.clamav)
    return await gateway.database.write(lambda c: documents.keep(c, gateway, pdf))
