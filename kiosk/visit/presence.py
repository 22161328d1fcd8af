"""Whether the resident walked away from a call: it is hidden at once, and comes back by their own touch only.

A board without a sensor at its input says that nobody is there for ever; so only who was seen can walk away.
"""

from __future__ import annotations

AWAY_S = 3.0
"""Seconds without anybody before a call is hidden: who bends down for a paper has not left."""


class Presence:
    """One call's look at the place before the terminal."""

    def __init__(self) -> None:
        self.away = False
        self._seen = False
        self._gone_at: float | None = None

    def feed(self, present: bool | None, now: float) -> bool:
        """What the sensor says at monotonic second `now` (None: nothing known); whether this is the moment they left."""
        if present is not False:
            self._seen = self._seen or present is True
            self._gone_at = None
            return False
        if not self._seen or self.away:
            return False
        if self._gone_at is None:
            self._gone_at = now
        if now - self._gone_at < AWAY_S:
            return False
        self.away, self._gone_at = True, None
        return True

    def back(self) -> None:
        """They touched the screen: whoever is seen to go afterwards has left again."""
        self.away, self._seen, self._gone_at = False, False, None
