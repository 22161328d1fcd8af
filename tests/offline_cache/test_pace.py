"""Order and patience of the lanes: a closed way holds a lane in its order, one bad item does not hold it for long."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from offline_cache.cache import Cache
from offline_cache.pace import FIRST_DELAY, KEEPS_PLACE, LONGEST_ASKED, LONGEST_DELAY, SHORTEST_DELAY, Pace
from offline_cache.states import Lane
from offline_cache.sync import WORKERS, SyncEngine
from offline_cache.uplink import Companion, NotYet, Offline, Reply, Unsure
from tests.offline_cache.rig import HandClock, MiniProvince


class Weather(MiniProvince):
    """Raises for a key what `trouble` holds for it, one after the other; keeps the order of arrival."""

    def __init__(self, **trouble: list[Exception]) -> None:
        super().__init__()
        self.trouble = trouble
        self.asked: list[str] = []

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        self.asked.append(key)
        if self.trouble.get(key):
            raise self.trouble[key].pop(0)
        return super().submit(key, header, along)


def engine(cache: Cache, clock: HandClock, province: Weather, *keys: str) -> SyncEngine:
    for key in keys:
        cache.outbox.enqueue(key, Lane.JSON, b"x")
    return SyncEngine(cache.outbox, cache.blobs, province, clock, Random(4), lambda _: None)


def passes(sync: SyncEngine, clock: HandClock, count: int) -> None:
    for _ in range(count):
        sync.run_once()
        clock.sleep(LONGEST_DELAY)


@pytest.mark.parametrize("outage", [1, 3, 12])
def test_after_an_outage_of_any_length_the_first_is_still_the_first(
    cache: Cache, clock: HandClock, outage: int
) -> None:
    province = Weather(a=[Offline() for _ in range(outage)])
    sync = engine(cache, clock, province, "a", "b", "c")
    passes(sync, clock, outage + 1)
    assert province.asked == ["a"] * outage + ["a", "b", "c"], "nothing else is tried on a dead line"
    assert cache.outbox.expect("a").attempts == 0


@pytest.mark.parametrize("kind", [NotYet, Unsure])
def test_a_short_trouble_of_one_item_keeps_the_order(
    cache: Cache, clock: HandClock, kind: type[Exception]
) -> None:
    province = Weather(a=[kind("later") for _ in range(KEEPS_PLACE - 1)])
    passes(engine(cache, clock, province, "a", "b", "c"), clock, KEEPS_PLACE)
    assert list(province.arrived) == ["a", "b", "c"]


@pytest.mark.parametrize("kind", [NotYet, Unsure])
def test_an_item_in_long_trouble_blocks_nobody(cache: Cache, clock: HandClock, kind: type[Exception]) -> None:
    province = Weather(a=[kind("later") for _ in range(9)])
    sync = engine(cache, clock, province, "a", "b", "c")
    passes(sync, clock, KEEPS_PLACE)
    assert list(province.arrived) == ["b", "c"]
    passes(sync, clock, 9)
    assert list(province.arrived) == ["b", "c", "a"]


def test_a_wish_to_wait_is_obeyed_within_reason() -> None:
    pace = Pace(Random(1))
    assert pace.close(Lane.JSON, 0.0, 60.0) == 60.0
    assert pace.closed(Lane.JSON, 59.9)
    assert not pace.closed(Lane.JSON, 60.1)
    assert not pace.closed(Lane.ATTACHMENT, 1.0), "lanes are apart"
    assert pace.put_off("k", Lane.BACKGROUND, KEEPS_PLACE, 0.0, in_line=True, asked=1e9) == LONGEST_ASKED
    assert not pace.closed(Lane.BACKGROUND, 1.0), "others of the lane go on"
    assert pace.waiting(1.0) == {"k"}
    assert pace.next_due((Lane.BACKGROUND,), 0.0) == LONGEST_ASKED
    pace.hurry()
    assert pace.waiting(1.0) == set()
    assert pace.next_due(tuple(Lane), 0.0) is None


def test_delays_grow_with_silence_and_begin_anew_with_an_answer() -> None:
    pace = Pace(Random(2))
    ceilings = [min(LONGEST_DELAY, FIRST_DELAY * 2**n) for n in range(14)]
    delays = [pace.close(Lane.JSON, 1000.0 * n) for n in range(14)]
    assert all(SHORTEST_DELAY <= delay <= ceiling for delay, ceiling in zip(delays, ceilings, strict=True))
    assert max(delays) > FIRST_DELAY
    pace.answered(Lane.JSON)
    assert pace.close(Lane.JSON, 1e6) <= FIRST_DELAY


def test_one_way_is_kept_for_small_messages() -> None:
    assert len(WORKERS) == 7
    assert [name for name, lanes in WORKERS.items() if Lane.JSON in lanes] == ["sync-json"]
    assert WORKERS["sync-json"] == (Lane.JSON,)
    assert sum(Lane.ATTACHMENT in lanes for lanes in WORKERS.values()) == 6
