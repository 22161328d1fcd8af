"""Twenty seconds of the soak: memory flat, nothing left open, a log that stays short, everything ready again."""

from __future__ import annotations

import pytest

from benchmarks.soak import Result, run
from devices.clock import SystemClock

GOOD = Result(20, 30, 180, 20, 23000, 23100, 0, 0, 20, True)


@pytest.mark.slow
def test_a_cabinet_full_of_faults_stays_as_it_was(clock: SystemClock) -> None:
    result = run(20, 7, clock)
    assert result.met, result
    assert result.jobs > result.faults > 10


@pytest.mark.parametrize(
    "bad",
    [{"rss_after": 25000}, {"threads_left": 1}, {"files_left": 2}, {"log_lines": 200}, {"recovered": False}],
)
def test_a_cabinet_that_leaks_is_told(bad: dict[str, int]) -> None:
    assert GOOD.met
    assert not Result(**{**vars(GOOD), **bad}).met
