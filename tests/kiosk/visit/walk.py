"""A resident's way through a visit, touch by touch, with the answers of the guided tour."""

from __future__ import annotations

import math
from typing import Any

from kiosk.tour.answers import load_answers
from tests.kiosk.visit.cabinet import BEGIN, Cabinet
from tests.kiosk.visit.devices import card_of, face_that_fits

NOTICE = "我们收集什么，为什么"
SIGNATURE = [
    [c for i in range(30) for c in (at + i * 0.006, 0.3 + 0.2 * math.sin(i / 3 + at))]
    for at in (0.1, 0.4, 0.7)
]
"""Three wavy strokes, enough to be a signature."""
GROUPS = {"SS-LA-01": "litigation", "TJ-01": "mediation", "SQ-01": "requests", "ZJ-CZ": "evidence"}


def answers_of(matter: str) -> dict[str, Any]:
    """The tour's answers on the day of the tests."""
    return load_answers(matter, BEGIN.date())


def to_intro(cabinet: Cabinet, matter: str) -> None:
    """From the idle screen to the matter's own page."""
    cabinet.act("services")
    cabinet.act("group", id=GROUPS[matter])
    cabinet.act("matter", code=matter)


def to_card(cabinet: Cabinet, matter: str = "SS-LA-01") -> None:
    """With the consent given, to the reader."""
    to_intro(cabinet, matter)
    cabinet.act("begin")
    cabinet.act("agree", text=NOTICE)


def to_card_read(cabinet: Cabinet, matter: str = "SS-LA-01", persona: str = "zhang") -> None:
    """With the card on the plate, to what it says."""
    to_card(cabinet, matter)
    lay_card(cabinet, persona)


def lay_card(cabinet: Cabinet, persona: str = "zhang") -> None:
    """The card on the plate, read."""
    cabinet.hardware.card = card_of(persona)
    cabinet.tick(0.4, times=3)


def to_face(cabinet: Cabinet, persona: str = "zhang") -> None:
    """To the camera."""
    to_card_read(cabinet, persona=persona)
    cabinet.act("confirm")
    cabinet.act("agree", text=NOTICE)


def to_interview(cabinet: Cabinet, matter: str = "SS-LA-01", persona: str = "zhang") -> None:
    """To the first question."""
    if matter == "SQ-01":
        to_card(cabinet, matter)
    elif matter in ("TJ-01", "ZJ-CZ"):
        to_card_read(cabinet, matter, persona)
        cabinet.act("confirm")
    else:
        assert cabinet.hardware.face is not None
        to_face(cabinet, persona)
        face_that_fits(cabinet.hardware.face)
        cabinet.tick(times=3)


def scripted(answers: dict[str, Any], path: str) -> Any:
    """The tour's value for `section.key` or `section.0.key`, None where it has none."""
    section, *rest = path.split(".")
    found = answers.get(section)
    for part in rest:
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        elif isinstance(found, dict):
            found = found.get(part)
    return found


def answer_page(cabinet: Cabinet, answers: dict[str, Any]) -> None:
    """Every answer of this page; answers may bring further questions."""
    done: set[str] = set()
    while True:
        open_fields = [f for f in cabinet.view["fields"] if f["path"] not in done and not f["readOnly"]]
        wanted = [field for field in open_fields if scripted(answers, field["path"]) is not None]
        if not wanted:
            return
        for field in wanted:
            done.add(field["path"])
            cabinet.flow.act("answer", path=field["path"], value=scripted(answers, field["path"]))


def through_interview(cabinet: Cabinet, matter: str, answers: dict[str, Any] | None = None) -> None:
    """Page after page to its end, with the tour's answers or others."""
    answers = answers_of(matter) if answers is None else answers
    for _ in range(80):
        if cabinet.screen != "interview":
            return
        page = cabinet.view["page"]
        answer_page(cabinet, answers)
        cabinet.act("next")
        if cabinet.screen == "interview":
            assert cabinet.view["page"] != page, [problem["path"] for problem in cabinet.view["problems"]]
    raise AssertionError("the interview does not end")


def to_page(cabinet: Cabinet, matter: str, page: str) -> None:
    """Answer the way to a page."""
    to_interview(cabinet, matter)
    for _ in range(60):
        if cabinet.view["page"] == page:
            return
        answer_page(cabinet, answers_of(matter))
        cabinet.act("next")
    raise AssertionError(page)


def scan_page(cabinet: Cabinet) -> None:
    """One page under the camera, kept."""
    cabinet.tick()
    cabinet.act("capture")
    assert cabinet.view["phase"] == "captured"
    cabinet.act("keep")


def through_scans(cabinet: Cabinet) -> None:
    """A page for each paper that is required, the others skipped."""
    while cabinet.screen == "scan":
        if cabinet.view["material"]["required"]:
            scan_page(cabinet)
            cabinet.act("done")
        else:
            cabinet.act("skip")


def compose(cabinet: Cabinet, persona: str = "zhang") -> None:
    """The papers, after the card where the answers call for it."""
    cabinet.act("compose")
    if cabinet.screen == "card":
        cabinet.hardware.card = card_of(persona)
        cabinet.tick(0.4, times=3)
        cabinet.act("confirm")


def through_preview(cabinet: Cabinet) -> None:
    """Every page looked at."""
    compose(cabinet)
    cabinet.tick()
    assert cabinet.view["phase"] == "ready"
    while not cabinet.view["seenAll"]:
        cabinet.act("page", by=1)
    cabinet.act("to_sign")


def to_summary(cabinet: Cabinet, matter: str = "SQ-01") -> None:
    """All questions answered, all papers taken."""
    to_interview(cabinet, matter)
    through_interview(cabinet, matter)
    through_scans(cabinet)


def to_confirm(cabinet: Cabinet, matter: str = "SQ-01") -> None:
    """Ready to be handed in."""
    to_summary(cabinet, matter)
    through_preview(cabinet)
    if cabinet.screen == "sign":
        cabinet.act("sign", strokes=SIGNATURE)


def to_saved(cabinet: Cabinet, matter: str = "SQ-01") -> None:
    """Handed in while the province is away."""
    cabinet.keeper.province.mood = "away"
    to_confirm(cabinet, matter)
    cabinet.act("submit")
    cabinet.tick(3.0)


def to_receipt(cabinet: Cabinet, matter: str = "SQ-01") -> None:
    """Handed in and acknowledged."""
    cabinet.network(up=True)
    to_confirm(cabinet, matter)
    cabinet.act("submit")
    cabinet.deliver()
    cabinet.tick()
