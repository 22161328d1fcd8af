"""Signing in at the staff desk: JSON in front of the same sessions that the plain pages use.

A request that changes something carries the session's own token in `X-Csrf-Token`, beside the cookie.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from province.gateway.accounts.changing import place_of
from province.gateway.accounts.store import Session, StaffRole
from province.gateway.context import note, of
from province.gateway.ledger.refusals import signed_by
from province.gateway.problems import Problem
from province.gateway.sessions import Locked
from province.gateway.staff import cookie_of, keep_signed_in, token_of
from province.gateway.wire import Wire

router = APIRouter(prefix="/staff", tags=["staff"])

SAFE = ("GET", "HEAD")
BEFORE = frozenset({"/pln/v1/staff/me", "/pln/v1/staff/me/password", "/pln/v1/staff/sessions"})
"""What is open before a password that was given out is changed: who one is, changing it, signing out."""


class SignIn(Wire):
    """Both factors, judged together."""

    account: Annotated[str, Field(max_length=40)]
    password: Annotated[str, Field(max_length=200)] = Field(repr=False)
    code: Annotated[str, Field(max_length=16)] = Field(repr=False)


class Me(Wire):
    """Who is signed in."""

    account: str
    display: str
    roles: tuple[StaffRole, ...]
    card: dict[str, Any]
    must_change: bool
    """The password is the one that was given out: nothing but changing it is open."""
    csrf: str = Field(repr=False)


async def at_desk(request: Request) -> Session:
    """Dependency: the caller's session. Raises `Problem` `not_signed_in`, `password_first`, `csrf`."""
    found = await of(request).sessions.find(token_of(request))
    if found is None:
        raise Problem("not_signed_in")
    signed_by(request, f"staff:{found.account}")
    if found.must_change and request.url.path not in BEFORE:
        raise Problem("password_first")
    if request.method in SAFE:
        return found
    gateway, path = of(request), request.url.path.removeprefix("/pln/v1/")[:160]
    allowed = compare_digest(request.headers.get("x-csrf-token", ""), found.csrf)
    action = f"desk.{request.method.lower()}" if allowed else "desk.forged"
    # whatever is asked to be changed leaves its row before anything happens; what came of it has rows of its own
    await gateway.database.write(
        lambda c: note(c, gateway.clock.now(), f"staff:{found.account}", action, path)
    )
    if not allowed:
        raise Problem("csrf")
    return found


AtDesk = Annotated[Session, Depends(at_desk)]


def with_role(*roles: StaffRole) -> Callable[[Request], Awaitable[Session]]:
    """A dependency that wants one of these roles. Raises `Problem` `role` otherwise."""

    async def checked(caller: AtDesk) -> Session:
        """The caller, when allowed."""
        if not caller.may(*roles):
            raise Problem("role")
        return caller

    return checked  # type: ignore[return-value] # the framework fills in what `AtDesk` names


def me_of(session: Session) -> dict[str, Any]:
    """As the interface has it."""
    card = json.loads(session.card)
    me = Me(
        account=session.account,
        display=session.display,
        roles=tuple(sorted(session.roles)),
        card=card,
        must_change=session.must_change,
        csrf=session.csrf,
    )
    return me.model_dump(mode="json")


@router.post("/sessions", status_code=201, response_model=Me)
async def sign_in(request: Request, body: SignIn) -> Response:
    """A session for account, password and code; the answer never says which of them was wrong."""
    gateway = of(request)
    try:
        token = await gateway.sessions.sign_in(body.account, body.password, body.code, place_of(request))
    except Locked:
        raise Problem("sign_in_locked") from None
    action = "staff.sign_in" if token else "staff.sign_in_refused"
    await gateway.database.write(lambda c: note(c, gateway.clock.now(), "staff", action, "-"))
    session = await gateway.sessions.find(token) if token else None
    if token is None or session is None:
        raise Problem("sign_in_refused")
    answer = JSONResponse(me_of(session), 201, {"Cache-Control": "no-store"})
    keep_signed_in(request, answer, token)
    return answer


@router.get("/me", response_model=Me)
async def me(caller: AtDesk) -> Response:
    """Who is signed in in this browser."""
    return JSONResponse(me_of(caller), 200, {"Cache-Control": "no-store"})


@router.delete("/sessions", status_code=204)
async def sign_out(request: Request, _caller: AtDesk) -> Response:
    """End the session."""
    await of(request).sessions.sign_out(token_of(request))
    answer = Response(None, 204, {"Clear-Site-Data": '"cache", "storage"'})
    answer.delete_cookie(cookie_of(request), path="/", secure=request.url.scheme == "https", httponly=True)
    return answer
