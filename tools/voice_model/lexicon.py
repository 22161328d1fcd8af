"""The words of the test model and the syllables of Mandarin, for speech nobody has to record."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).with_name("words.txt")
FINALS = {
    "": "a ai an ang ao e en er ou yi ya yan yang yao ye yin ying yong you yu yuan yue yun "
    "wa wai wan wang wei wen weng wo wu",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u", "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u", "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iu u uan ue un", "q": "i ia ian iang iao ie in ing iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo", "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo", "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}  # fmt: skip


class Word(NamedTuple):
    """One word of the model."""

    text: str
    pinyin: str
    kinds: str


def words() -> list[Word]:
    """Every word of `words.txt`, in its order."""
    found = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, *syllables, kinds = line.split()
            found.append(Word(text, " ".join(syllables), kinds))
    return found


def syllables() -> list[str]:
    """The syllables of Mandarin without tones, ü written v."""
    return [initial + final for initial, finals in FINALS.items() for final in finals.split()]
