"""The one place where the cache reads time or waits, so that tests can pass their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the cache may ask of time; the clocks of the other rooms fit too."""

    def monotonic(self) -> float:
        """Seconds that only grow; the base of every delay."""

    def now(self) -> datetime:
        """Wall time in UTC; may be wrong, so it is only written down, never waited for."""


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> datetime:
        """Wall time in UTC."""
        return datetime.now(UTC)
