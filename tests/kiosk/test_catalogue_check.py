"""`main.py catalogue check`: what it prints and returns, and the controls it knows of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.catalogue_check import CANNOT_READ, FIELDS, check, controls, without_control
from legalnet.catalogue import load_catalogue
from legalnet.matter import FIELD_TYPES
from main import main
from tests.legalnet.builders import TODAY, write_catalogue

LABEL = "label: {zh: 甲, en: A}"


def test_the_built_in_catalogue_is_fine(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "check", "--matter", "SQ-01"]) == 0
    assert capfd.readouterr().out == "1 matters: nothing to mend\n"


def test_what_is_to_mend_is_listed_for_people_and_machines(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write_catalogue(tmp_path, f"      - {{key: k, type: signature, {LABEL}}}")
    assert check(folder, TODAY, None, as_json=False, papers=False) == 1
    said = capfd.readouterr().out
    assert "SS-X-01: s.k: no control for signature [control]" in said
    assert check(folder, TODAY, None, as_json=True, papers=False) == 1
    told = json.loads(capfd.readouterr().out)
    assert told["matters"] == ["SS-X-01"]
    finding = {"matter": "SS-X-01", "rule": "control", "where": "s.k", "message": "no control for signature"}
    assert finding in told["findings"]


def test_a_catalogue_that_does_not_load_says_where(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = write_catalogue(tmp_path, "      - {key: k, type: text}")
    assert check(folder, TODAY, None, as_json=False) == CANNOT_READ
    assert "sections.0.fields.0.label" in capfd.readouterr().err
    assert check(None, TODAY, "SS-X-99", as_json=False) == CANNOT_READ


def test_a_control_counts_only_when_its_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "FieldBlock.qml").write_bytes((FIELDS / "FieldBlock.qml").read_bytes())
    assert controls(tmp_path) == {}
    assert controls()["money"] == "FieldNumber"


def test_a_column_needs_a_control_too(tmp_path: Path) -> None:
    column = "columns: [{key: c, type: file, label: {zh: 乙, en: B}}]"
    matter = load_catalogue(
        write_catalogue(tmp_path, f"      - {{key: k, type: person_list, {LABEL}, {column}}}")
    ).matters[0]
    shown = dict.fromkeys(FIELD_TYPES, "FieldText")
    del shown["file"]
    assert [one.where for one in without_control(matter, shown)] == ["s.k.c"]


DOCUMENT = "documents: [{{id: app, template: {template}, title: {{zh: 申请书, en: Application}}}}]"


def test_a_paper_that_cannot_be_written_is_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tail = DOCUMENT.format(template="no_such_paper")
    folder = write_catalogue(tmp_path, f"      - {{key: k, type: text, {LABEL}}}", tail=tail)
    assert check(folder, TODAY, None, as_json=False) == 1
    assert "[template]" in capfd.readouterr().out


def test_questions_nobody_can_answer_are_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    message = "message: {zh: 改, en: Mend}"
    never = f'checks: [{{expr: "n > 5.0", {message}}}, {{expr: "n < 3.0", {message}}}]'
    fields = f"      - {{key: n, type: money, required: true, {LABEL}, {never}}}"
    folder = write_catalogue(tmp_path, fields, tail=DOCUMENT.format(template="application"))
    assert check(folder, TODAY, None, as_json=False) == 1
    assert "[answers]" in capfd.readouterr().out
