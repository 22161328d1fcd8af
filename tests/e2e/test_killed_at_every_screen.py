"""The whole terminal killed while any of its screens stands: nobody's answers stay, and what was saved is sent once.

`LAWBOOTH_CRASH_EVERY=1` (`make crash`) kills it at every screen of a mediation application; the default at a few.
"""

from __future__ import annotations

import os

import pytest

from kiosk.tour.script import Visit
from tests.e2e.terminal import CLOCK, Terminal, eventually

EVERY = int(os.environ.get("LAWBOOTH_CRASH_EVERY", "16"))
MATTER = "TJ-01"
LONG_ENOUGH = 10
"""Characters of an answer that stands nowhere by chance."""

pytestmark = [pytest.mark.timeout(5400 if EVERY == 1 else 600), pytest.mark.slow]


class Struck(Exception):
    """The power went."""


def walk(visit: Visit) -> None:
    """A whole visit."""
    visit.choose()
    visit.identify("zhang")
    visit.interview()
    visit.scan()
    visit.check_and_sign()
    visit.hand_in()
    visit.leave()


def struck_at(terminal: Terminal, number: int) -> tuple[str, Visit]:
    """Walk until the screen of that number stands, kill the terminal there; the screen's name. Empty: there is none."""
    seen: list[str] = []

    def note(label: str) -> None:
        seen.append(label)
        if len(seen) == number:
            raise Struck

    visit = terminal.visit(MATTER, note)
    try:
        walk(visit)
    except Struck:
        terminal.kill_and_restart()
        terminal.rig.do("card.remove")
        terminal.rig.do("page.remove")
        return seen[-1], visit
    return "", visit


def test_nothing_stays_and_nothing_is_lost_or_doubled(terminal: Terminal) -> None:
    card = terminal.persona("zhang")
    secrets = [card.name, card.number, card.address]
    number, safe = min(4, EVERY), 0
    while True:
        before = terminal.arrived()
        screen, visit = struck_at(terminal, number)
        secrets += [text for text in visit.given if len(text) > LONG_ENOUGH]
        if not screen:
            break
        terminal.visit(MATTER)
        promised = screen in ("saved", "receipt", "take")
        if promised:
            eventually(lambda so_far=before: terminal.arrived() > so_far, f"what was saved at {screen}")
            safe += 1
        assert terminal.arrived() - before in ((1,) if promised else (0, 1)), screen
        if screen not in ("sending", "saved", "receipt", "take"):
            assert terminal.arrived() == before, f"{screen}: nobody had handed it in"
        number += EVERY
    eventually(lambda: terminal.arrived() == before + 1, "the last one")
    CLOCK.sleep(3.0)
    assert terminal.arrived() == before + 1
    assert terminal.traces(secrets) == []
    assert EVERY > 1 or safe >= 2, "killed after it was saved, too"
