"""The one place where devices read time or wait, so that tests can pass their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """What a driver may ask of time."""

    def monotonic(self) -> float:
        """Seconds that only grow; the base of every deadline."""

    def sleep(self, seconds: float) -> None:
        """Wait; never used while holding a lock."""

    def now(self) -> datetime:
        """Wall time in UTC; may be wrong, so never used for deadlines."""


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


class Deadline(NamedTuple):
    """A moment on the monotonic clock by which a wait must end."""

    clock: Clock
    at: float

    @classmethod
    def after(cls, clock: Clock, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(clock, clock.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self.at - self.clock.monotonic())

    @property
    def over(self) -> bool:
        """Whether the moment has passed."""
        return self.left == 0.0
