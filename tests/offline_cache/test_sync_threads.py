"""The engine's workers: lanes go on beside each other, wake at once, end when told, and a death is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from offline_cache.cache import Cache
from offline_cache.clock import SystemClock
from offline_cache.errors import DiskFull
from offline_cache.events import Delivered, Died, SyncEvent
from offline_cache.outbox import Item
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Reply, Unsure
from tests.offline_cache.rig import MiniProvince

LONG = 20.0
"""Seconds after which a wait counts as for ever."""


class Listener:
    """Collects events and lets a test wait for one."""

    def __init__(self) -> None:
        self._events: list[SyncEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: SyncEvent) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def wait_for(self, found: Callable[[list[SyncEvent]], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: found(self._events), LONG)

    def delivered(self, *keys: str) -> bool:
        return self.wait_for(lambda events: {*keys} <= {e.key for e in events if isinstance(e, Delivered)})


class HeldProvince(MiniProvince):
    """Holds every submission of a key that begins with `held` until it is let go."""

    def __init__(self, *script: str) -> None:
        super().__init__(*script)
        self.holding = threading.Semaphore(0)
        self.let_go = threading.Event()

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        if key.startswith("held"):
            self.holding.release()
            if not self.let_go.wait(LONG):
                raise Unsure
        return super().submit(key, header, along)


@pytest.fixture
def real_cache(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache.open(tmp_path / "cache", SystemClock())
    yield cache
    cache.close()


def engine_of(cache: Cache, province: MiniProvince, listener: Callable[[SyncEvent], None]) -> SyncEngine:
    return SyncEngine(cache.outbox, cache.blobs, province, SystemClock(), Random(3), listener)


def test_a_stuck_filing_holds_up_neither_messages_nor_the_next_filing(real_cache: Cache) -> None:
    province, listener = HeldProvince(), Listener()
    engine = engine_of(real_cache, province, listener)
    engine.start()
    assert engine.health().running
    for key, lane in (("held", Lane.ATTACHMENT), ("next", Lane.ATTACHMENT), ("small", Lane.JSON)):
        real_cache.outbox.enqueue(key, lane, b"x")
    engine.wake()
    assert province.holding.acquire(timeout=LONG)
    assert listener.delivered("next", "small")
    assert real_cache.outbox.expect("held").state is ItemState.SENDING
    province.let_go.set()
    assert listener.delivered("held")
    assert engine.stop(LONG)
    assert not engine.health().running
    assert province.submits == {"held": 1, "next": 1, "small": 1}


def test_a_delayed_item_comes_back_by_itself(real_cache: Cache) -> None:
    province, listener = MiniProvince("offline", "lost"), Listener()
    engine = engine_of(real_cache, province, listener)
    real_cache.outbox.enqueue("k", Lane.JSON, b"x")
    engine.start()
    assert listener.delivered("k")
    assert engine.stop(LONG)
    assert (province.submits["k"], province.queries["k"]) == (2, 1)
    assert province.repeats["k"] == 0


def test_stopping_does_not_wait_for_a_held_call(real_cache: Cache) -> None:
    province, listener = HeldProvince(), Listener()
    engine = engine_of(real_cache, province, listener)
    real_cache.outbox.enqueue("held", Lane.JSON, b"x")
    engine.start()
    assert province.holding.acquire(timeout=LONG)
    assert not engine.stop(0.05)
    province.let_go.set()
    assert engine.stop(LONG)
    assert real_cache.outbox.expect("held").state is ItemState.DELIVERED


def test_an_answer_after_the_end_is_found_after_the_next_start(tmp_path: Path) -> None:
    province, listener = HeldProvince(), Listener()
    cache = Cache.open(tmp_path / "c", SystemClock())
    engine = engine_of(cache, province, listener)
    cache.outbox.enqueue("held", Lane.JSON, b"x")
    engine.start()
    assert province.holding.acquire(timeout=LONG)
    assert not engine.stop(0.05)
    cache.close()
    province.let_go.set()
    assert engine.stop(LONG)
    again = Cache.open(tmp_path / "c", SystemClock())
    assert engine_of(again, province, listener).run_once() == 0
    assert (province.submits["held"], province.queries["held"]) == (1, 1)
    again.close()


def test_many_workers_deliver_each_item_once(real_cache: Cache) -> None:
    province, listener = MiniProvince(), Listener()
    engine = engine_of(real_cache, province, listener)
    engine.start()
    keys = [f"k{number}" for number in range(60)]
    for number, key in enumerate(keys):
        real_cache.outbox.enqueue(key, list(Lane)[number % 3], b"x")
        engine.wake()
    assert listener.delivered(*keys)
    assert engine.stop(LONG)
    assert province.submits == dict.fromkeys(keys, 1)
    assert province.queries == {}


class Breaking:
    """An outbox that raises once when asked for work, in place of its own `next`."""

    def __init__(self, cache: Cache, error: Exception) -> None:
        self._next = cache.outbox.next
        self._error: Exception | None = error
        self._lock = threading.Lock()

    def __call__(self, lane: Lane, but: set[str]) -> Item | None:
        with self._lock:
            error, self._error = (self._error, None) if lane is Lane.JSON else (None, self._error)
        if error:
            raise error
        return self._next(lane, but)


@pytest.mark.expect_log("died: ZeroDivisionError")
def test_the_death_of_a_worker_is_seen_and_start_revives_it(
    real_cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    province, listener = MiniProvince(), Listener()
    engine = engine_of(real_cache, province, listener)
    monkeypatch.setattr(real_cache.outbox, "next", Breaking(real_cache, ZeroDivisionError()))
    real_cache.outbox.enqueue("k", Lane.JSON, b"x")
    engine.start()
    assert listener.wait_for(lambda events: Died(Lane.JSON, "ZeroDivisionError") in events)
    assert engine.health().trouble == "ZeroDivisionError"
    while engine.health().running:
        threading.Event().wait(0.01)
    engine.start()
    assert listener.delivered("k")
    assert engine.health().running
    assert engine.health().trouble == ""
    assert engine.stop(LONG)


@pytest.mark.expect_log("held up by the store: disk_full")
def test_trouble_of_the_store_is_told_and_passes(real_cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    province, listener = MiniProvince(), Listener()
    engine = engine_of(real_cache, province, listener)
    monkeypatch.setattr(real_cache.outbox, "next", Breaking(real_cache, DiskFull("SQLITE_FULL")))
    real_cache.outbox.enqueue("k", Lane.JSON, b"x")
    engine.start()
    while engine.health().trouble != "disk_full":
        threading.Event().wait(0.01)
    assert engine.health().running
    engine.wake()
    assert listener.delivered("k")
    assert engine.stop(LONG)
