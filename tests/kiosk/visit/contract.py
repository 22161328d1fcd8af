"""docs/screens.md as the tests read it: which keys a view has, and which actions a screen knows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[3] / "docs" / "screens.md"
ROW = re.compile(r"^\| (overlay )?`(\w+)` \| (.*) \|(.*)\|$")


@cache
def _rows() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """View and actions of each screen, and of each overlay."""
    text = TABLE.read_text(encoding="utf-8").replace(r"\|", "/")
    found: tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]] = ({}, {})
    _, _, table = text.partition("| screen | view | actions |")
    for line in table.splitlines():
        if row := ROW.match(line):
            overlay, name, view, actions = row.groups()
            found[bool(overlay)][name] = (view, actions)
    return found


def screens() -> list[str]:
    """All screens of the table."""
    return list(_rows()[0])


def overlays() -> list[str]:
    """All overlays of the table."""
    return list(_rows()[1])


@cache
def view_keys(name: str, overlay: bool = False) -> frozenset[str]:
    """The keys of a view, as its row names them."""
    return frozenset(keys(_rows()[overlay][name][0]))


@cache
def actions(name: str, overlay: bool = False) -> frozenset[str]:
    """The actions of a screen, as its row names them."""
    return frozenset(re.findall(r"`(\w+)", _rows()[overlay][name][1]))


@cache
def field_keys() -> frozenset[str]:
    """The keys of a field of the interview, as the note below the table names them."""
    text = TABLE.read_text(encoding="utf-8")
    return frozenset(keys(text[text.index("`field` = ") :]))


def keys(text: str) -> list[str]:
    """The words that begin each top-level part of the first `{..}`."""
    body, parts, depth = text[text.index("{") :], [""], 0
    for sign in body:
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(sign, 0)
        if depth == 0:
            break
        if depth == 1 and sign == ",":
            parts.append("")
        elif not (depth == 1 and sign == "{"):
            parts[-1] += sign
    return [word.group() for part in parts if (word := re.search(r"\w+", part))]
