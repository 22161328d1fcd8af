"""What the platform does by its clock: filing away what nobody rated, noticing terminals that fell silent.

Every gateway runs it; each thing is done once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from province.fleet.upkeep import keep_fleet
from province.gateway.context import Gateway
from province.gateway.events import keep_ringing
from province.gateway.ledger import anchor, chain
from province.gateway.privacy import retention
from province.gateway.problems import Problem
from province.gateway.storage.interface import StorageDown
from province.gateway.work import orders
from province.gateway.work.filed_evidence import lay_missing

log = logging.getLogger(__name__)
EVERY_S = 60.0
FORGET_EVERY = 60
"""Rounds between two lettings-go of what is over, and between two heads of the audit in the evidence log."""


async def run_once(gateway: Gateway) -> int:
    """Do what is due by the gateway's clock; how much was done. Raises `StorageDown`."""
    try:
        return await gateway.database.write(lambda c: orders.run_clock(c, gateway))
    except Problem:
        return 0  # another gateway was faster with one of them; the rest is done next time


async def tidy(gateway: Gateway, *, hourly: bool) -> None:
    """Tie the audit; once an hour deposit its head and let go of what is over. Raises `StorageDown`."""
    head = await gateway.database.write(lambda c: chain.tie(c, whole=hourly))
    if hourly:
        await anchor.anchor(gateway.evidence, head)
        now = gateway.clock.now()
        gone = await gateway.database.write(lambda c: retention.forget(c, now))
        log.info("let go of what is over: %s", gone)


@asynccontextmanager
async def housekeeping(gateway: Gateway) -> AsyncIterator[None]:
    """Runs beside the server while the context lasts."""
    ended = asyncio.Event()
    tasks = [asyncio.create_task(work(gateway, ended)) for work in (_keep, keep_ringing)]
    yield
    ended.set()
    await asyncio.gather(*tasks)


async def _keep(gateway: Gateway, ended: asyncio.Event) -> None:
    """Until the server ends; the first time at once."""
    rounds = 0
    try:
        await lay_missing(gateway)
    except (StorageDown, Problem) as error:
        log.info("cannot look for evidence that was not laid: %s", type(error).__name__)
    while not ended.is_set():
        try:
            await run_once(gateway)
            await keep_fleet(gateway)
            await tidy(gateway, hourly=rounds % FORGET_EVERY == FORGET_EVERY - 1)
        except StorageDown as error:
            log.info("cannot keep the time limits now: %s", error)
        rounds += 1
        try:
            await asyncio.wait_for(ended.wait(), EVERY_S)
        except TimeoutError:
            continue
