"""What was sent to the printer and what came of it, on disk before it happens, so that nothing is printed
twice unasked.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from devices.life import Outcome, PrintResult

KEEP = 500
"""Jobs remembered; older ones are dropped when the journal is opened."""


@dataclass(frozen=True)
class JobRecord:
    """What the journal knows about one job."""

    number: int
    """Counts jobs; its last four digits are the process id asked of the printer."""
    sent: bool
    """Bytes may have reached the printer, so paper may lie there."""
    result: PrintResult | None
    """None while under way, or when the terminal died before it knew."""


class FileJournal:
    """An append-only file of JSON lines, each on disk before the call returns.
    Job ids must not be personal.
    """

    def __init__(self, path: Path) -> None:
        """Open or begin the journal at `path`; a last line cut off by a power loss is passed over."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._jobs: dict[str, JobRecord] = {}
        for entry in self._entries():
            self._apply(entry)
        self._next = max((job.number for job in self._jobs.values()), default=0) + 1
        self._compact()

    def get(self, job_id: str) -> JobRecord | None:
        """What is known about a job."""
        return self._jobs.get(job_id)

    def begin(self, job_id: str, digest: str) -> int:
        """Note that the job's bytes go out now; the job's number. Raises `OSError` when the disk refuses."""
        number, self._next = self._next, self._next + 1
        self._append({"job": job_id, "begin": number, "sha256": digest})
        return number

    def end(self, job_id: str, result: PrintResult) -> None:
        """Note what came of it. Raises `OSError` when the disk refuses."""
        self._append(
            {"job": job_id, "outcome": result.outcome, "reason": result.reason, "acked": result.acked}
        )

    def _append(self, entry: dict[str, object]) -> None:
        line = json.dumps(entry).encode() + b"\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
        self._apply(entry)

    def _apply(self, entry: dict[str, object]) -> None:
        job_id = str(entry["job"])
        if "begin" in entry:
            # a job begun again moves to the end of the order, so that it is kept longest
            self._jobs.pop(job_id, None)
            self._jobs[job_id] = JobRecord(int(str(entry["begin"])), True, None)
        elif job_id in self._jobs:
            result = PrintResult(Outcome(str(entry["outcome"])), str(entry["reason"]), bool(entry["acked"]))
            self._jobs[job_id] = JobRecord(self._jobs[job_id].number, True, result)

    def _entries(self) -> list[dict[str, object]]:
        entries: list[dict[str, object]] = []
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return entries
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and "job" in entry and ("begin" in entry or "outcome" in entry):
                entries.append(entry)
        return entries

    def _compact(self) -> None:
        """Write a short journal beside and put it in place; also heals a last line that was cut off."""
        keep = dict(list(self._jobs.items())[-KEEP:])
        lines = []
        for job_id, job in keep.items():
            lines.append({"job": job_id, "begin": job.number})
            if job.result is not None:
                done = job.result
                lines.append(
                    {"job": job_id, "outcome": done.outcome, "reason": done.reason, "acked": done.acked}
                )
        fresh = self._path.with_name(self._path.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._path)
        self._jobs = keep
