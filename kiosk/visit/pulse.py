"""What a visit says of itself every second: that it lives, which picture it drew last, and whether anybody is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kiosk.clock import Clock

EVERY_S = 1.0


class Drawn(NamedTuple):
    """The screen, as whoever draws it knows it."""

    frame: int
    """Number of the last picture that was shown."""
    seen: bool
    """Whether the compositor wants pictures; not while the monitor is off or the window hidden."""


class Pulse:
    """Says `alive` over the line; the keeper judges by the frame's number whether the picture stands still."""

    def __init__(self, tell: Callable[..., None], clock: Clock) -> None:
        self._tell = tell
        self._clock = clock
        self._said = 0.0
        self.drawn: Callable[[], Drawn] | None = None
        """Set by whoever draws; without a screen there is nothing to freeze."""

    def tick(self, screen: str, idle: bool) -> None:
        """Say it when a second has passed, with the id of the screen; `idle` when nobody's visit has begun."""
        now = self._clock.monotonic()
        if now - self._said < EVERY_S:
            return
        self._said = now
        if self.drawn is None:
            self._tell("alive", screen=screen, idle=idle)
        else:
            drawn = self.drawn()
            self._tell("alive", screen=screen, idle=idle, frame=drawn.frame, seen=drawn.seen)
