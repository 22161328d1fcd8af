"""The engine, one pass at a time: each answer has its meaning, and unknown asks before it repeats."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from random import Random

import apsw
import pytest

from offline_cache.blobs import BlobRef
from offline_cache.cache import Cache
from offline_cache.errors import DiskFull
from offline_cache.events import Delivered, Refused, SyncEvent, Uploading, Waiting
from offline_cache.outbox import Item
from offline_cache.pace import LONGEST_DELAY
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Reply
from tests.offline_cache.conftest import Watch
from tests.offline_cache.rig import HandClock, MiniProvince, source_file


class Books:
    """Writes one receipt record an outcome."""

    def delivered(self, item: Item, reply: Reply) -> Mapping[str, bytes]:
        return {f"receipt/{item.key}": reply.body}

    def refused(self, item: Item, code: str, message: str) -> Mapping[str, bytes]:
        return {f"receipt/{item.key}": f"{code}: {message}".encode()}


class Bench:
    """An engine over a cache, with everything it told."""

    def __init__(self, cache: Cache, clock: HandClock, *script: str) -> None:
        self.cache = cache
        self.clock = clock
        self.province = MiniProvince(*script)
        self.told: list[SyncEvent] = []
        self.engine = SyncEngine(
            cache.outbox, cache.blobs, self.province, clock, Random(5), self.told.append, Books()
        )

    def enqueue(self, key: str, tmp_path: Path, count: int = 1) -> list[BlobRef]:
        files = [source_file(tmp_path / "visit", f"{key}{number}".encode() * 100) for number in range(count)]
        refs = self.cache.blobs.ingest_all(files)
        self.cache.outbox.enqueue(key, Lane.ATTACHMENT, b"header " + key.encode(), refs)
        return refs

    def state(self, key: str) -> ItemState:
        return self.cache.outbox.expect(key).state

    def later(self) -> int:
        self.clock.sleep(LONGEST_DELAY)
        return self.engine.run_once()


def test_small_blobs_go_along_with_their_item(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    bench = Bench(cache, clock)
    refs = bench.enqueue("k", tmp_path, count=3)
    bench.province.carries = refs[0].size + refs[1].size + 1
    assert bench.engine.run_once() == 0
    along = bench.province.along["k"]
    assert len(along) == 2
    assert sorted([*along, *bench.province.uploads]) == sorted(ref.digest for ref in refs)
    assert list((tmp_path / "cache" / "blobs").iterdir()) == []


def test_after_a_lost_attempt_blobs_go_by_themselves(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    """On a line that breaks again and again, only an upload that resumes ever comes to its end."""
    bench = Bench(cache, clock, "vanish")
    bench.province.carries = 1000
    refs = bench.enqueue("k", tmp_path, count=2)
    assert bench.engine.run_once() == 1
    assert bench.province.uploads == []
    assert bench.later() == 0
    assert bench.province.uploads == [ref.digest for ref in refs]
    assert bench.province.along["k"] == []
    assert bench.province.queries["k"] == 1


def test_blobs_first_then_the_item_then_nothing_left(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    bench = Bench(cache, clock)
    refs = bench.enqueue("k", tmp_path, count=2)
    assert bench.engine.run_once() == 0
    assert bench.province.uploads == [ref.digest for ref in refs]
    assert bench.province.arrived == {"k": b"header k"}
    assert bench.province.queries == {}, "a fresh item was certainly never sent"
    assert bench.told == [
        Uploading("k", 0, 400), Uploading("k", 200, 400), Uploading("k", 400, 400),
        Delivered("k", Reply(b"number of k")),
    ]  # fmt: skip
    assert cache.records.get("receipt/k") == b"number of k"
    assert list((tmp_path / "cache" / "blobs").iterdir()) == []
    assert bench.engine.run_once() == 0
    assert bench.province.submits["k"] == 1


def test_offline_waits_longer_each_time_and_is_woken(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    bench = Bench(cache, clock, *["offline"] * 14)
    bench.enqueue("k", tmp_path)
    delays = []
    for attempt in range(12):
        assert bench.engine.run_once() == 1
        waiting = bench.told[-1]
        assert isinstance(waiting, Waiting)
        assert waiting.reason == "offline"
        delays.append((waiting.until - clock.now()).total_seconds())
        assert 0.2 <= delays[-1] <= min(300, 2 * 2**attempt)
        before = len(bench.told)
        bench.engine.run_once()
        assert len(bench.told) == before, "not before its time"
        clock.sleep(delays[-1] + 0.001)
    assert max(delays) > 60
    assert len(set(delays)) == len(delays), "jitter"
    for _ in range(2):
        bench.engine.run_once()
        bench.engine.wake()
    assert bench.engine.run_once() == 0
    assert bench.province.submits["k"] == 1


def test_a_lost_answer_is_asked_for_and_not_sent_again(
    cache: Cache, clock: HandClock, tmp_path: Path
) -> None:
    bench = Bench(cache, clock, "ok", "lost")
    bench.enqueue("k", tmp_path)
    bench.engine.run_once()
    assert bench.state("k") is ItemState.UNSURE
    until = cache.outbox.expect("k").next_at
    assert until is not None
    assert bench.told[-1] == Waiting("k", until, "no_answer")
    assert bench.later() == 0
    assert (bench.province.queries["k"], bench.province.submits["k"]) == (1, 1)
    assert cache.outbox.expect("k").reply == b"number of k"


def test_what_never_arrived_is_sent_again_after_asking(
    cache: Cache, clock: HandClock, tmp_path: Path
) -> None:
    bench = Bench(cache, clock, "ok", "vanish", "offline", "vanish")
    bench.enqueue("k", tmp_path)
    for _ in range(3):
        assert bench.engine.run_once() == 1
        assert bench.state("k") is ItemState.UNSURE, "only an answer makes it sure"
        clock.sleep(LONGEST_DELAY)
    assert bench.engine.run_once() == 0
    assert (bench.province.queries["k"], bench.province.submits["k"]) == (3, 2)
    assert bench.province.repeats["k"] == 0


def test_a_refusal_is_for_a_person_and_holds_nobody_up(
    cache: Cache, clock: HandClock, tmp_path: Path
) -> None:
    bench = Bench(cache, clock, "ok", "refuse")
    refs = bench.enqueue("bad", tmp_path)
    bench.enqueue("good", tmp_path)
    assert bench.engine.run_once() == 0
    assert bench.state("good") is ItemState.DELIVERED
    dead = cache.outbox.expect("bad")
    assert (dead.state, dead.reason, dead.message) == (ItemState.DEAD, "bad_form", "请到柜台办理")
    assert Refused("bad", "bad_form", "请到柜台办理") in bench.told
    assert cache.records.get("receipt/bad") == "bad_form: 请到柜台办理".encode()
    assert cache.blobs.has(refs[0]), "a dead letter keeps its files"
    cache.outbox.release("bad")
    assert bench.engine.run_once() == 0
    assert bench.state("bad") is ItemState.DELIVERED
    assert cache.records.get("receipt/bad") == b"number of bad"


@pytest.mark.expect_log("cannot be sent")
@pytest.mark.parametrize("damage", ["damaged", "missing"])
def test_a_broken_blob_is_never_sent(cache: Cache, clock: HandClock, tmp_path: Path, damage: str) -> None:
    bench = Bench(cache, clock)
    refs = bench.enqueue("k", tmp_path, count=2)
    path = cache.blobs.path(refs[1].digest)
    if damage == "damaged":
        path.write_bytes(b"X" + path.read_bytes()[1:])
    else:
        path.unlink()
    assert bench.engine.run_once() == 0
    assert bench.province.uploads == []
    assert (bench.state("k"), cache.outbox.expect("k").reason) == (ItemState.DEAD, f"blob_{damage}")


@pytest.mark.expect_log("failed unexpectedly: RuntimeError")
def test_an_uplink_that_breaks_its_word_ends_nothing(cache: Cache, clock: HandClock, tmp_path: Path) -> None:
    bench = Bench(cache, clock, "crash", "ok", "ok")
    bench.enqueue("odd", tmp_path)
    bench.enqueue("good", tmp_path)
    assert bench.engine.run_once() == 1
    assert bench.state("good") is ItemState.DELIVERED
    assert bench.state("odd") is ItemState.UNSURE
    assert cache.outbox.expect("odd").reason == "unexpected:RuntimeError"
    assert bench.later() == 0


@pytest.mark.expect_log("failed unexpectedly: ValueError")
def test_books_that_do_not_understand_the_reply_lose_nothing(
    cache: Cache, clock: HandClock, tmp_path: Path
) -> None:
    bench = Bench(cache, clock)

    class Confused(Books):
        def delivered(self, item: Item, reply: Reply) -> Mapping[str, bytes]:
            raise ValueError("answers of a resident must not reach the log")

    engine = SyncEngine(
        cache.outbox, cache.blobs, bench.province, clock, Random(1), bench.told.append, Confused()
    )
    bench.enqueue("k", tmp_path)
    assert engine.run_once() == 1
    assert bench.state("k") is ItemState.UNSURE
    assert bench.later() == 0
    assert bench.province.submits["k"] == 1


@pytest.mark.expect_log("a listener failed")
def test_a_listener_that_fails_is_no_matter(
    cache: Cache, clock: HandClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Bench(cache, clock)
    bench.enqueue("secret-key", tmp_path)

    def listener(event: SyncEvent) -> None:
        raise RuntimeError("personal words")

    engine = SyncEngine(cache.outbox, cache.blobs, bench.province, clock, Random(1), listener)
    with caplog.at_level(logging.DEBUG):
        assert engine.run_once() == 0
    assert "personal words" not in caplog.text


def test_after_a_restart_everything_is_asked_for_first(tmp_path: Path, clock: HandClock) -> None:
    cache = Cache.open(tmp_path / "cache", clock)
    bench = Bench(cache, clock)
    bench.enqueue("arrived", tmp_path)
    bench.enqueue("new", tmp_path)
    bench.province.arrived["arrived"] = b"header arrived"
    cache.close()
    again = Cache.open(tmp_path / "cache", clock)
    engine = SyncEngine(again.outbox, again.blobs, bench.province, clock, Random(1), bench.told.append)
    assert engine.run_once() == 0
    assert bench.province.queries == {"arrived": 1, "new": 1}
    assert bench.province.submits == {"new": 1}
    again.close()


def test_a_full_disk_stops_a_pass_and_doubles_nothing(tmp_path: Path, clock: HandClock, watch: Watch) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)
    bench = Bench(cache, clock)
    bench.enqueue("k", tmp_path)
    seen: list[str] = []

    def fail(name: str) -> None:
        if name == "wal write" and bench.province.submits["k"]:
            seen.append(name)
            raise apsw.FullError

    watch.fail = fail
    with pytest.raises(DiskFull):
        bench.engine.run_once()
    assert seen, "the acknowledgement could not be written"
    watch.fail = lambda name: None
    assert bench.engine.run_once() == 0
    assert (bench.province.queries["k"], bench.province.submits["k"]) == (1, 1)
    assert bench.state("k") is ItemState.DELIVERED
    cache.close()


def test_draining_costs_less_than_a_tenth_of_a_flush_an_item(
    tmp_path: Path, clock: HandClock, watch: Watch
) -> None:
    cache = Cache.open(tmp_path / "cache", clock, watch.disk, watch.vfs.over)
    bench = Bench(cache, clock)
    for number in range(60):
        cache.outbox.enqueue(f"k{number}", Lane.JSON, bytes(500))
    watch.steps.clear()
    assert bench.engine.run_once() == 0
    assert sum("sync" in step for step in watch.steps) <= 6
    cache.close()
