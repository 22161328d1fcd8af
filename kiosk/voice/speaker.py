"""The visit's hand on the speaking worker: ask for a text, get sentences of sound, whatever dies meanwhile."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from devices.camera.child import Child
from devices.camera.link import Message
from kiosk.clock import Clock
from kiosk.voice.speech import Tongue

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""A worker that makes no sentence for so long is started anew; a sentence takes it milliseconds."""
STARTS = 3
"""A voice that dies again and again is left alone for the rest of the visit."""


@dataclass(frozen=True)
class Sentence:
    """One sentence that is ready to be played."""

    turn: int
    start: int
    end: int
    rate: int
    pcm: bytes = field(repr=False)


@dataclass(frozen=True)
class Said:
    """Nothing more comes for this turn."""

    turn: int


class Speaker:
    """Starts its worker with the first text; `state` is off, ready or trouble."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._child = Child("kiosk.voice.speak_worker")
        self._turn = 0
        self._open = 0
        self._until = 0.0
        self._starts = 0
        self.state = "off"

    def now(self) -> float:
        """Seconds, for whoever must know how far a sentence has been heard."""
        return self._clock.monotonic()

    def say(self, text: str, tongue: Tongue, pace: float) -> int:
        """Begin a text and forget the one before; the number of this turn."""
        self._turn += 1
        self._open = self._turn
        if not self._child.alive:
            self._start()
        self._child.send("say", turn=self._turn, text=text, tongue=tongue, pace=pace)
        self._until = self._clock.monotonic() + PATIENCE_S
        return self._turn

    def _start(self) -> None:
        self._child.kill()
        if self._starts >= STARTS:
            self._fail()
            return
        self._starts += 1
        self._child.start()
        self.state = "ready"

    def _fail(self) -> None:
        if self.state != "trouble":
            log.warning("the voice does not work; screens are not read aloud in this visit")
        self.state = "trouble"

    def hush(self) -> None:
        """Forget what was being said; what is still on its way is dropped by `poll`."""
        if self._open:
            self._open = 0
            self._child.send("hush")

    def poll(self) -> list[Sentence | Said]:
        """What is ready of the present turn; never waits. A worker that died ends the turn."""
        found = [event for message in self._child.poll() if (event := self._event(message)) is not None]
        if found:
            self._until = self._clock.monotonic() + PATIENCE_S
        if self._open and (not self._child.alive or self._clock.monotonic() > self._until):
            log.info("the speaking worker %s", "is silent" if self._child.alive else "died")
            self._child.kill()
            found.append(Said(self._open))
            if self._starts >= STARTS:
                self._fail()
        if any(isinstance(event, Said) for event in found):
            self._open = 0
        return found

    def _event(self, message: Message) -> Sentence | Said | None:
        head = message.head
        if message.kind == "no_voice":
            self._fail()
            return Said(self._open) if self._open else None
        if not self._open or head.get("turn") != self._open:
            return None
        if message.kind == "said":
            return Said(self._open)
        return Sentence(self._open, int(head["start"]), int(head["end"]), int(head["rate"]), message.payload)

    def stop(self) -> None:
        """Kill the worker."""
        self._open = 0
        self._child.kill()
