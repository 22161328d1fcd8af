"""Between the flow and the web view: commands one way, events the other; plain values, no Qt.

The page at the other end of the view is ours, but it talks to a network: what it tells is checked by whoever reads it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

MOST = 500
"""Events that may wait; a view that floods loses the oldest."""


class VideoPort:
    """One visit's view: wanted or not, told and telling."""

    def __init__(self) -> None:
        self.wanted = ""
        """Address of the province while a view is wanted; empty: none."""
        self.relay: Callable[[dict[str, Any]], None] = lambda _: None
        """Set by the view when it is there."""
        self.changed: Callable[[], None] = lambda: None
        """Set by the view: `wanted` changed."""
        self._waiting: list[dict[str, Any]] = []
        self._events: deque[dict[str, Any]] = deque(maxlen=MOST)
        self._there = False

    def open(self, province: str) -> None:
        """A view is wanted for rooms of this province."""
        self.wanted, self._there = province, False
        self.changed()

    def close(self) -> None:
        """No view any more: its processes, its camera and its microphone are let go."""
        self.wanted, self._there = "", False
        self._waiting.clear()
        self._events.clear()
        self.changed()

    def command(self, do: str, **members: Any) -> None:
        """Tell the page; what is told before it is there waits."""
        said = {"do": do, **members}
        if self._there:
            self.relay(said)
        else:
            self._waiting.append(said)

    def told(self, event: dict[str, Any]) -> None:
        """The page said something (called by the view)."""
        if event.get("event") == "ready":
            self._there = True
            waiting, self._waiting = self._waiting, []
            for said in waiting:
                self.relay(said)
        self._events.append(event)

    def events(self) -> list[dict[str, Any]]:
        """What came since the last look."""
        found = list(self._events)
        self._events.clear()
        return found
