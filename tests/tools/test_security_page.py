"""docs/security.md has every item of the standard; what it and its neighbours name as shown by is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.test_cli import COMMANDS

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
PAGES = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("security.md", "threat-model.md", "evidence.md", "rooms.md")
}
TESTS = [*(ROOT / "tests").rglob("*.py")]
WAYS = {"TP": "tests/province", "TK": "tests/kiosk/visit", "TL": "tests/legalnet"}
"""Short ways of docs/rooms.md."""
SHORT = re.compile(r"`(T[PKL])/(test_\w+\.py)`")
BARE = re.compile(r"`(test_\w+\.py)`")
FUNCTION = re.compile(r"`(test_\w+)(…?)`")
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)", re.M)
NAMED = re.compile(r"`((?:tests|province|kiosk|legalnet|docs|web|tools|packaging|offline_cache)/[^`\s]+?)`")


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
    named = {name for text in PAGES.values() for name in NAMED.findall(text)}
    assert len(named) > 100
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]


def test_every_test_that_is_named_is_there() -> None:
    """Files by their short ways too; functions whole, or by their beginning before an ellipsis."""
    files = {path.name for path in TESTS}
    defined = {name for path in TESTS for name in DEFINED.findall(path.read_text(encoding="utf-8"))}
    missing = []
    for page, text in PAGES.items():
        for short, name in SHORT.findall(text):
            missing += [] if (ROOT / WAYS[short] / name).exists() else [(page, name)]
        missing += [(page, name) for name in BARE.findall(text) if name not in files]
        for name, more in FUNCTION.findall(text):
            fits = (one.startswith(name) if more else one == name for one in defined)
            missing += [] if any(fits) else [(page, name)]
    assert not missing


def test_every_command_that_is_named_is_there() -> None:
    """Goals of make, modules, and commands of main.py."""
    goals = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    missing = []
    for page, text in PAGES.items():
        missing += [(page, goal) for goal in re.findall(r"`make ([a-z-]+)`", text) if goal not in goals]
        for module in re.findall(r"`python -m ((?:tools|benchmarks)\.\w+)", text):
            missing += [] if (ROOT / f"{module.replace('.', '/')}.py").exists() else [(page, module)]
        missing += [(page, word) for word in re.findall(r"`main\.py ([a-z-]+)", text) if word not in COMMANDS]
    assert not missing


def test_every_invariant_of_the_model_names_a_test() -> None:
    rows = [line.split("|") for line in MODEL.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 20
    assert not [cells[1].strip() for cells in rows if "`" not in cells[4] and cells[4].strip() != "the same"]
