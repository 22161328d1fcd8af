"""Trouble on the real thing: kills at every stage, and a province that is slow, broken, forgetful or twice as eager."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.tour.resident import LONG_S, Resident
from kiosk.tour.script import Visit
from tests.e2e.terminal import CLOCK, Terminal, eventually

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]

MATTER = "SQ-01"


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
        terminal.kill_visit()
        terminal.rig.do("card.remove")
    terminal.visit(MATTER)
    assert terminal.arrived() == 0
    card = terminal.persona("zhang")
    secrets = [text for text in words if len(text) > 10] + [card.name, card.number, card.address]
    assert terminal.traces(secrets) == []


def test_a_visit_killed_before_it_handed_in_leaves_nothing(terminal: Terminal) -> None:
    visit = terminal.to_confirm(MATTER)
    terminal.kill_visit()
    terminal.visit(MATTER)
    assert terminal.arrived() == 0
    assert terminal.traces([text for text in visit.given if len(text) > 8]) == []


def test_a_visit_killed_while_it_hands_in_files_once_or_not_at_all(terminal: Terminal) -> None:
    visit = terminal.to_confirm(MATTER)
    terminal.resident.tap("action-submit")
    terminal.kill_visit()
    terminal.visit(MATTER)
    CLOCK.sleep(5.0)
    assert terminal.arrived() <= 1
    assert terminal.traces([text for text in visit.given if len(text) > 8]) == []


def test_a_keeper_killed_after_saving_sends_it_once_when_it_is_back(terminal: Terminal) -> None:
    terminal.stage.stop("province")
    visit = terminal.to_confirm(MATTER)
    assert visit.hand_in() == "saved"
    terminal.kill_and_restart()
    terminal.stage.start_province()
    eventually(lambda: terminal.arrived() == 1, "the filing to arrive")
    terminal.visit(MATTER)
    assert terminal.traces([text for text in visit.given if len(text) > 8]) == []


@pytest.mark.parametrize("fault", ["500:3", "slow:3", "twice-ack", "drop-after-commit:2"])
def test_whatever_the_province_does_it_arrives_once(terminal: Terminal, fault: str) -> None:
    terminal.stage.stop("province")
    terminal.stage.start_province(fault)
    visit = terminal.to_confirm(MATTER)
    visit.hand_in()
    eventually(lambda: terminal.arrived() == 1, "the filing to arrive")
    CLOCK.sleep(3.0)
    assert terminal.arrived() == 1


def test_paper_out_is_said_and_mended(terminal: Terminal) -> None:
    terminal.rig.do("printer.paper", state="out")
    visit = terminal.to_confirm(MATTER)
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
