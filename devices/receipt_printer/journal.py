"""What was sent to the printer and what came of it, on disk before it happens, so that nothing is printed
twice unasked.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devices.life import Outcome, PrintResult

KEEP = 500
"""Jobs remembered; older ones are forgotten, and leave the file when the journal is next opened."""

MARKERS = {"begin", "printed", "outcome"}
"""Each line has one of these keys, by which it is known."""


@dataclass(frozen=True)
class JobRecord:
    """What the journal knows about one job."""

    number: int
    """Counts jobs; the process ids asked of the printer are made from it."""
    sent: bool
    """Bytes may have reached the printer, so paper may lie there."""
    result: PrintResult | None
    """None while under way, or when the terminal died before it knew."""
    blocks: tuple[str, ...] = ()
    """Digests of the ticket's blocks, by which a resumed ticket is known to be the same one."""
    printed: int = 0
    """How many blocks from the first the printer said it printed; a person may hold that much paper."""


class FileJournal:
    """An append-only file of JSON lines, each on disk before the call returns.
    Job ids must not be personal.
    """

    def __init__(self, path: Path) -> None:
        """Open or begin the journal at `path`; a last line cut off by a power loss is passed over."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._torn = False
        self._jobs: dict[str, JobRecord] = {}
        for entry in self._entries():
            self._apply(entry)
        self._next = max((job.number for job in self._jobs.values()), default=0) + 1
        self._compact()

    def get(self, job_id: str) -> JobRecord | None:
        """What is known about a job."""
        return self._jobs.get(job_id)

    @property
    def interrupted(self) -> bool:
        """Whether the last job begun is not known to be whole: its rest may sit in the printer."""
        last = next(reversed(self._jobs.values()), None)
        return last is not None and (last.result is None or last.result.outcome is not Outcome.DONE)

    def begin(self, job_id: str, digest: str, blocks: Sequence[str] = (), printed: int = 0) -> int:
        """Note that the job's bytes go out now; the job's number. Raises `OSError` when the disk refuses.

        `blocks`: digests of the ticket's blocks; `printed`: how many of them are skipped, being on paper.
        """
        number, self._next = self._next, self._next + 1
        entry: dict[str, object] = {"job": job_id, "begin": number, "sha256": digest}
        if blocks:
            entry |= {"blocks": list(blocks), "printed": printed}
        self._append(entry)
        return number

    def progress(self, job_id: str, printed: int) -> None:
        """Note that the printer acknowledged that many blocks. Raises `OSError` when the disk refuses."""
        self._append({"job": job_id, "printed": printed})

    def end(self, job_id: str, result: PrintResult) -> None:
        """Note what came of it. Raises `OSError` when the disk refuses."""
        self._append(
            {"job": job_id, "outcome": result.outcome, "reason": result.reason, "acked": result.acked}
        )

    def _append(self, entry: dict[str, object]) -> None:
        # a line that a full disk cut off must not swallow the next one
        line = b"\n" * self._torn + json.dumps(entry).encode() + b"\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._torn = True
        try:
            if os.write(handle, line) != len(line):
                raise OSError(errno.ENOSPC, "the journal's line was cut off")
            os.fsync(handle)
            self._torn = False
        finally:
            os.close(handle)
        self._apply(entry)

    def _apply(self, entry: dict[str, object]) -> None:
        job_id = str(entry["job"])
        if "begin" in entry:
            # a job begun again moves to the end of the order, so that it is kept longest
            self._jobs.pop(job_id, None)
            self._jobs[job_id] = _begun(entry)
            if len(self._jobs) > KEEP:
                del self._jobs[next(iter(self._jobs))]
        elif job_id in self._jobs and "outcome" in entry:
            result = PrintResult(Outcome(str(entry["outcome"])), str(entry["reason"]), bool(entry["acked"]))
            self._jobs[job_id] = replace(self._jobs[job_id], result=result)
        elif job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], printed=int(str(entry["printed"])))

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
            if isinstance(entry, dict) and "job" in entry and entry.keys() & MARKERS:
                entries.append(entry)
        return entries

    def _compact(self) -> None:
        """Write a short journal beside and put it in place; also heals a last line that was cut off."""
        lines = [line for job_id, job in self._jobs.items() for line in _lines(job_id, job)]
        fresh = self._path.with_name(self._path.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._path)
        self._keep_name()

    def _keep_name(self) -> None:
        """Put the exchange itself on disk, or a power loss brings back a file without recent lines."""
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _begun(entry: dict[str, object]) -> JobRecord:
    """The record that a `begin` line makes."""
    blocks = entry.get("blocks", [])
    digests = tuple(str(block) for block in blocks) if isinstance(blocks, list) else ()
    return JobRecord(int(str(entry["begin"])), True, None, digests, int(str(entry.get("printed", 0))))


def _lines(job_id: str, job: JobRecord) -> list[dict[str, object]]:
    """The lines from which a record is read again."""
    begin: dict[str, object] = {"job": job_id, "begin": job.number}
    if job.blocks:
        begin |= {"blocks": list(job.blocks), "printed": job.printed}
    if job.result is None:
        return [begin]
    done = job.result
    return [begin, {"job": job_id, "outcome": done.outcome, "reason": done.reason, "acked": done.acked}]
