"""Which phrase of a sentence is being heard: the sentence cut where one breathes, by how much of it each part takes.

A Mandarin syllable takes about as long as the next, so the share of the spoken characters tells the time; amounts and
dates are measured as they are spoken, not as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kiosk.voice.speakable import speakable
from kiosk.voice.speech import Tongue

LONGEST = 8
"""Characters of a Chinese phrase that are marked at once."""
SIGNS = "，、；：。！？,;:!?（）()“”《》"
BREATH = re.compile(rf"(?:[^{SIGNS}]|(?<=\d)[,:](?=\d))*[{SIGNS}]*")
WHOLE = re.compile(r"[0-9A-Za-z.,:%¥*-]+|.", re.DOTALL)
"""What is never cut in two: a number, a code, a word in Latin letters."""
WORD = re.compile(r"\S+\s*")


class Phrase(NamedTuple):
    """A part of the sentence, and the share of the time after which it is over."""

    start: int
    end: int
    until: float


def phrases(sentence: str, tongue: Tongue) -> list[Phrase]:
    """The parts in order; they cover the sentence without a gap."""
    parts = list(_words(sentence) if tongue == "en" else _breaths(sentence))
    weights = [_weight(sentence[start:end], tongue) for start, end in parts]
    whole, passed, found = sum(weights) or 1, 0, []
    for (start, end), weight in zip(parts, weights, strict=True):
        passed += weight
        found.append(Phrase(start, end, passed / whole))
    return found


def phrase_at(parts: list[Phrase], share: float) -> Phrase | None:
    """The phrase heard after that share of the time; None for a sentence without words."""
    return next((part for part in parts if share < part.until), parts[-1] if parts else None)


def _weight(text: str, tongue: Tongue) -> int:
    spoken = text if tongue == "en" else speakable(text)
    return max(1, sum(sign.isalnum() for sign in spoken))


def _words(sentence: str) -> Iterator[tuple[int, int]]:
    for found in WORD.finditer(sentence):
        yield found.span()


def _breaths(sentence: str) -> Iterator[tuple[int, int]]:
    """At every sign where one breathes, and long parts in pieces that keep numbers whole."""
    for breath in BREATH.finditer(sentence):
        start = breath.start()
        for piece in WHOLE.finditer(breath[0]):
            end = breath.start() + piece.end()
            if end - start >= LONGEST and breath.end() - end >= LONGEST // 2:
                yield start, end
                start = end
        if breath.end() > start:
            yield start, breath.end()
