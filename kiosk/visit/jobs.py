"""Work that must not hold the screen: run in a thread, its result delivered on the next tick."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


class Jobs:
    """Runs functions beside the screen; results and errors come back through `collect`, on the caller's thread."""

    def __init__(self) -> None:
        self._done: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._alive: set[threading.Thread] = set()

    def run(
        self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """Start `work`; later, inside `collect`, exactly one of `then(result)` or `failed(error)` is called."""
        thread = threading.Thread(target=self._work, args=(work, then, failed), daemon=True)
        self._alive.add(thread)
        thread.start()

    def _work(
        self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - the edge of the thread: handed to whoever asked
            self._done.put(lambda error=error: failed(error))  # type: ignore[misc]
        else:
            self._done.put(lambda: then(result))
        finally:
            self._alive.discard(threading.current_thread())

    def collect(self) -> bool:
        """Deliver what has finished; whether anything was."""
        any_done = False
        while True:
            try:
                deliver = self._done.get_nowait()
            except queue.Empty:
                return any_done
            any_done = True
            deliver()

    @property
    def busy(self) -> int:
        """How many are still running."""
        return len(self._alive)
