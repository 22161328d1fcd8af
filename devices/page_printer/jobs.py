"""Which jobs were given to the printer, on disk before they are, so that a new process finds what an old one left.

A job that waits for paper must not come out for the next person. The file holds job ids, the printer's numbers and
outcomes, nothing of a person.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from devices.life import Outcome

KEEP = 200
"""Jobs remembered."""


@dataclass(frozen=True)
class SentJob:
    """One job as far as it is known."""

    job_id: str
    number: int = 0
    """The printer's own number; 0 while it is being sent, or when the process died before it was told."""
    outcome: Outcome | None = None
    """None while it may still print."""

    @property
    def open(self) -> bool:
        """Whether it may still print."""
        return self.outcome is None or self.outcome is Outcome.UNKNOWN


class JobBook:
    """The jobs of one printer. Rewritten whole at each change: it is short."""

    def __init__(self, path: Path | None = None) -> None:
        """At `path`, or only in memory. A file that cannot be read counts as empty."""
        self._path = path
        self._jobs: dict[str, SentJob] = {}
        for entry in self._entries():
            outcome = Outcome(str(entry["outcome"])) if entry["outcome"] else None
            self._jobs[str(entry["job"])] = SentJob(str(entry["job"]), int(entry["number"]), outcome)

    def get(self, job_id: str) -> SentJob | None:
        """What is known of a job."""
        return self._jobs.get(job_id)

    def left(self) -> list[SentJob]:
        """Jobs that may still print, the oldest first."""
        return [job for job in self._jobs.values() if job.open]

    def sending(self, job_id: str) -> None:
        """It goes out now. Raises `OSError` when that cannot be noted; then it must not go out."""
        earlier = self._jobs.pop(job_id, SentJob(job_id, outcome=Outcome.NOT_DONE))
        self._jobs[job_id] = SentJob(job_id)
        for old in list(self._jobs)[:-KEEP]:
            del self._jobs[old]
        try:
            self._write()
        except OSError:
            self._jobs[job_id] = earlier
            raise

    def sent(self, job_id: str, number: int) -> None:
        """The printer gave it a number. Raises `OSError`."""
        self._jobs[job_id] = replace(self._jobs[job_id], number=number)
        self._write()

    def ended(self, job_id: str, outcome: Outcome) -> None:
        """What came of it. Raises `OSError`."""
        self._jobs[job_id] = replace(self._jobs[job_id], outcome=outcome)
        self._write()

    def _entries(self) -> list[dict[str, str | int]]:
        if self._path is None:
            return []
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return []
        return [
            entry
            for entry in found
            if isinstance(entry, dict) and {"job", "number", "outcome"} <= entry.keys()
        ]

    def _write(self) -> None:
        if self._path is None:
            return
        entries = [
            {"job": job.job_id, "number": job.number, "outcome": job.outcome.value if job.outcome else ""}
            for job in self._jobs.values()
        ]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(self._path.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(json.dumps(entries).encode())
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._path)
        _keep_name(self._path.parent)


def _keep_name(folder: Path) -> None:
    """Put the exchange of the file on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
