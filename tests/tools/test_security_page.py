"""docs/security.md has every item of the standard, and what it names is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
"""ASVS 5.0.0: items of levels 1 and 2 in each section; they come first in it, level 3 after them or left out."""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (holds|site|–|not yet) \| ([^|]+) \| ([^|]+) \|$", re.M)
NAMED = re.compile(r"`((?:tests|province|kiosk|legalnet|docs|web|tools|packaging|offline_cache)/[^` ]+?)`")


def test_every_item_has_a_row() -> None:
    wanted = {f"{section}.{n}" for section, count in SECTIONS.items() for n in range(1, count + 1)}
    found = Counter(item for item, *_ in ROW.findall(PAGE))
    assert set(found) == wanted
    assert max(found.values()) == 1
    assert len(wanted) == 253


def test_what_does_not_hold_has_its_reason() -> None:
    for item, state, _, how in ROW.findall(PAGE):
        assert len(how.strip()) > 3, item
        if state == "holds":
            assert how.strip() not in ("yes", "done"), item


def test_what_is_named_is_there() -> None:
    named = {name for text in (PAGE, MODEL) for name in NAMED.findall(text)}
    assert len(named) > 60
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]
