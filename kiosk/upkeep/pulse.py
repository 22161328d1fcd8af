"""The terminal's heartbeat: every minute, moved a little, in a thread of its own; the answer is heard by the keeper.

A beat that does not arrive is not kept for later: the next one says how things are then. Outcomes of actions are told
again until the province confirms them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from random import Random
from typing import Protocol

from pydantic import ValidationError

from kiosk.clock import Clock
from legalnet.telemetry import EVERY_S, JITTER, BeatReply, Heartbeat
from offline_cache.uplink import NotYet, Offline, Refused

log = logging.getLogger(__name__)

FIRST_S = 5.0
"""After the start; the screen comes first."""


class Province(Protocol):
    """Where heartbeats go."""

    def beat(self, body: bytes) -> bytes:
        """The province's answer. Raises `Offline`, `NotYet` or `Refused`."""


class Pulse:
    """One beat under way at a time; owned by the keeper's one thread."""

    def __init__(
        self,
        province: Province | None,
        gather: Callable[[int | None], Heartbeat],
        hear: Callable[[BeatReply], None],
        clock: Clock,
        random: Random,
    ) -> None:
        """`gather` makes a heartbeat, given the milliseconds of the beat before; `hear` takes the answer."""
        self._province = province
        self._gather = gather
        self._hear = hear
        self._clock = clock
        self._random = random
        self._due = clock.monotonic() + FIRST_S * random.random()
        self._every = EVERY_S
        self._answers: SimpleQueue[BeatReply | None] = SimpleQueue()
        self._under_way = False
        self._leaving = False
        self._rtt: int | None = None
        self.sent = 0
        self.trouble = ""
        """Why the last one did not arrive, as a code; empty when it did."""

    def hurry(self) -> None:
        """Beat at the next tick: there is something to tell."""
        self._due = 0.0

    def tick(self) -> None:
        """Hear what came back; beat when it is time."""
        self._listen()
        now = self._clock.monotonic()
        if self._province is None or self._leaving or self._under_way or now < self._due:
            return
        self._due = now + self._every * (1 + JITTER * (2 * self._random.random() - 1))
        self._under_way = True
        body = self._gather(self._rtt).travels()
        threading.Thread(target=self._send, args=(body,), name="heartbeat", daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                return
            self._under_way = False
            if answer is not None:
                self.sent += 1
                self._every = answer.every_s
                self._hear(answer)

    def stop(self) -> None:
        """Begin no other."""
        self._leaving = True

    def _send(self, body: bytes) -> None:
        """In its thread: every way ends with an answer in the queue."""
        assert self._province is not None  # noqa: S101 - tick() saw to it
        began, answer = self._clock.monotonic(), None
        try:
            answer = BeatReply.model_validate_json(self._province.beat(body))
            self._said("")
            self._rtt = round((self._clock.monotonic() - began) * 1000)
        except (Offline, NotYet):
            self._said("unreachable")
        except Refused as error:
            self._said(error.code)
        except ValidationError:
            self._said("captive_portal")
        finally:
            self._answers.put(answer)

    def _said(self, trouble: str) -> None:
        """Once when the heart is not heard, once when it is again; being offline is the network's to say."""
        if trouble != self.trouble and "unreachable" not in (trouble, self.trouble):
            log.info("heartbeat: %s", trouble or "heard again")
        self.trouble = trouble
