"""What threads beside the keeper found out, told by its one thread with the next pulse."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue


class Answers:
    """A desk's answers on their way back; any thread puts, only the keeper's tells."""

    def __init__(self) -> None:
        self._found: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def put(self, tell: Callable[[], None]) -> None:
        """Have this called with the next pulse."""
        self._found.put(tell)

    def tell(self) -> None:
        """Pass on what came back."""
        while True:
            try:
                told = self._found.get_nowait()
            except Empty:
                return
            told()
