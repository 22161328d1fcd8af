"""The linter: the catalogue has nothing to mend, and each rule finds a deliberate slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from legalnet.catalogue import load_catalogue
from legalnet.lint import Finding, lint
from legalnet.lint.names import read
from tests.legalnet.builders import TODAY, catalogue, matter, write_catalogue

LABEL = "label: {zh: 甲, en: A}"
KIND = f"      - {{key: kind, type: enum, {LABEL}, options: [{{zh: 借, en: Loan}}, {{zh: 还, en: Back}}]}}"
TAIL = """
applicants: [任何人]
steps: [form]
documents: [{id: app, template: application, title: {zh: 申请书, en: Application}}]
followup: {statuses: [received]}
basis: [{law: 民诉法, art: "122", ver: v}]
"""


def found(folder: Path, fields: str, tail: str = TAIL) -> list[tuple[str, str]]:
    """Rule and place of each finding in a matter with these fields; the missing `bring` of it aside."""
    loaded = load_catalogue(write_catalogue(folder, fields, tail=tail))
    return [(one.rule, one.where) for one in lint(loaded, TODAY) if one.where != "intro.bring"]


@pytest.mark.parametrize("code", sorted(one.code for one in catalogue().matters))
def test_the_catalogue_has_nothing_to_mend(code: str) -> None:
    part = [one for one in catalogue().matters if one.code == code]
    listed = catalogue()
    assert [str(one) for one in lint(type(listed)(listed.declared, listed.groups, tuple(part)), TODAY)] == []


def test_a_sound_matter_has_no_findings(tmp_path: Path) -> None:
    text = f"      - {{key: what, type: text, {LABEL}, show_if: \"kind == '借'\"}}"
    assert found(tmp_path, f"{KIND}\n{text}") == []


@pytest.mark.parametrize(
    ("rule", "show_if"),
    [
        ("expression", "kind == "),
        ("expression", "nothing == 'x'"),
        ("expression", "kind"),
        ("name", "kind == '借' && s.nothing == 'x'"),
        ("name", "kind == '借' && given.nothing"),
        ("option", "kind == '贷'"),
        ("option", "kind in ['借', '贷']"),
        ("reach", "kind == '借' && kind == '还'"),
        ("reach", "kind == '借' || kind != '借'"),
        ("reach", "s.n < 5 && s.n > 5"),
        ("reach", "s.n > 7"),
        ("reach", "s.late && kind == '借'"),
        ("reach", "s.born > today"),
    ],
)
def test_a_slip_in_a_condition_is_found(tmp_path: Path, rule: str, show_if: str) -> None:
    others = f"""
      - {{key: n, type: int, {LABEL}, checks: [{{expr: "n <= 7", message: {{zh: 太多, en: Too many}}}}]}}
      - {{key: late, type: bool, {LABEL}, show_if: "kind == '还'"}}
      - {{key: born, type: date, {LABEL}, checks: [{{expr: "born <= today", message: {{zh: 未到, en: Later}}}}]}}"""
    slip = f'      - {{key: what, type: text, {LABEL}, show_if: "{show_if}"}}'
    places = found(tmp_path, f"{KIND}{others}\n{slip}")
    assert (rule, "s.what.show_if") in places
    assert {where for _, where in places} == {"s.what.show_if"}


@pytest.mark.parametrize(
    "show_if",
    [
        "age(s.born) < 18",
        "days_between(s.born, today) > 30",
        "s.n >= 100",
        "s.n == 99 && kind == '借'",
        "'房' in s.has && !('车' in s.has)",
        "size(s.items) > 3",
        "s.name.contains('仲裁') && s.name.contains('法院')",
        "given.n && s.n == 0",
        "s.has.exists(h, h == '车')",
        "s.born >= '2020-08-20'",
    ],
)
def test_a_branch_behind_an_edge_is_reached(tmp_path: Path, show_if: str) -> None:
    others = f"""
      - {{key: n, type: int, {LABEL}}}
      - {{key: born, type: date, {LABEL}}}
      - {{key: name, type: text, {LABEL}}}
      - {{key: items, type: item_list, {LABEL}}}
      - {{key: has, type: multi, {LABEL}, options: [{{zh: 房, en: House}}, {{zh: 车, en: Car}}]}}"""
    assert (
        found(tmp_path, f'{KIND}{others}\n      - {{key: what, type: text, {LABEL}, show_if: "{show_if}"}}')
        == []
    )


def test_a_check_nobody_passes_or_breaks_is_found(tmp_path: Path) -> None:
    words = "message: {zh: 不行, en: Not so}"
    fields = f"""{KIND}
      - {{key: n, type: int, {LABEL}, checks: [{{expr: "n > 5 && n < 5", {words}}}, {{expr: "n >= 0", {words}}}]}}
      - {{key: m, type: int, {LABEL}, required: "kind == '借' && kind == '还'"}}"""
    assert found(tmp_path, fields) == [
        ("reach", "s.n.checks.0.expr"),
        ("reach", "s.n.checks.1.expr"),
        ("reach", "s.m.required"),
    ]


@pytest.mark.parametrize(
    ("label", "faulty"),
    [
        ("{zh: 甲, en: 甲}", True),
        ("{zh: 甲, en: '...'}", True),
        ("{zh: Name, en: Name}", True),
        ("{zh: '甲 ', en: A}", True),
        ("{zh: '%', en: '%'}", False),
        ("{zh: 12309 服务, en: 12309 service}", False),
    ],
)
def test_a_wording_in_one_language_only_is_found(tmp_path: Path, label: str, faulty: bool) -> None:
    fields = f"      - {{key: what, type: text, label: {label}}}"
    assert found(tmp_path, fields) == ([("language", "sections.s.fields.what.label")] if faulty else [])


def test_what_is_left_out_or_points_nowhere_is_found(tmp_path: Path) -> None:
    tail = "fees: {relief: SS-HJ}\nmaterials: [&m {id: a, label: {zh: 甲, en: A}, capture: [scan]}, *m]\n"
    places = dict.fromkeys(where for _, where in found(tmp_path, KIND, tail))
    assert list(places) == [
        "applicants", "documents", "followup.statuses", "basis", "steps", "materials.a", "fees.relief",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "when"),
    [
        ("", "given.s.kind && s.kind != '借'"),
        ("name", "given.s.kin"),
        ("reach", "given.s.kind && s.kind == ''"),
    ],
)
def test_a_gate_is_looked_at_like_any_rule(tmp_path: Path, rule: str, when: str) -> None:
    gate = f'gates: [{{when: "{when}", message: {{zh: 先调解, en: Mediate first}}, basis: 民诉法125}}]'
    places = [one for one in found(tmp_path, KIND, f"{TAIL}{gate}\n") if one[0] != "expression"]
    assert places == ([(rule, "gates.0.when")] if rule else [])


def test_names_are_read_as_the_rule_engine_takes_them() -> None:
    suit = matter("SS-LA-01")
    reading = read(
        suit, suit.section("facts"), "plaintiff.exists(p, p.party == 'org') && given.rate && term.end < today"
    )
    assert reading.slots == {("plaintiff", "party"), ("facts", "rate"), ("facts", "term")}
    assert (reading.unknown, reading.counted, reading.strings) == ([], {"plaintiff"}, {"org"})
    slip = read(suit, None, "plaintiff.exists(p, p.part == 'org') || facts.term.middle == ''")
    assert slip.unknown == ["p.part", "facts.term.middle"]


def test_a_finding_reads_as_one_line() -> None:
    assert (
        str(Finding("SS-LA-01", "reach", "facts.rate", "never true"))
        == "SS-LA-01: facts.rate: never true [reach]"
    )
