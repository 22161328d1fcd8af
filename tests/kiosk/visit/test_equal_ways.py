"""No face, no card, no phone, no printer, no voice: one matter of each group, each means refused, each delivered."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.tour.answers import load_answers
from kiosk.visit.hardware import NotPrinted
from kiosk.voice.addresses import VoiceAddresses
from legalnet.catalogue import load_catalogue
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import BEGIN, PIN, Cabinet, faults
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import face_that_fits
from tests.kiosk.visit.walk import NOTICE, SIGNATURE

MATTERS = {
    "litigation": "SS-HJ", "hearing": "SD-02", "evidence": "ZJ-DZ", "mediation": "TJ-02", "advice": "ZX-03",
    "arbitration": "ZC-01", "notary": "JD-01", "enforcement": "ZH-03", "requests": "SQ-01",
}  # fmt: skip
"""Of each group, the one with the fewest pages."""
MEANS = ("face", "card", "phone", "printer", "voice")
EVERY = os.environ.get("LAWBOOTH_EQUAL_WAYS") == "every"
LANDLINE = "057187654321"
ON_CARD = {"domicile": "浙江省江临市江临区桂花里社区3幢502室", "nation": "汉族"}
"""What somebody without their card says themselves."""
NAME, NUMBER = "张秀英", "330105195603120025"
CASES = [
    (group, means) for at, group in enumerate(MATTERS) for number, means in enumerate(MEANS)
    if EVERY or (at + number) % len(MEANS) < 1
]  # fmt: skip
"""Each means with a matter of about two groups, each group with one; `make equal-ways` walks every pair."""


def test_each_group_has_its_matter() -> None:
    catalogue = load_catalogue()
    groups = {group.id: {one.code for one in group.matters} for group in catalogue.groups}
    assert {group for group, codes in groups.items() if codes} == set(MATTERS)
    assert all(code in groups[group] for group, code in MATTERS.items())


@pytest.mark.parametrize(("group", "means"), CASES)
def test_a_means_refused_is_no_end(make: MakeCabinet, group: str, means: str) -> None:
    code = MATTERS[group]
    cabinet = make(**({"voice": VoiceAddresses(speech=False)} if means == "voice" else {}))
    cabinet.network(up=True)
    if means == "printer":
        cabinet.hardware.page_printer = False
        cabinet.hardware.receipt_answers.extend(NotPrinted("no_printer") for _ in range(9))
    cabinet.act("services")
    cabinet.act("group", id=group)
    cabinet.act("matter", code=code)
    cabinet.act("begin")
    cabinet.act("agree", text=NOTICE)
    prove(cabinet, means)
    walk.through_interview(cabinet, code, answers(code, means))
    walk.through_scans(cabinet)
    cabinet.act("compose")
    prove(cabinet, means)
    sign(cabinet)
    cabinet.act("submit")
    cabinet.deliver()
    cabinet.tick(times=2)
    delivered(cabinet, code, means)


def answers(code: str, means: str) -> dict[str, Any]:
    """The tour's; without a telephone of one's own, another number or none; without a card, what it would say."""
    given = load_answers(code, BEGIN.date())
    if means == "phone" and code == "SQ-01":
        given["w"] = {**given["w"], "kind": "求助", "reply_by": "终端查询"}
        del given["w"]["contact"]
    own = given.get("applicant")
    if means == "card" and own is not None:
        given["applicant"] = [ON_CARD | one for one in own] if isinstance(own, list) else ON_CARD | own
    return replaced(given) if means == "phone" else given


def replaced(value: Any) -> Any:
    """A landline in the place of each mobile number."""
    if isinstance(value, dict):
        return {key: replaced(part) for key, part in value.items()}
    if isinstance(value, list):
        return [replaced(part) for part in value]
    mobile = isinstance(value, str) and len(value) == 11 and value.isdigit() and value[0] == "1"
    return LANDLINE if mobile else value


def prove(cabinet: Cabinet, means: str) -> None:
    """Who is here, as far as it is asked; by another way where this one is refused."""
    steps: dict[str, Callable[[], None]] = {
        "card": lambda: cabinet.act("attendant") if means == "card" else walk.lay_card(cabinet),
        "card_read": lambda: cabinet.act("confirm"),
        "consent": lambda: cabinet.act("decline" if means == "face" else "agree", text=NOTICE),
        "face": lambda: be_seen(cabinet),
        "attendant": lambda: be_vouched_for(cabinet),
    }
    for _ in range(8):
        if cabinet.screen not in steps:
            return
        steps[cabinet.screen]()
        cabinet.tick(times=2)
    raise AssertionError(cabinet.screen)


def be_seen(cabinet: Cabinet) -> None:
    """The camera's way."""
    assert cabinet.hardware.face is not None
    face_that_fits(cabinet.hardware.face)
    cabinet.tick(times=3)


def be_vouched_for(cabinet: Cabinet) -> None:
    """A person looks instead."""
    if cabinet.view["needsCard"]:
        cabinet.act("type_identity", name=NAME, number=NUMBER)
    cabinet.act("pin", pin=PIN)


def sign(cabinet: Cabinet) -> None:
    """Every page looked at, and signed where that is asked."""
    cabinet.tick()
    assert cabinet.view["phase"] == "ready"
    while not cabinet.view["seenAll"]:
        cabinet.act("page", by=1)
    cabinet.act("to_sign")
    if cabinet.screen == "sign":
        cabinet.act("sign", strokes=SIGNATURE)
        cabinet.tick(times=2)
    assert cabinet.screen == "confirm"


def delivered(cabinet: Cabinet, code: str, means: str) -> None:
    """It is at the province, sound by the definition; what was refused was not used, and the code is on the screen."""
    assert cabinet.screen == "receipt", cabinet.seen
    assert len(cabinet.view["code"]) > 5
    manifest = cabinet.keeper.province.manifest()
    assert (manifest.matter_code, faults(manifest)) == (code, [])
    assert means != "face" or manifest.identity.method in ("none", "card", "card+staff", "staff")
    assert means != "card" or manifest.identity.method in ("none", "staff")
    assert means != "phone" or "13800005678" not in manifest.model_dump_json()
    if means == "printer":
        assert cabinet.view["slip"]["outcome"] == "not_done"
        cabinet.act("finish")
        assert cabinet.screen == "take", "who has the code on the screen may go"
