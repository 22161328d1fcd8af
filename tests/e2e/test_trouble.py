"""Trouble on the real thing: kills at every stage, and a province that is slow, broken, forgetful or twice as eager."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.simulators.control import RigClient
from devices.simulators.personas import Persona, load_personas
from kiosk.clock import SHANGHAI, SystemClock
from kiosk.tour.canary import Canary, family
from kiosk.tour.resident import Resident
from kiosk.tour.script import LONG_S, Visit
from kiosk.tour.stage import Stage, await_value, run_folder

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]

CLOCK = SystemClock()
MATTER = "SQ-01"


class Terminal:
    """A stage with a resident in front of it."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, headless=True)
        self.stage.start()
        self.rig = RigClient(Path(str(self.stage.rig["control"])))
        self.resident = Resident(self.stage.driver_socket, self.rig, CLOCK)

    @staticmethod
    def persona(name: str) -> Persona:
        """Whose card it is."""
        return load_personas()[name]

    def visit(self, matter: str = MATTER) -> Visit:
        """A resident who begins at the idle screen."""
        self.resident.arrive()
        self.resident.see("idle", seconds=LONG_S)
        today = CLOCK.now().astimezone(SHANGHAI).date()
        return Visit(self.resident, matter, today, False, lambda _label: None)

    def to_confirm(self) -> Visit:
        """As far as the last look."""
        visit = self.visit()
        visit.choose()
        visit.identify("zhang")
        visit.interview()
        visit.scan()
        visit.check_and_sign()
        return visit

    def shown_visit(self) -> int:
        """Process id of the visit on the screen: the older child of the keeper."""
        children = [pid for pid in family(self.stage.pid("terminal")) if "kiosk.app" in command(pid)]
        return min(children)

    def arrived(self) -> int:
        """How many filings the province holds."""
        return len(self.stage.submissions())


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(tmp_path)
    yield found
    found.resident.go_away()
    found.stage.stop_all()
    shutil.rmtree(run_folder(tmp_path), ignore_errors=True)


def eventually(look: Callable[[], object], what: str) -> None:
    await_value(look, LONG_S, what)


def leaves_nothing(terminal: Terminal, secrets: list[str]) -> None:
    canary = Canary({str(number): text for number, text in enumerate(secrets)})
    found = canary.in_processes(family(terminal.stage.pid("terminal")))
    folders = [terminal.stage.folder / "terminal", run_folder(terminal.stage.folder)]
    assert found + canary.in_files(folders) == []


def test_a_visit_killed_at_any_step_leaves_nothing(terminal: Terminal) -> None:
    """A card on the reader, answers half given, papers scanned: whoever comes next finds the idle screen."""
    steps: list[Callable[[Visit], object]] = [
        lambda visit: None,
        lambda visit: visit.identify("zhang"),
        lambda visit: visit.interview(),
        lambda visit: visit.scan(),
    ]
    words: list[str] = []
    for last in range(len(steps)):
        visit = terminal.visit("TJ-01")
        visit.choose()
        for step in steps[: last + 1]:
            step(visit)
        words += visit.given
        os.kill(terminal.shown_visit(), signal.SIGKILL)
        terminal.rig.do("card.remove")
    terminal.visit()
    assert terminal.arrived() == 0
    card = terminal.persona("zhang")
    leaves_nothing(
        terminal, [text for text in words if len(text) > 10] + [card.name, card.number, card.address]
    )


def test_a_visit_killed_before_it_handed_in_leaves_nothing(terminal: Terminal) -> None:
    visit = terminal.to_confirm()
    os.kill(terminal.shown_visit(), signal.SIGKILL)
    terminal.visit()
    assert terminal.arrived() == 0
    leaves_nothing(terminal, [text for text in visit.given if len(text) > 8])


def test_a_visit_killed_while_it_hands_in_files_once_or_not_at_all(terminal: Terminal) -> None:
    visit = terminal.to_confirm()
    terminal.resident.tap("action-submit")
    os.kill(terminal.shown_visit(), signal.SIGKILL)
    terminal.visit()
    CLOCK.sleep(5.0)
    assert terminal.arrived() <= 1
    leaves_nothing(terminal, [text for text in visit.given if len(text) > 8])


def test_a_keeper_killed_after_saving_sends_it_once_when_it_is_back(terminal: Terminal) -> None:
    terminal.stage.stop("province")
    visit = terminal.to_confirm()
    assert visit.hand_in() == "saved"
    os.kill(terminal.stage.pid("terminal"), signal.SIGKILL)
    terminal.stage.restart_terminal()
    terminal.stage.start_province()
    eventually(lambda: terminal.arrived() == 1, "the filing to arrive")
    terminal.visit()
    leaves_nothing(terminal, [text for text in visit.given if len(text) > 8])


@pytest.mark.parametrize("fault", ["500:3", "slow:3", "twice-ack", "drop-after-commit:2"])
def test_whatever_the_province_does_it_arrives_once(terminal: Terminal, fault: str) -> None:
    terminal.stage.stop("province")
    terminal.stage.start_province(fault)
    visit = terminal.to_confirm()
    visit.hand_in()
    eventually(lambda: terminal.arrived() == 1, "the filing to arrive")
    CLOCK.sleep(3.0)
    assert terminal.arrived() == 1


def test_paper_out_is_said_and_mended(terminal: Terminal) -> None:
    terminal.rig.do("printer.paper", state="out")
    visit = terminal.to_confirm()
    visit.hand_in()
    resident = terminal.resident
    assert resident.look()["view"]["slip"]["outcome"] == "not_done"
    resident.tap("action-trouble")
    assert resident.see("printer_trouble")["reason"] == "paper_end"
    terminal.rig.do("printer.paper", state="ok")
    resident.until(lambda: reprinted(resident), "the slip to be printed", LONG_S)
    assert terminal.arrived() == 1


def reprinted(resident: Resident) -> bool:
    """Ask for it again until the printer is ready; true once it is out."""
    seen = resident.look()
    if seen["screen"] in ("receipt", "saved"):
        return str(seen["view"]["slip"]["outcome"]) == "done"
    resident._try("action-reprint")
    CLOCK.sleep(0.5)
    return False
