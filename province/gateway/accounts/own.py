"""One's own account at the desk: the password, and where one is signed in (ASVS 5.0: 6.2.2, 6.2.3, 7.5.2)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from province.gateway.accounts.api import AtDesk, Me, me_of
from province.gateway.accounts.changing import Chosen, change_password, is_right, place_of
from province.gateway.accounts.store import MOST
from province.gateway.context import of
from province.gateway.problems import Problem
from province.gateway.sessions import HANDLE, OwnSession
from province.gateway.staff import keep_signed_in, token_of
from province.gateway.wire import Wire

router = APIRouter(prefix="/staff/me", tags=["staff"])

Password = Annotated[str, Field(max_length=200, repr=False)]


class NewPassword(Wire):
    """The present one, and the chosen one."""

    current: Password
    new: Password


class Seen(Wire):
    """Where somebody is signed in."""

    id: str
    opened_at: str
    seen_at: str
    address: str
    program: str
    vouched: bool
    this: bool


class OwnSessions(Wire):
    """All of them, the one used last first, and how many there may be."""

    sessions: tuple[Seen, ...]
    most: int


class Ending(Wire):
    """Which sessions shall end: one by its id, or all but this one; the password is asked for."""

    password: Password
    session: Annotated[str, Field(pattern=f"^[0-9a-f]{{{HANDLE}}}$")] | None = None


@router.put("/password", response_model=Me)
async def password(request: Request, body: NewPassword, caller: AtDesk) -> Response:
    """Change it. All sessions end; this browser goes on with a new one. Raises `Problem`, see `change_password`."""
    gateway = of(request)
    token = await change_password(gateway, caller, Chosen(body.current, body.new), place_of(request))
    session = await gateway.sessions.find(token)
    if session is None:
        raise Problem("not_signed_in")
    answer = JSONResponse(me_of(session), 200, {"Cache-Control": "no-store"})
    keep_signed_in(request, answer, token)
    return answer


@router.get("/sessions", response_model=OwnSessions)
async def sessions(request: Request, caller: AtDesk) -> OwnSessions:
    """Where the caller is signed in."""
    found = await of(request).sessions.own(caller.account, token_of(request))
    return OwnSessions(sessions=tuple(_seen(one) for one in found), most=MOST)


def _seen(one: OwnSession) -> Seen:
    """As the interface has it."""
    return Seen(
        id=one.handle, opened_at=one.opened_at, seen_at=one.seen_at, address=one.place.address,
        program=one.place.program, vouched=one.vouched, this=one.this,
    )  # fmt: skip


@router.post("/sessions/end", response_model=OwnSessions)
async def end(request: Request, body: Ending, caller: AtDesk) -> OwnSessions:
    """End another session or all others. Raises `Problem` `password_wrong`, `sign_in_locked`."""
    gateway = of(request)
    await is_right(gateway, caller.account, body.password)
    await gateway.sessions.end_others(caller.account, token_of(request), body.session)
    return await sessions(request, caller)
