"""Gets a visit its place in the queue for a person: the one request of a call that needs the terminal's signature.

What is asked passes through and is kept nowhere; what comes back is the resident's own secret, for the visit alone.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from pydantic import ValidationError

from legalnet.queues import HELP, Join, Joined
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

MOST_A_VISIT = 20
"""Places that one visit may ask for."""
SERVICES = ("consult", HELP)

Say = Callable[..., None]


class Counter(Protocol):
    """Who gives places in queues."""

    def join(self, service: str, body: bytes) -> bytes:
        """The place, as JSON. Raises `Offline` or `Refused`."""


class RoomDesk:
    """Asks for places beside the keeper's pulse."""

    def __init__(self, counter: Counter | None, url: str, ca: Path | None = None) -> None:
        self._counter, self._url, self._ca = counter, url, ca
        self._answers: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._asked: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()

    def tick(self) -> None:
        """Pass on what came back."""
        while True:
            try:
                self._answers.get_nowait()()
            except Empty:
                return

    def stop(self) -> None:
        """Nothing to end: a place that nobody asks about is given up by itself."""

    def hear(self, visit: Any, message: dict[str, Any], say: Say) -> None:
        """A visit asks for a place (`room_join`); the answer is `room_joined`."""
        self._asked[visit] = self._asked.get(visit, 0) + 1
        service = message.get("service", SERVICES[0])
        told = partial(say, "room_joined", service=service)
        try:
            body = Join.model_validate(message.get("join"))
            raw = body.model_dump_json(by_alias=True).encode() if service in SERVICES else b""
        except ValidationError:
            raw = b""
        if not raw:
            told(outcome="not_done", reason="invalid")
        elif self._counter is None or self._asked[visit] > MOST_A_VISIT:
            told(outcome="not_done", reason="refused")
        else:
            ask = partial(self._counter.join, service, raw)
            threading.Thread(target=self._join, args=(ask, told), daemon=True).start()

    def _join(self, ask: Callable[[], bytes], say: Say) -> None:
        """In a thread: ask, and have the answer said on the keeper's own."""
        try:
            joined = Joined.model_validate_json(ask())
        except Offline:
            told: dict[str, Any] = {"outcome": "not_done", "reason": "unreachable"}
        except (Refused, ValidationError) as error:
            log.info("no place in a queue: %s", type(error).__name__)
            told = {"outcome": "not_done", "reason": "refused"}
        else:
            told = {
                "outcome": "done", "province": self._url, "ca": str(self._ca or ""), "ticket": joined.ticket,
                "secret": joined.secret, "number": joined.number,
            }  # fmt: skip
        self._answers.put(lambda: say(**told))
