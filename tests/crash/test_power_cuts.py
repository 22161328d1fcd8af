"""Whatever the step at which the power goes: nothing promised is lost, doubled or unreadable.

`LAWBOOTH_CRASH_EVERY=1` tries every step there is; the default tries each sixth, in three ways to lose power.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EVERY = int(os.environ.get("LAWBOOTH_CRASH_EVERY", "6"))
REPO = Path(__file__).parents[2]


def lives(root: Path, mode: str, cuts: list[int]) -> list[dict[str, Any]]:
    """Reports of the lives cut at those steps."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.crash.life", str(root), mode, *map(str, cuts)],
        cwd=REPO,
        capture_output=True,
        text=True,
        timeout=150,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def steps_of_a_whole_life(root: Path) -> list[str]:
    (whole,) = lives(root, "kill", [0])
    assert whole["killed"] == 0
    assert whole["failed"] == 0
    return list(whole["steps"])


@pytest.mark.parametrize(("mode", "start"), [("kill", 1), ("forget", 3), ("torn", 5)])
def test_no_cut_loses_or_doubles_anything(tmp_path: Path, mode: str, start: int) -> None:
    steps = steps_of_a_whole_life(tmp_path)
    cuts = list(range(min(start, EVERY), len(steps) + 1, EVERY))
    reports = lives(tmp_path, mode, cuts)
    assert [report["cut"] for report in reports] == cuts
    for report in reports:
        at = f"{mode} before step {report['cut']} ({steps[report['cut'] - 1]})"
        assert report["killed"] >= 1, at
        assert report["failed"] == 0, at
        assert report["lost"] == [], f"{at}: promised, then gone"
        assert report["wrong"] == [], f"{at}: did not arrive whole"
        assert report["repeats"] == [], f"{at}: handed in twice"
        assert report["undelivered"] == report["receipts"] == [], f"{at}: the terminal does not know"
        assert report["left"] == [], f"{at}: files nobody needs"
        assert report["condition"] in ("ok", "new"), f"{at}: the store was damaged"
    assert sum(report["killed"] for report in reports) > len(cuts), "lives after a cut are cut as well"


def test_the_steps_are_those_that_matter(tmp_path: Path) -> None:
    steps = steps_of_a_whole_life(tmp_path)
    kinds = {
        "create",
        "write",
        "fsync",
        "rename",
        "fsync folder",
        "unlink",
        "wal write",
        "wal sync",
        "main sync",
    }
    assert kinds <= set(steps)
    assert len(steps) >= 100


def test_a_disk_that_does_not_flush_is_caught(tmp_path: Path) -> None:
    """The proof that the test above can fail: late in a life without flushes, promises are lost."""
    late = len(steps_of_a_whole_life(tmp_path)) - 20
    (report,) = lives(tmp_path, "careless", [late])
    assert report["failed"] == 0
    assert report["lost"], "a terminal that flushes nothing passed for a good one"
