"""The worked examples, and what is said of files and families that cannot be run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from legalnet.calc import VectorError, run_vectors
from legalnet.families import AMOUNTS
from legalnet.vector_words import DECISIONS

EXAMPLES = Path(__file__).parent / "worked-examples.yaml"
CASES = run_vectors(EXAMPLES)
FURTHER = run_vectors(EXAMPLES.with_name("further-examples.yaml"))
FROM_RULES = run_vectors(EXAMPLES.with_name("rule-examples.yaml"))
EDGES = run_vectors(EXAMPLES.with_name("edge-examples.yaml"))


@pytest.mark.parametrize(
    "case", [*CASES, *FURTHER, *FROM_RULES, *EDGES], ids=lambda case: f"{case.family}: {case.name}"
)
def test_worked_example(case: object) -> None:
    assert getattr(case, "outcome", "") == "ok", case


def test_all_families_are_there() -> None:
    families = {case.family for case in (*CASES, *FROM_RULES)}
    apart = {
        "appeal_deadline",
        "hospital_food",
        "property_fee",
    }  # only definitions use them: test_property_fee
    assert families | apart >= set(AMOUNTS) | set(DECISIONS)
    assert len(CASES) > 180


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
        ("court_fee_property: oops", "differs"),
        ("court_fee_property: [{name: a, input: {claim: '-1'}, expect: '50.00'}]", "differs"),
        ("court_fee_property: [{name: a, input: {claim: '-1'}, expect: refused}]", "ok"),
        ("court_fee_property: [{name: a, input: {claim: '8,000'}, expect: 50}]", "ok"),
        ("lpr_tea: {rows: []}", "not covered"),
        ("deadline: [{name: a, input: {start: 2026-01-01, n: 1.5, unit: day}, expect: x}]", "differs"),
        ("court_fee_property: [{name: a, input: {claim: '8000'}, expect: many}]", "differs"),
        ("lpr_5y_changes: {rows: [['2019-08-20', '4.85']]}", "differs"),
        ("lpr_1y_changes: {rows: 7}", "differs"),
        ("holidays_2026: {off: [01-01..01-03], work: [01-04]}", "differs"),
        ("holidays_2031: {off: [], work: []}", "not covered"),
        ("holidays_2026: {off: 7}", "differs"),
        # decisions are compared, and what is not understood never passes
        ("legal_aid: [{case: migrant claims wages, expect: not eligible}]", "differs"),
        ("legal_aid: [{case: migrant claims wages, expect: bananas}]", "differs"),
        ("legal_aid: [{case: bananas, expect: eligible}]", "differs"),
        ("small_claims: [{S: '120000', claim: '58000', expect: both must agree}]", "differs"),
        ("small_claims: [{S: '120000', claim: '58000', extra: bananas, expect: excluded}]", "differs"),
        ("small_claims: [{S: '120000', claim: '5', only_money: false, expect: excluded}]", "ok"),
        ("limitation_no_apply: [{claim: bananas, expect: no limitation}]", "differs"),
        ("limitation_no_apply: [{claim: loan, expect: no limitation}]", "differs"),
        ("limitation_no_apply: [{claim: loan, expect: bananas}]", "differs"),
        ("limitation_no_apply: [{claim: 抚养费, expect: 三年}]", "differs"),
        ("jurisdiction: [{case: bananas, expect: 广州互联网法院}]", "differs"),
        ("jurisdiction: [{case: 'divorce, defendant in Foshan', expect: bananas}]", "differs"),
        ("jurisdiction: [{case: 'divorce, defendant in Foshan', expect: 东莞}]", "differs"),
        ("jurisdiction: [{case: 'divorce, defendant in Foshan', expect: plaintiff domicile}]", "differs"),
        ("jurisdiction: [{case: 'loan, lender in Foshan', expect: 广州互联网法院}]", "differs"),
        ("jurisdiction: [{case: 网购，收货地北京海淀, expect: 广州互联网法院}]", "differs"),
        ("jurisdiction: [{case: 网购，收货地北京海淀, expect: not the Internet Court}]", "differs"),
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


JUNK = (
    None,
    "",
    [],
    {},
    "x",
    -1,
    10**400,
    "NaN",
    "Infinity",
    "1e999",
    True,
    "2026-02-30",
    [[1]],
    {"a": [None]},
    "一百",
)


def test_no_input_whatever_makes_it_fall_over(tmp_path: Path) -> None:
    """Each input of each example with junk in its place: an answer or a refusal with words, never a crash."""
    raw = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    cases = {family: rows[:2] for family, rows in raw.items() if isinstance(rows, list)}
    spoilt: dict[str, list[object]] = {family: [] for family in cases}
    for family, rows in cases.items():
        for row in rows:
            inner = row.get("input", row)
            for name in inner:
                for junk in JUNK:
                    changed = {**inner, name: junk}
                    spoilt[family].append({**row, "input": changed} if "input" in row else changed)
    file = tmp_path / "spoilt.yaml"
    file.write_text(yaml.safe_dump(spoilt, allow_unicode=True), encoding="utf-8")
    found = run_vectors(file)
    assert len(found) == sum(len(rows) for rows in spoilt.values()) > 1000
    assert not [case for case in found if not case.got]


def test_what_is_missing_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "v.yaml"
    file.write_text(
        "court_fee_property: [{input: {}, expect: '1'}, {input: {claim: many}, expect: '1'}]",
        encoding="utf-8",
    )
    assert [case.got for case in run_vectors(file)] == [
        "refused: claim is missing",
        "refused: claim cannot be read",
    ]
