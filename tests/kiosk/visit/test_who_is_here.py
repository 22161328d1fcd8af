"""Consent, card, face and attendant: each trouble is told by its code, and none is a dead end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.visit.hardware import CARD_CODES
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import ACCEPTED, FACE_JPEG, RETRY, TO_ATTENDANT, FaceScript, card_of
from tests.kiosk.visit.walk import (
    NOTICE,
    answers_of,
    compose,
    through_interview,
    through_scans,
    to_card,
    to_card_read,
    to_face,
    to_interview,
)

NUMBER = "330105195603120025"


# ---------------------------------------------------------------------- consent


def test_declining_the_notice_collects_nothing_and_offers_a_person(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="owed")
    cabinet.act("begin")
    cabinet.act("decline", text=NOTICE)
    assert (cabinet.screen, cabinet.flow.overlay) == ("consent", "help")
    assert cabinet.flow.overlay_view["canRequest"] is False
    assert [(c.purpose, c.given) for c in cabinet.flow.visit.consents] == [("data", False)]
    assert cabinet.hardware.opened == []
    cabinet.act("close")
    cabinet.act("agree", text=NOTICE)
    assert [(c.purpose, c.given) for c in cabinet.flow.visit.consents] == [("data", True)]


# ---------------------------------------------------------------------- anonymous


def to_summary_of(cabinet: Cabinet, kind: str) -> None:
    """A request of that kind, to its summary."""
    to_interview(cabinet, "SQ-01")
    cabinet.act("answer", path="w.kind", value=kind)
    scripted = answers_of("SQ-01")
    scripted["w"].pop("kind")
    through_interview(cabinet, "SQ-01", scripted)
    through_scans(cabinet)
    assert cabinet.screen == "summary"


def test_a_suggestion_may_be_anonymous(cabinet: Cabinet) -> None:
    to_summary_of(cabinet, "建议")
    cabinet.act("compose")
    cabinet.tick()
    assert (cabinet.screen, cabinet.flow.visit.card) == ("preview", None)


def test_another_request_asks_who_it_is_from_after_the_questions(cabinet: Cabinet) -> None:
    to_summary_of(cabinet, "投诉")
    given = cabinet.flow.journey_now.interview.clean_answers()
    cabinet.act("compose")
    assert cabinet.screen == "card"
    cabinet.act("back")
    assert cabinet.screen == "summary"
    compose(cabinet)
    assert (cabinet.screen, cabinet.flow.visit.level) == ("preview", "L2")
    assert cabinet.flow.journey_now.interview.clean_answers() == given


def test_a_suggestion_that_becomes_a_complaint_is_no_longer_anonymous(cabinet: Cabinet) -> None:
    to_summary_of(cabinet, "建议")
    cabinet.act("edit", page="w.kind")
    cabinet.act("answer", path="w.kind", value="投诉")
    cabinet.act("back")
    cabinet.act("compose")
    assert cabinet.screen == "card"


def test_going_away_from_the_card_leads_to_the_questions_again(cabinet: Cabinet) -> None:
    to_summary_of(cabinet, "投诉")
    cabinet.act("compose")
    while cabinet.screen != "services":
        cabinet.act("back")
    cabinet.act("matter", code="SQ-01")
    cabinet.act("begin")
    cabinet.act("agree", text=NOTICE)
    assert cabinet.screen == "interview"


# ---------------------------------------------------------------------- card


@pytest.mark.parametrize("code", sorted({*CARD_CODES.values(), "device"}))
@pytest.mark.parametrize("when", ["look", "read"])
def test_a_card_error_is_shown_by_its_code_and_can_be_tried_again(
    cabinet: Cabinet, code: str, when: str
) -> None:
    to_card(cabinet)
    cabinet.hardware.card = card_of("zhang")
    setattr(cabinet.hardware, f"{when}_fault", code)
    cabinet.tick(0.4, times=2)
    assert (cabinet.view["phase"], cabinet.view["error"]) == ("error", code)
    asked = len(cabinet.hardware.opened)
    cabinet.tick(30.0, times=3)
    assert (len(cabinet.hardware.opened) == asked) is (code != "no_reader")
    assert (cabinet.view["phase"], cabinet.view["error"]) == ("error", code)
    setattr(cabinet.hardware, f"{when}_fault", "")
    cabinet.act("retry")
    cabinet.tick(0.4, times=2)
    assert cabinet.screen == "card_read"


def test_an_unforeseen_fault_of_the_reader_is_a_device_error(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("张秀英")

    to_card(cabinet)
    monkeypatch.setattr(cabinet.hardware, "look_for_card", broken)
    cabinet.tick(0.4)
    assert cabinet.view["error"] == "device"


def test_the_reader_is_asked_three_times_a_second_at_most(cabinet: Cabinet) -> None:
    to_card(cabinet)
    before = cabinet.hardware.opened.count("look")
    for _ in range(20):
        cabinet.tick(0.1)
    assert 5 <= cabinet.hardware.opened.count("look") - before <= 7


def test_waiting_ends_after_a_minute_and_can_go_on(cabinet: Cabinet) -> None:
    to_card(cabinet)
    assert (cabinet.view["left"], cabinet.view["total"]) == (60, 60)
    cabinet.tick(50.0)
    assert cabinet.view["left"] == 10
    cabinet.act("more_time")
    assert cabinet.view["left"] == 60
    cabinet.tick(60.0, times=2)
    assert (cabinet.view["phase"], cabinet.view["error"], cabinet.view["left"]) == ("error", "timeout", 0)
    cabinet.act("more_time")
    assert (cabinet.view["phase"], cabinet.view["left"]) == ("waiting", 60)
    cabinet.hardware.card = card_of("zhang")
    cabinet.tick(0.4, times=2)
    assert cabinet.screen == "card_read"


def test_an_expired_card_is_not_taken(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.hardware.card = replace(card_of("wang"), valid_to=date(2026, 11, 22))
    cabinet.tick(0.4, times=2)
    assert (cabinet.view["error"], cabinet.flow.visit.card) == ("expired", None)
    cabinet.hardware.card = replace(card_of("wang"), valid_to=date(2026, 11, 23))
    cabinet.act("retry")
    cabinet.tick(0.4, times=2)
    assert cabinet.screen == "card_read"
    assert cabinet.view["expiresSoon"] is True


def test_the_card_is_masked_until_it_is_asked_for(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    shown = {row["id"]: row["value"] for row in cabinet.view["rows"]}
    assert cabinet.view["greeting"] == "张女士，您好"
    assert shown["number"] == "3301**********0025"
    assert "502" not in shown["address"]
    cabinet.act("reveal", on=True)
    assert {row["value"] for row in cabinet.view["rows"]} >= {NUMBER, "1956-03-12"}
    cabinet.act("reveal", on=False)
    assert NUMBER not in str(cabinet.view)


@pytest.mark.parametrize("way", ["not_mine", "back"])
def test_a_card_given_back_is_forgotten_and_waits_to_be_lifted(cabinet: Cabinet, way: str) -> None:
    to_card_read(cabinet)
    cabinet.act(way)
    assert (cabinet.screen, cabinet.flow.visit.card, cabinet.flow.visit.chip_rgb) == ("card", None, None)
    cabinet.tick(0.4, times=5)
    assert (cabinet.screen, cabinet.view["phase"]) == ("card", "waiting")
    cabinet.hardware.card = None
    cabinet.tick(0.4)
    cabinet.hardware.card = card_of("wang")
    cabinet.tick(0.4, times=2)
    assert cabinet.view["greeting"] == "王先生，您好"


def test_an_answer_that_comes_late_does_not_speak_for_another_screen(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.tick(0.4)
    cabinet.hardware.card = card_of("zhang")
    cabinet.jobs.hold()
    cabinet.tick(0.4)
    cabinet.act("back")
    cabinet.jobs.release()
    cabinet.tick(0.4)
    assert (cabinet.screen, cabinet.flow.visit.card) == ("consent", None)


def test_another_card_begins_other_answers(cabinet: Cabinet) -> None:
    """What one person answered is not shown to, or handed in by, the next."""
    to_interview(cabinet, "TJ-01", "zhang")
    through_interview(cabinet, "TJ-01")
    first = cabinet.flow.journey
    back_to_card(cabinet)
    put_down(cabinet, "wang")
    cabinet.act("confirm")
    assert cabinet.flow.journey is not first
    given = cabinet.flow.journey_now.interview.clean_answers()
    assert given["applicant"][0]["name"] == "王建国"
    assert "dispute" not in given
    assert "13800005678" not in str(given)


def test_the_same_card_again_finds_its_answers(cabinet: Cabinet) -> None:
    to_interview(cabinet, "TJ-01", "zhang")
    through_interview(cabinet, "TJ-01")
    before = cabinet.flow.journey_now.interview.clean_answers()
    back_to_card(cabinet)
    put_down(cabinet, "zhang")
    cabinet.act("confirm")
    assert cabinet.screen == "interview"
    assert cabinet.flow.journey_now.interview.clean_answers() == before


def back_to_card(cabinet: Cabinet) -> None:
    """返回 until the reader is asked for again."""
    for _ in range(60):
        if cabinet.screen == "card":
            return
        cabinet.act("back")
    raise AssertionError("there is no way back to the card")


def put_down(cabinet: Cabinet, persona: str) -> None:
    """Lift one card, put down another."""
    cabinet.hardware.card = None
    cabinet.tick(0.4)
    cabinet.hardware.card = card_of(persona)
    cabinet.tick(0.4, times=2)
    assert cabinet.screen == "card_read"


def test_what_a_card_proved_goes_with_it(cabinet: Cabinet) -> None:
    to_interview(cabinet)
    back_to_card(cabinet)
    assert cabinet.flow.visit.identified is None


def test_going_back_to_the_card_keeps_the_face_check(cabinet: Cabinet) -> None:
    to_interview(cabinet)
    cabinet.act("back")
    assert cabinet.screen == "card_read"
    cabinet.act("confirm")
    assert cabinet.screen == "interview"
    assert cabinet.flow.visit.identified is not None
    assert cabinet.flow.visit.identified.method == "card+face"


# ---------------------------------------------------------------------- face


def test_a_face_is_tried_again_and_then_accepted(cabinet: Cabinet) -> None:
    to_face(cabinet)
    face = cabinet.hardware.face
    assert face is not None
    assert cabinet.flow.status["camera"] == "on"
    face.tells(RETRY)
    cabinet.tick()
    assert (cabinet.view["result"], cabinet.view["reason"]) == ("retry", "liveness")
    cabinet.act("retry")
    assert (face.retries, cabinet.view["result"], cabinet.view["prompt"]) == (1, "", "look")
    face.tells(ACCEPTED)
    cabinet.tick()
    assert (cabinet.screen, face.stopped, cabinet.flow.status["camera"]) == ("interview", True, "off")


def test_no_picture_is_taken_after_the_result(cabinet: Cabinet) -> None:
    from kiosk.identity.events import Preview

    to_face(cabinet)
    assert cabinet.hardware.face is not None
    cabinet.hardware.face.tells(Preview(FACE_JPEG, 1), ACCEPTED, Preview(FACE_JPEG, 2))
    cabinet.tick()
    assert cabinet.screen == "interview"
    assert cabinet.flow.live_frame("face") is None


def test_back_from_the_camera_is_its_notice(cabinet: Cabinet) -> None:
    to_face(cabinet)
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["purpose"]) == ("consent", "face")
    assert cabinet.hardware.face is not None
    assert cabinet.hardware.face.stopped


def test_not_recognised_goes_to_the_attendant(cabinet: Cabinet) -> None:
    to_face(cabinet)
    assert cabinet.hardware.face is not None
    cabinet.hardware.face.tells(TO_ATTENDANT)
    cabinet.tick()
    assert cabinet.view["result"] == "attendant"
    cabinet.act("retry")
    assert cabinet.view["result"] == "attendant"
    cabinet.act("attendant")
    assert (cabinet.screen, cabinet.view["reason"]) == ("attendant", "not_recognised")
    assert (cabinet.view["holder"], cabinet.view["hasPhoto"]) == ("张**", True)
    assert cabinet.flow.live_frame("card") is not None
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"
    assert cabinet.flow.live_frame("card") is None
    assert cabinet.flow.visit.identified is not None
    assert cabinet.flow.visit.identified.method == "card+staff"


def test_a_camera_that_went_away_is_no_judgement(cabinet: Cabinet) -> None:
    to_face(cabinet)
    assert cabinet.hardware.face is not None
    cabinet.hardware.face.tells(replace(TO_ATTENDANT, reason="worker_died"))
    cabinet.tick()
    cabinet.act("attendant")
    assert cabinet.view["reason"] == "no_camera"


def test_a_person_can_be_asked_for_at_any_moment(cabinet: Cabinet) -> None:
    to_face(cabinet)
    cabinet.act("attendant")
    assert (cabinet.screen, cabinet.view["reason"]) == ("attendant", "asked")
    cabinet.hardware.face = FaceScript()
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["purpose"]) == ("consent", "face")


def test_without_a_camera_a_person_checks(make: MakeCabinet) -> None:
    from kiosk.visit.profile import Devices

    cabinet = make(devices=Devices(id_reader="sim:x"))
    to_card_read(cabinet)
    cabinet.act("confirm")
    assert (cabinet.screen, cabinet.view["reason"]) == ("attendant", "no_camera")
    assert "face" not in cabinet.hardware.opened


def test_a_card_photo_that_cannot_be_read_leads_to_a_person(cabinet: Cabinet) -> None:
    cabinet.hardware.chip = None
    to_card_read(cabinet)
    cabinet.act("confirm")
    assert (cabinet.screen, cabinet.view["hasPhoto"]) == ("attendant", False)


def test_declining_the_camera_is_as_good(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    assert (cabinet.screen, cabinet.view["reason"]) == ("attendant", "declined")
    assert "face" not in cabinet.hardware.opened
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"
    assert [(c.purpose, c.given) for c in cabinet.flow.visit.consents] == [("data", True), ("face", False)]


# ---------------------------------------------------------------------- attendant


def test_a_wrong_pin_is_told_and_three_lock_for_a_minute(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    cabinet.act("pin", pin="000000")
    assert (cabinet.view["error"], cabinet.view["left"]) == ("wrong_pin", 0)
    cabinet.act("pin", pin="111111")
    cabinet.act("back")
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    cabinet.act("pin", pin="222222")
    assert (cabinet.view["error"], cabinet.view["left"]) == ("locked", 60)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "attendant"
    cabinet.tick(61.0)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"


def test_without_an_attendant_the_way_is_help(make: MakeCabinet) -> None:
    cabinet = make(staff=False)
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    assert (cabinet.screen, cabinet.flow.overlay) == ("consent", "help")
    assert cabinet.flow.overlay_view == {
        "called": False, "coming": False, "nobody": False, "lamp": False, "asked": False, "video": False, "order": "",
        "orderState": "", "number": "12348", "attendant": False, "canRequest": False, "place": None,
    }  # fmt: skip
    cabinet.act("call")
    assert cabinet.flow.overlay_view["called"] is True
    assert cabinet.keeper.told("call_staff")
    cabinet.tick(60.0)
    assert cabinet.flow.overlay_view["nobody"] is False
    cabinet.act("touch")
    cabinet.tick(31.0)
    assert cabinet.flow.overlay_view["nobody"] is True, "nobody came: the other ways"
    cabinet.act("call")
    assert cabinet.flow.overlay_view["nobody"] is False
    cabinet.act("close")
    cabinet.act("agree", text=NOTICE)
    assert cabinet.screen == "face"


def test_identity_said_to_an_attendant(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    assert (cabinet.view["reason"], cabinet.view["needsCard"]) == ("no_card", True)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "attendant"
    cabinet.act("type_identity", name="张秀英", number="330105195603120024")
    assert cabinet.view["error"] == "identity"
    cabinet.act("type_identity", name="  ", number=NUMBER)
    assert cabinet.view["error"] == "identity"
    cabinet.act("type_identity", name=" 张秀英 ", number=f" {NUMBER}")
    assert (cabinet.view["error"], cabinet.view["needsCard"]) == ("", False)
    assert "张秀英" not in str(cabinet.view)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"
    assert cabinet.flow.visit.identified is not None
    assert (cabinet.flow.visit.identified.level, cabinet.flow.visit.identified.method) == ("L3", "staff")
    given = cabinet.flow.journey_now.interview.clean_answers()["plaintiff"][0]
    assert (given["name"], given["id_no"]) == ("张秀英", NUMBER)
