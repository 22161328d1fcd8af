"""The cache as one thing: one owner, recovery at opening, and what it says of itself."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from offline_cache.cache import Cache
from offline_cache.clock import SystemClock
from offline_cache.errors import Closed, InUse, WrongKey
from offline_cache.states import ItemState, Lane
from offline_cache.store import Condition
from tests.offline_cache.rig import HandClock, source_file


def test_one_owner_at_a_time(tmp_path: Path, clock: HandClock) -> None:
    first = Cache.open(tmp_path / "c", clock)
    with pytest.raises(InUse):
        Cache.open(tmp_path / "c", clock)
    first.close()
    first.close()
    Cache.open(tmp_path / "c", SystemClock()).close()
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o700


def test_a_closed_cache_says_so(tmp_path: Path, clock: HandClock) -> None:
    cache = Cache.open(tmp_path / "c", clock)
    cache.close()
    with pytest.raises(Closed):
        cache.outbox.pending()
    with pytest.raises(Closed):
        cache.outbox.enqueue("k", Lane.JSON, b"x")


def test_opening_sweeps_strays_and_keeps_what_items_need(tmp_path: Path, clock: HandClock) -> None:
    cache = Cache.open(tmp_path / "c", clock)
    needed, stray = (source_file(tmp_path / "visit", data) for data in (b"needed", b"stray"))
    cache.blobs.ingest_all([needed, stray])
    cache.outbox.enqueue("k", Lane.JSON, b"x", [needed[1]])
    cache.outbox.sending("k")
    cache.close()
    again = Cache.open(tmp_path / "c", clock)
    assert [p.name for p in (tmp_path / "c" / "blobs").iterdir()] == [needed[1].digest]
    assert again.outbox.expect("k").state is ItemState.UNSURE, "it may have arrived"
    again.close()


def test_health_says_what_a_technician_needs(cache: Cache, clock: HandClock) -> None:
    cache.outbox.enqueue("k", Lane.JSON, b"x")
    clock.sleep(60)
    cache.outbox.enqueue("l", Lane.JSON, b"x")
    health = cache.health()
    assert (health.condition, health.key, health.quarantined) == (Condition.NEW, "weak: file", 0)
    assert health.counts[ItemState.WAITING] == 2
    assert health.oldest == cache.outbox.expect("k").enqueued_at
    assert health.free_bytes > 0
    cache.check()
    cache.tidy()


def test_a_lost_key_is_not_replaced(tmp_path: Path, clock: HandClock) -> None:
    cache = Cache.open(tmp_path / "c", clock)
    cache.outbox.enqueue("k", Lane.JSON, b"x")
    cache.close()
    (tmp_path / "c" / "store.key").rename(tmp_path / "away")
    with pytest.raises(WrongKey, match="missing"):
        Cache.open(tmp_path / "c", clock)
    (tmp_path / "away").rename(tmp_path / "c" / "store.key")
    again = Cache.open(tmp_path / "c", clock)
    assert again.outbox.expect("k").header == b"x"
    again.close()


@pytest.mark.expect_log("damaged store")
@pytest.mark.expect_log("the store is damaged")
def test_after_damage_items_go_on_and_no_file_is_swept(tmp_path: Path, clock: HandClock) -> None:
    cache = Cache.open(tmp_path / "c", clock)
    files = [source_file(tmp_path / "visit", bytes([n]) * 100) for n in range(20)]
    cache.blobs.ingest_all(files)
    for number, (_, ref) in enumerate(files):
        cache.outbox.enqueue(f"k{number}", Lane.JSON, bytes([number]) * 1500, [ref])
    cache.close()
    store = tmp_path / "c" / "store.db"
    scratched = bytearray(store.read_bytes())
    scratched[-1000] ^= 255
    store.write_bytes(scratched)
    again = Cache.open(tmp_path / "c", clock)
    health = again.health()
    assert (health.condition, health.quarantined) == (Condition.RENEWED, 1)
    assert 16 <= health.salvaged < 20
    assert len(list((tmp_path / "c" / "blobs").iterdir())) == 20
    for item in again.outbox.pending():
        assert item.header == bytes([int(item.key[1:])]) * 1500
        assert again.blobs.verify(item.blobs[0])
    again.close()


def test_records_and_counters(cache: Cache) -> None:
    cache.records.put_all({"receipt/B": b"2", "receipt/A": b"1", "receipts": b"3"})
    cache.records.put("receipt/A", b"one", durable=False)
    assert cache.records.names("receipt/") == ["receipt/A", "receipt/B"]
    assert cache.records.get("receipt/A") == b"one"
    assert cache.records.get("receipt/C") is None
    cache.records.delete("receipt/B")
    cache.records.delete("receipt/B")
    assert cache.records.names() == ["receipt/A", "receipts"]
    assert [cache.records.count("visits"), cache.records.count("visits", 4)] == [1, 5]
    assert cache.records.get("visits") == b"5"
