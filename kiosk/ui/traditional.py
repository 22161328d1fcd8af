"""繁體中文 made of the simplified words at display, by OpenCC; no text is written twice, none can be missing.

Only words of the terminal and of its definitions change their script. What a resident said, a name, a paper to be
signed stays as it is: a name has the characters of the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencc import OpenCC

STANDARD = "s2tw"
"""Characters of the common traditional standard; the vocabulary stays that of the law here."""
LEGAL = {"複議": "復議", "撫卹": "撫恤", "臺": "台", "僱": "雇", "籤": "簽"}
"""Where the dictionary chooses another character than legal texts do (行政復議, 撫恤金, 再簽)."""
WORDS = frozenset((
    "label", "title", "subtitle", "hint", "message", "detail", "side", "official", "plain", "what", "line", "body",
    "addLabel", "missing", "placeholder", "unit", "basis", "note", "warning", "error", "when", "names", "steps",
))  # fmt: skip
"""Keys of a view whose texts are words of the terminal or of a definition."""


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC  # a third of a second of dictionaries, for who asks for this script

    return OpenCC(STANDARD)


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """The same words in traditional characters."""
    said: str = _converter().convert(text)
    for ours, legal in LEGAL.items():
        said = said.replace(ours, legal)
    return said


def view_in_traditional(value: Any, key: str = "") -> Any:
    """The same view with its words, and only those, in traditional characters."""
    if isinstance(value, Mapping):
        return {name: view_in_traditional(inner, str(name)) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [view_in_traditional(inner, key) for inner in value]
    return traditional(value) if isinstance(value, str) and key in WORDS else value
