"""The voice-activity gate: only what a person says reaches the recogniser; silence, hum and beeps give no words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from enum import Enum
from typing import Protocol

RATE = 16_000
CHUNK = 1024
"""Bytes that are judged at once: 32 ms."""
OPEN_ABOVE, SHUT_BELOW = 0.55, 0.35
"""Probability of speech at which the gate opens, and below which it thinks of shutting."""
SURE = 2
"""Chunks in a row that must be speech before it opens: a click is none."""
PRE_ROLL = 12
"""Chunks from before it opened that are given as well, or the first sound of a word is lost."""
PAUSE = 3
"""Chunks without speech that make a pause: 0.1 s, longer than the stops inside a word."""
PATIENCE = 19
"""Chunks without speech after which it shuts: 0.6 s, longer than the pauses inside a number."""
LONGEST = 20 * RATE * 2 // CHUNK
"""An utterance is cut after 20 s: the recogniser's cost grows with what is not ended."""


class Detector(Protocol):
    """How sure it is that 32 ms are speech."""

    def process_chunk(self, audio: bytes) -> float:
        """0 to 1."""

    def reset(self) -> None:
        """Forget what was before."""


class Passed(Enum):
    """What the gate says of a piece of sound."""

    SPEECH = "speech"
    END = "end"


class Gate:
    """Cuts a stream into utterances."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._rest = bytearray()
        self._before: deque[bytes] = deque(maxlen=PRE_ROLL)
        self._sure = self._quiet = self._length = 0
        self.open = False

    def feed(self, pcm: bytes) -> Iterator[tuple[Passed, bytes]]:
        """What comes through: pieces of speech, and their end."""
        self._rest += pcm
        while len(self._rest) >= CHUNK:
            piece = bytes(self._rest[:CHUNK])
            del self._rest[:CHUNK]
            yield from self._judge(piece)

    def _judge(self, piece: bytes) -> Iterator[tuple[Passed, bytes]]:
        share = self._detector.process_chunk(piece)
        if not self.open:
            self._before.append(piece)
            self._sure = self._sure + 1 if share >= OPEN_ABOVE else 0
            if self._sure >= SURE:
                self.open, self._quiet, self._length = True, 0, 0
                yield Passed.SPEECH, b"".join(self._before)
            return
        yield Passed.SPEECH, piece
        self._length += 1
        self._quiet = self._quiet + 1 if share < SHUT_BELOW else 0
        if self._quiet >= PATIENCE or self._length >= LONGEST:
            self.shut()
            yield Passed.END, b""

    @property
    def paused(self) -> bool:
        """Whether it is open and nobody has spoken for a moment."""
        return self.open and self._quiet >= PAUSE

    def shut(self) -> None:
        """Begin anew."""
        self.open, self._sure = False, 0
        self._before.clear()
        self._rest.clear()
        self._detector.reset()
