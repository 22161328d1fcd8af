"""The one place where the terminal reads time or waits, so that tests can pass their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Civil dates on screen and paper are dates here; instants are UTC. China has had no summer time since 1991, and only
present moments are told in it, so the time-zone database need not be read before the first frame."""


class Clock(Protocol):
    """What the terminal may ask of time."""

    def monotonic(self) -> float:
        """Seconds that only grow; the base of every deadline."""

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""

    def now(self) -> datetime:
        """Wall time in UTC; may be wrong."""


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        time.sleep(max(0.0, seconds))

    def now(self) -> datetime:
        """Wall time in UTC."""
        return datetime.now(UTC)
