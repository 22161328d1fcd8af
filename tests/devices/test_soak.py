"""Some seconds of the soak: memory flat, nothing left open, a log that stays short, everything ready again."""

from __future__ import annotations

import pytest

from benchmarks.soak import EVERYTHING, FAULTS, Result, run
from devices.clock import SystemClock

GOOD = Result(20, 30, 180, 20, 23000, 23100, 0, 0, 20, True)


WIRED = ("id_reader", "receipt_printer", "relays", "ups")


@pytest.mark.slow
def test_a_cabinet_full_of_faults_stays_as_it_was(clock: SystemClock) -> None:
    result = run(15, 7, clock, WIRED, least=12)
    assert result.met, result
    assert result.jobs > result.faults >= 12


@pytest.mark.slow
def test_cameras_fail_are_noticed_and_come_back(clock: SystemClock) -> None:
    result = run(0, 3, clock, ("face_camera", "document_camera"), least=3)
    assert (result.camera_faults, result.cameras_back) == (3, 3), result
    assert (result.threads_left, result.files_left, result.recovered) == (0, 0, True)


def test_the_soak_knows_every_fault_of_every_device() -> None:
    assert {fault.group for fault in FAULTS} == set(EVERYTHING)
    assert len(FAULTS) > 60


@pytest.mark.parametrize(
    "bad",
    [
        {"rss_after": 25000},
        {"threads_left": 1},
        {"files_left": 2},
        {"log_lines": 200},
        {"recovered": False},
        {"camera_faults": 1},
    ],
)
def test_a_cabinet_that_leaks_is_told(bad: dict[str, int]) -> None:
    assert GOOD.met
    assert not Result(**{**vars(GOOD), **bad}).met
