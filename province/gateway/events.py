"""A terminal's events: entered once and in order, read from a cursor, waited for in one long request."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from legalnet.events import Body, EventPage, TerminalEvent, holder_mark
from province.gateway.clock import stamp
from province.gateway.context import Gateway, of
from province.gateway.problems import Problem
from province.gateway.signatures import Signed
from province.gateway.storage import eventlog
from province.gateway.storage.eventlog import NewEvent, Page
from province.gateway.storage.interface import StorageDown

log = logging.getLogger(__name__)
router = APIRouter(prefix="/terminals", tags=["terminals"])


async def tell(gateway: Gateway, terminal_id: str, bodies: Sequence[tuple[str, Body]]) -> list[int]:
    """Enter (key, body) pairs into a terminal's log and wake whoever waits for them, on any gateway.

    The numbers they have; a key that is known already is not entered again. Raises `eventlog.NoLog`.
    """
    now = gateway.clock.now()
    keep_from = stamp(now - timedelta(days=gateway.settings.keep_events_days))
    new = [NewEvent(key, stamp(now), body.model_dump_json()) for key, body in bodies]
    numbers = await gateway.database.write(lambda c: eventlog.append(c, terminal_id, new, keep_from))
    await gateway.messenger.tell(terminal_id)
    return numbers


async def mark_for(gateway: Gateway, terminal_id: str, holder_number: str) -> str:
    """How a terminal's log speaks of a person. Raises `eventlog.NoLog`."""
    log = await gateway.database.read(lambda c: eventlog.log_id(c, terminal_id))
    return await asyncio.to_thread(holder_mark, log, holder_number)


@router.get("/{terminal_id}/events", response_model=EventPage)
async def follow(
    request: Request,
    terminal_id: str,
    caller: Signed,
    after: Annotated[int, Query(ge=0, le=1 << 53, description="Number of the last event that is known.")] = 0,
    wait: Annotated[float, Query(ge=0, le=60, description="Seconds to wait when nothing is new.")] = 0,
) -> Response:
    """What follows a cursor, at once when there is something, else when something comes or the wait is over."""
    gateway = of(request)
    if terminal_id != caller.id:
        raise Problem("terminal_other")
    found = await _page_or_wait(gateway, terminal_id, after, min(wait, gateway.settings.longest_poll_s))
    headers = {"Cache-Control": "no-store"}
    return Response(_page(found).model_dump_json(), 200, headers, "application/json")


async def _page_or_wait(gateway: Gateway, terminal_id: str, after: int, wait: float) -> Page:
    """Look, and look again when rung; `mind_missed` rings for what no bell told of."""
    until = gateway.clock.monotonic() + wait
    with gateway.bells.listen(terminal_id) as rung:
        while True:
            rung.clear()
            found = await gateway.database.read(lambda c: eventlog.page(c, terminal_id, after))
            left = until - gateway.clock.monotonic()
            if found.rows or left <= 0 or gateway.bells.closing:
                return found
            gateway.bells.saw(terminal_id, found.last)
            try:
                await asyncio.wait_for(rung.wait(), left)
            except TimeoutError:
                continue


async def mind_missed(gateway: Gateway) -> None:
    """Ring for logs that grew without a ring: one look for all that wait, not one by each. Raises `StorageDown`."""
    seen = gateway.bells.seen()
    names = list(seen)
    for start in range(0, len(names), eventlog.NAMES):
        some = names[start : start + eventlog.NAMES]
        now = await gateway.database.read(lambda c, some=some: eventlog.lasts(c, some))  # type: ignore[misc]
        for name in some:
            if now.get(name) != seen[name]:
                gateway.bells.ring(name)


async def keep_ringing(gateway: Gateway, ended: asyncio.Event) -> None:
    """`mind_missed` every so often until the server ends."""
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), gateway.settings.recheck_events_s)
        except TimeoutError:
            try:
                await mind_missed(gateway)
            except StorageDown as error:
                log.info("cannot look for events now: %s", error)


def _page(found: Page) -> EventPage:
    """As the language has it."""
    rows = [
        TerminalEvent.model_validate(
            {"seq": row.seq, "key": row.key, "at": row.at, "body": json.loads(row.body)}
        )
        for row in found.rows
    ]
    return EventPage(
        log=found.log, first=found.first, last=found.last, after_key=found.after_key, events=tuple(rows)
    )
