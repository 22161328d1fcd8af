"""What a party wrote in a mediation while their terminal could not reach the province: brought here sealed, entered once.

The terminal's tunnel says who was identified there; which party it is says the secret with which they came in.
"""

from __future__ import annotations

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from legalnet.proceedings import conduct
from legalnet.proceedings.acts import LATE, AnyAct, Deed
from legalnet.proceedings.file import File
from legalnet.rooms import Refused
from province.gateway.accounts.store import digest
from province.gateway.context import of
from province.gateway.once import IdempotencyKey
from province.gateway.persons import Person, needs
from province.gateway.problems import Problem
from province.gateway.proceedings.api import procedures_of, taken
from province.gateway.rooms.api import RoomId, hub_of
from province.gateway.rooms.hub import LiveRoom
from province.gateway.wire import Wire

router = APIRouter(prefix="/mediations", tags=["mediations"])
Known = Annotated[Person, needs("L2")]
TRIES = 5
"""Times that somebody else may change the file at the same moment."""


class LateAct(Wire):
    """An act under a key, and the party's own proof."""

    secret: Annotated[str, Field(min_length=16, max_length=64)] = Field(repr=False)
    act: AnyAct


class Entered(Wire):
    """It stands in the file."""

    state: Literal["entered"] = "entered"


@router.post("/{room_id}/acts", status_code=201, response_model=Entered)
async def enter(
    request: Request, room_id: RoomId, person: Known, body: LateAct, idempotency_key: IdempotencyKey
) -> Entered:
    """A message, or an answer to a fact or to exactly the words of a clause that were read.

    Raises `Problem`: `room_closed`, `room_token`, `invalid` (no such act, or no key), `not_ready` (it waits: an
    interpreter is lost, or others write just now), and what the file refuses.
    """
    del person, idempotency_key  # the act's own key says what is the same
    if body.act.act not in LATE or not body.act.key:
        raise Problem("invalid")
    room = await hub_of(request).room(room_id)
    if room is None:
        raise Problem("room_closed")
    who = _of_secret(room, body.secret)
    if body.act.act is not Deed.WRITE and room.halted == "interpreter":
        raise Problem("not_ready")
    now, refusals = of(request).clock.now(), list[Problem]()

    def what(file: File) -> None:
        """As the file's rules have it."""
        me = file.of(who)
        if me is None:
            raise Problem("room_token")
        try:
            conduct.do(file, me, body.act, now)
        except Refused as refused:
            refusals.append(taken(refused))
            raise refusals[-1] from None

    for _ in range(TRIES):
        try:
            await procedures_of(request).change(room, what)
        except Problem as problem:
            if problem.code != "changed" or refusals:
                raise
            continue  # another gateway was faster
        return Entered()
    raise Problem("not_ready")


def _of_secret(room: LiveRoom, secret: str) -> str:
    """Who came in with it, now or before. Raises `Problem` `room_token`."""
    wanted = digest(secret)
    for person, member in room.state.members.items():
        known = [one for one in (member.secret_hash, *member.earlier) if one]
        if any(secrets.compare_digest(one, wanted) for one in known):
            return person
    raise Problem("room_token")
