"""Rooms over HTTP: making one, inviting, asking for a token, bringing and seeing papers."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from legalnet.rooms import RULES, Action, Member, Refused, RoomKind, RoomRole, RoomState, may
from province.gateway.accounts.api import AtDesk, at_desk
from province.gateway.accounts.store import Session, StaffRole, digest
from province.gateway.clock import SHANGHAI
from province.gateway.context import Gateway, note, of
from province.gateway.problems import Problem
from province.gateway.rooms import store
from province.gateway.rooms.hub import Hub, LiveRoom
from province.gateway.rooms.papers import PAGE_BYTES, watermarked
from province.gateway.wire import Wire

router = APIRouter(prefix="/rooms", tags=["rooms"])

RoomId = Annotated[str, Field(pattern=r"^r[0-9a-f]{24}$")]
AS: dict[RoomRole, tuple[StaffRole, ...]] = {
    RoomRole.LAWYER: (StaffRole.LAWYER,),
    RoomRole.MEDIATOR: (StaffRole.MEDIATOR,),
    RoomRole.JUDGE: (StaffRole.JUDGE,),
    RoomRole.CLERK: (StaffRole.CLERK,),
    RoomRole.NOTARY: (StaffRole.NOTARY,),
    RoomRole.INTERPRETER: (StaffRole.INTERPRETER,),
    RoomRole.STAFF: (StaffRole.STAFF,),
    RoomRole.HELPER: (
        StaffRole.LAWYER, StaffRole.MEDIATOR, StaffRole.NOTARY, StaffRole.CLERK, StaffRole.STAFF,
    ),
}  # fmt: skip
"""Procedural roles that need an account, and with which of these roles."""


class NewRoom(Wire):
    """A meeting of a kind, held by the caller."""

    kind: RoomKind


class RoomMade(Wire):
    """Where it is."""

    room: str


class Invitation(Wire):
    """Somebody who may come: a colleague by account, or a person from outside by a secret made here."""

    role: RoomRole
    account: Annotated[str, Field(max_length=40)] = ""


class Invited(Wire):
    """`secret` is told once, to be handed to the person; empty for a colleague."""

    person: str
    secret: str = Field(repr=False)


class Token(Wire):
    """A way in for one socket within `expires_s` seconds."""

    token: str = Field(repr=False)
    expires_s: int
    role: RoomRole


class NewPaper(Wire):
    """A document to be shown, a page at a time."""

    title: Annotated[str, Field(min_length=1, max_length=40)]


@dataclass(frozen=True)
class Caller:
    """Somebody who belongs to a room."""

    person: str
    member: Member
    room: LiveRoom
    session: Session | None


def hub_of(request: Request) -> Hub:
    """The hub of this gateway."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)  # noqa: S101 - set by `app.build`, nobody else
    return hub


def bearer(request: Request) -> str:
    """The secret of a resident or guest; empty when the request brings none."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


async def belonging(request: Request, room_id: RoomId) -> Caller:
    """Who asks, as the room knows them. Raises `Problem`: `room_closed`, `not_signed_in`, `role`, `room_token`."""
    room = await hub_of(request).room(room_id)
    if room is None:
        raise Problem("room_closed")
    secret = bearer(request)
    if secret:
        wanted = digest(secret)
        for person, member in room.state.members.items():
            if member.secret_hash and secrets.compare_digest(member.secret_hash, wanted):
                return Caller(person, member, room, None)
        raise Problem("room_token")
    session = await at_desk(request)
    found = room.state.members.get(f"staff:{session.account}")
    if found is None:
        raise Problem("role")
    return Caller(f"staff:{session.account}", found, room, session)


def host_role(kind: RoomKind, session: Session) -> RoomRole:
    """The role in which somebody may hold such a room. Raises `Problem` `role`."""
    for role in sorted(RULES[kind].hosts):
        if session.may(*AS[role]):
            return role
    raise Problem("role")


@router.post("", status_code=201, response_model=RoomMade)
async def make(request: Request, body: NewRoom, caller: AtDesk) -> RoomMade:
    """A room of this kind, the caller its host."""
    gateway = of(request)
    role = host_role(body.kind, caller)
    person = f"staff:{caller.account}"
    state = RoomState(kind=body.kind, members={person: Member(role=role, display=caller.display)})
    stages = state.rules.stages
    state.stage = stages[0] if stages else ""

    def job(connection: Any) -> str:
        """Room and audit row."""
        made = store.make(connection, state, gateway.clock.now())
        note(connection, gateway.clock.now(), person, "room.made", made)
        return made

    return RoomMade(room=await gateway.database.write(job))


@router.post("/{room_id}/invitations", status_code=201, response_model=Invited)
async def invite(request: Request, room_id: RoomId, body: Invitation) -> Invited:
    """Let somebody more come; only a host may."""
    caller = await belonging(request, room_id)
    if caller.member.role not in caller.room.state.rules.hosts:
        raise Problem("role")
    if body.role in AS:
        person, secret, display = f"staff:{body.account}", "", await _colleague(of(request), body)
    else:
        person, secret, display = f"guest:{secrets.token_hex(8)}", secrets.token_urlsafe(24), ""
    member = Member(role=body.role, display=display, secret_hash=digest(secret) if secret else "")
    if not await hub_of(request).admit_member(room_id, person, member):
        raise Problem("room_closed")
    return Invited(person=person, secret=secret)


async def _colleague(gateway: Gateway, body: Invitation) -> str:
    """The display name of an account that holds the role. Raises `Problem` `role`."""
    from province.gateway.accounts.store import find

    row = await gateway.database.read(lambda c: find(c, body.account))
    if row is None or not any(one.value in row.roles for one in AS[body.role]):
        raise Problem("role")
    return str(row.display)


@router.post("/{room_id}/tokens", status_code=201, response_model=Token)
async def token(request: Request, room_id: RoomId) -> Token:
    """A single-use way in for whoever belongs here, good for a minute."""
    caller = await belonging(request, room_id)
    gateway = of(request)
    if caller.session is not None and not caller.session.may(*AS[caller.member.role]):
        raise Problem("role")
    made = await gateway.database.write(
        lambda c: store.issue(c, room_id, caller.person, caller.member, gateway.clock.now())
    )
    return Token(token=made, expires_s=store.TOKEN_S, role=caller.member.role)


@router.post("/{room_id}/documents", status_code=201)
async def bring(request: Request, room_id: RoomId, body: NewPaper) -> dict[str, str]:
    """A document of the caller's own; nobody sees it before it is shown by a `share` message."""
    caller = await belonging(request, room_id)
    withheld = caller.room.state.rules.withheld
    if Action.SHARE in withheld or not may(caller.member.role, True, Action.SHARE):
        raise Problem("role")
    try:
        return {"document": caller.room.papers.add(caller.person, body.title)}
    except Refused as refused:
        raise Problem(str(refused)) from None


@router.post("/{room_id}/documents/{document}/pages", status_code=201)
async def bring_page(request: Request, room_id: RoomId, document: str) -> dict[str, int]:
    """One page more: a JPEG or PNG picture, kept in memory until the call ends."""
    caller = await belonging(request, room_id)
    page = await request.body()
    if len(page) > PAGE_BYTES:
        raise Problem("too_large")
    try:
        return {"page": caller.room.papers.put(document, caller.person, page)}
    except Refused as refused:
        code = {"document_unknown": "not_found"}.get(str(refused), str(refused))
        raise Problem(code) from None


@router.get("/{room_id}/documents/{document}/pages/{number}")
async def see(request: Request, room_id: RoomId, document: str, number: int) -> Response:
    """A page that is shown now: smaller, with the viewer and the minute drawn across; its owner sees it plain."""
    caller = await belonging(request, room_id)
    page = caller.room.papers.page(document, number)
    seated = any(seat.person == caller.person and seat.admitted for seat in caller.room.state.seats.values())
    if page is None or not seated:
        raise Problem("not_found")
    gateway = of(request)
    words = ""
    if caller.session is not None:
        at = gateway.clock.now().astimezone(SHANGHAI)
        words = f"{caller.session.display} {at:%H:%M} 只读"
        await gateway.database.write(
            lambda c: note(
                c, gateway.clock.now(), caller.person, "room.page", f"{room_id}/{document}/{number}"
            )
        )
    try:
        shown = await asyncio.to_thread(watermarked, page, words)
    except ValueError:
        raise Problem("media_type") from None
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(shown, 200, headers, "image/jpeg")
