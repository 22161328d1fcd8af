"""A copy of an application for protection goes to the other side: it must not tell how to reach the resident safely."""

from __future__ import annotations

from typing import Any

from kiosk.documents.compose import compose
from tests.kiosk.documents.samples import context
from tests.legalnet.builders import interview, matter

TRUSTED = "王某某 13900007777"


def papers(**request: Any) -> dict[str, str]:
    """The text of each paper for the tour's answers with a trusted person."""
    one = interview("SS-BQ")
    for key, value in request.items():
        one.answer(f"request.{key}", value)
    assert one.problems() == []
    made = compose(matter("SS-BQ"), one.clean_answers(), context())
    return {document.id: "".join(page for page in document.text) for document in made}


def test_the_trusted_person_reaches_the_court_but_stands_in_no_paper() -> None:
    one = interview("SS-BQ")
    one.answer("request.contact_way", "联系我信任的人")
    one.answer("request.trusted", TRUSTED)
    assert one.clean_answers()["request"]["trusted"] == TRUSTED
    found = papers(contact_way="联系我信任的人", trusted=TRUSTED)
    assert set(found) == {"protection", "addr"}
    assert "禁止骚扰、跟踪、接触我和家人" in found["protection"]
    for text in found.values():
        assert "王某某" not in text
        assert "信任的人" not in text


def test_freezing_property_is_another_paper() -> None:
    one = interview("SS-BQ")
    one.answer("request.kind", "诉讼财产保全")
    assert [document.id for document in one.documents()] == ["app", "addr"]
