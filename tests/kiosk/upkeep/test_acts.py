"""A technician's deeds at the terminal: kept until the province confirms them, with the number of the ticket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.upkeep.acts import MOST_KEPT, MOST_TOLD, Acts
from offline_cache.cache import Cache
from offline_cache.errors import DiskFault
from offline_cache.records import Records
from tests.province.running import ShiftedClock


class Kept:
    """Deeds over a real store that can be shut."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache.open(folder, SystemClock())
        self.clock = ShiftedClock()
        self.shut = False
        self.acts = self.fresh()

    def fresh(self) -> Acts:
        """As after a start of the keeper."""
        self.acts = Acts(self._records, self.clock)
        return self.acts

    def _records(self) -> Records:
        if self.shut:
            raise DiskFault("shut")
        return self.cache.records

    def did(self, deed: str, device: str = "", outcome: str = "") -> None:
        """As the visit tells it."""
        self.acts.hear({"kind": "technician_act", "deed": deed, "device": device, "outcome": outcome})

    def told(self) -> list[tuple[str, int | None]]:
        """What the next heartbeat says."""
        return [(str(one.deed), one.ticket) for one in self.acts.waiting()]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path)
    yield made
    made.cache.close()


def test_deeds_bear_the_ticket_until_the_technician_left(kept: Kept) -> None:
    kept.did("refused")
    kept.acts.admitted(412)
    for deed in ("entered", "doctor", "left"):
        kept.did(deed)
    kept.did("entered")
    assert kept.told() == [
        ("refused", None), ("entered", 412), ("doctor", 412), ("left", 412), ("entered", None)
    ]  # fmt: skip


def test_they_are_told_again_until_they_are_confirmed_and_outlive_a_start(kept: Kept) -> None:
    kept.did("tried", "id_reader", "done")
    kept.did("bundle", outcome="unknown")
    [first, second] = kept.fresh().waiting()
    assert (first.device, first.outcome, second.outcome) == ("id_reader", "done", "unknown")
    kept.acts.confirmed([first.id, "A1"])
    assert kept.fresh().waiting() == (second,)


def test_numbers_rise_also_when_the_clock_is_set_back(kept: Kept) -> None:
    kept.did("entered")
    kept.clock = ShiftedClock(timedelta(days=-1))
    kept.fresh()
    kept.did("left")
    [first, second] = kept.acts.waiting()
    assert int(second.id) > int(first.id)


def test_no_more_is_kept_than_has_room_and_the_oldest_go(kept: Kept) -> None:
    kept.did("entered")
    for _ in range(MOST_KEPT):
        kept.did("log")
    assert len(kept.acts.waiting()) == MOST_TOLD
    assert {deed for deed, _ in kept.told()} == {"log"}
    assert len(kept.cache.records.names("fleet/act/")) == MOST_KEPT


@pytest.mark.expect_log("nobody knows")
def test_nonsense_and_words_are_dropped(kept: Kept) -> None:
    kept.did("looked at 陈小明")
    kept.did("tried", "陈小明")
    kept.did("tried", "ups", "fine, thanks")
    assert kept.told() == []


def test_a_store_that_is_shut_loses_the_deed_but_not_the_screen(kept: Kept) -> None:
    kept.shut = True
    kept.did("entered")
    assert kept.told() == []
    kept.acts.confirmed(["1"])
