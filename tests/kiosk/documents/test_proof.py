"""Every paper of a matter is written with the shortest and the longest answers; here one matter of each group."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.documents.proof import unwritten
from legalnet.catalogue import load_catalogue
from tests.legalnet.builders import TODAY, matter, write_catalogue

SAMPLE = ("SS-LA-10", "TS-03", "ZJ-ZZ", "TJ-SFQR", "FY-01", "GZ-02", "SQ-02")
LABEL = "label: {zh: 甲, en: A}"


@pytest.mark.parametrize("code", SAMPLE)
def test_papers_are_written_at_both_ends_of_what_can_be_said(code: str) -> None:
    assert [str(one) for one in unwritten(matter(code), TODAY, repeated=1)] == []


def test_a_template_that_does_not_exist_is_found(tmp_path: Path) -> None:
    paper = "documents: [{id: app, template: nobody_wrote_it, title: {zh: 书, en: Paper}}]"
    found = load_catalogue(
        write_catalogue(tmp_path, f"      - {{key: k, type: text, {LABEL}}}", tail=paper)
    ).matters[0]
    assert [(one.rule, one.where) for one in unwritten(found, TODAY)] == [("template", "documents.app")] * 2


def test_a_definition_nobody_can_satisfy_is_found(tmp_path: Path) -> None:
    check = "checks: [{expr: 'n > 5 && n < 5', message: {zh: 不行, en: Not so}}]"
    fields = f"      - {{key: n, type: int, required: true, {LABEL}, {check}}}"
    found = load_catalogue(write_catalogue(tmp_path, fields)).matters[0]
    assert {one.rule for one in unwritten(found, TODAY)} == {"answers"}
