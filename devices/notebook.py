"""What is remembered of a device from one process to the next: codes, numbers, and what it said of itself.

The visit that owns a device is killed when its resident is gone, and its counters with it; doctor is another process
again. So each change is written to a small file beside the journals. Nothing of a person is in it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from devices.clock import Clock
from devices.life import Health, State

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counters:
    """What happened to a device since its notebook began."""

    reopened: int = 0
    """How often it was opened again after it had been open once."""
    done: int = 0
    failed: int = 0
    """Jobs that ended with an error, undone, or with an outcome that is not known."""
    last_error: str = ""
    last_error_at: datetime | None = None


@dataclass(frozen=True)
class Note:
    """One device as it was last seen."""

    counters: Counters = field(default_factory=Counters)
    health: Health = field(default_factory=lambda: Health(State.ABSENT))
    facts: Mapping[str, str] = field(default_factory=dict)
    """What its driver said of it: `model`, `firmware`, `sam` and the like."""


class Notebook:
    """The file of one device. A file that cannot be read or written costs the counters, never the device."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._failed = False

    def read(self) -> Note:
        """The last note; an empty one where there is none."""
        try:
            item = json.loads(self._path.read_text("utf-8"))
            at = item["counters"].pop("last_error_at")
            counters = Counters(**item["counters"], last_error_at=datetime.fromisoformat(at) if at else None)
            state, reason, warning = item["health"]
            facts = {str(name): str(value) for name, value in item["facts"].items()}
            return Note(counters, Health(State(state), reason, warning), facts)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Note()

    def write(self, note: Note) -> None:
        """Keep it. Never raises; that it cannot is said once."""
        at = note.counters.last_error_at
        item = {
            "counters": asdict(note.counters) | {"last_error_at": at.isoformat() if at else ""},
            "health": [note.health.state.value, note.health.reason, note.health.warning],
            "facts": dict(note.facts),
        }
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(item), "utf-8")
            fresh.replace(self._path)
        except OSError as error:
            if not self._failed:
                log.info("counters of a device are not kept: %s", type(error).__name__)
            self._failed = True


class Tally:
    """Counts what becomes of a device that is opened only while somebody uses it, such as a camera.

    Made for one use of it, by the process that outlives the device's own; belongs to one thread.
    """

    def __init__(self, notes: Notebook, clock: Clock, facts: Mapping[str, str]) -> None:
        self._notes = notes
        self._clock = clock
        self._facts = facts
        self._worked = self._lost = False

    def works(self) -> None:
        """It gives what it is for: counted once a use, and as opened again when it had been lost."""
        if self._worked and not self._lost:
            return
        now = self._notes.read().counters
        self._write(
            replace(now, done=now.done + (not self._worked), reopened=now.reopened + self._lost),
            Health(State.READY),
        )
        self._worked, self._lost = True, False

    def lost(self, code: str) -> None:
        """It gives nothing any more, and why; told as often as one likes, counted once."""
        if self._lost:
            return
        self._lost = True
        now = self._notes.read().counters
        failed = replace(now, failed=now.failed + 1, last_error=code, last_error_at=self._clock.now())
        self._write(failed, Health(State.GONE, code))

    def _write(self, counters: Counters, health: Health) -> None:
        self._notes.write(Note(counters, health, self._facts))


def notebook(folder: Path, kind: str) -> Notebook:
    """The notebook of a kind of device in the terminal's folder of journals."""
    return Notebook(folder / f"device-{kind}.json")
