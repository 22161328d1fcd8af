"""What a check proved holds for the one who was checked, and what a process may have seen dies with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from devices.id_card.record import Layout
from kiosk.visit.course import begin_interview
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.walk import NOTICE, to_card, to_card_read

NUMBER = "330105195603120025"


def vouched(cabinet: Cabinet) -> None:
    """Somebody without a card, for whom an attendant stood up."""
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("type_identity", name="张秀英", number=NUMBER)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"


def test_an_attendants_word_for_one_person_is_none_for_the_next_card(cabinet: Cabinet) -> None:
    vouched(cabinet)
    cabinet.act("back")
    cabinet.act("begin")
    cabinet.act("agree", text=NOTICE)
    cabinet.hardware.card = card_of("wang")
    cabinet.tick(0.4, times=3)
    assert cabinet.screen == "card_read"
    assert (cabinet.flow.visit.level, cabinet.flow.visit.typed) == ("L0", None)
    cabinet.act("confirm")
    assert (cabinet.screen, cabinet.view["purpose"]) == ("consent", "face")


def test_the_same_persons_card_keeps_what_was_proved(cabinet: Cabinet) -> None:
    vouched(cabinet)
    cabinet.act("back")
    cabinet.act("begin")
    cabinet.act("agree", text=NOTICE)
    cabinet.hardware.card = replace(card_of("zhang"), number=NUMBER)
    cabinet.tick(0.4, times=3)
    cabinet.act("confirm")
    assert cabinet.screen == "interview"


def test_a_mistyped_identity_can_be_mended_and_must_be_vouched_for_again(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("type_identity", name="李秀英", number=NUMBER)
    assert cabinet.view["holder"] == "李**　3301**********0025"
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["needsCard"], cabinet.view["holder"]) == ("attendant", True, "")
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "attendant"
    cabinet.act("type_identity", name="张秀英", number=NUMBER)
    assert cabinet.view["holder"].startswith("张**")
    cabinet.act("back")
    cabinet.act("back")
    assert cabinet.screen == "consent"


def test_nobody_types_an_identity_over_a_card(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.act("confirm")
    cabinet.act("decline", text=NOTICE)
    cabinet.act("type_identity", name="李四", number=NUMBER)
    assert cabinet.flow.visit.typed is None


def test_sex_and_birth_of_a_typed_number_are_filled_in_and_can_be_changed(cabinet: Cabinet) -> None:
    vouched(cabinet)
    interview = cabinet.flow.journey_now.interview
    given = interview.clean_answers()["plaintiff"][0]
    assert (given["gender"], given["birth"], given["id_type"]) == ("女", "1956-03-12", "居民身份证")
    assert not given.get("domicile")
    cabinet.act("answer", path="plaintiff.0.gender", value="男")
    assert interview.clean_answers()["plaintiff"][0]["gender"] == "男"


@pytest.mark.parametrize(
    ("layout", "kind"),
    [
        (Layout.RESIDENT, "居民身份证"),
        (Layout.HK_MACAU_TAIWAN, "港澳台居民居住证"),
        (Layout.FOREIGN_2017, "外国人永久居留身份证"),
        (Layout.FOREIGN_2023, "外国人永久居留身份证"),
    ],
)
def test_each_kind_of_card_is_named_in_the_answers(cabinet: Cabinet, layout: Layout, kind: str) -> None:
    card = card_of("zhang")
    numbers = {
        Layout.HK_MACAU_TAIWAN: "810000199001010019",
        Layout.FOREIGN_2017: "USA110156031202",
        Layout.FOREIGN_2023: "933276198806210011",
    }
    if layout in numbers:
        card = replace(card, number=numbers[layout], nation="", address="")
    cabinet.flow.visit.take_card(replace(card, layout=layout), None)
    cabinet.flow.choose_matter("SS-LA-01")
    begin_interview(cabinet.flow)
    interview = cabinet.flow.journey_now.interview
    assert interview.clean_answers()["plaintiff"][0]["id_type"] == kind
    assert "plaintiff.0.id_no" not in [problem.path for problem in interview.problems()]


def look_and_read(cabinet: Cabinet, leave: bool) -> None:
    """The card is found and read; `leave`: the resident goes back before the reader has answered."""
    cabinet.clock.passed += 0.4
    cabinet.flow._current.tick()
    if leave:
        cabinet.jobs.hold()
    cabinet.flow.tick()
    if leave:
        assert cabinet.view["phase"] == "reading"
        cabinet.act("back")
        cabinet.jobs.release()
    cabinet.tick()
    assert cabinet.flow.visit.card is None


@pytest.mark.parametrize("seen", ["left_while_reading", "expired", "pulled", "mistyped"])
def test_what_was_only_glimpsed_ends_the_process_too(cabinet: Cabinet, seen: str) -> None:
    to_card(cabinet)
    if seen == "mistyped":
        cabinet.act("attendant")
        cabinet.act("type_identity", name="张秀英", number="330105195603120024")
    else:
        cabinet.hardware.card = card_of("zhang")
        if seen == "expired":
            cabinet.hardware.card = replace(cabinet.hardware.card, valid_to=date(2026, 11, 22))
        elif seen == "pulled":
            cabinet.hardware.read_fault = "pulled"
        look_and_read(cabinet, leave=seen == "left_while_reading")
    for _ in range(5):
        cabinet.act("back")
    assert cabinet.flow.over
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["home"]
