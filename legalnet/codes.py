"""The registry of codes of trouble: their words for people, what to do, and how loud the log is about them.

A terminal speaks of its troubles in these codes only, to its screen, its log and the province, so that a heartbeat
cannot carry a sentence, and a technician finds each code in one list (`docs/technician/codes.md`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_name("codes.yaml")
Level = Literal["note", "look", "fail"]
LOUDNESS: Mapping[str, int] = {"note": logging.INFO, "look": logging.INFO, "fail": logging.ERROR}
"""Only what stops something is an error in the log."""


@dataclass(frozen=True)
class Code:
    """One kind of trouble."""

    name: str
    group: str
    """What it is about: `device`, `card`, `network` ..."""
    level: Level
    zh: str
    en: str
    do: str
    do_en: str

    def said(self, language: str) -> str:
        """In a few words."""
        return self.en if language == "en" else self.zh

    def remedy(self, language: str) -> str:
        """What a technician does about it."""
        return self.do_en if language == "en" else self.do


@lru_cache(maxsize=1)
def registry() -> Mapping[str, Code]:
    """Every code by its name. Raises `ValueError` where the file is not sound."""
    import yaml

    found: dict[str, Code] = {}
    for group, codes in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        for name, words in codes.items():
            if name in found or words["level"] not in LOUDNESS:
                raise ValueError(f"{FILE.name}: {name}")
            found[name] = Code(name=name, group=group, **words)
    return found


def known(name: str) -> bool:
    """Whether this is a code of the registry."""
    return name in registry()


def level_of(name: str) -> Level:
    """How bad it is; what is not known is bad."""
    code = registry().get(name)
    return code.level if code else "fail"


def line(name: str, what: str, **figures: float | str) -> tuple[int, str]:
    """The log's loudness and line about a code: `id_reader: no_answer (No answer) seconds=3`.

    `what` is a kind of device or a part of the terminal; figures are numbers and ids, never words of a person.
    """
    code = registry()[name]
    told = "".join(f" {key}={value}" for key, value in figures.items())
    return LOUDNESS[code.level], f"{what}: {name} ({code.en}){told}"
