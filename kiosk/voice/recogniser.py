"""Vosk behind a gate: PCM in, words out. Lives in the listening worker, as native crashes cannot be caught.

Facts of vosk 0.3.45 that this is built around: a grammar of `[]` or `{}` is a SIGSEGV, so an empty one is never given; a
grammar on a model with a static graph is ignored; `SetGrammar` within an utterance is a SIGABRT, so each grammar
gets a recogniser of its own (0.5 ms); a result that is not fetched makes the next ones dearer; `Model()` without a path
goes to the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.voice.gate import CHUNK, RATE, Detector, Gate, Passed

UNKNOWN = "[unk]"
MOST_PHRASES = 600
LONGEST_PHRASE = 24
STEP = RATE * 2 // 10
"""Bytes after which the partial result is looked at: 0.1 s."""


class NoModel(Exception):
    """The model cannot be used: `code` is `missing` or `broken`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Heard(NamedTuple):
    """What was understood: `final` at the end of an utterance, else so far; `paused` when the speaker is silent now."""

    text: str
    final: bool
    paused: bool = False


class Recogniser:
    """One model, one stream; `grammar` says what may be said, or everything the model knows."""

    def __init__(self, folder: Path, detector: Detector) -> None:
        """Load the model; raises `NoModel`. Takes 15 ms for the test model, about a second for a small official one."""
        import vosk

        vosk.SetLogLevel(-1)
        if not (folder / "am" / "final.mdl").is_file():
            raise NoModel("missing")
        try:
            self._model = vosk.Model(str(folder))
            vosk.KaldiRecognizer(self._model, RATE)  # a graph that cannot be read is first met here
        except Exception as error:
            raise NoModel("broken") from error
        self._vosk = vosk
        self._known: dict[str, bool] = {}
        self._gate = Gate(detector)
        self._pending = 0
        self._mute = False
        self._recogniser: Any = None

    # ------------------------------------------------------------------ what may be said

    def knows(self, word: str) -> bool:
        """Whether the model's vocabulary holds it."""
        if word not in self._known:
            self._known[word] = self._model.vosk_model_find_word(word) >= 0
        return self._known[word]

    def split(self, phrase: str) -> list[str] | None:
        """A phrase in the fewest words of the vocabulary; None when something in it is none."""
        text = "".join(phrase.split())
        best: list[list[str] | None] = [[]] + [None] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - LONGEST_PHRASE), end):
                before = best[start]
                if before is None or not self.knows(text[start:end]):
                    continue
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, text[start:end]]
        return best[-1] if text else None

    def grammar(self, phrases: Sequence[str]) -> list[str]:
        """Listen for these phrases only; the ones with words that are not known are dropped and returned."""
        kept: list[str] = []
        dropped: list[str] = []
        for phrase in phrases[:MOST_PHRASES]:
            words = self.split(phrase) if len(phrase) <= LONGEST_PHRASE else None
            (dropped if words is None else kept).append(phrase if words is None else " ".join(words))
        self._fresh(json.dumps([*kept, UNKNOWN], ensure_ascii=False) if kept else "")
        return dropped

    def anything(self) -> None:
        """Listen for whatever the model knows."""
        self._fresh(None)

    def _fresh(self, grammar: str | None) -> None:
        """A recogniser for a grammar; None listens for everything, an empty one for nothing."""
        self._pending = 0
        self._mute = self._gate.open  # what is still being said was said to the old grammar
        if grammar == "":
            self._recogniser = None
        elif grammar is None:
            self._recogniser = self._vosk.KaldiRecognizer(self._model, RATE)
        else:
            self._recogniser = self._vosk.KaldiRecognizer(self._model, RATE, grammar)

    # ------------------------------------------------------------------ what was said

    @property
    def speaking(self) -> bool:
        """Whether the gate is open."""
        return self._gate.open

    def feed(self, pcm: bytes) -> Iterator[Heard]:
        """Sound of the microphone: 16 kHz, 16 bit, mono."""
        for passed, piece in self._gate.feed(pcm):
            if self._mute:
                self._mute = passed is not Passed.END
            else:
                yield from self._hear(piece) if passed is Passed.SPEECH else self._end()

    def _hear(self, piece: bytes) -> Iterator[Heard]:
        if self._recogniser is None:
            return
        if self._recogniser.AcceptWaveform(piece):
            yield from self._told(self._recogniser.Result(), final=True)
            return
        self._pending += len(piece)
        if self._pending >= (CHUNK if self._gate.paused else STEP):
            self._pending = 0
            yield from self._told(self._recogniser.PartialResult(), final=False)

    def _end(self) -> Iterator[Heard]:
        if self._recogniser is not None:
            yield from self._told(self._recogniser.FinalResult(), final=True)

    def _told(self, raw: str, final: bool) -> Iterator[Heard]:
        """An empty result, and one that is nothing but unknown words, is no news; the blanks are the vocabulary's."""
        said = json.loads(raw)
        text = "".join(str(said.get("text" if final else "partial", "")).split())
        if text != UNKNOWN:  # a cough behind a command; one before it may have been 不
            text = text.removesuffix(UNKNOWN)
        if text:
            yield Heard(text, final, self._gate.paused)
