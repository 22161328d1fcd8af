"""Reading aloud: line after line, one sentence at a time, to the hall or to the handset, until it is told to stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from kiosk.voice.speaker import Said, Sentence, Speaker
from kiosk.voice.speech import Tongue

if TYPE_CHECKING:
    from kiosk.voice.phrases import Phrase

PACES = (0.6, 0.8, 1.0, 1.3, 1.6)
VOLUMES = (0.25, 0.5, 0.75, 1.0)


class Playback(Protocol):
    """Where sound goes; `kiosk.voice.sound` has the real one."""

    @property
    def busy(self) -> bool:
        """Whether something is still being heard."""

    @property
    def trouble(self) -> str:
        """Empty, or why nothing is heard: `no_output`, `broken`."""

    @property
    def haste(self) -> float:
        """How much faster than sound it plays: 1, but in demonstrations."""

    def play(self, pcm: bytes, rate: int, volume: float, private: bool) -> None:
        """Begin to play; `private` goes to the handset and nowhere else."""

    def stop(self) -> None:
        """Silence, at once."""


@dataclass(frozen=True)
class Line:
    """One thing on the screen. `key` is the caller's own mark for it."""

    key: object = field(repr=False)
    text: str = field(repr=False)
    private: bool = False

    def aloud(self) -> Line:
        """The same line for the hall, as the resident wishes."""
        return replace(self, private=False)


class Reader:
    """Reads lines; `line` and `sentence` say what is being heard now."""

    def __init__(self, speaker: Speaker, playback: Playback) -> None:
        self._speaker = speaker
        self._playback = playback
        self._waiting: deque[tuple[Line, str]] = deque()
        """Sentences nobody has asked the voice for yet."""
        self._asked: tuple[Line, str] | None = None
        self._made: deque[Sentence] = deque()
        self._complete = False
        """Whether the voice has made all of what was asked."""
        self.line: Line | None = None
        self.sentence = ""
        self._heard: tuple[Sentence, float] | None = None
        """What is being played, and since when."""
        self._parts: tuple[str, list[Phrase]] = ("", [])
        self.trouble = ""
        """Empty, or why nothing was heard: `no_voice`, `no_output`, `broken`; until the next reading."""
        self.pace = PACES.index(1.0)
        self.volume = 2
        self.tongue: Tongue = "zh"

    @property
    def reading(self) -> bool:
        """Whether anything is being read or still to be read."""
        return bool(self.line or self._asked or self._waiting)

    @property
    def phrase(self) -> tuple[int, int]:
        """Where in `sentence` the words stand that are being heard now; (0, 0) while nothing is."""
        if self._heard is None or not self.sentence:
            return 0, 0
        from kiosk.voice.phrases import phrase_at, phrases

        made, since = self._heard
        words = self.sentence[made.start : made.end]
        if self._parts[0] != words:
            self._parts = words, phrases(words, self.tongue)
        seconds = len(made.pcm) / 2 / made.rate / self._playback.haste
        found = phrase_at(self._parts[1], (self._speaker.now() - since) / seconds if seconds else 1.0)
        return (0, 0) if found is None else (made.start + found.start, made.start + found.end)

    def read(self, lines: Sequence[Line], tongue: Tongue = "zh") -> None:
        """Begin; whatever was being read ends at once."""
        from kiosk.voice.speakable import pieces  # its tables are not needed before somebody listens

        self.stop()
        self.tongue = tongue
        for line in lines:
            self._waiting.extend(
                (line, line.text[part.start : part.end].strip()) for part in pieces(line.text)
            )
        self._ask()

    def stop(self) -> None:
        """Silence, at once."""
        self._waiting.clear()
        self._made.clear()
        self._asked = self.line = self._heard = None
        self.sentence, self.trouble, self._complete = "", "", False
        self._speaker.hush()
        self._playback.stop()

    def faster(self, by: int) -> None:
        """One step slower or faster, from the next sentence on."""
        self.pace = min(max(self.pace + by, 0), len(PACES) - 1)

    def louder(self, by: int) -> None:
        """One step quieter or louder, from the next sentence on."""
        self.volume = min(max(self.volume + by, 0), len(VOLUMES) - 1)

    def _ask(self) -> None:
        self._complete = False
        if self._waiting:
            self._asked = self._waiting.popleft()
            self._speaker.say(self._asked[1], self.tongue, PACES[self.pace])

    def tick(self) -> None:
        """Take what the voice has made, and play on; to be called many times a second."""
        for event in self._speaker.poll():
            if isinstance(event, Sentence):
                self._made.append(event)
            self._complete = self._complete or isinstance(event, Said)
        trouble = "no_voice" if self._speaker.state == "trouble" else self._playback.trouble
        if self.reading and trouble:
            self.stop()
            self.trouble = trouble
        elif not self._playback.busy:
            self._play()

    def _play(self) -> None:
        """The next of what is made; when all of it was heard, the next sentence is asked for."""
        if self._asked is not None and self._made:
            made = self._made.popleft()
            self.line, self.sentence = self._asked
            self._heard = made, self._speaker.now()
            self._playback.play(made.pcm, made.rate, VOLUMES[self.volume], self.line.private)
        elif self._complete or (self._asked is None and self.line is not None):
            self._asked = self.line = self._heard = None
            self.sentence = ""
            self._ask()
