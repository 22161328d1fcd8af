"""Visit processes against the real kernel: shown, killed, dropped, replaced."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.visits import SILENCE_S, TABLE, Event, Stage, VisitProcess, Visits

PROGRAM = """
import argparse, json, os, socket, subprocess, sys, time
parser = argparse.ArgumentParser()
parser.add_argument("--link-fd", type=int)
parser.add_argument("manner", nargs="?", default="good")
args = parser.parse_args()
if args.manner == "dies":
    sys.exit(3)
line = socket.socket(fileno=args.link_fd)
def say(kind, **fields):
    line.sendall(json.dumps({"kind": kind, **fields}).encode() + b"\\n")
open(os.path.join(os.environ["HOME"], "secret"), "w").write("resident")
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
say("ready", child=child.pid)
for text in line.makefile():
    if json.loads(text)["kind"] == "show":
        say("alive")
"""


class OwnClock(SystemClock):
    """The real clock, moved on at will."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


@pytest.fixture
def clock() -> OwnClock:
    return OwnClock()


@pytest.fixture
def make(tmp_path: Path, clock: OwnClock) -> Iterator[Callable[..., Visits]]:
    program = tmp_path / "visit.py"
    program.write_text(PROGRAM)
    made: list[Visits] = []

    def make(manner: str = "good") -> Visits:
        visits = Visits(tmp_path / "run", clock, (sys.executable, str(program), manner))
        made.append(visits)
        return visits

    yield make
    for visits in made:
        visits.close()


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def serve(visits: Visits) -> None:
    visits.keep()
    for visit in visits.all:
        for message in visit.messages():
            if message["kind"] == "ready":
                visit.child = message["child"]  # type: ignore[attr-defined]
                visit.ready()


def shown(visits: Visits) -> VisitProcess:
    def ready() -> bool:
        serve(visits)
        return visits.shown is not None and visits.spare is not None and visits.spare.stage is Stage.SPARE

    until(ready)
    assert visits.shown is not None
    return visits.shown


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return stat[0] != "Z"


def test_every_event_in_every_stage_has_an_entry() -> None:
    assert set(TABLE) == set(product(Stage, Event))


def test_gone_is_for_good() -> None:
    assert {TABLE[Stage.GONE, event] for event in Event} == {Stage.GONE}


def test_one_is_shown_and_one_is_warm(make: Callable[..., Visits]) -> None:
    visits = make()
    first = shown(visits)
    assert visits.spare is not None
    assert visits.spare.pid != first.pid


def test_the_end_kills_everything_and_drops_the_folder(make: Callable[..., Visits]) -> None:
    visits = make()
    first = shown(visits)
    child, spare = first.child, visits.spare  # type: ignore[attr-defined]
    assert (first.folder / "secret").read_text() == "resident"
    first.end()
    assert not first.folder.exists()
    assert not alive(first.pid)
    until(lambda: not alive(child))  # no keeper adopts it here, so its death is not waited for
    until(lambda: (serve(visits), visits.shown is spare)[1])
    assert visits.ended == 1


def test_a_visit_killed_from_outside_is_replaced(make: Callable[..., Visits]) -> None:
    visits = make()
    first = shown(visits)
    os.kill(first.pid, 9)
    until(lambda: (serve(visits), visits.shown not in (None, first))[1])
    assert not first.folder.exists()


@pytest.mark.expect_log("silent")
def test_a_frozen_screen_is_replaced(make: Callable[..., Visits], clock: OwnClock) -> None:
    visits = make()
    first = shown(visits)
    os.kill(first.pid, 19)
    clock.ahead += SILENCE_S + 1
    if visits.spare:
        visits.spare.heard = clock.monotonic()
    visits.keep()
    assert visits.shown is not first
    assert not alive(first.pid)


@pytest.mark.expect_log("died before it was shown")
def test_a_visit_that_cannot_start_is_tried_again_with_pauses(
    make: Callable[..., Visits], clock: OwnClock
) -> None:
    visits = make("dies")
    starts: list[int] = []
    visits.on_start = lambda visit: starts.append(visit.pid)
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        serve(visits)
        time.sleep(0.02)
    assert 1 <= len(starts) <= 4
    clock.ahead += 30
    until(lambda: (serve(visits), len(starts) > 4 or clock.ahead)[1])


@pytest.mark.expect_log("no visit process can be started: ENOENT")
@pytest.mark.expect_log("died before it was shown")
def test_a_program_that_is_not_there_is_tried_again_with_pauses(tmp_path: Path, clock: OwnClock) -> None:
    visits = Visits(tmp_path / "run", clock, (str(tmp_path / "nothing"),))
    visits.keep()
    visits.keep()
    assert visits.all == []
    assert list((tmp_path / "run").iterdir()) == []
    program = tmp_path / "nothing"
    program.write_text(f"#!{sys.executable}\n{PROGRAM}")
    program.chmod(0o700)
    clock.ahead += 1
    assert shown(visits).folder.exists()
    visits.close()


def test_leftovers_of_a_killed_keeper_are_dropped(tmp_path: Path, clock: OwnClock) -> None:
    left = tmp_path / "run" / "visit-0123"
    left.mkdir(parents=True)
    (left / "answers").write_text("resident")
    Visits(tmp_path / "run", clock, (sys.executable, "-c", "")).close()
    assert not left.exists()
