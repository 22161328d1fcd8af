"""Papers that all sign in turn: set once, then each signature is one more revision of the file, each valid.

It takes effect when all have signed; whoever refuses says why, and it does not.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from legalnet.handwriting import MOST_POINTS, MOST_STROKES, Signature, SignatureRefused, flat, from_strokes
from legalnet.proceedings import conduct
from legalnet.proceedings.file import File, Mark, PaperKind, PaperState, Participant
from legalnet.rooms import RULES, RoomKind, RoomRole
from province.gateway.certificates import revoked
from province.gateway.context import note, of
from province.gateway.problems import Problem
from province.gateway.proceedings import national, paper_text, places, seal, store, view
from province.gateway.proceedings.api import Taking, taking
from province.gateway.rooms.api import RoomId
from province.gateway.rooms.opinion_paper import Author, sign
from province.gateway.wire import Wire

log = logging.getLogger(__name__)
router = APIRouter(prefix="/rooms/{room_id}/proceeding/papers", tags=["proceedings"])

KINDS = {
    RoomKind.MEDIATION: frozenset({PaperKind.AGREEMENT, PaperKind.TRANSCRIPT}),
    RoomKind.HEARING: frozenset({PaperKind.TRANSCRIPT}),
    RoomKind.NOTARY: frozenset({PaperKind.STATEMENT, PaperKind.TRANSCRIPT}),
}
REASONS = {
    PaperKind.AGREEMENT: "调解协议签名", PaperKind.TRANSCRIPT: "笔录签名", PaperKind.STATEMENT: "声明书签名",
}  # fmt: skip


STROKES = "手写签名笔迹SHA-256:"
"""What stands before the digest of the strokes in a signature's reason, as in the terminal's own papers."""


Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""Where a point is on the pad, in shares of its width or height."""
Stroke = Annotated[list[Share], Field(max_length=2 * MOST_POINTS)]
"""x, y, x, y ..."""


class Signing(Wire):
    """What is signed, by its digest, and for somebody with an account the second factor of this moment."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    code: Annotated[str, Field(max_length=16)] = Field(default="", repr=False)
    strokes: Annotated[list[Stroke], Field(max_length=MOST_STROKES)] = Field(default=[], repr=False)
    """What was drawn on a terminal's, a telephone's or the desk's pad, to stand beside the name; or nothing."""


def _order(file: File, kind: PaperKind) -> tuple[str, ...]:
    """Parties first, whoever holds the room last; an interpreter signs no agreement."""
    hosts = RULES[file.kind].hosts
    skipped = {RoomRole.STAFF, RoomRole.INTERPRETER}
    if kind is not PaperKind.TRANSCRIPT:
        skipped.add(RoomRole.WITNESS)
    people = [one for one in file.people.values() if one.role not in skipped]
    return tuple(one.id for one in sorted(people, key=lambda one: one.role in hosts))


@router.post("/{kind}", status_code=201)
async def prepare(request: Request, room_id: RoomId, kind: PaperKind) -> Response:
    """Set the paper and open the signing; from now on what it says does not change.

    Raises `Problem`: `role`, `not_now` with what is still open as `state`.
    """
    by = await taking(request, room_id)
    if by.me.role not in RULES[by.file.kind].hosts or kind not in KINDS[by.file.kind]:
        raise Problem("role")
    missing = _missing(by.file, kind)
    if missing:
        raise Problem("not_now", state=missing)
    gateway = of(request)
    signers = _order(by.file, kind)
    content = paper_text.content(by.file, kind, gateway.clock.now(), signers)
    pdf = await asyncio.to_thread(_set, content)
    way: Literal["esign", "print"] = (
        "print" if by.file.personal_status and kind is not PaperKind.TRANSCRIPT else "esign"
    )

    def freeze(file: File) -> None:
        """Only if it still is what was set."""
        if kind in file.papers or _missing(file, kind):
            raise Problem("changed")
        file.papers[kind] = PaperState(digest=_digest(pdf), way=way, signers=signers)

    return await _keep(request, by, kind, store.Paper(content, pdf), freeze)


def _set(content: dict[str, Any]) -> bytes:
    """In a thread: the paper with a place for each to sign."""
    return places.with_fields(paper_text.typeset(content), paper_text.places(content), content["signers"])


def _missing(file: File, kind: PaperKind) -> str:
    """Why it cannot be signed yet."""
    if kind in file.papers:
        return "being_signed"
    if kind is PaperKind.AGREEMENT and not conduct.agreed(file):
        return "clauses_open"
    if kind is PaperKind.STATEMENT and not all(one.wish.heard_at for one in file.parties):
        return "wish_open"
    return "" if file.parties else "nobody"


def _digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


async def _keep(request: Request, by: Taking, kind: PaperKind, paper: store.Paper, what: Any) -> Response:
    """File and paper in one transaction; the file for the caller."""
    gateway, room = of(request), by.caller.room

    def job(connection: Connection) -> tuple[File, int]:
        """Both or nothing."""
        now = gateway.clock.now()
        changed = store.change(connection, gateway.records, room.id, now, what)
        store.keep_paper(connection, gateway.records, room.id, kind, paper)
        note(connection, now, by.caller.person, f"proceeding.{kind}", room.id)
        return changed

    file, rev = await gateway.database.write(job)
    room.file_rev = rev
    room.tell_state()
    body = view.of(file, rev, file.people[by.me.id], room.state)
    return JSONResponse(body, 200, {"Cache-Control": "no-store"})


async def _paper(request: Request, room_id: RoomId, kind: PaperKind) -> tuple[Taking, store.Paper]:
    """A paper, for those who sign it and those who hold the room. Raises `Problem` `not_found`."""
    by = await taking(request, room_id)
    gateway = of(request)
    found = await gateway.database.read(lambda c: store.paper(c, gateway.records, room_id, kind))
    state = by.file.papers.get(kind)
    if found is None or state is None or not _may_see(by, state):
        raise Problem("not_found")
    return by, found


def _may_see(by: Taking, state: PaperState) -> bool:
    return by.me.id in state.signers or by.me.role in RULES[by.file.kind].hosts


@router.get("/{kind}")
async def fetch(request: Request, room_id: RoomId, kind: PaperKind) -> Response:
    """The PDF with every signature so far."""
    _, paper = await _paper(request, room_id, kind)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{kind}.pdf"'}
    return Response(paper.pdf, 200, headers, "application/pdf")


@router.get("/{kind}/pages/{number}")
async def page(request: Request, room_id: RoomId, kind: PaperKind, number: int) -> Response:
    """A page for the eye; `X-Pages` says how many there are."""
    _, paper = await _paper(request, room_id, kind)
    found = await asyncio.to_thread(paper_text.pictures, paper.content)
    if not 1 <= number <= len(found):
        raise Problem("not_found")
    headers = {"Cache-Control": "no-store", "X-Pages": str(len(found))}
    return Response(found[number - 1], 200, headers, "image/png")


@router.get("/{kind}/words")
async def words(request: Request, room_id: RoomId, kind: PaperKind) -> dict[str, Any]:
    """What it says, as text: to be read aloud, or large."""
    _, paper = await _paper(request, room_id, kind)
    return paper.content


@router.post("/{kind}/sign")
async def signing(request: Request, room_id: RoomId, kind: PaperKind, body: Signing) -> Response:
    """Sign, when it is the caller's turn, exactly the file that was shown.

    Raises `Problem`: `not_now` (another's turn, refused, or to be signed on paper), `changed`, `level_too_low`,
    `sign_in_refused`.
    """
    by, paper = await _paper(request, room_id, kind)
    gateway, state = of(request), by.file.papers[kind]
    _check(by.me, state, body)
    session = by.caller.session
    if session is not None and not await gateway.sessions.second_factor(session.account, body.code):
        raise Problem("sign_in_refused")
    now = gateway.clock.now()
    author = Author(session.account if session else by.me.id, by.me.name, by.me.side or "调解当事人", "")
    drawn = await asyncio.to_thread(_drawn, body.strokes)
    job = partial(
        sign, paper.pdf, author, gateway.keys.authority, now, field=places.field(len(state.marks) + 1),
reason=f"{STROKES}{drawn.strokes_sha256}" if drawn else REASONS[kind], look=places.look(drawn),
    )  # fmt: skip
    time = seal.configured(gateway.settings) if len(state.marks) + 1 == len(state.signers) else None
    if time is not None:
        time = replace(time, revoked=tuple(await gateway.database.read(revoked)))
    signed, sealed = await asyncio.to_thread(_sealed, job, time)
    if len(state.marks) + 2 == len(state.signers):  # one more will sign, over the seal
        signed = await asyncio.to_thread(_with_national, signed, gateway.settings.national_seal)

    def mark(file: File) -> None:
        """Beside the name, if nobody was faster."""
        current = file.papers.get(kind)
        if current is None or current.digest != body.sha256 or current.next != by.me.id:
            raise Problem("changed")
        current.digest, current.sealed = _digest(signed), sealed
        current.marks[by.me.id] = Mark(at=now)

    return await _keep(request, by, kind, store.Paper(paper.content, signed), mark)


def _sealed(job: Callable[..., bytes], time: seal.TimeAuthority | None) -> tuple[bytes, bool]:
    """In a thread: the signature, sealed where it is the last and there is an authority. It never waits for the seal."""
    if time is not None:
        try:
            return job(time=time), True
        except seal.NotSealed as error:
            log.warning("a paper was signed and not sealed: %s", error)
    return job(), False


def _with_national(pdf: bytes, command: tuple[str, ...]) -> bytes:
    """In a thread: with the national seal, where the site has one. Nobody's signature waits for it."""
    if not command:
        return pdf
    try:
        return national.sealed(pdf, command)
    except national.NoSeal as error:
        log.warning("a paper has no national seal: %s", error)
        return pdf


def _drawn(strokes: list[list[float]]) -> Signature | None:
    """What was drawn; None for nothing. Raises `Problem` `invalid` for what is no signature."""
    if not strokes:
        return None
    try:
        return from_strokes(flat(strokes))
    except SignatureRefused:
        raise Problem("invalid", fields=["strokes"]) from None


def _check(me: Participant, state: PaperState, body: Signing) -> None:
    """Turn, way, identity and file. Raises `Problem`."""
    if state.way == "print":
        raise Problem("signature_kind")
    if state.next != me.id or any(mark.refused for mark in state.marks.values()):
        raise Problem("not_now", state="turn")
    if not me.reaches("L3"):  # seen, by a terminal or an officer
        raise Problem("level_too_low")
    if state.digest != body.sha256:
        raise Problem("changed")


@router.delete("/{kind}")
async def reopen(request: Request, room_id: RoomId, kind: PaperKind) -> Response:
    """Back to the words, because somebody refused or something is wrong; never once all have signed."""
    by = await taking(request, room_id)
    state = by.file.papers.get(kind)
    if by.me.role not in RULES[by.file.kind].hosts or state is None:
        raise Problem("role")
    if state.complete:
        raise Problem("signed_already")
    gateway, room = of(request), by.caller.room

    def job(connection: Connection) -> tuple[File, int]:
        """Both or nothing."""
        store.drop_paper(connection, room_id, kind)
        now = gateway.clock.now()
        return store.change(connection, gateway.records, room_id, now, lambda file: _drop(file, kind))

    file, rev = await gateway.database.write(job)
    room.file_rev = rev
    room.tell_state()
    body = view.of(file, rev, file.people[by.me.id], room.state)
    return JSONResponse(body, 200, {"Cache-Control": "no-store"})


def _drop(file: File, kind: PaperKind) -> None:
    file.papers.pop(kind, None)
