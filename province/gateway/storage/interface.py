"""The one interface of the gateway's storage; `SqliteStorage` and `PostgresStorage` pass the same contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from province.gateway.storage.rows import (
    Announcement,
    Completion,
    Figures,
    NewSubmission,
    Nonce,
    SubmissionRow,
    Taken,
    TerminalRow,
)

T = TypeVar("T")


class StorageDown(Exception):
    """The database cannot be reached or does not answer; whether the last write happened is unknown."""


class Storage(Protocol):
    """The way to the tables.

    The named methods are the ingest's: they happen for every request and are committed in groups. `read` and
    `write` run any job of SQLAlchemy Core for everything that happens seldom. Whatever returns has been
    committed and flushed. All raise `StorageDown` when the database is away.
    """

    async def open(self) -> None:
        """Bring the schema up to date and get ready. Raises `StorageDown`."""

    async def close(self) -> None:
        """Finish what was handed in and let go of the connections."""

    async def ping(self) -> None:
        """Return when the database reads and the writer lives. Raises `StorageDown`."""

    def figures(self) -> Figures:
        """What was done so far."""

    async def read(self, job: Callable[[Connection], T]) -> T:
        """Run a reading job."""

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run a writing job in a transaction of its own; what it raises undoes it."""

    async def terminal(self, terminal_id: str) -> TerminalRow | None:
        """The terminal of that id."""

    async def use_nonce(self, nonce: Nonce) -> bool:
        """Remember a nonce until it expires; False when it was used before. Raises `Stranger`."""

    async def announce(self, file: Announcement) -> bool:
        """Note a file; True when it was known. Raises `SizeDiffers`."""

    async def file_size(self, terminal_id: str, digest: str) -> int | None:
        """The announced size of a terminal's file."""

    async def complete(self, file: Completion) -> None:
        """Note when a file became whole; the first time counts."""

    async def find(self, submission_id: str) -> SubmissionRow | None:
        """The submission of that id."""

    async def take(self, new: NewSubmission) -> Taken:
        """Take in a submission exactly once: a unique key decides, however many gateways ask at a time.

        With its `nonce`, if it has one: raises `Replayed` or `Stranger`, and nothing was taken in.
        """


def open_storage(url: str) -> Storage:
    """The storage for an address, `sqlite:///path` or `postgresql://user@host/database`; not opened yet.

    Raises `ValueError` for anything else.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        from province.gateway.storage.sqlite import SqliteStorage

        return SqliteStorage(url)
    if scheme in ("postgresql", "postgres"):
        from province.gateway.storage.postgres import PostgresStorage

        return PostgresStorage(url)
    raise ValueError("the database must be sqlite:///path or postgresql://user@host/database")
