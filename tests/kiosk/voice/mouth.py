"""Speaks Chinese for the tests, by voices that the test model was never trained on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from tools.voice_model.lexicon import words
from tools.voice_model.synth import Synth

MODEL = Path(__file__).parent / "model"
RATE = 16_000
VOICE = "m7"


@cache
def synth() -> Synth:
    """The engine: one a process, as a second one of the library's speaks without its pitch."""
    return Synth()


class Synthesised:
    """A mouth that knows the words of the test model."""

    def __init__(self, voice: str = VOICE, speed: int = 145, pitch: int = 45) -> None:
        self._synth = synth()
        self._how = (voice, speed, pitch)
        self._pinyin = {word.text: word.pinyin for word in words()}

    def pinyin(self, said: str) -> str:
        """Its words in pinyin, the longest first; a word that it does not know is a KeyError."""
        found, at = [], 0
        while at < len(said):
            end = next((end for end in range(len(said), at, -1) if said[at:end] in self._pinyin), None)
            if end is None:
                raise KeyError(said[at:])
            found.append(self._pinyin[said[at:end]])
            at = end
        return " ".join(found)

    def say(self, words: str) -> bytes:
        """16 kHz, 16 bit, mono, with a little quiet before it."""
        sound = self._synth.say(self.pinyin(words), *self._how).sound
        quiet = np.random.default_rng(2).standard_normal(RATE // 4) * 3
        return np.clip(np.round(np.concatenate([quiet, sound])), -32768, 32767).astype("<i2").tobytes()
