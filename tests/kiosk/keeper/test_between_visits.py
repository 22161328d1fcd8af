"""What the keeper does between two visits, and beside another keeper."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.visits import Visits
from offline_cache.errors import Damaged, DiskFault
from tests.kiosk.keeper.parts import House

MakeHouse = Callable[[], House]


def raising(error: Exception) -> Callable[[], None]:
    """A function that only raises."""

    def fail() -> None:
        raise error

    return fail


def end_one(keeper: House) -> None:
    """A visit ends and the next is shown."""
    visit = keeper.shown()
    visit.say("ended", reason="finished")
    keeper.until(lambda: visit.gone)


def test_the_memory_is_read_through_once_a_day_when_a_visit_has_ended(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    read: list[int] = []
    monkeypatch.setattr(keeper.cache, "check", lambda: read.append(1))
    end_one(keeper)
    assert read == []
    monkeypatch.setattr(keeper.keeper, "_check_due", 0.0)
    keeper.shown()
    keeper.step()
    assert read == [], "not while somebody may stand there"
    end_one(keeper)
    end_one(keeper)
    assert read == [1]


@pytest.mark.expect_log("the memory is damaged")
def test_a_damaged_memory_is_found_and_opened_anew(house: MakeHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = house()
    first = keeper.cache
    monkeypatch.setattr(first, "check", raising(Damaged("page")))
    monkeypatch.setattr(keeper.keeper, "_check_due", 0.0)
    end_one(keeper)
    assert keeper.cache is not first
    assert keeper.shown()


@pytest.mark.expect_log("the memory is in trouble: disk_fault")
def test_a_disk_that_cannot_be_read_now_ends_nothing(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    monkeypatch.setattr(keeper.cache, "check", raising(DiskFault("EIO")))
    monkeypatch.setattr(keeper.keeper, "_check_due", 0.0)
    end_one(keeper)
    assert keeper.shown()


def test_two_keepers_may_share_the_folder_in_memory(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    run = tmp_path / "run"
    first = Visits(run, SystemClock(), ("true",))
    (run / "visit-of-first").mkdir()
    with caplog.at_level(logging.INFO):
        second = Visits(run, SystemClock(), ("true",))
    assert (run / "visit-of-first").exists()
    assert "another terminal" in caplog.text
    second.close()
    first.close()
    first.close()
    third = Visits(run, SystemClock(), ("true",))
    assert not (run / "visit-of-first").exists(), "nobody lives here any more"
    third.close()
