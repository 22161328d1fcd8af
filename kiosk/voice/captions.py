"""Captions of a call: what the resident says, as this terminal's own recogniser understands it, for the other end.

The speaker's own side listens, where the sound is clean and whose words they are is known. A caption is a help, never a
record. Nothing is opened before a call needs it, and nothing that was heard is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.voice.listener import Level, Words

LONGEST = 300
"""Characters of one caption, as the room takes them."""
EVERY_S = 0.4
"""How often an unfinished sentence is told anew."""


class Ears(Protocol):
    """The recogniser, as far as captions need it."""

    def start(self) -> None:
        """Load; returns at once."""

    def listen_for_anything(self) -> None:
        """Whatever the model knows."""

    def feed(self, pcm: bytes) -> None:
        """Sound: 16 kHz, 16 bit, mono."""

    def poll(self) -> list[Words | Level]:
        """What was understood meanwhile."""

    def stop(self) -> None:
        """Let go of it."""


class Sound(Protocol):
    """A microphone that is open."""

    def start(self) -> None:
        """Open it."""

    def take(self) -> bytes:
        """What came since the last time."""

    def stop(self) -> None:
        """Close it."""


class Captions:
    """Listens while it is wanted; `say(text, final)` tells what was understood."""

    def __init__(
        self,
        ears: Callable[[], Ears],
        sound: Callable[[], Sound],
        say: Callable[[str, bool], None],
        monotonic: Callable[[], float],
    ) -> None:
        self._make_ears, self._make_sound, self._say, self._monotonic = ears, sound, say, monotonic
        self._ears: Ears | None = None
        self._sound: Sound | None = None
        self._told, self._at = "", 0.0

    @property
    def open(self) -> bool:
        """Whether the microphone is."""
        return self._sound is not None

    def tick(self, wanted: bool) -> None:
        """Once in a while: open or let go, and pass on what was understood meanwhile."""
        if not wanted:
            self.close()
            return
        if self._sound is None or self._ears is None:
            self._open()
            return
        self._ears.feed(self._sound.take())
        for event in self._ears.poll():
            if isinstance(event, Words):
                self._hear(event)

    def close(self) -> None:
        """Let microphone and recogniser go."""
        if self._sound is not None:
            self._sound.stop()
        if self._ears is not None:
            self._ears.stop()
        self._sound = self._ears = None
        self._told = ""

    def _open(self) -> None:
        self._sound, self._ears = self._make_sound(), self._make_ears()
        self._sound.start()
        self._ears.start()
        self._ears.listen_for_anything()

    def _hear(self, words: Words) -> None:
        """An unfinished sentence now and then, a finished one once."""
        text, now = words.text.replace(" ", "")[:LONGEST], self._monotonic()
        if not text or (not words.final and (text == self._told or now - self._at < EVERY_S)):
            return
        self._told, self._at = "" if words.final else text, now
        self._say(text, words.final)
