"""Small catalogues and interviews for the tests of this package."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kiosk.tour.answers import load_answers
from legalnet.catalogue import Catalogue, load_catalogue
from legalnet.interview import Interview
from legalnet.matter import Matter

TODAY = date(2026, 11, 23)
CARD = {
    "name": "张秀英",
    "sex": "女",
    "nation": "汉",
    "birth": "1949-12-31",
    "address": "江临区桂花里小区3栋201",
    "number": "11010519491231002X",
}
FACTS = {"card": CARD, "terminal": {"region": "江临区", "court": "江临区人民法院"}}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that comes with the terminal."""
    return load_catalogue()


def matter(code: str) -> Matter:
    """A matter of it that must exist."""
    found = catalogue().get(code)
    assert found is not None
    return found


def codes() -> list[str]:
    """Every matter of it, in the order of the list of services."""
    return [one.code for one in catalogue().matters]


def tour_answers(code: str) -> dict[str, Any]:
    """The answers of the guided tour for that matter."""
    return load_answers(code, TODAY)


def interview(code: str, answers: dict[str, Any] | None = None, **more: Any) -> Interview:
    """An interview with the tour's answers unless others are given, and the persona's card."""
    given = tour_answers(code) if answers is None else answers
    return Interview(matter(code), given, FACTS, today=TODAY, **more)


GROUPS = """
version: "1"
groups:
  - id: litigation
    label: {zh: 打官司, en: Lawsuits}
    matters:
      - {code: SS-X-01, plain: {zh: 一, en: One}, title: {zh: 一, en: One}}
      - {code: SS-X-02, plain: {zh: 二, en: Two}, title: {zh: 二, en: Two}}
"""
MATTER = """
code: SS-X-01
service: litigation
title: {zh: 一件事, en: A matter}
plain: {zh: 一件事, en: A matter}
identity: [L1]
online: full
groups: [{id: a, label: {zh: 甲, en: A}}]
intro: {minutes: 5}
sections:
"""
SECTION = """
  - id: s
    group: a
    title: {zh: 一段, en: A section}
    fields:
"""


def write_catalogue(
    folder: Path, fields: str, *, tail: str = "", fragments: dict[str, str] | None = None
) -> Path:
    """A catalogue folder with one matter whose only section has `fields` (YAML list, indented by six)."""
    (folder / "litigation").mkdir(parents=True)
    (folder / "fragments").mkdir()
    (folder / "groups.yaml").write_text(GROUPS, encoding="utf-8")
    for name, text in (fragments or {}).items():
        (folder / "fragments" / f"{name}.yaml").write_text(text, encoding="utf-8")
    text = MATTER + SECTION.rstrip("\n") + "\n" + fields + "\n" + tail
    (folder / "litigation" / "SS-X-01.yaml").write_text(text, encoding="utf-8")
    return folder


def small(folder: Path, fields: str, answers: dict[str, Any] | None = None, **more: Any) -> Interview:
    """An interview over such a catalogue, with its rules checked."""
    loaded = load_catalogue(write_catalogue(folder, fields))
    loaded.check_expressions()
    return Interview(loaded.matters[0], answers or {}, today=TODAY, **more)
