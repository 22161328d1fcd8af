"""When the next attempt is due: of an item that is in trouble by itself, or of a lane whose way is closed.

A closed way is nobody's fault: the lane waits as a whole, its items keep their places and are charged nothing, so
that what was handed in first arrives first when the way is open again. An item that was put off, or that may have
arrived, keeps its place until its `KEEPS_PLACE`-th attempt failed; then the next ones go before it: none blocks a lane.
Delays grow exponentially with full jitter, because a thousand terminals must not come back in step.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from offline_cache.states import Lane

FIRST_DELAY, LONGEST_DELAY, SHORTEST_DELAY = 2.0, 300.0, 0.2
"""Seconds: the range of the first delay, the cap of all, and a floor so that nobody spins."""
LONGEST_ASKED = 900.0
"""Seconds: the longest `Retry-After` that is obeyed; a faulty machine on the way must not send us to sleep for days."""
KEEPS_PLACE = 3
"""Attempts in trouble after which an item lets others of its lane go before it."""


class Pace:
    """Delays of items and lanes, by the monotonic clock. Not thread-safe: the engine holds its lock."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._items: dict[str, tuple[Lane, float]] = {}
        self._lanes: dict[Lane, float] = {}
        self._closed: Counter[Lane] = Counter()

    def delay(self, attempts: int, asked: float | None = None) -> float:
        """Seconds until the next attempt; never earlier than the other end `asked`, within reason."""
        ceiling = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(attempts, 16))
        return max(SHORTEST_DELAY, self._rng.uniform(0, ceiling), min(asked or 0.0, LONGEST_ASKED))

    def put_off(
        self, key: str, lane: Lane, attempts: int, now: float, *, in_line: bool, asked: float | None = None
    ) -> float:
        """This item is in trouble for the `attempts`-th time; gives its delay. `in_line`: at first its lane waits too."""
        delay = self.delay(attempts - 1, asked)
        self._items[key] = (lane, now + delay)
        if in_line and attempts < KEEPS_PLACE:
            self._hold(lane, now + delay)
        return delay

    def close(self, lane: Lane, now: float, asked: float | None = None) -> float:
        """The way is closed for everything in this lane; gives the delay."""
        delay = self.delay(self._closed[lane], asked)
        self._closed[lane] += 1
        self._hold(lane, now + delay)
        return delay

    def answered(self, lane: Lane) -> None:
        """The way is open: the next trouble begins with a short delay again."""
        del self._closed[lane]

    def hurry(self) -> None:
        """Everything is due now; what grew stays grown until an answer comes."""
        self._items.clear()
        self._lanes.clear()

    def taken_up(self, key: str) -> None:
        """An item's wait is over."""
        self._items.pop(key, None)

    def closed(self, lane: Lane, now: float) -> bool:
        """Whether nothing of the lane may be tried yet."""
        return self._lanes.get(lane, 0.0) > now

    def waiting(self, now: float) -> set[str]:
        """Keys of the items that are not due yet."""
        return {key for key, (_, at) in self._items.items() if at > now}

    def next_due(self, lanes: tuple[Lane, ...], now: float) -> float | None:
        """Seconds until something of these lanes may be due; None when nothing is planned."""
        ends = [at for lane, at in self._lanes.items() if lane in lanes and at > now]
        ends += [max(at, self._lanes.get(lane, at)) for lane, at in self._items.values() if lane in lanes]
        return max(0.0, min(ends) - now) if ends else None

    def _hold(self, lane: Lane, until: float) -> None:
        self._lanes[lane] = max(self._lanes.get(lane, until), until)
