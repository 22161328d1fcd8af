"""The terminal's memory, its sync engine, this uplink and the real gateway, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from offline_cache.blobs import BlobRef
from offline_cache.cache import Cache
from offline_cache.events import Delivered, Refused, SyncEvent
from offline_cache.states import Lane
from offline_cache.sync import SyncEngine
from tests.province.catalogue import write_catalogue
from tests.province.running import Filing, Running, ShiftedClock, Terminal, running


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """The memory of a terminal."""
    found = Cache.open(tmp_path / "cache", ShiftedClock())
    yield found
    found.close()


def enqueue(cache: Cache, terminal: Terminal, filing: Filing) -> str:
    """Seal and commit a filing, as a visit does."""
    sealed = terminal.seal(filing)
    refs = [cache.blobs.ingest(path, digest, size) for digest, size, path in sealed.blobs]
    assert all(isinstance(ref, BlobRef) for ref in refs)
    cache.outbox.enqueue(sealed.key, Lane.JSON, sealed.header, refs, {})
    return sealed.key


def engine(cache: Cache, terminal: Terminal, clock: ShiftedClock) -> tuple[SyncEngine, list[SyncEvent]]:
    """A sync engine on the real uplink, and what it tells."""
    events: list[SyncEvent] = []
    return SyncEngine(cache.outbox, cache.blobs, terminal.uplink, clock, Random(1), events.append), events


def test_a_filing_is_delivered_once_and_its_blobs_are_let_go(
    province: Running, terminal: Terminal, cache: Cache
) -> None:
    key = enqueue(cache, terminal, Filing())
    sync, events = engine(cache, terminal, ShiftedClock())
    assert sync.run_once() == 0
    assert sync.run_once() == 0
    [delivered] = [event for event in events if isinstance(event, Delivered)]
    assert delivered.key == key
    assert json.loads(delivered.reply.body)["number"].endswith("000001")
    assert len(province.rows("submissions")) == 1


def test_a_refused_filing_waits_for_a_person_and_stops_nobody(
    province: Running, terminal: Terminal, cache: Cache
) -> None:
    bad = enqueue(cache, terminal, Filing(level="L1"))
    good = enqueue(cache, terminal, Filing.request())
    sync, events = engine(cache, terminal, ShiftedClock())
    assert sync.run_once() == 0
    assert [event.key for event in events if isinstance(event, Refused)] == [bad]
    assert [event.key for event in events if isinstance(event, Delivered)] == [good]


@pytest.mark.expect_log("ASGI callable returned without completing response")
def test_a_lost_answer_is_asked_for_by_the_engine(tmp_path: Path, cache: Cache) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "data", catalogue, faults=("drop-after-commit:1",)) as province:
        terminal = province.terminal(tmp_path / "terminal")
        enqueue(cache, terminal, Filing())
        clock = ShiftedClock()
        sync, events = engine(cache, terminal, clock)
        for _ in range(3):
            sync.run_once()
            clock.shift += clock.shift.resolution * 400_000_000
        assert len([event for event in events if isinstance(event, Delivered)]) == 1
        assert len(province.rows("submissions")) == 1
        assert province.rows("counters")[0]["value"] == 1
