"""Gets a visit its place in the queue for a person: the one request of a call that needs the terminal's signature.

What is asked passes through and is kept nowhere; what comes back is the resident's own secret, for the visit alone.
"""

from __future__ import annotations

import json
import logging
import threading
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from kiosk.keeper.answers import Answers
from legalnet.queues import HELP, Join, Joined
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

ENTER = {"code", "room", "secret", "level", "name"}
"""What a visit may bring to come into a procedure."""
MOST_A_VISIT = 20
"""Places that one visit may ask for."""
SERVICES = ("consult", HELP)

Say = Callable[..., None]


class Counter(Protocol):
    """Who gives places in queues."""

    def join(self, service: str, body: bytes) -> bytes:
        """The place, as JSON. Raises `Offline` or `Refused`."""

    def enter(self, body: bytes) -> bytes:
        """A way into a procedure, as JSON. Raises `Offline` or `Refused`."""


class RoomDesk:
    """Asks for places beside the keeper's pulse."""

    def __init__(self, counter: Counter | None, url: str, ca: Path | None = None) -> None:
        self._counter, self._url, self._ca = counter, url, ca
        self._answers = Answers()
        self._asked: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()

    def tick(self) -> None:
        """Pass on what came back."""
        self._answers.tell()

    def stop(self) -> None:
        """Nothing to end: a place that nobody asks about is given up by itself."""

    def hear(self, visit: Any, message: dict[str, Any], say: Say) -> None:
        """A visit asks for a place (`room_join`, answered `room_joined`), or comes in by a code (`room_enter`)."""
        if message["kind"] == "room_enter":
            self._hear_enter(visit, message, say)
            return
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

    def _hear_enter(self, visit: Any, message: dict[str, Any], say: Say) -> None:
        """Somebody typed a code, or was proven anew; the answer is `room_entered`."""
        self._asked[visit] = self._asked.get(visit, 0) + 1
        body = message.get("enter")
        known = (
            isinstance(body, dict)
            and set(body) <= ENTER
            and all(isinstance(one, str) for one in body.values())
        )
        if self._counter is None or not known or self._asked[visit] > MOST_A_VISIT:
            say("room_entered", outcome="not_done", reason="refused")
            return
        raw = json.dumps(body, ensure_ascii=False).encode()
        threading.Thread(target=self._enter, args=(self._counter, raw, say), daemon=True).start()

    def _enter(self, counter: Counter, raw: bytes, say: Say) -> None:
        """In a thread: ask, and have the answer said on the keeper's own."""
        try:
            found = json.loads(counter.enter(raw))
            told: dict[str, Any] = {
                "outcome": "done", "province": self._url, "ca": str(self._ca or ""),
                "procedure": str(found["kind"]), **{name: str(found[name]) for name in ("room", "secret", "title")},
            }  # fmt: skip
        except Offline:
            told = {"outcome": "not_done", "reason": "unreachable"}
        except (Refused, ValueError, KeyError) as error:
            log.info("no way into a procedure: %s", type(error).__name__)
            told = {"outcome": "not_done", "reason": "refused"}
        self._answers.put(lambda: say("room_entered", **told))

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
