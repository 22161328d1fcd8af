"""Reads the layouts: one YAML a paper, most of them a few words on top of a layout that many papers share.

    like: letter            the shared layout this one is made of
    words: {who: 上诉人：}    for {%who} in it; a word left empty takes its line along
    slots: {after: [...]}   blocks or rows that stand where the shared layout says `slot: after`

A layout of a matter's own is called `<code>.<document id>.yaml` and comes before the common one of the template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.matter import Document

LAYOUTS = Path(__file__).parent / "layouts"
_WORD = re.compile(r"\{%([a-z_]+)\}")

SHARED = ("form", "official", "letter", "agreement", "slip", "statement")
"""Layouts that only others are made of; `_` stands before their files' names."""

Layout = Mapping[str, Any]


class LayoutError(Exception):
    """A layout names something that does not exist; the text names the layout, never an answer."""


@cache
def load(name: str) -> dict[str, Any] | None:
    """The layout of that name with its shared part in place, or None when there is none."""
    found = _read(name)
    if found is None or "like" not in found:
        return found
    shared = _read(f"_{found['like']}")
    if shared is None:
        raise LayoutError(f"{name}.yaml: no shared layout {found['like']}")
    words = shared.get("words", {}) | found.get("words", {})
    blocks = _filled(shared["blocks"], words, found.get("slots", {}))
    return {**shared, **found, "blocks": blocks}


def _read(name: str) -> dict[str, Any] | None:
    path = LAYOUTS / f"{name}.yaml"
    if not path.is_file():
        return None
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise LayoutError(f"{path.name}: not a mapping")
    return loaded


def _filled(part: Any, words: Layout, slots: Layout) -> Any:
    if isinstance(part, str):
        return _worded(part, words)
    if isinstance(part, list):
        return [one for item in part for one in _items(item, words, slots)]
    if isinstance(part, dict):
        return {key: _filled(value, words, slots) for key, value in part.items()}
    return part


def _items(item: Any, words: Layout, slots: Layout) -> list[Any]:
    """What stands for one entry of a list: a slot's entries, itself, or nothing where a word is empty."""
    if isinstance(item, dict) and "slot" in item:
        return list(slots.get(item["slot"], []))
    filled = _filled(item, words, slots)
    hollow = filled == "" or (isinstance(filled, dict) and any(value == [] for value in filled.values()))
    return [] if hollow else [filled]


def _worded(text: str, words: Layout) -> Any:
    whole = _WORD.fullmatch(text)
    if whole:
        return words[whole.group(1)]
    return _WORD.sub(lambda found: str(words[found.group(1)]), text)


def layout_for(matter_code: str, document: Document) -> dict[str, Any]:
    """The layout of a matter's document: its own, or the common one of its template.

    Raises `LayoutError` when the template does not exist.
    """
    found = load(f"{matter_code}.{document.id}") or load(document.template)
    if found is None:
        raise LayoutError(f"{matter_code}: no template {document.template}")
    return found


def templates() -> list[str]:
    """The names that a matter's document may give as its template."""
    stems = (path.stem for path in LAYOUTS.glob("*.yaml"))
    return sorted(stem for stem in stems if not stem.startswith("_") and "." not in stem)


def signed_by_hand(layout: Layout, asked: bool = True) -> bool:
    """Whether the document has a place for a signature; `asked`: the matter wants this document signed."""
    marks = [block["sign"].get("signature", True) for block in layout["blocks"] if "sign" in block]
    return any(mark is True or (mark == "if_asked" and asked) for mark in marks)
