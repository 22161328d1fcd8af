"""The memory's room: reference data goes first, a filing never, and the door closes before anybody relied on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.cache import Cache
from offline_cache.chip import Chip
from offline_cache.room import MIB, RESERVE, Limits, Room
from offline_cache.states import Lane
from tests.offline_cache.rig import HandClock, source_file

EXPENDABLE = ("reference/laws", "reference/directory", "reference/notices")
PROTECTED = ("events/state", "inbox/1", "booking/1", "mediation/a/1", "room/1", "receipt/K", "submission/s",
             "draft/d", "reference/catalogue", "reference/calendar", "referenc", "x/reference/laws")  # fmt: skip
KIB = 1024
BUDGET = 600 * KIB


def opened(folder: Path, clock: HandClock, **limits: Any) -> Cache:
    given: dict[str, Any] = {"budget": BUDGET, "expendable": EXPENDABLE, **limits}
    return Cache.open(folder, clock, chip=Chip(""), limits=Limits(**given))


@pytest.fixture
def small(tmp_path: Path, clock: HandClock) -> Iterator[Cache]:
    """A memory that may take 600 KiB; 150 KiB of it are the reserve."""
    cache = opened(tmp_path / "cache", clock)
    yield cache
    cache.close()


def put(cache: Cache, clock: HandClock, *sizes: tuple[str, int]) -> None:
    for name, size in sizes:
        clock.sleep(1)
        cache.records.put(name, b"x" * size)


def hand_in(cache: Cache, folder: Path, key: str, size: int) -> None:
    path, ref = source_file(folder, key.encode() * (size // len(key)))
    cache.blobs.ingest(path, ref.digest, ref.size)
    cache.outbox.enqueue(key, Lane.ATTACHMENT, b"header", [ref], records={f"receipt/{key}": b"saved"})


def test_while_there_is_ample_room_nothing_goes(small: Cache, clock: HandClock) -> None:
    put(small, clock, *((name, 10 * KIB) for name in EXPENDABLE))
    assert small.tidy() == []
    assert small.health().measure.room is Room.AMPLE


def test_the_least_needed_goes_first_and_no_more_than_is_called_for(small: Cache, clock: HandClock) -> None:
    put(small, clock, ("reference/notices", 60 * KIB), ("reference/directory", 60 * KIB),
        ("reference/laws/b", 60 * KIB), ("reference/laws/a", 60 * KIB))  # fmt: skip
    small.records.put("events/state", b"x" * 100 * KIB)
    assert small.tidy() == ["reference/laws/b", "reference/laws/a"], "by need, then the oldest first"
    assert small.records.get("reference/notices") is not None
    assert small.health().measure.room is Room.AMPLE


def test_what_was_let_go_of_comes_back_only_where_it_fits(small: Cache, clock: HandClock) -> None:
    put(small, clock, ("reference/laws", 200 * KIB), ("inbox/1", 200 * KIB))
    assert small.tidy() == ["reference/laws"]
    assert not small.larder.fits_again("reference/laws")
    assert small.larder.fits_again("reference/notices"), "it was never let go of"
    small.records.delete("inbox/1")
    assert small.larder.fits_again("reference/laws")
    put(small, clock, ("reference/laws", 10 * KIB))
    assert small.larder.fits_again("reference/laws"), "it is there"


def test_with_filings_only_the_door_closes_and_nothing_is_lost(
    small: Cache, clock: HandClock, tmp_path: Path
) -> None:
    for number in range(10):
        hand_in(small, tmp_path / "visit", f"filing-{number}", 60 * KIB)
        assert small.tidy() == []
    measure = small.health().measure
    assert measure.room is Room.FULL
    assert measure.left < 0, "who had begun before was still taken in, from the reserve"
    assert len(small.outbox.pending()) == 10
    for item in small.outbox.pending():
        small.blobs.verify(item.blobs[0])
        assert small.records.get(f"receipt/{item.key}") == b"saved"


def test_delivery_opens_the_door_again(small: Cache, tmp_path: Path) -> None:
    hand_in(small, tmp_path / "visit", "filing", 500 * KIB)
    assert small.health().measure.room is Room.FULL
    small.outbox.acknowledge("filing", b"number", {})
    small.tidy()
    assert small.health().measure.room is Room.AMPLE


def test_the_room_of_the_disk_counts_as_well(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = opened(tmp_path / "cache", clock, budget=1 << 40, spare=500 * MIB)
    usage = shutil.disk_usage(tmp_path)
    for free, room in (
        (500 * MIB + 2 * RESERVE, Room.AMPLE),
        (500 * MIB + 2 * RESERVE - 1, Room.TIGHT),
        (500 * MIB + RESERVE - 1, Room.FULL),
        (0, Room.FULL),
    ):
        told = usage._replace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, told=told: told)
        assert cache.health().measure.room is room, free
    cache.close()


def test_what_goes_is_given_back_to_the_disk(tmp_path: Path, clock: HandClock) -> None:
    cache = opened(tmp_path / "cache", clock, budget=8 * MIB)
    put(cache, clock, ("reference/laws", 6 * MIB), ("inbox/1", 10 * KIB))
    cache._store.tidy()
    store = tmp_path / "cache" / "store.db"
    assert store.stat().st_size > 6 * MIB
    assert cache.tidy() == ["reference/laws"]
    assert sum(path.stat().st_size for path in store.parent.glob("store.db*")) < 300 * KIB
    cache.check()
    cache.close()
    again = opened(tmp_path / "cache", clock)
    assert again.health().condition == "ok"
    assert again.records.get("inbox/1") == b"x" * 10 * KIB
    again.close()


class Step(NamedTuple):
    """One thing that happens to a memory."""

    what: str
    name: str
    size: int


SIZES = st.integers(1, 200 * KIB)
STEPS = st.one_of(
    st.builds(Step, st.just("put"), st.sampled_from(PROTECTED), SIZES),
    st.builds(Step, st.just("put"), st.sampled_from([f"{n}{e}" for n in EXPENDABLE for e in ("", "/1", "/2")]), SIZES),
    st.builds(Step, st.just("file"), st.sampled_from([f"filing-{n}" for n in range(4)]), SIZES),
    st.builds(Step, st.sampled_from(["tidy", "reopen"]), st.just(""), st.just(0)),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEPS, max_size=14), budget=st.integers(64 * KIB, 1200 * KIB))
def test_no_sequence_of_writes_lets_go_of_what_is_protected(steps: list[Step], budget: int) -> None:
    with TemporaryDirectory() as name:
        folder, clock, kept, filed = Path(name), HandClock(), {}, set()
        cache = opened(folder / "cache", clock, budget=budget)
        for step in [*steps, Step("tidy", "", 0)]:
            clock.sleep(1)
            if step.what == "put":
                value = step.name.encode() * (step.size // len(step.name))
                cache.records.put(step.name, value)
                kept.update({step.name: value} if step.name in PROTECTED else {})
            elif step.what == "file" and step.name not in filed:
                hand_in(cache, folder / "visit", step.name, step.size)
                filed.add(step.name)
            elif step.what == "reopen":
                cache.close()
                cache = opened(folder / "cache", clock, budget=budget)
            elif step.what == "tidy":
                gone = cache.tidy()
                assert all(one.startswith(EXPENDABLE) for one in gone)
        for record, value in kept.items():
            assert cache.records.get(record) == value
        for item in cache.outbox.pending():
            cache.blobs.verify(item.blobs[0])
        assert {item.key for item in cache.outbox.pending()} == filed
        left = [record for record in cache.records.names("reference/") if record.startswith(EXPENDABLE)]
        assert cache.health().measure.room is Room.AMPLE or not left, (
            "what can go goes before the door closes"
        )
        cache.close()
