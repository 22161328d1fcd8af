"""Gates: what comes before a matter stands where it must, blocks where it must, and the province says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from legalnet.catalogue import CatalogueError, load_bundle, load_catalogue
from legalnet.interview import Interview, validate
from tests.legalnet.builders import TODAY, write_catalogue

FIELDS = """
      - {key: labour, type: bool, required: true, label: {zh: 劳动, en: Labour}}
      - {key: tried, type: bool, required: true, show_if: labour, label: {zh: 仲裁过, en: Tried}}
      - {key: cost, type: money, label: {zh: 花费, en: Cost}}
    pages:
      - {id: one, title: {zh: 一, en: One}, keys: [labour]}
      - {id: two, title: {zh: 二, en: Two}, keys: [tried]}
      - {id: three, title: {zh: 三, en: Three}, keys: [cost]}
"""
GATES = """
gates:
  - {when: "given.s.tried && !s.tried", matter: SS-X-02, block: true, basis: 仲裁法5, message: {zh: 先仲裁, en: First}}
  - {when: "s.cost > 100.0", basis: 提示, message: {zh: 花费不小, en: That is much}}
"""


def gated(folder: Path, answers: dict[str, Any], language: str = "zh") -> Interview:
    """The small matter with both gates."""
    loaded = load_catalogue(write_catalogue(folder, FIELDS, tail=GATES))
    loaded.check_expressions()
    return Interview(load_bundle(loaded.dump_bundle()).matters[0], answers, today=TODAY, language=language)


def test_a_gate_stands_while_its_condition_holds(tmp_path: Path) -> None:
    interview = gated(tmp_path, {"s": {"labour": True}})
    assert interview.gates() == ()
    interview.answer("s.tried", False)
    (gate,) = interview.gates()
    assert (gate.message, gate.basis, gate.matter, gate.block) == ("先仲裁", "仲裁法5", "SS-X-02", True)
    interview.answer("s.tried", True)
    assert interview.gates() == ()


def test_hidden_answers_open_no_gate_and_close_none(tmp_path: Path) -> None:
    interview = gated(tmp_path, {"s": {"labour": True, "tried": False}})
    interview.answer("s.labour", False)
    assert interview.gates() == ()


def test_a_gate_waits_for_the_last_page_it_names(tmp_path: Path) -> None:
    interview = gated(tmp_path, {"s": {"labour": True, "tried": False, "cost": "500"}})
    assert interview.gates("s.one") == ()
    assert [gate.index for gate in interview.gates("s.two")] == [0]
    assert [(gate.index, gate.page) for gate in interview.gates("s.three")] == [(0, "s.two"), (1, "s.three")]


def test_one_that_warns_is_kept_one_that_blocks_is_not(tmp_path: Path) -> None:
    interview = gated(tmp_path, {"s": {"labour": True, "tried": False, "cost": "500"}})
    interview.keep_gate(0)
    interview.keep_gate(1)
    assert [(gate.index, gate.kept) for gate in interview.gates()] == [(0, False), (1, True)]
    assert interview.acknowledged == ("gates.1",)


@pytest.mark.parametrize(("language", "words"), [("zh", "先仲裁"), ("en", "First")])
def test_the_province_refuses_what_a_blocking_gate_holds_back(
    tmp_path: Path, language: str, words: str
) -> None:
    interview = gated(tmp_path, {"s": {"labour": True, "tried": False, "cost": "500"}}, language)
    here = [p for p in interview.problems() if p.level == "error"]
    there = validate(interview.matter, interview.clean_answers(), TODAY, language)
    assert [(p.kind, p.message, p.page) for p in here] == [("gate", words, "s.two")]
    assert [(p.path, p.message) for p in there] == [("gates.0", words)]


@pytest.mark.parametrize(
    ("tail", "place"),
    [
        ('gates: [{when: "true", matter: SS-X-99, basis: b, message: {zh: 一, en: a}}]', "gates.0"),
        ("chains: [{to: SS-X-99, label: {zh: 一, en: a}}]", "chains.0"),
        ("chains: [{to: SS-X-02, label: {zh: 一, en: a}, carry: {a.b: s.nothing}}]", "chains.0.carry"),
        ("chains: [{to: SS-X-01, label: {zh: 一, en: a}, carry: {s.nothing: s.cost}}]", "chains.0.carry"),
    ],
)
def test_a_way_that_leads_nowhere_is_refused_at_load(tmp_path: Path, tail: str, place: str) -> None:
    with pytest.raises(CatalogueError, match=place):
        load_catalogue(write_catalogue(tmp_path, FIELDS, tail=tail))


def test_a_gate_that_names_nothing_known_is_found(tmp_path: Path) -> None:
    tail = 'gates: [{when: "s.gone == 1", basis: b, message: {zh: 一, en: a}}]'
    with pytest.raises(CatalogueError, match=r"gates\.0\.when"):
        load_catalogue(write_catalogue(tmp_path, FIELDS, tail=tail)).check_expressions()
