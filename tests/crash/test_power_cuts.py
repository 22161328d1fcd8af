"""Whatever the step at which the power goes: nothing promised is lost, doubled or unreadable.

`make crash` tries every step there is (`tests.crash.matrix`); here a sample of each path and each way to lose
power, another one in each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import gateway
from tests.crash.matrix import lives, steps_of, verdicts

EVERY = 24
SAMPLE_CUT = 9
"""In the middle of the first filing's files."""
SAMPLES = [
    ("filing", "kill", 1),
    ("filing", "forget", 6),
    ("filing", "torn1", 11),
    ("rotation", "kill", 14),
    ("rotation", "forget", 3),
    ("rotation", "torn2", 9),
    ("eviction", "forget", 5),
    ("erase", "forget", 7),
]


@pytest.mark.parametrize(("path", "mode", "start"), SAMPLES)
def test_no_cut_loses_or_doubles_anything(tmp_path: Path, path: str, mode: str, start: int) -> None:
    (tmp_path / "whole").mkdir()
    found = list(verdicts(tmp_path, path, mode, every=EVERY, start=start))
    assert [verdict for verdict in found if not verdict.good] == []
    assert len(found) >= 4
    assert path == "erase" or sum(v.second_cuts for v in found) > 0, "lives after a cut are cut as well"


def test_the_steps_are_those_that_matter(tmp_path: Path) -> None:
    filing = {"create", "write", "fsync", "rename", "fsync folder", "unlink", "rewrite"}
    filing |= {"wal write", "wal sync", "main sync"}
    steps = steps_of(tmp_path, "filing")
    assert filing <= set(steps)
    assert len(steps) >= 100


def test_a_disk_that_does_not_flush_is_caught(tmp_path: Path) -> None:
    """The proof that the test above can fail: late in a life without flushes, promises are lost."""
    late = len(steps_of(tmp_path, "filing")) - 20
    (report,) = lives(tmp_path, "filing", "careless", [late])
    assert report["failed"] == 0
    assert report["lost"], "a terminal that flushes nothing passed for a good one"


def test_a_province_killed_while_it_takes_a_filing_in_has_it_once(tmp_path: Path) -> None:
    """One of the cuts that `python -m tests.crash.gateway` tries all of."""
    gateway.prepare(tmp_path)
    tried = gateway.try_cut(tmp_path, SAMPLE_CUT)
    assert tried.killed
    assert tried.good, f"before {tried.steps[-1]}"
