"""After many visits, each with a death of its own, nothing of anybody is in the keeper or on the disk.

A sample; `make canary` goes through 1,000 (LAWBOOTH_CANARY). These visits have no screen: what a whole visit with screen,
devices and papers leaves is looked at in `tests/e2e/test_first_visit.py` and, killed at every screen, in
`tests/e2e/test_killed_at_every_screen.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.tour.canary import Canary, family
from tests.kiosk.keeper.residue import DEATHS, MARK, kept

VISITS = int(os.environ.get("LAWBOOTH_CANARY", "10"))


@pytest.mark.timeout(60 + 12 * VISITS)
@pytest.mark.slow
def test_nothing_is_left_of_anybody(tmp_path: Path) -> None:
    terminal, beside = tmp_path / "terminal", tmp_path / "beside"
    terminal.mkdir()
    beside.mkdir()
    canary = Canary({"person": MARK})
    keeper = kept(terminal, beside / "visit.py", VISITS)
    try:
        assert keeper.stdout is not None
        assert keeper.stdin is not None
        word, _, count = keeper.stdout.readline().strip().partition(" ")
        assert word == "done", "the keeper died"
        unfiled = sum(death.startswith("mid-") for death in DEATHS)
        assert int(count) >= VISITS * (len(DEATHS) - unfiled) // len(DEATHS) - 1, "filings stand sealed"
        # the visit on the screen holds its person: the scanner sees it there, so its silence elsewhere counts
        living = [pid for pid in family(keeper.pid) if pid != keeper.pid]
        assert any(canary.in_processes([pid]) for pid in living) or not living
        assert not canary.in_processes([keeper.pid])
        keeper.stdin.write("end\n")
        keeper.stdin.flush()
        keeper.wait(60)
    finally:
        for pid in family(keeper.pid):
            if pid != keeper.pid:
                os.kill(pid, 9)
        keeper.kill()
        keeper.communicate()  # waits, and closes the pipes
    for visit in (terminal / "run").glob("visit-*"):
        _dropped(visit)
    traces = canary.in_files([terminal])
    assert not traces, traces[:5]
    assert not list(tmp_path.rglob("core*")), "no core file of a crashed visit"


@pytest.mark.timeout(180)
def test_a_power_cut_leaves_nothing_of_anybody_on_the_disk(tmp_path: Path) -> None:
    """Everything dies at one moment in the middle of a visit, and what was in memory is gone: run folder, all processes.

    What is left, the store with its write-ahead log and the keeper's log, says nothing of anybody; nor does it after
    the next keeper has read it and worked with it.
    """
    terminal, beside = tmp_path / "terminal", tmp_path / "beside"
    terminal.mkdir()
    beside.mkdir()
    canary = Canary({"person": MARK})
    _until_dark(kept(terminal, beside / "visit.py", len(DEATHS)), terminal)
    shutil.rmtree(terminal / "run")
    assert not canary.in_files([terminal])
    shutil.rmtree(beside)
    beside.mkdir()
    _until_dark(kept(terminal, beside / "visit.py", 1), terminal)
    shutil.rmtree(terminal / "run")
    assert not canary.in_files([terminal])


def _until_dark(keeper: subprocess.Popen[str], terminal: Path) -> None:
    """It worked, and then it and its visits die at one moment, the store's log not yet taken over."""
    try:
        assert keeper.stdout is not None
        assert keeper.stdout.readline().startswith("done")
        assert list(terminal.rglob("*-wal"))
    finally:
        for pid in (keeper.pid, *(pid for pid in family(keeper.pid) if pid != keeper.pid)):
            os.kill(pid, 9)
        keeper.communicate()


def _dropped(visit: Path) -> None:
    """The folder of the visit that stood when the keeper ended is what the next keeper drops; here there is none."""
    time.sleep(0.1)
    shutil.rmtree(visit, ignore_errors=True)
