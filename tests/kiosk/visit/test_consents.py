"""Without consent no matter gets past its notice, and nothing of it can be put together for sending."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.visit.filing import bundle
from legalnet.catalogue import load_catalogue
from legalnet.consents import NoConsent
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.walk import NOTICE

ACTIONS = (
    "confirm",
    "next",
    "done",
    "compose",
    "to_sign",
    "submit",
    "keep",
    "retry",
    "attendant",
    "continue",
)


def test_no_definition_gets_past_its_notice(cabinet: Cabinet) -> None:
    """Each matter: refused, then everything else is pressed; nothing is read, asked or bundled."""
    tried = 0
    for matter in load_catalogue().matters:
        cabinet.flow.choose_matter(matter.code)
        if cabinet.screen != "intro":
            continue
        cabinet.act("begin")
        if cabinet.screen != "consent":
            continue
        tried += 1
        cabinet.act("decline", text=NOTICE)
        cabinet.act("close")
        for action in ACTIONS:
            cabinet.act(action)
        assert cabinet.screen == "consent", matter.code
        assert cabinet.hardware.opened == []
        with pytest.raises(NoConsent, match="data"):
            bundle(cabinet.flow.journey_now, cabinet.flow.visit, datetime.now(UTC))
        cabinet.act("back")
    assert tried > 5


def test_what_is_kept_can_be_read_before_agreeing(cabinet: Cabinet) -> None:
    """The whole list, page by page, in both languages; back leads to the question."""
    cabinet.act("tile", id="owed")
    cabinet.act("begin")
    cabinet.act("kept")
    seen: list[str] = []
    while True:
        view = cabinet.flow.view
        seen += [row["id"] for row in view["rows"]]
        assert all(row["what"] and row["until"] and row["why"] for row in view["rows"])
        if not view["hasNext"]:
            break
        cabinet.act("page", by=1)
    assert len(seen) == view["total"] == len(set(seen))
    cabinet.act("page", by=1)
    assert cabinet.flow.view["rows"][-1]["id"] == seen[-1], "there is nothing behind the end"
    cabinet.act("back")
    assert cabinet.screen == "consent"


def test_from_the_menu_of_a_calm_screen_too(cabinet: Cabinet) -> None:
    cabinet.flow.open_overlay("menu")
    assert cabinet.flow.overlay_view["kept"] is True
    cabinet.act("kept")
    assert (cabinet.screen, cabinet.flow.overlay) == ("kept", "")
    cabinet.act("set_mode", key="language", value="en")
    assert cabinet.flow.view["rows"][0]["until"] == "Cleared the moment you leave"
    cabinet.act("back")
    assert cabinet.screen == "idle"
