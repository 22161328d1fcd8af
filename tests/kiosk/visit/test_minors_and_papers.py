"""A minor alone is stopped kindly and finds what is open; another paper than the resident card is as good."""

from __future__ import annotations

import pytest

from kiosk.visit.filing import bundle
from legalnet.submission import Manifest
from tests.kiosk.visit.cabinet import PIN, Cabinet
from tests.kiosk.visit.walk import NOTICE, compose, lay_card, through_interview, to_card, to_card_read


def stopped(cabinet: Cabinet, persona: str, matter: str = "SS-LA-01") -> None:
    """A minor's card, confirmed."""
    to_card_read(cabinet, matter, persona)
    cabinet.act("confirm")


def test_a_minor_alone_is_stopped_before_any_camera(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaoyu")
    assert cabinet.screen == "minor"
    assert "监护人" in cabinet.view["message"]
    assert (cabinet.view["ways"], cabinet.view["canWork"]) == (["consult", "report", "aid"], False)
    assert "face" not in cabinet.hardware.opened
    cabinet.act("own_income")  # not at thirteen
    assert cabinet.screen == "minor"


def test_the_guardian_goes_on_with_their_own_card(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaoyu")
    cabinet.act("guardian")
    assert (cabinet.screen, cabinet.flow.visit.card) == ("card", None)
    cabinet.hardware.card = None
    cabinet.tick(0.4, times=2)
    lay_card(cabinet, "zhang")
    cabinet.act("confirm")
    assert cabinet.screen == "consent"
    cabinet.act("decline", text=NOTICE)
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"


def test_help_and_advice_are_open_to_a_minor_without_asking_again(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaoyu")
    cabinet.act("way", id="report")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "SQ-01")
    cabinet.act("begin")
    assert cabinet.screen == "interview"
    through_interview(cabinet, "SQ-01")
    cabinet.act("done") if cabinet.screen == "scan" else None
    compose(cabinet)
    assert (cabinet.screen, cabinet.flow.visit.level) == ("preview", "L2")


def test_legal_aid_tells_what_it_needs_and_is_filed_by_the_guardian(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaoyu")
    cabinet.act("way", id="aid")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "FY-01")
    cabinet.act("begin")
    assert cabinet.screen == "minor"
    assert "aid" not in cabinet.view["ways"]


def test_at_sixteen_own_work_counts_and_is_said_in_the_filing(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaochuan", "TJ-01")
    assert (cabinet.screen, cabinet.view["canWork"]) == ("minor", True)
    cabinet.act("own_income")
    assert cabinet.screen == "interview"
    through_interview(cabinet, "TJ-01")
    cabinet.act("skip") if cabinet.screen == "scan" else None
    compose(cabinet)
    handed = bundle(cabinet.flow.journey_now, cabinet.flow.visit, cabinet.flow.clock.now())
    manifest = Manifest.model_validate_json(handed.parts[0].data)
    assert manifest.identity.own_income
    assert str(manifest.identity.holder_birth) == "2009-11-02"


def test_back_gives_the_card_back(cabinet: Cabinet) -> None:
    stopped(cabinet, "xiaoyu")
    cabinet.act("back")
    assert (cabinet.screen, cabinet.flow.visit.card) == ("card", None)


@pytest.mark.parametrize(
    ("kind", "number", "birth", "stored"),
    [
        ("护照", "e 1234-5678", "19870305", "E12345678"),
        ("港澳居民来往内地通行证", "H12345678", "1990年01月02日", "H12345678"),
        ("台湾居民来往大陆通行证", "12345678", "19900102", "12345678"),
        ("港澳台居民居住证", "810000199001010019", "", "810000199001010019"),
        ("外国人永久居留身份证", "933276198806210011", "", "933276198806210011"),
        ("外国人永久居留身份证", "USA330188062100", "19880621", "USA330188062100"),
    ],
)
def test_another_paper_is_typed_and_vouched_for(
    cabinet: Cabinet, kind: str, number: str, birth: str, stored: str
) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("other_paper")
    assert kind in [one["value"] for one in cabinet.view["papers"]]
    cabinet.act("choose_paper", kind=kind)
    assert cabinet.view["papers"] == []
    cabinet.act("type_identity", name="ANNA MARIA CARTER", number=number, birth=birth)
    assert cabinet.view["error"] == ""
    cabinet.act("pin", pin=PIN)
    assert cabinet.screen == "interview"
    fields = cabinet.flow.journey_now.interview
    assert fields.value("plaintiff.0.id_type") == kind
    assert fields.value("plaintiff.0.id_no") == stored
    assert fields.value("plaintiff.0.birth")
    assert not [p for p in fields.problems() if p.path == "plaintiff.0.id_no"]


@pytest.mark.parametrize(
    ("kind", "number", "birth", "error"),
    [
        ("护照", "PASSPORT", "19870305", "number"),
        ("护照", "E12345678", "", "birth"),
        ("护照", "E12345678", "20991231", "birth"),
        ("护照", "E12345678", "18000101", "birth"),
        ("护照", "E12345678", "19870230", "birth"),
        ("护照", "E12345678", "1987030", "birth"),
        ("港澳台居民居住证", "330105195603120025", "", "number"),
    ],
)
def test_what_does_not_fit_a_paper_is_told(
    cabinet: Cabinet, kind: str, number: str, birth: str, error: str
) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("other_paper")
    cabinet.act("choose_paper", kind=kind)
    cabinet.act("type_identity", name="安娜", number=number, birth=birth)
    assert (cabinet.view["error"], cabinet.flow.visit.typed) == (error, None)


def test_back_from_the_kinds_is_the_resident_card(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("choose_paper", kind="护照")  # not asked
    cabinet.act("other_paper")
    cabinet.act("choose_paper", kind="水表")
    cabinet.act("back")
    assert (cabinet.screen, cabinet.view["papers"], cabinet.view["resident"]) == ("attendant", [], True)


def test_a_minor_without_a_card_is_stopped_as_well(cabinet: Cabinet) -> None:
    to_card(cabinet)
    cabinet.act("attendant")
    cabinet.act("other_paper")
    cabinet.act("choose_paper", kind="护照")
    cabinet.act("type_identity", name="安娜", number="E12345678", birth="20091102")
    cabinet.act("pin", pin=PIN)
    assert (cabinet.screen, cabinet.view["canWork"]) == ("minor", True)
    cabinet.act("own_income")
    assert cabinet.screen == "interview"
