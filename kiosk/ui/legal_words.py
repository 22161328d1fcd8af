"""Words of the law counter for the pinyin keyboard.

The keyboard's general dictionary does not know 民间借贷, 起诉状 or 抚养费, and its plug-in learns no others.
The candidate strip therefore asks here first: whole spelling, the start of a spelling, or the initials.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Lawbooth.Models"
QML_IMPORT_MAJOR_VERSION = 1

WORD_FILE = Path(__file__).with_name("legal_words.txt")
SHORTEST_INITIALS = 3
MOST_OFFERED = 3


class LegalWord(NamedTuple):
    """A word with its syllables, such as 起诉状 / qi su zhuang."""

    text: str
    syllables: tuple[str, ...]

    @property
    def spelling(self) -> str:
        """All letters in a row."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """First letter of each syllable."""
        return "".join(syllable[0] for syllable in self.syllables)


def read_words(path: Path = WORD_FILE) -> list[LegalWord]:
    """The words of a file with one `word syllable syllable ...` a line; `#` starts a remark.

    Raises ValueError, naming the line, when a word and its syllables differ in number.
    """
    words = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text, *syllables = line.split("#")[0].split() or [""]
        if not text:
            continue
        if len(text) != len(syllables):
            raise ValueError(
                f"{path.name}, line {number}: {len(text)} characters, {len(syllables)} syllables"
            )
        words.append(LegalWord(text, tuple(syllables)))
    return words


def matching(words: list[LegalWord], typed: str) -> list[str]:
    """Words to offer for these letters (spaces ignored): exact spelling, then initials, then beginnings.

    A beginning counts from one whole syllable and a letter on, so that one letter does not fill the strip.
    """
    letters = "".join(c for c in typed.lower() if c.isascii() and c.isalpha())
    exact = [w.text for w in words if w.spelling == letters]
    short = [w.text for w in words if len(letters) >= SHORTEST_INITIALS and w.initials == letters]
    start = [
        w.text
        for w in words
        if len(letters) > len(w.syllables[0]) and w.spelling != letters and w.spelling.startswith(letters)
    ]
    return list(dict.fromkeys(exact + short + start))[:MOST_OFFERED]


@QmlElement
@QmlSingleton
class LegalWords(QObject):
    """What the candidate strip asks; the file is read at the first question, not at start."""

    @cached_property
    def _words(self) -> list[LegalWord]:
        return read_words()

    @Slot(str, result="QStringList")
    def matching(self, typed: str) -> list[str]:
        """Words for the letters typed so far, best first, at most three."""
        return matching(self._words, typed)
