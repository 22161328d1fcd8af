"""Whether the province can be reached, asked now and then beside everything else."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.clock import Clock

EVERY_S = 15.0


class NetworkWatch:
    """Asks in a thread of its own, so that a slow network never holds the keeper."""

    def __init__(self, probe: Callable[[], str], clock: Clock) -> None:
        self._probe = probe
        self._clock = clock
        self._answer = "unknown"
        self._due = 0.0
        self._thread: threading.Thread | None = None

    @property
    def up(self) -> bool:
        """Whether the last answer was a good one."""
        return self._answer == "up"

    @property
    def reason(self) -> str:
        """Why not, as a code; empty when all is well."""
        return "" if self.up else self._answer

    def tick(self) -> None:
        """Ask when it is time."""
        idle = self._thread is None or not self._thread.is_alive()
        if idle and self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + EVERY_S
            self._thread = threading.Thread(target=self._ask, daemon=True)
            self._thread.start()

    def hurry(self) -> None:
        """Ask at the next tick."""
        self._due = 0.0

    def _ask(self) -> None:
        self._answer = self._probe()
