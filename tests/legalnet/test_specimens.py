"""Answers made from a definition alone: they satisfy it, at both ends of how much one can say."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from legalnet.catalogue import load_catalogue
from legalnet.interview import validate
from legalnet.lint import Chance, Longest, Shortest, SpecimenError, specimen
from tests.legalnet.builders import TODAY, catalogue, matter, write_catalogue

CODES = sorted(one.code for one in catalogue().matters)
SAMPLE = ("SS-LA-10", "TS-03", "ZJ-ZZ", "TJ-SFQR", "FY-01", "GZ-02", "SQ-02")
LABEL = "label: {zh: 甲, en: A}"
WORDS = "message: {zh: 不行, en: Not so}"


@pytest.mark.parametrize("code", CODES)
def test_the_shortest_answers_satisfy_the_definition(code: str) -> None:
    assert validate(matter(code), specimen(matter(code), Shortest(), TODAY), TODAY) == []


@pytest.mark.parametrize("code", SAMPLE)
def test_the_longest_answers_satisfy_the_definition(code: str) -> None:
    """Of one matter of each group; `make catalogue` writes those of all."""
    long = specimen(matter(code), Longest(repeated=2), TODAY)
    assert validate(matter(code), long, TODAY) == []
    assert len(str(long)) > len(str(specimen(matter(code), Shortest(), TODAY)))


def test_the_same_chance_gives_the_same_answers() -> None:
    first, second = (specimen(matter("TJ-01"), Chance(Random(7)), TODAY) for _ in range(2))
    assert first == second
    assert first != specimen(matter("TJ-01"), Chance(Random(8)), TODAY)


def test_the_longest_text_is_as_long_as_its_field_takes(tmp_path: Path) -> None:
    fields = f"""
      - {{key: text, type: text, max_length: 7, {LABEL}}}
      - {{key: list, type: item_list, max_items: 3, max_length: 4, {LABEL}}}"""
    found = load_catalogue(write_catalogue(tmp_path, fields)).matters[0]
    answers = specimen(found, Longest(), TODAY)["s"]
    assert (len(answers["text"]), [len(item) for item in answers["list"]]) == (7, [4, 4, 4])
    assert specimen(found, Shortest(), TODAY) == {}


def test_answers_are_mended_until_the_checks_hold(tmp_path: Path) -> None:
    fields = f"""
      - {{key: n, type: int, required: true, {LABEL}, checks: [{{expr: "n >= 100 && n < 102", {WORDS}}}]}}
      - {{key: m, type: int, required: true, {LABEL}, checks: [{{expr: "m == n", {WORDS}}}]}}
      - {{key: day, type: date, required: true, {LABEL}, checks: [{{expr: "day > add_days(today, 30)", {WORDS}}}]}}"""
    found = load_catalogue(write_catalogue(tmp_path, fields)).matters[0]
    answers = specimen(found, Shortest(), TODAY)
    assert validate(found, answers, TODAY) == []
    assert answers["s"]["n"] == answers["s"]["m"]


def test_a_definition_nobody_can_satisfy_says_which_question(tmp_path: Path) -> None:
    fields = f"""
      - {{key: n, type: int, required: true, {LABEL}, checks: [{{expr: "n > 5 && n < 5", {WORDS}}}]}}"""
    with pytest.raises(SpecimenError, match=r"s\.n \(rule\)"):
        specimen(load_catalogue(write_catalogue(tmp_path, fields)).matters[0], Shortest(), TODAY)
