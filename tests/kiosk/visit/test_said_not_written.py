"""Somebody who would rather say it: the paper tells so, asks for a hearing before the signature, and travels so."""

from __future__ import annotations

from kiosk.documents.compose import ORAL
from kiosk.visit.filing import bundle
from legalnet.submission import Manifest
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.walk import NOTICE, compose, lay_card, through_interview, through_scans, to_intro


def test_saying_it_is_a_way_of_its_own(cabinet: Cabinet) -> None:
    to_intro(cabinet, "SS-LA-01")
    assert "oral" in [way["id"] for way in cabinet.view["ways"]]
    cabinet.act("way", id="oral")
    assert (cabinet.screen, cabinet.flow.overlay) == ("consent", "")
    cabinet.act("agree", text=NOTICE)
    lay_card(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    cabinet.act("pin", pin=PIN)
    through_interview(cabinet, "SS-LA-01")
    through_scans(cabinet)
    compose(cabinet)
    assert cabinet.view["oral"] is True
    said = "".join("".join(cabinet.flow.journey_now.documents[0].text).split())
    assert "".join(ORAL.split()) in said
    assert "".join(ORAL.split()) not in "".join("".join(cabinet.flow.journey_now.documents[1].text).split())
    handed = bundle(cabinet.flow.journey_now, cabinet.flow.visit, cabinet.flow.clock.now())
    assert Manifest.model_validate_json(handed.parts[0].data).oral
