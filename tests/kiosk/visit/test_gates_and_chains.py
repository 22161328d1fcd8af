"""What comes first is said before the next page, what follows is offered at the end, and answers go along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.visit.shelf import Shelf
from legalnet.matter import Chain, Gate, Text
from legalnet.submission import Manifest
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet, faults, shelf

ASKS = Text(zh="先去调解", en="Mediation first")


def with_matter(cabinet: Cabinet, code: str, **changes: Any) -> None:
    """The same catalogue with one matter changed."""
    catalogue = shelf().catalogue
    matters = tuple(m.model_copy(update=changes) if m.code == code else m for m in catalogue.matters)
    cabinet.flow.shelf = Shelf("")
    cabinet.flow.shelf._catalogue = replace(catalogue, matters=matters)


def gate(block: bool) -> tuple[Gate, ...]:
    """A complaint must, or should, go to mediation first."""
    return (Gate(when="w.kind == '投诉'", message=ASKS, matter="TJ-01", block=block, basis="人民调解法"),)


def complain(cabinet: Cabinet) -> None:
    """Answer the page that decides, and go on."""
    walk.to_interview(cabinet, "SQ-01")
    walk.answer_page(cabinet, walk.answers_of("SQ-01"))
    cabinet.act("answer", path="w.kind", value="投诉")
    cabinet.act("next")


def test_a_gate_says_what_comes_first_and_leads_there(cabinet: Cabinet) -> None:
    with_matter(cabinet, "SQ-01", gates=gate(block=True))
    complain(cabinet)
    assert cabinet.screen == "gate"
    assert (cabinet.view["message"], cabinet.view["basis"]) == ("先去调解", "人民调解法")
    assert (cabinet.view["block"], cabinet.view["other"]["code"]) == (True, "TJ-01")
    cabinet.act("other")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "TJ-01")
    cabinet.act("back")
    assert cabinet.screen == "gate", "only looked at: back into the middle of the other"
    cabinet.act("change")
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", "w.kind")
    assert cabinet.flow.journey_now.interview.value("w.kind") == "投诉"


def test_a_gate_that_blocks_cannot_be_passed_until_an_answer_opens_it(cabinet: Cabinet) -> None:
    with_matter(cabinet, "SQ-01", gates=gate(block=True))
    complain(cabinet)
    cabinet.act("go_on")
    assert cabinet.screen == "gate"
    cabinet.act("change")
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", "w.kind")
    cabinet.act("answer", path="w.kind", value="咨询")
    cabinet.act("next")
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", "w.story")


def test_a_gate_that_warns_lets_one_go_on_and_is_noted(cabinet: Cabinet) -> None:
    with_matter(cabinet, "SQ-01", gates=gate(block=False))
    complain(cabinet)
    cabinet.act("go_on")
    assert (cabinet.screen, cabinet.view["page"]) == ("interview", "w.story")
    assert cabinet.flow.journey_now.interview.acknowledged == ("gates.0",)
    cabinet.act("back")
    cabinet.act("next")
    assert cabinet.screen == "interview"


def test_a_change_from_the_summary_meets_the_gate_too(cabinet: Cabinet) -> None:
    with_matter(cabinet, "SQ-01", gates=gate(block=True))
    walk.to_summary(cabinet)
    cabinet.act("edit", page="w.kind")
    cabinet.act("answer", path="w.kind", value="投诉")
    cabinet.act("next")
    assert cabinet.screen == "gate"
    cabinet.act("back")
    cabinet.act("back")
    assert cabinet.screen == "summary"
    assert [(one["gate"], one["page"]) for one in cabinet.view["incomplete"]] == [(True, "w.kind")]
    cabinet.act("compose")
    assert cabinet.screen == "summary"


def manifests(cabinet: Cabinet) -> list[Manifest]:
    """Everything the province got, in order."""
    parts = cabinet.keeper.province.parts
    order = list(cabinet.keeper.province.submits)
    return [Manifest.model_validate_json(parts[key]["manifest.json"]) for key in order]


def through(cabinet: Cabinet, matter: str, begin: Callable[[], None]) -> None:
    """From the first question to the receipt."""
    begin()
    walk.through_interview(cabinet, matter)
    walk.through_scans(cabinet)
    walk.through_preview(cabinet)
    if cabinet.screen == "sign":
        cabinet.act("sign", strokes=walk.SIGNATURE)
    cabinet.act("submit")
    cabinet.deliver()
    cabinet.tick()


def test_the_next_matter_begins_with_the_same_people_and_without_the_card(cabinet: Cabinet) -> None:
    walk.to_receipt(cabinet, "SS-LA-01")
    assert [chain["code"] for chain in cabinet.view["chains"]] == ["TJ-01", "SS-BQ", "SS-HJ", "FY-01"]
    cabinet.act("chain", code="TJ-01")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "TJ-01")
    through(cabinet, "TJ-01", lambda: cabinet.act("begin"))
    assert cabinet.screen == "receipt"
    assert "card" not in cabinet.seen[cabinet.seen.index("receipt") :]
    suit, wish = manifests(cabinet)
    assert (wish.matter_code, wish.follows, suit.follows) == ("TJ-01", suit.submission_id, "")
    assert wish.answers["other"][0]["name"] == suit.answers["defendant"][0]["name"] == "李建国"
    assert wish.answers["applicant"][0]["phone"] == suit.answers["plaintiff"][0]["phone"]
    assert wish.identity == suit.identity
    assert [faults(suit), faults(wish)] == [[], []]


def test_back_from_the_next_matter_leads_to_taking_ones_things(cabinet: Cabinet) -> None:
    walk.to_receipt(cabinet, "SS-LA-01")
    cabinet.act("chain", code="TJ-01")
    cabinet.act("back")
    assert cabinet.screen == "take"
    assert {item["id"] for item in cabinet.view["items"]} == {"card", "slip", "copies", "originals"}


def test_a_higher_level_is_asked_for_before_the_next_matter(cabinet: Cabinet) -> None:
    walk.to_receipt(cabinet, "TJ-01")
    cabinet.act("chain", code="SS-LA-01")
    cabinet.act("begin")
    assert (cabinet.screen, cabinet.view["purpose"]) == ("consent", "face")


def test_a_filing_that_waits_is_followed_too_and_stays_safe(cabinet: Cabinet) -> None:
    walk.to_saved(cabinet, "TJ-01")
    cabinet.act("chain", code="SS-LA-01")
    cabinet.act("end")
    assert cabinet.flow.overlay_view["submitted"] is True
    assert cabinet.keeper.items() == 1


@pytest.mark.parametrize("code", ["TJ-01", "nothing", "SQ-01"])
def test_only_what_the_matter_names_is_offered_next(cabinet: Cabinet, code: str) -> None:
    with_matter(cabinet, "SQ-01", chains=(Chain(to="XX-00", label=ASKS),))
    walk.to_receipt(cabinet)
    assert cabinet.view["chains"] == []
    cabinet.act("chain", code=code)
    assert cabinet.screen == "receipt"
