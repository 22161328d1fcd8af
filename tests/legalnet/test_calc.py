"""The worked examples, and what is said of files and families that cannot be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from legalnet.calc import VectorError, run_vectors

EXAMPLES = Path(__file__).parent / "worked-examples.yaml"
CASES = run_vectors(EXAMPLES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}: {case.name}")
def test_worked_example(case: object) -> None:
    assert getattr(case, "outcome", "") == "ok", case


def test_all_families_are_there() -> None:
    assert len({case.family for case in CASES}) == 13
    assert len(CASES) > 50


def test_a_difference_is_shown_with_both_values(tmp_path: Path) -> None:
    file = tmp_path / "v.yaml"
    file.write_text(
        "court_fee_property: [{name: a, input: {claim: '8000'}, expect: '51.00'}]", encoding="utf-8"
    )
    (case,) = run_vectors(file)
    assert (case.outcome, case.expected, case.got) == ("differs", "51.00", "50.00")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("tea_leaves: [{name: a, input: {}, expect: x}]", "not covered"),
        ("court_fee_property: [{name: a, input: {}, expect: x}]", "differs"),
        ("court_fee_property: [{name: a, input: {claim: many}, expect: x}]", "differs"),
        ("deadline: [{name: a, input: {start: 2026-01-01, n: 3, unit: moon}, expect: x}]", "differs"),
        ("checksum: [oops]", "differs"),
    ],
)
def test_odd_cases_have_an_outcome(tmp_path: Path, text: str, outcome: str) -> None:
    file = tmp_path / "v.yaml"
    file.write_text(text, encoding="utf-8")
    assert [case.outcome for case in run_vectors(file)] == [outcome]


@pytest.mark.parametrize("text", ["- a list", "a: [", "\x00"])
def test_files_of_another_kind_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "v.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(VectorError):
        run_vectors(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VectorError):
        run_vectors(tmp_path / "none.yaml")
