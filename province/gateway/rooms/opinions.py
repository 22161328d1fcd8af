"""The written opinion of a consultation: drafted by revisions, rendered, signed with a fresh code, fetched."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection, Row, insert, select, update
from starlette.responses import Response

from legalnet.rooms import Action, may
from province.gateway.accounts.factors import Box
from province.gateway.clock import stamp
from province.gateway.context import note, of
from province.gateway.problems import Problem
from province.gateway.rooms.api import Caller, RoomId, belonging
from province.gateway.rooms.opinion_paper import Author, picture, sign, typeset
from province.gateway.storage.tables import opinions
from province.gateway.wire import Wire

router = APIRouter(prefix="/rooms", tags=["rooms"])

Text = Annotated[str, Field(max_length=4000)]


class Draft(Wire):
    """The four parts; `rev` is the one that was changed, 0 at first."""

    rev: Annotated[int, Field(ge=0)]
    draft: dict[Literal["facts", "law", "advice", "bring"], Text] = Field(repr=False)


class Rev(Wire):
    """Which revision is meant."""

    rev: int


class Signing(Wire):
    """What is signed, and the second factor of this moment."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    code: Annotated[str, Field(max_length=16)] = Field(repr=False)


class OpinionView(Wire):
    """As its author sees it."""

    id: str
    rev: int
    draft: dict[str, str] = Field(repr=False)
    sha256: str
    signed: bool


async def _author(request: Request, room_id: str) -> tuple[Caller, Author]:
    """The caller, when the room lets them write opinions. Raises `Problem` `role`."""
    caller = await belonging(request, room_id)
    if caller.session is None or not may(caller.member.role, True, Action.OPINION):
        raise Problem("role")
    card = json.loads(caller.session.card)
    session = caller.session
    return caller, Author(session.account, session.display, card.get("firm", ""), card.get("licence", ""))


def _row(connection: Connection, room_id: str, account: str) -> Row[Any] | None:
    """The account's opinion of this room."""
    where = (opinions.c.room_id == room_id) & (opinions.c.account == account)
    return connection.execute(select(opinions).where(where)).one_or_none()


def _view(box: Box, row: Row[Any]) -> OpinionView:
    """The row in the clear, for its author."""
    draft = json.loads(box.open(row.draft, row.id))
    return OpinionView(
        id=row.id, rev=row.rev, draft=draft, sha256=row.sha256 or "", signed=row.signed_at is not None
    )


async def _known(request: Request, room_id: str, author: Author) -> Row[Any]:
    """The author's opinion. Raises `Problem` `not_found`."""
    row = await of(request).database.read(lambda c: _row(c, room_id, author.account))
    if row is None:
        raise Problem("not_found")
    return row


@router.get("/{room_id}/opinion", response_model=OpinionView)
async def read(request: Request, room_id: RoomId) -> OpinionView:
    """The caller's own draft."""
    _, author = await _author(request, room_id)
    return _view(Box(of(request).keys.staff_key), await _known(request, room_id, author))


@router.put("/{room_id}/opinion", response_model=OpinionView)
async def write(request: Request, room_id: RoomId, body: Draft) -> OpinionView:
    """Keep the draft; another window's newer one is not written over (`changed`), a signed one never."""
    _, author = await _author(request, room_id)
    gateway = of(request)
    box, text = Box(gateway.keys.staff_key), json.dumps(body.draft, ensure_ascii=False)

    def job(connection: Connection) -> Row[Any]:
        """Make it, or the next revision of it."""
        row = _row(connection, room_id, author.account)
        if row is None:
            new = f"o{secrets.token_hex(8)}"
            values = {"id": new, "room_id": room_id, "account": author.account, "rev": 1}
            connection.execute(insert(opinions).values(**values, draft=box.seal(text, new)))
        elif row.signed_at is not None:
            raise Problem("signed_already")
        elif row.rev != body.rev:
            raise Problem("changed")
        else:
            changed = {"rev": row.rev + 1, "draft": box.seal(text, row.id), "pdf": None, "sha256": None}
            connection.execute(update(opinions).where(opinions.c.id == row.id).values(**changed))
        found = _row(connection, room_id, author.account)
        assert found is not None  # noqa: S101 - written a moment ago
        return found

    return _view(box, await gateway.database.write(job))


@router.post("/{room_id}/opinion/render", response_model=OpinionView)
async def render(request: Request, room_id: RoomId, body: Rev) -> OpinionView:
    """Set the PDF that is going to be signed; its digest names it."""
    _, author = await _author(request, room_id)
    gateway = of(request)
    box, row = Box(gateway.keys.staff_key), await _known(request, room_id, author)
    if row.signed_at is not None:
        raise Problem("signed_already")
    if row.rev != body.rev:
        raise Problem("changed")
    draft = json.loads(box.open(row.draft, row.id))
    pdf = await asyncio.to_thread(typeset, draft, author, gateway.clock.now())
    await _keep(request, row, pdf, {})
    return _view(box, await _known(request, room_id, author))


async def _keep(request: Request, row: Row[Any], pdf: bytes, more: dict[str, Any]) -> None:
    """The PDF, sealed, with its digest. Raises `Problem` `changed` when the draft moved on meanwhile."""
    gateway = of(request)
    box = Box(gateway.keys.staff_key)
    sealed = box.seal(b64encode(pdf).decode(), row.id)
    values = {"pdf": sealed, "sha256": hashlib.sha256(pdf).hexdigest(), **more}
    where = (opinions.c.id == row.id) & (opinions.c.rev == row.rev) & opinions.c.signed_at.is_(None)
    query = update(opinions).where(where).values(**values)
    if await gateway.database.write(lambda c: c.execute(query).rowcount) != 1:
        raise Problem("changed")


@router.get("/{room_id}/opinion/pages/1")
async def page(request: Request, room_id: RoomId) -> Response:
    """The first page for the eye."""
    _, author = await _author(request, room_id)
    gateway = of(request)
    row = await _known(request, room_id, author)
    draft = json.loads(Box(gateway.keys.staff_key).open(row.draft, row.id))
    png = await asyncio.to_thread(picture, draft, author, gateway.clock.now())
    return Response(png, 200, {"Cache-Control": "no-store"}, "image/png")


@router.post("/{room_id}/opinion/sign", response_model=OpinionView)
async def signing(request: Request, room_id: RoomId, body: Signing) -> OpinionView:
    """Sign exactly the rendered PDF; asks for a code that was not used before."""
    caller, author = await _author(request, room_id)
    gateway = of(request)
    box, row = Box(gateway.keys.staff_key), await _known(request, room_id, author)
    if row.signed_at is not None:
        raise Problem("signed_already")
    if row.pdf is None or row.sha256 != body.sha256:
        raise Problem("changed")
    if not await gateway.sessions.second_factor(author.account, body.code):
        raise Problem("sign_in_refused")
    pdf = b64decode(box.open(row.pdf, row.id))
    now = gateway.clock.now()
    signed = await asyncio.to_thread(sign, pdf, author, gateway.keys.authority, now)
    await _keep(request, row, signed, {"signed_at": stamp(now)})
    await gateway.database.write(lambda c: note(c, now, caller.person, "opinion.signed", row.id))
    return _view(box, await _known(request, room_id, author))


@router.get("/{room_id}/opinions/{opinion_id}")
async def fetch(request: Request, room_id: RoomId, opinion_id: str) -> Response:
    """The signed PDF, for those the room is about."""
    caller = await belonging(request, room_id)
    gateway = of(request)
    where = (
        (opinions.c.id == opinion_id) & (opinions.c.room_id == room_id) & opinions.c.signed_at.is_not(None)
    )
    query = select(opinions).where(where)
    row = await gateway.database.read(lambda c: c.execute(query).one_or_none())
    if row is None or not may(caller.member.role, True, Action.ANSWER):
        raise Problem("not_found")
    pdf = b64decode(Box(gateway.keys.staff_key).open(row.pdf, row.id))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="opinion.pdf"'}
    return Response(pdf, 200, headers, "application/pdf")
