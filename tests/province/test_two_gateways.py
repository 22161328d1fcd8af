"""Two gateway processes on one PostgreSQL and one NATS, one killed mid-load: nothing lost, nothing doubled.

`make gateways` hands in thousands; LAWBOOTH_FILINGS says how many for each terminal.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
import pytest

from kiosk.clock import SystemClock
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from legalnet.submission import Acknowledgement
from offline_cache.cache import Cache
from offline_cache.events import Delivered, SyncEvent
from offline_cache.states import Lane
from offline_cache.sync import SyncEngine
from tests.province.catalogue import write_catalogue
from tests.province.process import Process, process
from tests.province.running import Filing, ShiftedClock, Terminal
from tests.province.servers.balancer import balancer
from tests.province.servers.nats import Nats
from tests.province.servers.postgres import Postgres

FILINGS = int(os.environ.get("LAWBOOTH_FILINGS", "18"))
WAIT_S = 120 + FILINGS


class Site:
    """A terminal with its memory and its sync engine, all of the product's own."""

    def __init__(self, folder: Path, url: str, code: str, seed: int) -> None:
        enrolment = enrol(url, code, folder, ShiftedClock())
        uplink = ProvinceUplink(enrolment, load_or_create_key(folder / KEY_FILE), SystemClock())
        self.terminal = Terminal(folder, enrolment, uplink)
        self.cache = Cache.open(folder / "cache", SystemClock())
        self.events: list[SyncEvent] = []
        self.keys: list[str] = []
        self.engine = SyncEngine(
            self.cache.outbox, self.cache.blobs, uplink, SystemClock(), Random(seed), self.events.append
        )

    def commit(self) -> None:
        """A filing, sealed and safe; every third one with papers."""
        filing = Filing() if len(self.keys) % 3 == 0 else Filing.request()
        sealed = self.terminal.seal(filing)
        refs = [self.cache.blobs.ingest(path, digest, size) for digest, size, path in sealed.blobs]
        lane = Lane.ATTACHMENT if len(refs) > 1 else Lane.JSON
        self.cache.outbox.enqueue(sealed.key, lane, sealed.header, refs, {})
        self.keys.append(sealed.key)

    def delivered(self) -> dict[str, Acknowledgement]:
        """What was acknowledged, once each."""
        told = [event for event in self.events if isinstance(event, Delivered)]
        assert len({event.key for event in told}) == len(told)
        return {event.key: Acknowledgement.model_validate_json(event.reply.body) for event in told}

    def close(self) -> None:
        """Let go."""
        self.engine.stop(30)
        self.cache.close()


@pytest.fixture
def pair(
    postgres_server: Postgres, messenger: Nats, tmp_path: Path
) -> Iterator[tuple[str, Process, Process]]:
    """Two gateway processes, and the address of their database."""
    url, catalogue = postgres_server.fresh(), write_catalogue(tmp_path / "catalogue")
    more = ("--database", url, "--nats", messenger.url)
    with (
        process(tmp_path / "data", catalogue, *more) as first,
        process(tmp_path / "data", catalogue, *more) as second,
    ):
        yield url, first, second


def port(gateway: Process) -> int:
    """Where it listens."""
    return int(str(gateway.ready["url"]).rpartition(":")[2])


def rows(url: str, query: str) -> list[Any]:
    """Straight from the database."""

    async def fetch() -> list[Any]:
        connection = await asyncpg.connect(url)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    return asyncio.run(fetch())


def until(condition: Any, sites: list[Site]) -> None:
    """Wait for something, and let nobody sleep through a pause between tries."""
    for _ in range(WAIT_S * 5):
        if condition():
            return
        for site in sites:
            site.engine.wake()
        threading.Event().wait(0.2)
    raise AssertionError([len(site.delivered()) for site in sites])


@pytest.mark.slow
@pytest.mark.timeout(WAIT_S * 2 + 300)
def test_one_of_two_gateways_is_killed_under_load(pair: tuple[str, Process, Process], tmp_path: Path) -> None:
    url, first, second = pair
    with ExitStack() as stack:
        before = stack.enter_context(balancer(port(first), port(second)))
        address = f"http://127.0.0.1:{before.port}"
        sites = []
        for number, gateway in enumerate((first, second)):
            code = str(gateway.ready["enrol_code"])
            sites.append(Site(tmp_path / f"terminal-{number}", address, code, number))
            stack.callback(sites[-1].close)
        for site in sites:
            for _ in range(FILINGS):
                site.commit()
            site.engine.start()
        total = len(sites) * FILINGS
        until(lambda: sum(len(site.delivered()) for site in sites) >= total // 3, sites)
        first.child.kill()
        assert sum(len(site.delivered()) for site in sites) < total, "killed too late to show anything"
        until(lambda: sum(len(site.delivered()) for site in sites) == total, sites)
    _nothing_lost_nothing_doubled(url, sites)


def _nothing_lost_nothing_doubled(url: str, sites: list[Site]) -> None:
    """The database against what every terminal was told."""
    kept = rows(url, "SELECT submission_id, number, acknowledgement FROM submissions")
    committed = [key for site in sites for key in site.keys]
    assert Counter(row["submission_id"] for row in kept) == Counter(committed)
    numbers = sorted(row["number"] for row in kept)
    assert numbers == [f"{numbers[0][:16]}{place:06d}" for place in range(1, len(committed) + 1)]
    told = {key: found for site in sites for key, found in site.delivered().items()}
    for row in kept:
        assert json.loads(row["acknowledgement"])["number"] == row["number"]
        assert told[row["submission_id"]].number == row["number"]
    orders = rows(url, "SELECT submission_id FROM work_orders")
    assert len({row["submission_id"] for row in orders}) == len(orders) > 0
    received = rows(url, "SELECT subject FROM audit WHERE action = 'submission.received'")
    assert sorted(row["subject"] for row in received) == numbers
