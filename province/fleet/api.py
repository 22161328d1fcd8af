"""What terminals ask of the fleet: their heartbeat, whose answer says what they are to do and may run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from legalnet import tickets
from legalnet.telemetry import BeatReply, Heartbeat
from province.fleet.beats import Beat
from province.fleet.lines import line_of
from province.gateway.context import of
from province.gateway.problems import Problem
from province.gateway.settings import Profile
from province.gateway.signatures import Terminal, signed

router = APIRouter(prefix="/terminals", tags=["terminals"])
Caller = Annotated[Terminal, Depends(signed)]


@router.post("/{terminal_id}/heartbeat", response_model=BeatReply)
async def heartbeat(request: Request, terminal_id: str, caller: Caller, body: Heartbeat) -> Response:
    """Take in how a terminal is; the answer brings what waits for it. Told twice, it counts as two beats."""
    gateway = of(request)
    if terminal_id != caller.id:
        raise Problem("terminal_other")
    profile = Profile.model_validate_json(caller.profile)
    line = line_of(gateway.keys.records, request.client.host if request.client else "")
    beat = Beat(caller.id, profile.place, profile.region, gateway.clock.now(), body, line)
    answer = await gateway.beats.take(gateway.database, beat)
    reply = BeatReply(
        confirmed=(*(one.id for one in body.results), *(one.id for one in body.acts)),
        actions=answer.actions,
        release=answer.release,
        ticket_key=tickets.terminal_key(gateway.keys.records, caller.id),
    )
    return Response(reply.model_dump_json(), 200, {"Cache-Control": "no-store"}, "application/json")
