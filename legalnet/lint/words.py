"""Whether every wording is there in both languages: Chinese in the one, none of it in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from legalnet.matter import Matter, Text

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")


def texts(part: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every wording inside a definition, with its place; parts with an id or a key are named by it."""
    if isinstance(part, Text):
        yield where, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), f"{where}.{name}" if where else name)
    elif isinstance(part, Mapping):
        for name, one in part.items():
            yield from texts(one, f"{where}.{name}")
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            name = getattr(one, "id", None) or getattr(one, "key", None) or str(index)
            yield from texts(one, f"{where}.{name}")


def language_faults(matter: Matter) -> Iterator[tuple[str, str]]:
    """Each wording that is not in its language as (place, what is wrong)."""
    for where, text in texts(matter):
        if _HAN.search(text.en):
            yield where, f"the English wording holds Chinese: {text.en}"
        elif _HAN.search(text.zh) and not _LETTER.search(text.en):
            yield where, f"no English wording beside: {text.zh}"
        elif _LETTER.search(text.zh) and not _HAN.search(text.zh) and text.zh == text.en:
            yield where, f"no Chinese wording beside: {text.en}"
        elif text.zh != text.zh.strip() or text.en != text.en.strip():
            yield where, "spaces at an end"
