"""Tells systemd that the terminal is well, and only then: sd_notify(3), the protocol of READY=1 and WATCHDOG=1.

Well means what a person in front of it would say: pictures follow one another. A frozen picture, a compositor that
hangs and a keeper that hangs all fall silent here, and systemd starts the unit anew after `WatchdogSec`.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping
from typing import Protocol

from kiosk.clock import Clock
from kiosk.keeper.compositor import Compositor
from kiosk.keeper.visits import Visits

log = logging.getLogger(__name__)

EVERY_S = 1.0
DARK_S = 15.0
"""So long after it was shown, a window that nobody wants pictures of is behind a dark monitor, and not only slow."""


class Notify(Protocol):
    """Where the words go."""

    def __call__(self, words: str) -> None:
        """Say it; nobody answers."""


def notifier(environment: Mapping[str, str]) -> Notify | None:
    """The service manager's socket, if this process was started by one that wants to hear (`Type=notify`)."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return None
    if address.startswith("@"):
        address = "\0" + address[1:]

    def notify(words: str) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            try:
                line.settimeout(1.0)
                line.sendto(words.encode(), address)
            except OSError as error:  # the manager starts anew itself; the next word may reach it
                log.info("the service manager was not reached: %s", type(error).__name__)

    return notify


class Watchdog:
    """Looks at the shown visit once a second."""

    def __init__(
        self,
        notify: Notify,
        visits: Visits,
        compositor: Compositor,
        monitor: Callable[[], bool],
        clock: Clock,
    ) -> None:
        self._notify = notify
        self._visits = visits
        self._compositor = compositor
        self._monitor = monitor
        self._clock = clock
        self._told = clock.monotonic() - EVERY_S
        self._last: tuple[int, int] = (0, -1)
        self._ready = False

    def tick(self) -> None:
        """Say it when a second has passed and all is well."""
        self._compositor.tick()
        now = self._clock.monotonic()
        if now - self._told < EVERY_S or not self._well():
            return
        self._told = now
        if not self._ready:
            self._ready = True
            log.info("the first picture is shown")
            self._notify("READY=1\nSTATUS=showing")
        self._notify("WATCHDOG=1")

    def _well(self) -> bool:
        """A new picture since the last time; where nobody wants pictures, that no monitor is on."""
        visit = self._visits.shown
        if visit is None or not self._compositor.answers:
            return False
        if not visit.seen:
            dark = self._clock.monotonic() - visit.shown_at >= DARK_S
            return dark and visit.heard_alive and not self._monitor()
        now = (visit.pid, visit.frame)
        moved = now != self._last and visit.frame > 0
        self._last = now
        return moved

    def stop(self) -> None:
        """The end is meant."""
        self._notify("STOPPING=1")
        self._compositor.stop()
