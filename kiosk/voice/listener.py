"""The visit's hand on the listening worker: give it sound, get words, whatever dies meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from devices.camera.child import Child
from devices.camera.link import Message
from kiosk.clock import Clock

log = logging.getLogger(__name__)

LOAD_S = 30.0
"""For a big model on a slow disk."""
SILENT_S = 8.0
"""A worker answers each piece of sound; one that does not for so long hangs."""
STARTS = 3


@dataclass(frozen=True)
class Words:
    """What was understood so far, or finally; a person's words have no repr."""

    text: str = field(repr=False)
    final: bool
    paused: bool = False
    """The speaker is silent at the moment."""


@dataclass(frozen=True)
class Level:
    """How loud it is, 0..1, and whether a person speaks."""

    value: float
    speaking: bool


class Listener:
    """`state` is off, loading, ready or trouble; `reason` tells why in trouble: missing, broken, library, died."""

    def __init__(self, model: str, clock: Clock) -> None:
        self._model = model
        self._clock = clock
        self._child = Child("kiosk.voice.listen_worker")
        self._turn = 0
        self._wanted: tuple[str, dict[str, Any]] | None = None
        self._until = 0.0
        self._starts = 0
        self.state = "off"
        self.reason = ""
        self.dropped: tuple[str, ...] = ()
        """Phrases of the present grammar that hold words which the model does not know."""

    def start(self) -> None:
        """Start the worker if it does not run; returns at once."""
        if self._child.alive:
            return
        if not self._model:
            self._fail("missing")
            return
        if self._starts >= STARTS:
            self._fail("died")
            return
        self._starts += 1
        self._child.kill()
        self._child.start()
        self._child.send("open", folder=self._model)
        self.state, self.reason = "loading", ""
        self._until = self._clock.monotonic() + LOAD_S
        self._send_wanted()

    def _fail(self, reason: str) -> None:
        if self.state != "trouble":
            log.info("the terminal cannot listen: %s", reason)
        self.state, self.reason = "trouble", reason

    def listen_for(self, phrases: Sequence[str]) -> None:
        """From now on only these; what is still on its way for the last grammar is dropped."""
        self._want("phrases", {"phrases": list(phrases)})

    def listen_for_anything(self) -> None:
        """From now on whatever the model knows."""
        self._want("anything", {})

    def _want(self, kind: str, head: dict[str, Any]) -> None:
        self._wanted = (kind, head)
        self._send_wanted()

    def _send_wanted(self) -> None:
        if self._wanted is not None and self._child.alive:
            self._turn += 1
            kind, head = self._wanted
            self._child.send(kind, turn=self._turn, **head)

    def feed(self, pcm: bytes) -> None:
        """Sound of the microphone."""
        if pcm and self.state == "ready":
            self._child.send("sound", pcm)
            self._until = self._until or self._clock.monotonic() + SILENT_S

    def poll(self) -> list[Words | Level]:
        """What was heard since the last call; never waits. A worker that died or hangs is started anew."""
        messages = self._child.poll()
        now = self._clock.monotonic()
        if messages:
            self._until = 0.0
        found = [event for message in messages if (event := self._event(message)) is not None]
        if self.state in ("loading", "ready") and not self._child.alive:
            log.info("the listening worker died")
            self.start()
        elif self._until and now > self._until:
            self._child.kill()
            self.start()
        return found

    def _event(self, message: Message) -> Words | Level | None:
        head = message.head
        if message.kind == "ready":
            self.state = "ready"
        elif message.kind == "no_model":
            self._fail(str(head.get("code")))
        elif message.kind == "dropped" and head.get("turn") == self._turn:
            self.dropped = tuple(str(one) for one in head["phrases"])
        elif message.kind == "level":
            return Level(float(head["level"]), bool(head["speaking"]))
        elif message.kind == "heard" and head.get("turn") == self._turn:
            return Words(str(head["text"]), bool(head["final"]), bool(head["paused"]))
        return None

    def stop(self) -> None:
        """Kill the worker; what it heard goes with it."""
        self._child.kill()
        self.state, self.reason, self._starts = "off", "", 0
