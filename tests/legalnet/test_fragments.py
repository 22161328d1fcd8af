"""What many matters share is written once, and what a fragment leaves open is filled by each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import legalnet
from legalnet.expansion import read_yaml
from tests.legalnet.builders import catalogue, interview, tour_answers

FOLDER = Path(legalnet.__file__).parent / "catalogue"
LONG, MANY = 110, 4
"""Characters of an entry that is worth a fragment, and in how many matters it may not stand."""


def _parts(raw: dict[str, Any]) -> Iterator[Any]:
    """Fields, papers, what to bring, other ways and documents as a file writes them itself."""
    for section in raw.get("sections", []):
        yield from section.get("fields") or []
    for part in ("materials", "documents", "chains"):
        yield from raw.get(part) or []
    for part in ("bring", "ways"):
        yield from raw["intro"].get(part) or []


def test_nothing_long_stands_in_many_matters() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for one in catalogue().matters:
        raw = read_yaml(FOLDER / one.service / f"{one.code}.yaml", FOLDER)
        for entry in _parts(raw):
            written = json.dumps(entry, ensure_ascii=False, sort_keys=True)
            if len(written) >= LONG:
                where[written].add(one.code)
    many = [f"{sorted(codes)}: {entry}" for entry, codes in where.items() if len(codes) >= MANY]
    assert many == []


def test_the_usual_articles_are_offered_and_may_be_changed() -> None:
    """Nobody has to know an article: the box that asks for one is filled, and what is typed counts."""
    asked = 0
    for one in catalogue().matters:
        for section in one.sections:
            if not any(field.key == "basis_law" for field in section.all_fields()):
                continue
            asked += 1
            given = tour_answers(one.code)
            typed = given[section.id].pop("basis_law")
            offered = interview(one.code, given).value(f"{section.id}.basis_law")
            assert "第" in offered, one.code
            given[section.id]["basis_law"] = typed
            assert interview(one.code, given).value(f"{section.id}.basis_law") == typed
    assert asked == 14
