"""A page printer that is a folder, for terminals without one:
the PDF lies there, whole and on disk, or not at all.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from devices.life import Health, Kind, Outcome, PrintResult, State, Unplugged

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class FilePrinter:
    """Writes `<job id>.pdf` into a folder that only its owner may read."""

    kind = Kind.PAGE_PRINTER

    def __init__(self, folder: str | Path) -> None:
        """`folder` as a path or as `file:/folder`."""
        self._folder = Path(str(folder).removeprefix("file:"))
        self.identity = f"file:{self._folder}"

    @property
    def simulated(self) -> bool:
        """A folder is what it says it is."""
        return False

    def open(self) -> None:
        """Make the folder. Raises `Unplugged` when that is not possible."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Unplugged(type(error).__name__) from None

    def probe(self) -> Health:
        """Whether the folder can be written to."""
        if not self._folder.is_dir():
            return Health(State.GONE, "unplugged")
        return (
            Health(State.READY) if os.access(self._folder, os.W_OK) else Health(State.FAULTED, "not_writable")
        )

    def close(self) -> None:
        """Nothing is held."""

    def cancel_leftovers(self) -> Outcome:
        """A folder holds nothing back."""
        return Outcome.DONE

    def print_pdf(self, job_id: str, pdf: bytes, title: str) -> PrintResult:  # noqa: ARG002 - as printers take it
        """Write the PDF; the same job again replaces it.
        Raises `ValueError` for a job id that is no file name.
        """
        if not _SAFE.fullmatch(job_id):
            raise ValueError("the job id cannot be a file name")
        path = self._folder / f"{job_id}.pdf"
        fresh = path.with_suffix(".part")
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(pdf)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(path)
        except OSError as error:
            return PrintResult(Outcome.NOT_DONE, "disk_full" if error.errno == errno.ENOSPC else "unplugged")
        return PrintResult(Outcome.DONE, acked=True)
