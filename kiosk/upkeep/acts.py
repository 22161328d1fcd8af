"""What technicians did at this terminal, kept until the province has it in its audit.

Deeds come from the visit that shows the technician's screen; who it was is the number of the ticket that let them in.
No deed holds anything of a case, and none a word that was typed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from kiosk.clock import Clock
from kiosk.upkeep.hands import Records
from legalnet.telemetry import Deed, TechnicianAct
from offline_cache.errors import CacheError

log = logging.getLogger(__name__)

PREFIX = "fleet/act/"
MOST_KEPT, MOST_TOLD = 400, 20
"""Waiting for the province, and told with one heartbeat."""


class Acts:
    """Owned by the keeper's one thread."""

    def __init__(self, records: Callable[[], Records], clock: Clock) -> None:
        """`records` raises `CacheError` while the memory is closed; then a deed stands in the log only."""
        self._records = records
        self._clock = clock
        self._ticket: int | None = None
        self._last = 0
        self.fresh = False
        """Whether there is a deed that no heartbeat told yet; whoever tells it takes it back."""

    def admitted(self, number: int | None) -> None:
        """Whose ticket was right."""
        self._ticket = number

    def hear(self, message: Mapping[str, Any]) -> None:
        """A deed as the visit tells it; nonsense is dropped."""
        told = {name: message.get(name) or None for name in ("deed", "device")}
        outcome = str(message.get("outcome") or "")
        try:
            act = TechnicianAct.model_validate(
                {
                    **told,
                    "id": self._next(),
                    "at": self._clock.now(),
                    "outcome": outcome,
                    "ticket": self._ticket,
                    "card": message.get("card"),
                }
            )
        except ValidationError:
            log.error("a technician's deed that nobody knows was dropped")
            return
        if act.deed is Deed.LEFT:
            self._ticket = None
        self._keep(act)

    def _next(self) -> str:
        """Above every number before, also after a new start and with a clock that was set back."""
        try:
            known = [int(name.removeprefix(PREFIX)) for name in self._records().names(PREFIX)[-1:]]
        except (CacheError, ValueError):
            known = []
        self._last = max(
            int(self._clock.now().timestamp() * 1e6), self._last + 1, *(one + 1 for one in known)
        )
        return f"{self._last:016d}"

    def _keep(self, act: TechnicianAct) -> None:
        try:
            names = self._records().names(PREFIX)
            for name in names[: max(0, len(names) - MOST_KEPT + 1)]:
                self._records().delete(name)
            self._records().put(PREFIX + act.id, act.model_dump_json().encode())
            self.fresh = True
        except CacheError as error:
            log.info("a technician's deed cannot be kept now: %s", error.code)

    def waiting(self) -> tuple[TechnicianAct, ...]:
        """The earliest that the province did not confirm yet; what cannot be read is dropped."""
        found = []
        try:
            for name in self._records().names(PREFIX)[:MOST_TOLD]:
                try:
                    found.append(TechnicianAct.model_validate(json.loads(self._records().get(name) or b"")))
                except ValueError:
                    self._records().delete(name)
        except CacheError:
            return ()
        return tuple(found)

    def confirmed(self, ids: Iterable[str]) -> None:
        """The province has these."""
        try:
            there = set(self._records().names(PREFIX))
            for one in ids:
                if PREFIX + one in there:
                    self._records().delete(PREFIX + one)
        except CacheError:
            return
