"""A technician comes with a service card: the dock's button, the scanner's bytes, the real screen."""

from __future__ import annotations

import pytest

from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import by_name
from kiosk.tour.resident import LONG_S
from tests.e2e.terminal import Terminal

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]


def test_a_card_before_the_scanner_leads_to_the_question_for_the_pin(terminal: Terminal) -> None:
    look = terminal.resident
    look.arrive()
    look.see("idle", seconds=LONG_S)
    terminal.rig.do("qr.show", text="LBSC1.0007.ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    look.see_that(lambda found: found.get("card") == "unknown", "a strange card is told", LONG_S)
    Bench(terminal.rig, terminal.rig).inject(by_name()["qr_scanner.service_card"])
    shown = look.see("technician", seconds=LONG_S)
    assert (shown["phase"], shown["card"], shown["devices"]) == ("pin", "0007", [])
