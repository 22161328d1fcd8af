"""Lets technicians in by the province's tickets: checked here by a key that came with a heartbeat, so also offline.

The visit that shows the technician's screen never learns the key; it asks, and after three wrong tickets it asks in vain
for a minute, however many processes it took.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from kiosk.clock import Clock
from kiosk.upkeep.hands import Records
from legalnet import tickets
from offline_cache.errors import CacheError

log = logging.getLogger(__name__)

KEY = "fleet/ticket-key"
WRONG_ALLOWED, LOCK_S = 3, 60.0


class Admission:
    """Owned by the keeper's one thread."""

    def __init__(self, records: Callable[[], Records], terminal_id: str, clock: Clock) -> None:
        self._records = records
        self._terminal_id = terminal_id
        self._clock = clock
        self._wrong = 0
        self._locked_until = 0.0

    @property
    def needed(self) -> bool:
        """Whether the province gives tickets for this terminal; one that was never in contact knows none."""
        return bool(self._key())

    def _key(self) -> str:
        try:
            return (self._records().get(KEY) or b"").decode("ascii", "ignore")
        except CacheError:
            return ""

    def learn(self, key: str) -> None:
        """The province's key for this terminal."""
        if key != self._key():
            try:
                self._records().put(KEY, key.encode())
            except CacheError as error:
                log.info("the key of tickets cannot be kept now: %s", error.code)

    def judge(self, typed: object) -> dict[str, Any]:
        """`{outcome: done|not_done, reason, left, number}` for a ticket that was typed."""
        left = self._locked_until - self._clock.monotonic()
        if left > 0:
            return {"outcome": "not_done", "reason": "locked", "left": round(left)}
        number = tickets.check(self._key(), self._terminal_id, str(typed)[:40], self._clock.now())
        if number is not None:
            self._wrong = 0
            log.info("technician: ticket %04d", number)
            return {"outcome": "done", "reason": "", "left": 0, "number": number}
        self._wrong += 1
        log.info("technician: wrong ticket")
        if self._wrong >= WRONG_ALLOWED:
            self._wrong, self._locked_until = 0, self._clock.monotonic() + LOCK_S
        return {"outcome": "not_done", "reason": "wrong_ticket", "left": 0}
