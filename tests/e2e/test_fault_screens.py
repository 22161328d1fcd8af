"""Every fault of the dock that a resident meets, caused on the real thing, and the screen that the resident then sees.

`LAWBOOTH_FAULTS_EVERY=1` (`make faults`) walks a whole suit and causes each at its screen; the default ends at
the card, which is the shortest part, and hands in under one trouble of the network. What the table expects is
the catalogue's own column.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from devices.simulators.control import RigClient
from kiosk.clock import SHANGHAI, SystemClock
from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import by_name
from kiosk.dock.fault import Fault
from kiosk.tour.resident import LONG_S, Resident
from kiosk.tour.script import Visit
from kiosk.tour.stage import Stage, run_folder

WHOLE = os.environ.get("LAWBOOTH_FAULTS_EVERY") == "1"
pytestmark = [pytest.mark.timeout(1800), pytest.mark.slow]

CLOCK = SystemClock()
MATTER = "SS-LA-01"
SHORT = "SQ-01"
"""A request of a few answers, handed in once under each trouble of the network."""
PATIENT_S = 200.0
"""A job that an A4 printer holds is followed for a minute and a half before it is withdrawn."""
ELSEWHERE = {"person", "network", "card.face"}
"""Shown elsewhere: what the tour's resident does before the camera; the network has a walk of its own below."""


def values(view: Any) -> set[str]:
    """Every text in a view."""
    if isinstance(view, dict):
        return set().union(*map(values, view.values()), set())
    if isinstance(view, list):
        return set().union(*map(values, view), set())
    return {str(view)}


class Walk:
    """A resident on a stage whose hardware, line and clock can be broken."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, headless=True, cuttable=True)
        self.stage.start()
        rig = RigClient(Path(str(self.stage.rig["control"])))
        self.bench = Bench(rig, RigClient(self.stage.line_socket))
        self.resident = Resident(self.stage.driver_socket, rig, CLOCK)
        self.seen: dict[str, tuple[str, str]] = {}

    def to_intro(self, matter: str) -> Visit:
        """As far as the matter's own page. A machine so busy that the keeper takes a visit for hung gives a new one."""
        today = CLOCK.now().astimezone(SHANGHAI).date()
        visit = Visit(self.resident, matter, today, True, lambda _label: None)
        for left in (2, 1, 0):
            self.resident.arrive()
            try:
                self._choose(visit, matter)
            except ConnectionError:
                if not left:
                    raise
                continue
            break
        return visit

    def _choose(self, visit: Visit, matter: str) -> None:
        self.resident.see("idle", seconds=LONG_S)
        self.resident.tap("action-services")
        self.resident.see("services")
        self.resident.tap(f"group-{visit._group()}")
        self.resident.tap(f"matter-{matter}")
        self.resident.see("intro")

    def meets(self, name: str, *, before: str = "", seconds: float = LONG_S) -> None:
        """Cause it (and touch something), and wait until the screen and code of the catalogue are there."""
        one = by_name()[name]
        self.bench.inject(one)
        if before:
            self.resident.tap(before)
        self.sees(one, seconds)

    def sees(self, one: Fault, seconds: float = LONG_S) -> None:
        """Wait for what the catalogue says of it."""

        def there() -> bool:
            look = self.look()
            if look["view"].get("result") == "retry" and one.seen.code != "retry":
                self.resident._try("action-retry")  # the attempt ended before the fault could be seen
            return look["screen"] == one.seen.screen and (
                not one.seen.code or one.seen.code in values(look["view"])
            )

        self.resident.until(there, f"{one.name}: {one.seen.screen} {one.seen.code}", seconds)
        self.seen[one.name] = (one.seen.screen, one.seen.code)

    def look(self) -> dict[str, Any]:
        """What is on the screen; when it asks 您还在吗, the resident is."""
        look = self.resident.look()
        if look.get("overlay") == "ending":
            self.resident._try("action-still-here")
        return look

    def until(self, name: str, fits: Callable[[dict[str, Any]], Any], seconds: float = PATIENT_S) -> None:
        """Wait until the view fits, and stay there meanwhile."""
        self.resident.until(lambda: fits(self.look()["view"]), name, seconds)

    def lay_anew(self, card: Fault) -> bool:
        """Lift what lies there and lay a card down; true once the reader is at it. A given card must be lifted first."""
        self.resident.rig.do("card.remove")
        CLOCK.sleep(1.5)
        self.bench.inject(card)
        for _ in range(60):
            look = self.resident.look()
            if look["screen"] == "card_read" or look["view"].get("phase") == "reading":
                return True
            CLOCK.sleep(0.05)
        return False

    def mend(self, name: str) -> None:
        """Undo it."""
        self.bench.undo(by_name()[name])

    def leave(self) -> None:
        """Everything ends."""
        self.resident.go_away()
        self.stage.stop_all()
        shutil.rmtree(run_folder(self.stage.folder), ignore_errors=True)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    walk = Walk(tmp_path)
    yield walk
    walk.leave()


def wrong_clock(walk: Walk) -> None:
    """Before one begins the page says that the time is wrong."""
    names = [name for name in by_name() if name.startswith("clock.")]
    for name in names if WHOLE else names[:1]:
        walk.meets(name)
        walk.mend(name)
        walk.until("the right time", lambda view: "clock" not in view["devicesDown"])


def cards(walk: Walk, holder: str) -> None:
    """Each trouble of the reader, then a card that reads."""
    resident, zhang = walk.resident, by_name()[f"card.{holder}"]
    resident.see("card")
    walk.meets("card.remove")
    walk.meets("id_reader.unplug")
    walk.mend("id_reader.unplug")
    resident.see_that(lambda view: view["phase"] == "waiting", "the reader to be back")
    for what in ("torn", "bad_xor", "oversize", "pulled"):
        name = f"id_reader.{what}"
        walk.bench.inject(by_name()[name])
        walk.bench.inject(zhang)
        walk.sees(by_name()[name])
        walk.mend(name)
        resident.rig.do("card.remove")
        resident.tap("action-retry")
        resident.see_that(lambda view: view["phase"] == "waiting", "the next try")
    for what in (
        ("slow", "merged") if WHOLE else ("merged",)
    ):  # "reading" lasts a second: too short for a busy machine
        name = f"id_reader.{what}"
        walk.bench.inject(by_name()[name])
        resident.until(lambda: walk.lay_anew(zhang), f"the card to be read, {what}", PATIENT_S)
        walk.sees(by_name()[name])
        resident.see("card_read")
        walk.mend(name)
        if what == "slow":
            resident.tap("action-not-mine")
            resident.see_that(lambda view: view.get("phase") == "waiting", "the card screen")
    walk.sees(zhang)


def face(walk: Walk) -> None:
    """Hints, attempts that fail, and a camera that goes away; then an attendant."""
    resident = walk.resident
    resident.tap("action-confirm")
    resident.see("consent")
    resident.tap("action-agree")
    resident.see("face")
    for what in ("black", "two", "away", "turned"):
        walk.meets(f"face_camera.{what}")
        walk.mend(f"face_camera.{what}")
    walk.meets("face_camera.unplug")
    walk.mend("face_camera.unplug")
    walk.until("the picture to be back", lambda view: view["hint"] != "camera_gone")
    walk.meets("face_camera.photo")  # ends an attempt, of which there are few
    walk.mend("face_camera.photo")
    resident.tap("action-retry")
    walk.until("the next attempt", lambda view: not view["result"])
    walk.meets("face_camera.freeze")
    walk.until("the attendant", lambda view: view["result"] == "attendant")
    walk.mend("face_camera.freeze")
    resident.tap("action-attendant")


def pages(walk: Walk) -> None:
    """What lies under the page camera, and a camera that goes away."""
    walk.resident.see("scan")
    for what in ("iou", "transfer", "clear", "iou_dim", "cut"):
        walk.meets(f"document_camera.{what}")
    walk.meets("document_camera.unplug")
    walk.mend("document_camera.unplug")
    walk.until("the page camera to be back", lambda view: view["phase"] == "live")
    walk.bench.inject(by_name()["document_camera.clear"])


def receipts(walk: Walk, group: str, touch: str, job: str) -> None:
    """Each trouble of a printer where the resident asks for paper, and paper once it is mended."""
    resident = walk.resident
    for one in [one for one in by_name().values() if one.group == group]:
        before = came_out(walk, group)
        walk.bench.inject(one)
        resident.tap(touch)
        if one.seen.screen == "receipt":
            walk.sees(one, PATIENT_S)
            more = partial(came_out_more, walk, group, before)
            resident.until(more, f"paper with {one.name}", PATIENT_S)
            walk.until(one.name, lambda view: view[job]["outcome"] == "done")
            walk.bench.undo(one)
            continue
        walk.until(one.name, lambda view: view[job]["outcome"] in ("not_done", "unknown"))
        resident.tap("action-trouble")
        walk.sees(one)
        walk.bench.undo(one)
        resident.until(lambda: printed(walk, job), f"paper after {one.name}", PATIENT_S)


def came_out(walk: Walk, group: str) -> int:
    """How much the printer printed so far."""
    return int(walk.bench.state()[group]["printed"])


def came_out_more(walk: Walk, group: str, before: int) -> bool:
    """Whether something was printed since."""
    return came_out(walk, group) > before


def printed(walk: Walk, job: str) -> bool:
    """Ask again until it comes; true once it is out.

    A printer that is still coming back refuses once more, which is told on the receipt: from there to the trouble again.
    """
    seen = walk.look()
    outcome = seen["view"][job]["outcome"] if seen["screen"] == "receipt" else ""
    if outcome in ("", "not_done", "unknown"):
        walk.resident._try("action-trouble" if outcome else "action-reprint")
        CLOCK.sleep(0.5)
    return bool(outcome == "done")


def test_the_resident_sees_what_the_table_of_faults_says(walk: Walk) -> None:
    visit = walk.to_intro(MATTER)
    resident = walk.resident
    wrong_clock(walk)
    resident.tap("action-begin")
    resident.see("consent")
    resident.tap("action-agree")
    cards(walk, "zhang")
    if not WHOLE:
        assert len(walk.seen) >= 9
        return
    the_rest_of_the_visit(walk, visit)
    expected = {
        one.name: (one.seen.screen, one.seen.code)
        for one in by_name().values()
        if one.seen.screen and not any(one.name.startswith(other) for other in ELSEWHERE)
    }
    walk.seen = {name: seen for name, seen in walk.seen.items() if name in expected}
    holders = {name for name in expected if name.startswith("card.") and name not in walk.seen}
    assert {name: seen for name, seen in expected.items() if name not in holders} == walk.seen


def the_rest_of_the_visit(walk: Walk, visit: Visit) -> None:
    """From the face to the paper."""
    resident = walk.resident
    face(walk)
    visit.proving.ask_attendant()
    visit.interview()
    pages(walk)
    visit.scan()
    visit.check_and_sign()
    walk.meets("network.down", before="action-submit")
    walk.mend("network.down")
    resident.see("receipt", seconds=PATIENT_S)
    resident.see_that(lambda view: view["slip"]["outcome"] == "done", "the receipt", PATIENT_S)
    receipts(walk, "receipt_printer", "action-print_again", "slip")
    receipts(walk, "page_printer", "action-print_copies", "copies")


def test_the_resident_sees_what_the_table_says_of_the_network(walk: Walk) -> None:
    troubles = [one for one in by_name().values() if one.group == "network"][: None if WHOLE else 1]
    for one in troubles:
        visit = walk.to_intro(SHORT)
        walk.resident.tap("action-begin")
        visit.identify("zhang")
        visit.interview()
        visit.scan()
        visit.check_and_sign()
        walk.meets(one.name, before="action-submit", seconds=PATIENT_S)
        walk.mend(one.name)
        walk.resident.see("receipt", seconds=PATIENT_S)
        visit.leave()
    assert set(walk.seen) == {one.name for one in troubles}
