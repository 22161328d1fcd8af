"""The plain staff pages: what arrived, what was answered, the documents. Every look leaves an audit row.

Server-rendered, without scripts; nothing opened is cached anywhere.
"""

from __future__ import annotations

import asyncio
from hmac import compare_digest
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection, Row, select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from legalnet.submission import Envelope, Role
from province.gateway import pages
from province.gateway.accounts.changing import Chosen, change_password, place_of
from province.gateway.accounts.store import Session, StaffRole
from province.gateway.context import Gateway, note, of
from province.gateway.guard.screening import screened
from province.gateway.inspection import SealedSubmission
from province.gateway.ledger.refusals import refused, signed_by
from province.gateway.markup import style
from province.gateway.problems import KINDS, Problem
from province.gateway.sessions import Locked
from province.gateway.storage.tables import audit, submissions

COOKIE, SECURE_COOKIE = "lawbooth_staff", "__Host-lawbooth_staff"
"""Of a session; under TLS by the name that no other host and no plain page can set (RFC 6265bis, 4.1.3.2)."""
SHOWN = 100
"""Rows of the list."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
INLINE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}
"""Types that a browser may show; they were checked by their first bytes when they came in."""

READERS = (StaffRole.STAFF, StaffRole.ADMIN, StaffRole.CLERK, StaffRole.JUDGE)
"""Roles that may read what was handed in; a lawyer sees only what is shared in a call."""

router = APIRouter(prefix="/staff", include_in_schema=False)


class NotSignedIn(Exception):
    """The page needs a session; answered by the sign-in page."""


class PasswordFirst(Exception):
    """The password is still the one that was given out; answered by the page that changes it."""


async def session(request: Request) -> Session:
    """Dependency: the caller's session, of a role that may read submissions.

    Raises `NotSignedIn`, `PasswordFirst`.
    """
    found = await signed_in(request)
    if found.must_change:
        raise PasswordFirst
    if not found.may(*READERS):
        await refused(request, "role")
        raise NotSignedIn
    return found


async def signed_in(request: Request) -> Session:
    """Dependency: the caller's session, whatever they may. Raises `NotSignedIn`."""
    found = await of(request).sessions.find(token_of(request))
    if found is None:
        raise NotSignedIn
    signed_by(request, f"staff:{found.account}")
    return found


SignedIn = Annotated[Session, Depends(session)]
TheGateway = Annotated[Gateway, Depends(of)]


def to_sign_in(_request: Request, _error: Exception) -> Response:
    """What a page without a session answers."""
    return RedirectResponse("/staff/sign-in", 303, HEADERS)


def to_change(_request: Request, _error: Exception) -> Response:
    """What a page answers while the password is the one that was given out."""
    return RedirectResponse("/staff/password", 303, HEADERS)


def _html(text: str, status: int = 200) -> HTMLResponse:
    """A page with the headers that all of them carry."""
    return HTMLResponse(text, status, HEADERS)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form."""
    return {
        key: values[0] for key, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()
    }


@router.get("/style.css")
async def style_sheet() -> Response:
    """The look of the pages; nothing secret."""
    return Response(style(), media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})


@router.get("/sign-in")
async def ask_password() -> Response:
    """The sign-in page."""
    return _html(pages.sign_in())


@router.post("/sign-in")
async def sign_in(request: Request, gateway: TheGateway) -> Response:
    """Check both factors together; the page never says more than that something wasn't right."""
    form = await _form(request)
    given = (form.get("account", ""), form.get("password", ""), form.get("code", ""))
    try:
        token = await gateway.sessions.sign_in(*given, place_of(request))
    except Locked:
        return _html(pages.sign_in("试得太多了，请过十五分钟再来。"), KINDS["too_many"].status)
    action = "staff.sign_in" if token else "staff.sign_in_refused"
    await gateway.database.write(lambda c: note(c, gateway.clock.now(), "staff", action, "-"))
    if token is None:
        return _html(pages.sign_in("账号、口令或动态码不对，请再试一次。"), 403)
    answer = RedirectResponse("/staff", 303, HEADERS)
    keep_signed_in(request, answer, token)
    return answer


def keep_signed_in(request: Request, answer: Response, token: str) -> None:
    """The cookie of a session: not readable by scripts, never sent from another site's page."""
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_of(request), token, path="/", httponly=True, samesite="strict", secure=secure)


def cookie_of(request: Request) -> str:
    """The cookie's name on this line."""
    return SECURE_COOKIE if request.url.scheme == "https" else COOKIE


def token_of(request: Request) -> str:
    """The session's token that the browser sent, empty where there is none."""
    return request.cookies.get(cookie_of(request), "")


@router.get("/password")
async def ask_new_password(caller: Annotated[Session, Depends(signed_in)]) -> Response:
    """The page that changes one's own password."""
    return _html(pages.new_password(caller.csrf, caller.must_change))


@router.post("/password")
async def new_password(
    request: Request, gateway: TheGateway, caller: Annotated[Session, Depends(signed_in)]
) -> Response:
    """Change it; what is wrong is said on the page."""
    form = await _form(request)
    if not compare_digest(form.get("csrf", ""), caller.csrf):
        return RedirectResponse("/staff/password", 303, HEADERS)
    given = Chosen(form.get("current", ""), form.get("new", ""))
    try:
        if form.get("again", "") != given.new:
            raise Problem("password_weak", title="两次写的新口令不一样。")
        token = await change_password(gateway, caller, given, place_of(request))
    except Problem as problem:
        text, status = problem.title or KINDS[problem.code].title, KINDS[problem.code].status
        return _html(pages.new_password(caller.csrf, caller.must_change, text), status)
    answer = RedirectResponse("/staff", 303, HEADERS)
    keep_signed_in(request, answer, token)
    return answer


@router.post("/sign-out")
async def sign_out(
    request: Request, gateway: TheGateway, caller: Annotated[Session, Depends(signed_in)]
) -> Response:
    """End the session; the form carries its own token so that no other page can do this."""
    if (await _form(request)).get("csrf") == caller.csrf:
        await gateway.sessions.sign_out(token_of(request))
        await _look(gateway, caller, "staff.sign_out", "-")
    return RedirectResponse("/staff/sign-in", 303, {**HEADERS, "Clear-Site-Data": '"cache", "storage"'})


@router.get("")
async def arrivals(gateway: TheGateway, caller: SignedIn) -> Response:
    """What arrived, newest first, and what was refused lately."""
    rows, refused = await gateway.database.read(_latest)
    await _look(gateway, caller, "staff.list", "-")
    titles = {matter.code: matter.plain.zh for matter in gateway.published.current.matters}
    return _html(pages.arrivals(rows, refused, titles, caller.csrf))


def _latest(connection: Connection) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """The newest submissions and refusals."""
    newest = select(submissions).order_by(submissions.c.received_at.desc()).limit(SHOWN)
    refused = (
        select(audit).where(audit.c.action == "submission.refused").order_by(audit.c.id.desc()).limit(20)
    )
    return list(connection.execute(newest)), list(connection.execute(refused))


@router.get("/submissions/{number}")
async def submission(gateway: TheGateway, caller: SignedIn, number: str) -> Response:
    """One submission with its answers in words, its documents and materials."""
    row, envelope = await _kept(gateway, number)
    digests = [part.digest for part in envelope.parts if part.role is Role.MANIFEST]
    async with gateway.files.at_hand(row.terminal_id, digests) as paths:
        sealed = SealedSubmission(envelope, paths, gateway.keys.sealing_keys[envelope.key_id])
        manifest = await asyncio.to_thread(sealed.manifest)
    catalogue = await gateway.published.for_version(gateway.database, row.catalogue_version)
    await _look(gateway, caller, "staff.submission", number)
    return _html(pages.submission(row, envelope, manifest, catalogue.get(row.matter_code), caller.csrf))


@router.get("/submissions/{number}/parts/{name}")
async def part(
    gateway: TheGateway, caller: SignedIn, number: str, name: str, original: bool = False
) -> Response:
    """One opened document or material: a copy without what acts, or, to be kept and not shown, its original bytes."""
    row, envelope = await _kept(gateway, number)
    found = next((part for part in envelope.parts if part.name == name), None)
    if found is None or found.media_type not in INLINE:
        raise Problem("not_found")
    async with gateway.files.at_hand(row.terminal_id, [found.digest]) as paths:
        sealed = SealedSubmission(envelope, paths, gateway.keys.sealing_keys[envelope.key_id])
        data = await asyncio.to_thread(sealed.open, found)
    await _look(gateway, caller, "staff.original" if original else "staff.part", f"{number}/{name}")
    if original:
        return Response(data, 200, _to_keep(name), "application/octet-stream")
    shown = await screened(data, found.media_type, gateway.settings.clamav)
    headers = {**HEADERS, "Content-Disposition": f'inline; filename="{name}"'}
    headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
    )
    return Response(shown.data, 200, headers, found.media_type)


def _to_keep(name: str) -> dict[str, str]:
    """An original goes to a file, for whoever checks its signatures; no browser opens it."""
    policy = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return {
        **HEADERS,
        "Content-Security-Policy": policy,
        "Content-Disposition": f'attachment; filename="{name}"',
    }


async def _kept(gateway: Gateway, number: str) -> tuple[Row[Any], Envelope]:
    """The row of a submission and its envelope. Raises `Problem` `not_found`."""
    where = submissions.c.number == number
    query = select(submissions).where(where)
    row = await gateway.database.read(lambda c: c.execute(query).one_or_none()) if number.isalnum() else None
    if row is None:
        raise Problem("not_found")
    return row, Envelope.model_validate_json(row.envelope)


async def _look(gateway: Gateway, caller: Session, action: str, subject: str) -> None:
    """The audit row of a look, committed before anything is shown; it names the account."""
    actor = f"staff:{caller.account}"
    await gateway.database.write(lambda c: note(c, gateway.clock.now(), actor, action, subject))
