"""What every voice offers: text in, PCM and the places of its sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

Tongue = Literal["zh", "en"]
SLOWEST, FASTEST = 0.5, 2.0
"""Bounds of the rate; 1.0 is the calm pace of a counter."""


class NoVoice(Exception):
    """This voice cannot speak here: `code` is `missing` or `broken`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Spoken:
    """One sentence as sound. It may be a resident's own words, so it has no repr."""

    start: int
    end: int
    """Where the sentence stands in the text that was given."""
    pcm: bytes = field(repr=False)
    """16 bit signed, little endian, mono."""
    marks: tuple[tuple[int, float], ...] = field(default=(), repr=False)
    """(character of the spoken words, second of the sound) of each word, in order; may be empty."""


class Voice(Protocol):
    """A speech engine: espeak-ng today, a better one or recorded prompts where a site has them."""

    @property
    def rate(self) -> int:
        """Samples a second of all its sound."""

    def say(self, text: str, tongue: Tongue = "zh", pace: float = 1.0) -> Iterator[Spoken]:
        """Sentence after sentence, so that the first is heard while the next is made."""
