"""Nothing that was researched for the matters worked out in full got lost on the way into the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.legalnet.builders import catalogue, matter

RESEARCHED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "researched-questions.yaml").read_text(encoding="utf-8")
)
MATTERS: dict[str, Any] = RESEARCHED["matters"]
ANOTHER_WAY = {"SS-LA-03": {"org_papers"}, "TJ-SFQR": {"ids"}}
"""Papers not asked for as they stood: no organisation can divorce, and both sides' identity is `id_card` there."""


def asked(code: str) -> set[str]:
    """Every question of a matter, whatever its section."""
    return {field.key for section in matter(code).sections for field in section.all_fields()}


def test_seventeen_matters_were_worked_out_in_full() -> None:
    assert len(MATTERS) == 17
    assert len(catalogue().matters) == 51


@pytest.mark.parametrize("code", sorted(MATTERS))
def test_every_researched_question_is_asked(code: str) -> None:
    wanted = set(MATTERS[code]["own"].split())
    for block in MATTERS[code]["blocks"]:
        wanted |= set(RESEARCHED["blocks"][block].split())
    assert wanted - asked(code) == set()


@pytest.mark.parametrize("code", sorted(MATTERS))
def test_every_researched_paper_is_asked_for(code: str) -> None:
    missing = set(MATTERS[code]["papers"].split()) - {one.id for one in matter(code).materials}
    assert missing == ANOTHER_WAY.get(code, set())


@pytest.mark.parametrize("code", sorted(one.code for one in catalogue().matters))
def test_every_matter_is_whole(code: str) -> None:
    one = matter(code)
    assert one.applicants
    assert one.steps
    assert one.sections
    assert one.documents
    assert one.followup.statuses
    assert one.basis
    named = [deadline.basis for deadline in one.followup.deadlines]
    assert all(named)
    written = {document.id for document in one.documents}
    assert {signature.doc for signature in one.signatures} <= written


def test_the_online_shopping_form_says_that_no_official_one_exists() -> None:
    shopping = matter("SS-LA-09")
    assert shopping.form is not None
    assert "没有官方" in shopping.form
    first = next(
        field for section in shopping.sections for field in section.all_fields() if field.type == "note"
    )
    assert first.hint is not None  # a note shows its hint
    assert "没有官方表格" in first.hint.zh
    shown = next(section for section in shopping.sections if section.id == "order").pages[0]
    assert first.key in shown.keys
