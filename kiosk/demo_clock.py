"""A clock for demonstrations, which the fault dock can set wrong without touching the machine's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.clock import Clock, SystemClock

LOOK_EVERY_S = 0.5


class DemoClock(SystemClock):
    """The machine's clock, off by the seconds that a file tells; waits and deadlines go on as they should."""

    def __init__(self, file: Path) -> None:
        """`file` holds a number of seconds; while it is not there, or holds no number, nothing is added."""
        self._file = file
        self._off = timedelta()
        self._look_at = 0.0

    def now(self) -> datetime:
        """Wall time in UTC, wrong on purpose."""
        if self.monotonic() >= self._look_at:
            self._look_at = self.monotonic() + LOOK_EVERY_S
            self._off = self._read()
        return super().now() + self._off

    def _read(self) -> timedelta:
        try:
            return timedelta(seconds=float(self._file.read_text(encoding="ascii")))
        except (OSError, ValueError, OverflowError):
            return timedelta()


def clock_for(file: str, simulated: bool) -> Clock:
    """The clock of a terminal: the machine's own, unless the site is a demonstration that names a file.

    A terminal with real hardware never takes its time from a file.
    """
    return DemoClock(Path(file)) if file and simulated else SystemClock()
