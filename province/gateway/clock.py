"""The one place where the province reads time, so that tests can pass their own."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Civil dates are dates here; instants are UTC."""


class Clock(Protocol):
    """What the gateway may ask of time."""

    def now(self) -> datetime:
        """Wall time in UTC."""

    def monotonic(self) -> float:
        """Seconds that only grow."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()


def civil_date(instant: datetime) -> date:
    """The date in China at that instant."""
    return instant.astimezone(SHANGHAI).date()


def stamp(instant: datetime) -> str:
    """How instants stand in the database: RFC 3339 in UTC, sortable as text."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")
