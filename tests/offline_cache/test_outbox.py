"""The outbox: one commit makes an item safe, marks follow the table, nothing is kept longer than needed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from offline_cache.blobs import BlobRef
from offline_cache.cache import Cache
from offline_cache.errors import BlobMissing, DiskFull
from offline_cache.pace import KEEPS_PLACE
from offline_cache.states import ItemState, Lane
from tests.offline_cache.conftest import Watch
from tests.offline_cache.rig import HandClock, source_file


def blob(cache: Cache, tmp_path: Path, data: bytes) -> BlobRef:
    path, ref = source_file(tmp_path / "visit", data)
    return cache.blobs.ingest(path, ref.digest, ref.size)


def test_enqueue_is_one_flush_with_its_receipt(tmp_path: Path, clock: HandClock, watch: Watch) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)
    ref = blob(cache, tmp_path, bytes(1000))
    for number in range(30):
        watch.steps.clear()
        records = {f"receipt/{number}": b"{}", f"code/{number}": b"{}"}
        cache.outbox.enqueue(f"key{number}", Lane.ATTACHMENT, bytes(2000), [ref], records)
        assert [s for s in watch.steps if "sync" in s] == ["wal sync"]
    assert len(cache.records.names("receipt/")) == 30
    cache.close()


def test_the_item_holds_what_was_given(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    refs = [blob(cache, tmp_path, bytes([n]) * 50) for n in range(3)]
    item = cache.outbox.enqueue("k", Lane.ATTACHMENT, b"\x00opaque\xff", refs)
    assert cache.outbox.expect("k") == item
    assert (item.header, item.blobs, item.state) == (b"\x00opaque\xff", tuple(refs), ItemState.WAITING)
    assert (item.enqueued_at, item.attempts, item.reason) == (clock.now(), 0, "")
    assert "opaque" not in repr(item)
    assert cache.outbox.get("other") is None
    with pytest.raises(KeyError):
        cache.outbox.expect("other")


def test_a_second_enqueue_gives_the_first(cache: Cache, tmp_path: Path) -> None:
    first = cache.outbox.enqueue("k", Lane.JSON, b"one", records={"receipt/A": b"first"})
    again = cache.outbox.enqueue("k", Lane.ATTACHMENT, b"two", records={"receipt/A": b"second"})
    assert again == first
    assert cache.records.get("receipt/A") == b"first"
    cache.outbox.acknowledge("k", b"number", {})
    assert cache.outbox.enqueue("k", Lane.JSON, b"one").state is ItemState.DELIVERED


def test_an_item_never_refers_to_what_is_not_there(cache: Cache) -> None:
    with pytest.raises(BlobMissing):
        cache.outbox.enqueue("k", Lane.JSON, b"x", [BlobRef("a" * 64, 5)], {"receipt/A": b"{}"})
    assert cache.outbox.pending() == []
    assert cache.records.names() == []


def test_a_full_disk_keeps_nothing_of_the_item(tmp_path: Path, clock: HandClock, watch: Watch) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)

    def fail(name: str) -> None:
        if name == "wal write":
            raise apsw.FullError

    watch.fail = fail
    with pytest.raises(DiskFull):
        cache.outbox.enqueue("k", Lane.JSON, b"x", records={"receipt/A": b"{}"})
    watch.fail = lambda name: None
    assert cache.outbox.get("k") is None
    assert cache.records.get("receipt/A") is None
    assert cache.outbox.enqueue("k", Lane.JSON, b"x").state is ItemState.WAITING
    cache.close()


def test_a_lane_gives_the_oldest_until_it_is_in_long_trouble(cache: Cache, clock: HandClock) -> None:
    for key, lane in (("a", Lane.JSON), ("b", Lane.JSON), ("c", Lane.JSON), ("d", Lane.BACKGROUND)):
        cache.outbox.enqueue(key, lane, b"x")
    soon = clock.now() + timedelta(seconds=9)
    for attempt in range(1, KEEPS_PLACE):
        cache.outbox.postpone("a", "later", soon)
        assert order_of(cache, Lane.JSON) == ["a", "b", "c"], attempt
    cache.outbox.postpone("b", "offline", soon, charged=False)
    assert cache.outbox.expect("b").attempts == 0, "a closed way is nobody's fault"
    cache.outbox.postpone("a", "later", soon)
    assert order_of(cache, Lane.JSON) == ["b", "c", "a"]
    assert cache.outbox.next(Lane.ATTACHMENT) is None
    tried = cache.outbox.expect("a")
    assert (tried.attempts, tried.reason, tried.next_at) == (KEEPS_PLACE, "later", soon)
    assert [i.key for i in cache.outbox.pending()] == ["a", "b", "c", "d"]


def order_of(cache: Cache, lane: Lane) -> list[str]:
    order: list[str] = []
    while item := cache.outbox.next(lane, order):
        order.append(item.key)
    return order


def test_settling_drops_what_delivery_made_needless(cache: Cache, tmp_path: Path, clock: HandClock) -> None:
    shared, own = blob(cache, tmp_path, b"shared"), blob(cache, tmp_path, b"own")
    cache.outbox.enqueue("a", Lane.JSON, b"header", [shared, own])
    cache.outbox.enqueue("b", Lane.JSON, b"header", [shared])
    cache.outbox.acknowledge("a", b"number 7", {"receipt/A": b"delivered"})
    assert cache.outbox.expect("a").header == b"header", "kept until the acknowledgement lies on disk"
    assert cache.blobs.has(own)
    assert cache.outbox.settle() == 1
    done = cache.outbox.expect("a")
    assert (done.header, done.blobs, done.reply, done.settled_at) == (b"", (), b"number 7", clock.now())
    assert not cache.blobs.has(own)
    assert cache.blobs.has(shared), "the other item still needs it"
    assert cache.outbox.settle() == 0
    cache.outbox.acknowledge("b", b"number 8", {})
    assert cache.outbox.settle() == 1
    assert not cache.blobs.has(shared)


def test_settling_many_is_one_flush(tmp_path: Path, clock: HandClock, watch: Watch) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)
    for number in range(40):
        cache.outbox.enqueue(f"k{number}", Lane.JSON, b"header")
    watch.steps.clear()
    for number in range(40):
        cache.outbox.sending(f"k{number}")
        cache.outbox.acknowledge(f"k{number}", b"number", {f"receipt/{number}": b"{}"})
    assert cache.outbox.settle() == 40
    assert [s for s in watch.steps if "sync" in s] == ["wal sync"], "at most 0.1 flush an acknowledged item"
    cache.close()


def test_files_go_only_after_the_acknowledgement_is_on_disk(
    tmp_path: Path, clock: HandClock, watch: Watch
) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)
    cache.outbox.enqueue(
        "k", Lane.JSON, b"header", [blob(cache, tmp_path, b"one"), blob(cache, tmp_path, b"two")]
    )
    watch.steps.clear()
    cache.outbox.acknowledge("k", b"number", {})
    cache.outbox.settle()
    assert [s for s in watch.steps if s in ("unlink", "wal sync")] == ["wal sync", "unlink", "unlink"]
    cache.close()


def test_the_first_reply_stays(cache: Cache) -> None:
    cache.outbox.enqueue("k", Lane.JSON, b"x")
    cache.outbox.acknowledge("k", b"number 1", {"receipt/A": b"1"})
    cache.outbox.acknowledge("k", b"number 2", {"receipt/A": b"2"})
    cache.outbox.refuse("k", "late", "words", {"receipt/A": b"refused"})
    cache.outbox.lose("k", "no_answer", cache.outbox.expect("k").enqueued_at)
    item = cache.outbox.expect("k")
    assert (item.state, item.reply, item.reason, item.attempts) == (ItemState.DELIVERED, b"number 1", "", 0)
    assert cache.records.get("receipt/A") == b"1"


def test_dead_letters_can_be_read_and_released(cache: Cache, tmp_path: Path) -> None:
    ref = blob(cache, tmp_path, b"kept")
    cache.outbox.enqueue("k", Lane.JSON, b"header", [ref])
    cache.outbox.refuse("k", "bad_form", "words of the province", {"receipt/A": b"refused"})
    (dead,) = cache.outbox.dead()
    assert (dead.key, dead.reason, dead.message, dead.blobs) == (
        "k",
        "bad_form",
        "words of the province",
        (ref,),
    )
    assert "words" not in repr(dead)
    assert cache.records.get("receipt/A") == b"refused"
    assert cache.outbox.next(Lane.JSON) is None
    assert cache.outbox.counts()[ItemState.DEAD] == 1
    assert cache.outbox.release("k").state is ItemState.UNSURE
    assert cache.outbox.dead() == []
    with pytest.raises(KeyError):
        cache.outbox.release("nobody")
