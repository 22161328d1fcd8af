"""Answers that come late, or never: nothing speaks for another screen, and waiting has an end."""

from __future__ import annotations

import pytest

from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.walk import NOTICE, SIGNATURE, through_preview, to_card, to_card_read, to_summary


def to_attendant(cabinet: Cabinet) -> None:
    """With a card, before the attendant."""
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)


def test_a_keeper_that_cannot_read_is_not_a_code_that_nobody_knows(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="progress")
    cabinet.flow.act("find", code="K74P29")
    cabinet.flow.tick()
    assert cabinet.view == {"error": "", "online": False}
    cabinet.clock.passed += 5.0
    cabinet.flow.tick()
    assert cabinet.view == {"error": "unavailable", "online": False}
    cabinet.tick()
    assert cabinet.view == {"error": "unavailable", "online": False}, "the late answer is for nobody"
    cabinet.act("find", code="K74P29")
    assert cabinet.view == {"error": "not_found", "online": False}
    cabinet.tick(6.0)
    assert cabinet.view == {"error": "not_found", "online": False}


def test_the_attendants_pin_is_reckoned_beside_the_screen(cabinet: Cabinet) -> None:
    to_attendant(cabinet)
    cabinet.jobs.hold()
    cabinet.act("pin", pin="000000")
    cabinet.act("pin", pin="000000")
    assert cabinet.view["error"] == ""
    cabinet.act("back")
    assert cabinet.screen == "attendant"
    cabinet.jobs.release()
    cabinet.tick()
    assert cabinet.view["error"] == "wrong_pin"
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"


@pytest.mark.expect_log("a PIN cannot be checked: ValueError")
def test_a_pin_hash_that_is_none_lets_nobody_in(cabinet: Cabinet) -> None:
    to_attendant(cabinet)
    cabinet.flow.pin_guard._stored = "scrypt$not hex$"
    cabinet.act("pin", pin=PIN)
    assert (cabinet.screen, cabinet.view["error"]) == ("attendant", "wrong_pin")


def test_a_photo_that_is_ready_late_is_not_shown_elsewhere(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.jobs.hold()
    cabinet.act("decline", text=NOTICE)
    cabinet.act("back")
    cabinet.jobs.release()
    cabinet.tick()
    assert cabinet.flow.live_frame("card") is None


def test_paper_is_not_chosen_while_the_written_signature_is_being_set(cabinet: Cabinet) -> None:
    to_summary(cabinet, "TJ-01")
    through_preview(cabinet)
    assert cabinet.screen == "sign"
    cabinet.jobs.hold()
    cabinet.act("sign", strokes=SIGNATURE)
    cabinet.act("paper")
    assert (cabinet.screen, cabinet.view["busy"]) == ("sign", True)
    cabinet.jobs.release()
    cabinet.tick()
    assert (cabinet.screen, cabinet.flow.journey_now.signature) == ("confirm", "handwritten")


def test_a_reader_that_is_plugged_in_again_goes_on_by_itself(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.hardware.look_fault = "no_reader"
    cabinet.tick(0.4)
    assert (cabinet.view["phase"], cabinet.view["error"]) == ("error", "no_reader")
    cabinet.hardware.look_fault = ""
    cabinet.tick(1.0)
    assert cabinet.view["phase"] == "error"
    cabinet.tick(1.1)
    assert (cabinet.view["phase"], cabinet.view["left"]) == ("waiting", 60)
    cabinet.hardware.card = card_of("zhang")
    cabinet.tick(0.4)
    cabinet.tick(0.4, times=2)
    assert cabinet.screen == "card_read"


@pytest.mark.parametrize(("language", "row"), [("zh", ("证据", "2 页")), ("en", ("Evidence", "2 pages"))])
def test_the_scans_have_a_row_in_the_residents_language(
    cabinet: Cabinet, language: str, row: tuple[str, str]
) -> None:
    to_summary(cabinet, "SS-LA-01")
    cabinet.act("set_mode", key="language", value=language)
    found = next(one for one in cabinet.view["rows"] if one["page"] == "scan")
    assert (found["label"], found["value"]) == row
