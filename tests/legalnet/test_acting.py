"""Somebody stands at the terminal for another: whose data the card fills in, and which papers show that they may."""

from __future__ import annotations

from typing import Any

import pytest

from legalnet.interview import Interview
from legalnet.matter import Field
from legalnet.resolution import role_of
from tests.legalnet.builders import CARD, FACTS, TODAY, codes, matter

AGENT, GUARDIAN = "受委托替别人办", "作为监护人替别人办"
PARTIES = {"SS-LA-03": "plaintiff.name", "SS-LA-01": "plaintiff.0.name", "ZH-04": "applicant.0.name"}


def fresh(code: str = "SS-LA-01") -> Interview:
    """An interview in which nothing was said yet; the card was read."""
    return Interview(matter(code), {}, FACTS, today=TODAY)


def wanted(interview: Interview) -> set[str]:
    """Papers to put under the camera."""
    return {one.id for one, required in interview.materials_to_capture() if required}


@pytest.mark.parametrize("code", PARTIES)
def test_for_whom_is_asked_before_the_party_and_means_oneself_until_told_otherwise(code: str) -> None:
    interview = fresh(code)
    first = interview.pages()[0]
    assert [(one.path, one.value) for one in first.fields] == [("agent.acting_for", "为自己办")]
    assert interview.value(PARTIES[code]) == CARD["name"]
    assert not wanted(interview) & {"principal_id", "guardianship", "poa"}


def test_every_matter_that_asks_for_an_agent_asks_for_whom_before_the_card_speaks() -> None:
    asking = [
        code for code in codes() if (section := matter(code).section("agent")) is not None and section.fields
    ]
    assert len(asking) > 20
    for code in asking:
        asked = [field for page in fresh(code).pages() for field in page.fields]
        by_card = [at for at, field in enumerate(asked) if field.source == "card"]
        assert [field.path for field in asked].index("agent.acting_for") < min(by_card), code
        assert {"principal_id", "guardianship", "poa"} <= {one.id for one in matter(code).materials}, code


def test_an_agents_card_fills_in_the_agent_and_leaves_the_party_to_be_written() -> None:
    interview = fresh()
    interview.answer("agent.acting_for", AGENT)
    assert interview.field("plaintiff.0.party").value in (None, "")
    interview.answer("plaintiff.0.party", "natural")
    assert [interview.value(f"plaintiff.0.{key}") for key in ("name", "id_no", "birth")] == [None] * 3
    assert interview.value("agent.a_name") == CARD["name"]
    assert interview.value("agent.has_agent") is True
    assert {"principal_id", "poa"} <= wanted(interview)
    assert "guardianship" not in wanted(interview)


def test_an_agent_signs_no_power_of_attorney_for_the_party() -> None:
    interview = fresh()
    interview.answer("agent.has_agent", True)
    assert "poa" in {one.id for one in interview.documents()}  # the party is here and signs it
    interview.answer("agent.acting_for", AGENT)
    assert "poa" not in {one.id for one in interview.documents()}  # it comes on paper, signed by the party


def test_who_acts_for_somebody_cannot_say_that_nobody_does() -> None:
    interview = fresh()
    interview.answer("agent.acting_for", AGENT)
    interview.answer("agent.has_agent", False)
    assert interview.field("agent.has_agent").error
    interview.answer("agent.acting_for", "为自己办")
    assert not interview.field("agent.has_agent").error


def test_a_guardians_card_fills_in_the_guardian_of_the_party() -> None:
    interview = fresh()
    interview.answer("agent.acting_for", GUARDIAN)
    interview.answer("plaintiff.0.party", "natural")
    interview.answer("plaintiff.0.name", "张小宝")
    interview.answer("plaintiff.0.birth", "2015-06-01")
    assert interview.value("plaintiff.0.capacity_limited") is True
    assert interview.value("plaintiff.0.guardian") == [{"name": CARD["name"], "id_no": CARD["number"]}]
    assert interview.field("plaintiff.0.guardian").value == [{"name": CARD["name"], "id_no": CARD["number"]}]
    assert {"principal_id", "guardianship"} <= wanted(interview)
    interview.answer("plaintiff.0.guardian", [{"name": CARD["name"], "relation": "母亲"}])
    assert not interview.field("plaintiff.0.guardian").error


def test_changing_ones_mind_brings_the_card_back() -> None:
    interview = fresh()
    interview.answer("agent.acting_for", AGENT)
    interview.answer("agent.acting_for", "为自己办")
    assert interview.value("plaintiff.0.name") == CARD["name"]
    assert interview.value("agent.a_name") is None


def test_only_the_first_party_has_the_cards_guardian() -> None:
    interview = fresh()
    interview.answer("agent.acting_for", GUARDIAN)
    index = interview.add_entry("plaintiff")
    interview.answer(f"plaintiff.{index}.party", "natural")
    assert interview.value(f"plaintiff.{index}.capacity_limited") is None


@pytest.mark.parametrize(
    ("code", "question", "name"),
    [("FY-01", "applicant.on_behalf", "applicant.name"), ("GZ-01", "app.by_agent", "applicant.0.name")],
)
def test_a_matter_with_a_question_of_its_own_leaves_the_party_to_be_written_too(
    code: str, question: str, name: str
) -> None:
    interview = fresh(code)
    assert interview.pages()[0].fields[0].path == question
    assert interview.value(name) == CARD["name"]
    interview.answer(question, True)
    if name.startswith("applicant.0"):
        interview.answer("applicant.0.party", "natural")
    assert interview.value(name) is None


@pytest.mark.parametrize(
    ("code", "answers", "role"),
    [
        ("SS-LA-01", {"agent": {"acting_for": AGENT}}, "agent"),
        ("SS-LA-01", {"agent": {"acting_for": GUARDIAN}}, "guardian"),
        ("SS-LA-01", {"agent": {"acting_for": "为自己办"}}, None),
        ("SS-LA-01", {}, None),
        ("FY-01", {"applicant": {"on_behalf": True}}, "agent"),
        ("FY-01", {"applicant": {"on_behalf": False}}, None),
        ("SQ-01", {}, None),
    ],
)
def test_the_part_is_told_by_what_was_handed_in(code: str, answers: dict[str, Any], role: str | None) -> None:
    assert role_of(matter(code), answers) == role


def test_roles_name_answers_that_can_be_given() -> None:
    label = {"zh": "谁", "en": "Who"}
    with pytest.raises(ValueError, match="cannot be given"):
        Field.model_validate({"key": "who", "type": "bool", "label": label, "roles": {"maybe": "agent"}})
