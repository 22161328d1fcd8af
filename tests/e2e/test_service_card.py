"""A technician comes with a service card: the dock's button, the scanner's bytes, the real screen."""

from __future__ import annotations

import pytest

from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import by_name
from kiosk.tour.resident import LONG_S
from kiosk.tour.stage import TECHNICIAN_PIN
from tests.e2e.terminal import Terminal

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]


def test_a_card_before_the_scanner_opens_the_screen_with_the_pin_and_never_without(
    terminal: Terminal,
) -> None:
    look = terminal.resident
    look.arrive()
    look.see("idle", seconds=LONG_S)
    terminal.rig.do("qr.show", text="LBSC1.0007.ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    look.see_that(lambda found: found.get("card") == "unknown", "a strange card is told", LONG_S)
    Bench(terminal.rig, terminal.rig).inject(by_name()["qr_scanner.service_card"])
    shown = look.see("technician", seconds=LONG_S)
    assert (shown["phase"], shown["card"], shown["devices"]) == ("pin", "0007", [])
    for sign in TECHNICIAN_PIN:
        look.press(sign)
    look.touch("action-pin")
    opened = look.see_that(
        lambda found: found.get("phase") == "open", "nothing but the PIN was missing", LONG_S
    )
    assert {one["kind"] for one in opened["devices"]} >= {"qr_scanner", "id_reader"}
