"""Paper: one job at a time per printer, each with an outcome that is never guessed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from devices.life import Outcome
from kiosk.visit.jobs import Jobs

log = logging.getLogger(__name__)


class Print:
    """One thing that was to be printed, and what became of it."""

    def __init__(self) -> None:
        self.outcome = "none"
        self.reason = ""
        self.tries = 0

    def view(self) -> dict[str, str]:
        """For the scene."""
        return {"outcome": self.outcome, "reason": self.reason}

    @property
    def busy(self) -> bool:
        """Whether the printer is at it."""
        return self.outcome == "printing"

    @property
    def troubled(self) -> bool:
        """Whether it was asked for and did not, or may not, come out."""
        return self.outcome in ("not_done", "unknown")

    @property
    def any_paper(self) -> bool:
        """Whether there may be paper to take."""
        return self.outcome in ("done", "unknown", "printing")

    def start(self, jobs: Jobs, work: Callable[[bool], Any], asked: bool = False) -> None:
        """Print unless it is being printed; `work(again)` is told when an earlier try may have left paper behind.

        `asked`: it may have been printed in an earlier visit, and a person wants it once more.
        """
        if self.busy:
            return
        again = asked or self.outcome in ("done", "unknown")
        self.outcome, self.reason = "printing", ""
        self.tries += 1
        jobs.run(lambda: work(again), self._ended, self._failed)

    def _ended(self, result: Any) -> None:
        if result is None:
            self.outcome = "none"
            return
        self.outcome = {Outcome.DONE: "done", Outcome.NOT_DONE: "not_done", Outcome.UNKNOWN: "unknown"}[
            result.outcome
        ]
        self.reason = result.reason

    def _failed(self, error: Exception) -> None:
        log.error("printing failed: %s", type(error).__name__)
        self.outcome, self.reason = "unknown", "unknown"
