"""Procedures over HTTP: opening one, calling people to it, ways in, and every act on its file.

All of it works without a socket, so that a mediation can go on over days: whoever was let in reads and writes by
their own secret, from a telephone or a terminal, whenever they like.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from legalnet.moments import Moment
from legalnet.places import Slot
from legalnet.proceedings import conduct
from legalnet.proceedings.acts import AnyAct, Deed
from legalnet.proceedings.file import File, Level, Name, Participant, Way
from legalnet.rooms import RULES, Member, Refused, RoomKind, RoomRole, RoomState
from province.gateway.accounts import store as accounts
from province.gateway.accounts.api import AtDesk
from province.gateway.accounts.store import digest
from province.gateway.context import note, of
from province.gateway.problems import Problem
from province.gateway.proceedings import bookings, store, view
from province.gateway.proceedings.live import Procedures
from province.gateway.rooms import store as rooms
from province.gateway.rooms.api import AS, Caller, RoomId, belonging, host_role, hub_of
from province.gateway.signatures import Signed
from province.gateway.wire import Wire

router = APIRouter(tags=["proceedings"])

HALTED = frozenset({Deed.ANSWER_CLAUSE, Deed.ANSWER_FACT, Deed.OPINE, Deed.WISH, Deed.READ})
"""Acts that wait while the interpreter is lost."""
EARLIER = 8
"""Ways in of one person that still count for what was written under them."""
CODES = {
    "role": "role",
    "changed": "changed",
    "unknown": "not_found",
    "paused": "not_now",
    "too_large": "too_large",
}
"""Codes of the file's refusals as problems of the interface; others say `not_now` and bring their own as `state`."""


class NewProceeding(Wire):
    """A procedure of a kind, held by the caller."""

    kind: Literal[RoomKind.MEDIATION, RoomKind.NOTARY, RoomKind.HEARING]
    title: Annotated[str, Field(min_length=1, max_length=80)] = Field(repr=False)
    case_no: Annotated[str, Field(max_length=64)] = ""
    court: Annotated[str, Field(max_length=80)] = ""


class Made(Wire):
    """Where it is."""

    room: str


class Listed(Wire):
    """A procedure in somebody's list."""

    room: str
    kind: RoomKind
    title: str = Field(repr=False)
    case_no: str
    stage: str
    created_at: str
    closed_at: str
    people: int


class Call(Wire):
    """Somebody who is called to a procedure."""

    role: RoomRole
    name: Name = Field(repr=False)
    side: Annotated[str, Field(max_length=40)] = ""
    way: Way
    account: Annotated[str, Field(max_length=40)] = ""
    starts: Moment | None = None
    holder_number: Annotated[str, Field(pattern=r"^([0-9A-Za-z]{6,32})?$")] = Field(default="", repr=False)
    """By booking: whose appointment it is, by the number of their document."""
    slot: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{0,64}$")] = ""
    """By booking: which free hour; empty for the time in `starts`."""


class Called(Wire):
    """`code` is told once: ten digits for a terminal, a link's end for a telephone; empty for others."""

    participant: str
    code: str = Field(repr=False)


class Hours(Wire):
    """Free hours, the next first."""

    slots: tuple[Slot, ...]


class Enter(Wire):
    """A telephone brings the end of its link."""

    code: Annotated[str, Field(min_length=8, max_length=64)] = Field(repr=False)


class TerminalEnter(Wire):
    """A terminal brings the code that was typed, or who is already in it, and what it proved about the person."""

    code: Annotated[str, Field(pattern=r"^([0-9]{10})?$")] = Field(default="", repr=False)
    room: Annotated[str, Field(pattern=r"^(r[0-9a-f]{24})?$")] = ""
    secret: Annotated[str, Field(max_length=64)] = Field(default="", repr=False)
    level: Level
    name: Annotated[str, Field(max_length=80)] = Field(default="", repr=False)


class Entered(Wire):
    """A seat's own proof from now on: the person, the room, and as what."""

    room: str
    secret: str = Field(repr=False)
    role: RoomRole
    kind: RoomKind
    title: str = Field(repr=False)
    starts: datetime | None


class Doing(Wire):
    """An act."""

    act: AnyAct


@dataclass(frozen=True)
class Taking:
    """Somebody who takes part, and the file as it is."""

    caller: Caller
    file: File
    rev: int
    me: Participant


@dataclass(frozen=True)
class Coming:
    """How somebody comes in, and what their end proved."""

    way: Literal["phone", "terminal"]
    level: Level
    name: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    """Of whoever is in already; empty: a fresh one is made."""


def procedures_of(request: Request) -> Procedures:
    """The procedures of this gateway."""
    found = request.app.state.procedures
    assert isinstance(found, Procedures)  # noqa: S101 - set by `app.build`, nobody else
    return found


def taken(refused: Refused) -> Problem:
    """A refusal of the file as a problem."""
    code = str(refused)
    return Problem(CODES[code]) if code in CODES else Problem("not_now", state=code)


async def taking(request: Request, room_id: RoomId) -> Taking:
    """Who asks, as the procedure knows them; a colleague who came by an invitation is entered now.

    Raises `Problem`: those of `belonging`, `not_found`.
    """
    caller = await belonging(request, room_id)
    found = await procedures_of(request).read(room_id)
    if found is None:
        raise Problem("not_found")
    file, rev = found
    me = file.of(caller.person)
    if me is None:

        def add(changed: File) -> None:
            """As the room has them."""
            person(changed, caller.person, caller.member, caller.member.display or "–")

        file, rev = await procedures_of(request).change(caller.room, add)
        me = file.of(caller.person)
        assert me is not None  # noqa: S101 - added a moment ago
    return Taking(caller, file, rev, me)


def person(file: File, who: str, member: Member, name: str) -> Participant:
    """A participant more, known by their account."""
    new = Participant(
        id=file.new_id("p"),
        person=who,
        role=member.role,
        name=name[:80],
        level="L3",
        proven="account",
        entered=True,
    )
    file.people[new.id] = new
    return new


async def _view(request: Request, room_id: str, change: tuple[File, int] | None = None) -> Response:
    """The file for the caller, fresh."""
    now = await taking(request, room_id)
    file, rev = change or (now.file, now.rev)
    body = view.of(file, rev, now.me, now.caller.room.state)
    return JSONResponse(body, 200, {"Cache-Control": "no-store"})


@router.post("/staff/proceedings", status_code=201, response_model=Made)
async def make(request: Request, body: NewProceeding, caller: AtDesk) -> Made:
    """Open a mediation, a notarisation or a hearing; the caller holds it."""
    gateway = of(request)
    role, who = host_role(body.kind, caller), f"staff:{caller.account}"
    member = Member(role=role, display=caller.display)
    state = RoomState(kind=body.kind, members={who: member}, stage=RULES[body.kind].stages[0])
    file = File(kind=body.kind, title=body.title, case_no=body.case_no, court=body.court)
    person(file, who, member, caller.display)

    def job(connection: Connection) -> str:
        """Room, file and audit row."""
        now = gateway.clock.now()
        made = rooms.make(connection, state, now)
        store.make(connection, gateway.records, made, file, now)
        store.belongs(connection, made, caller.account)
        note(connection, now, who, "proceeding.made", made)
        return made

    return Made(room=await gateway.database.write(job))


@router.get("/staff/proceedings", response_model=list[Listed])
async def mine(request: Request, caller: AtDesk) -> list[Listed]:
    """Everything the caller holds or was called to, open and closed."""
    gateway = of(request)
    rows = await gateway.database.read(lambda c: store.of_account(c, caller.account))
    found = []
    for row in rows:
        file, state = store.shown(gateway.records, row), RoomState.model_validate_json(row.state)
        found.append(
            Listed(
                room=row.id, kind=file.kind, title=file.title, case_no=file.case_no, stage=state.stage,
                created_at=row.created_at, closed_at=row.closed_at or "", people=len(file.people),
            )
        )  # fmt: skip
    return found


@router.get("/staff/proceedings/hours", response_model=Hours)
async def free_hours(
    request: Request, _caller: AtDesk, kind: Literal[RoomKind.MEDIATION, RoomKind.NOTARY, RoomKind.HEARING]
) -> Hours:
    """Free hours of the directory to which somebody can be invited."""
    return Hours(slots=tuple(await bookings.hours(of(request), kind)))


@router.get("/rooms/{room_id}/proceeding")
async def look(request: Request, room_id: RoomId) -> Response:
    """The file, as far as it is the caller's to know."""
    return await _view(request, room_id)


@router.post("/rooms/{room_id}/proceeding/acts")
async def act(request: Request, room_id: RoomId, body: Doing) -> Response:
    """Do something; the file afterwards."""
    by = await taking(request, room_id)
    if by.caller.room.halted == "interpreter" and body.act.act in HALTED:
        raise Problem("not_now", state="paused")
    now = of(request).clock.now()

    def what(file: File) -> None:
        """As the file's rules have it."""
        me = file.people[by.me.id]
        try:
            conduct.do(file, me, body.act, now)
        except Refused as refused:
            raise taken(refused) from None

    return await _view(request, room_id, await procedures_of(request).change(by.caller.room, what))


async def _host(request: Request, room_id: RoomId) -> Taking:
    """The caller, when they hold the room. Raises `Problem` `role`."""
    by = await taking(request, room_id)
    if by.me.role not in RULES[by.file.kind].hosts:
        raise Problem("role")
    return by


@router.post("/rooms/{room_id}/proceeding/people", status_code=201, response_model=Called)
async def call(request: Request, room_id: RoomId, body: Call) -> Called:
    """Call somebody: a colleague by account, others by a link for their telephone, a code for a terminal or a booking."""
    by = await _host(request, room_id)
    if (body.role in AS) != (body.way == "desk"):
        raise Problem("invalid")
    who, name, booking, starts = f"guest:{secrets.token_hex(8)}", body.name, "", body.starts
    if body.way == "booking":
        hour = bookings.Hour(body.holder_number, body.slot, body.starts)
        booking, starts = await bookings.by_booking(of(request), room_id, by.file.kind, hour)
    if body.way == "desk":
        who, name = f"staff:{body.account}", await _colleague(request, body)
    member = Member(role=body.role, display=name if body.way == "desk" else "")
    await hub_of(request).admit_member(room_id, who, member)
    made: list[str] = []

    def add(file: File) -> None:
        """Named in the file."""
        new = person(file, who, member, name)
        new.side, new.way, new.starts, new.booking = body.side, body.way, starts, booking
        if body.way != "desk":
            new.level, new.proven, new.entered = "L0", "", False
        made.append(new.id)

    await procedures_of(request).change(by.caller.room, add)
    return Called(participant=made[-1], code=await way_in(request, room_id, who, body.way, starts))


async def _colleague(request: Request, body: Call) -> str:
    """The name of an account that holds the role; it finds the procedure in its list. Raises `Problem` `role`."""
    row = await of(request).database.read(lambda c: accounts.find(c, body.account))
    if row is None or not any(one.value in row.roles for one in AS[body.role]):
        raise Problem("role")
    return str(row.display)


async def way_in(request: Request, room_id: str, who: str, way: str, starts: datetime | None) -> str:
    """A single-use way in. A colleague needs none, but the procedure in their list; a booking gives one later."""
    gateway = of(request)
    if way == "desk":
        await gateway.database.write(lambda c: store.belongs(c, room_id, who.removeprefix("staff:")))
    if way in ("desk", "booking"):
        return ""
    until = max(gateway.clock.now(), starts or gateway.clock.now()) + store.VALID
    return await gateway.database.write(lambda c: store.entrance(c, room_id, who, way, until))


@router.post("/rooms/{room_id}/proceeding/people/{participant}/code", status_code=201, response_model=Called)
async def again(request: Request, room_id: RoomId, participant: str) -> Called:
    """A fresh way in for somebody who lost theirs; whoever used the old one is out."""
    by = await _host(request, room_id)
    other = by.file.people.get(participant)
    if other is None or other.way == "desk":
        raise Problem("not_found")
    await hub_of(request).admit_member(room_id, other.person, Member(role=other.role))
    way = "terminal" if other.way == "booking" else other.way
    code = await way_in(request, room_id, other.person, way, other.starts)
    return Called(participant=other.id, code=code)


@router.post("/rooms/{room_id}/proceeding/code", status_code=201, response_model=Called)
async def back(request: Request, room_id: RoomId) -> Called:
    """A code with which the caller finds back from any terminal: a mediation may take days."""
    by = await taking(request, room_id)
    if by.caller.session is not None:
        raise Problem("role")
    code = await way_in(request, room_id, by.me.person, "terminal", by.me.starts)
    return Called(participant=by.me.id, code=code)


@router.post("/rooms/entrances", status_code=201, response_model=Entered)
async def enter(request: Request, body: Enter) -> Entered:
    """A telephone's link, once; what comes back is the person's own proof."""
    gateway = of(request)
    found = await gateway.database.write(lambda c: store.use(c, body.code, "phone", gateway.clock.now()))
    if found is None:
        raise Problem("room_token")
    return await _entered(request, found, Coming("phone", "L1"))


@router.post("/entrances", status_code=201, response_model=Entered)
async def enter_from_terminal(request: Request, body: TerminalEnter, terminal: Signed) -> Entered:
    """A code typed at a terminal, once; or the same person proven anew there, for a hearing (L4)."""
    gateway, now = of(request), of(request).clock.now()
    tries = f"entrance:{terminal.id}"
    if await gateway.database.read(lambda c: accounts.locked_until(c, tries, now)) is not None:
        raise Problem("too_many")
    if body.code:
        found = await gateway.database.write(lambda c: store.use(c, body.code, "terminal", now))
    else:
        found = await _known(request, body)
    if found is None:
        await gateway.database.write(lambda c: accounts.note_failure(c, tries, now))
        raise Problem("room_token")
    await gateway.database.write(lambda c: accounts.forget_tries(c, tries))
    coming = Coming("terminal", body.level, body.name, "" if body.code else body.secret)
    return await _entered(request, found, coming)


async def _known(request: Request, body: TerminalEnter) -> store.Entrance | None:
    """Who has this secret in this room."""
    room = await hub_of(request).room(body.room) if body.room and body.secret else None
    if room is None:
        return None
    wanted = digest(body.secret)
    members = room.state.members.items()
    return next(
        (
            store.Entrance(room.id, who)
            for who, one in members
            if secrets.compare_digest(one.secret_hash, wanted)
        ),
        None,
    )


async def _entered(request: Request, found: store.Entrance, coming: Coming) -> Entered:
    """The person's proof, and what is now known of them. Raises `Problem` `room_closed`, `room_token`."""
    room = await hub_of(request).room(found.room_id)
    if room is None:
        raise Problem("room_closed")
    own = coming.secret or secrets.token_urlsafe(24)
    member = room.state.members.get(found.person)
    if member is None:
        raise Problem("room_token")
    if member.secret_hash not in ("", digest(own)):
        member.earlier = [*member.earlier, member.secret_hash][-EARLIER:]
    member.secret_hash = digest(own)
    await hub_of(request).admit_member(found.room_id, found.person, member)

    def mark(file: File) -> None:
        """How they came, and how well they are known; what an officer proved stays."""
        one = file.of(found.person)
        if one is None:
            raise Problem("room_token")
        one.way, one.entered = coming.way, True
        if not one.reaches(coming.level):
            one.level, one.proven = coming.level, "terminal" if coming.way == "terminal" else "link"
        one.card_name = "" if coming.name == one.name else coming.name

    file, _ = await procedures_of(request).change(room, mark)
    one = file.of(found.person)
    assert one is not None  # noqa: S101 - `mark` found them
    return Entered(
        room=room.id, secret=own, role=one.role, kind=file.kind, title=file.title, starts=one.starts
    )
