"""The storage on one machine: SQLite with one writer, whose commits are shared by all requests that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError

from province.gateway.storage import jobs
from province.gateway.storage.batches import Batches
from province.gateway.storage.interface import StorageDown
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
from province.gateway.storage.schema import migrate
from province.gateway.storage.taking import Refusal, entered
from province.gateway.storage.writer import Writer, open_engine

T = TypeVar("T")
SPOILING = (IntegrityError, DataError, UnicodeError)
"""One item of a batch is to blame."""


class SqliteStorage:
    """Implements `Storage`: readers beside everybody, one writer with group commit."""

    def __init__(self, url: str) -> None:
        self._writing = open_engine(url, begin="BEGIN IMMEDIATE")
        self._reading = open_engine(url, begin="BEGIN")
        self.writer = Writer(self._writing)
        self._terminals: Batches[str, TerminalRow | None] = Batches(self._terminals_of, SPOILING)
        self._found: Batches[str, SubmissionRow | None] = Batches(self._find_all, SPOILING)
        self._nonces: Batches[Nonce, None] = Batches(self._use_nonces, SPOILING)
        self._taken: Batches[NewSubmission, Taken] = Batches(self._take_all, SPOILING)

    async def open(self) -> None:
        """Bring the schema up to date and start the writer."""
        await _known(asyncio.to_thread(self._migrate))
        self.writer.start()

    def _migrate(self) -> None:
        """All steps in one transaction."""
        with self._writing.begin() as connection:
            migrate(connection)

    async def close(self) -> None:
        """Finish writing and let go of the connections."""
        for batches in (self._terminals, self._found, self._nonces, self._taken):
            await batches.drain()
        await asyncio.to_thread(self.writer.stop)
        self._writing.dispose()
        self._reading.dispose()

    async def ping(self) -> None:
        """The writer lives and the file reads."""
        if not self.writer.alive:
            raise StorageDown("the writer ended")
        await self.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar_one())

    def figures(self) -> Figures:
        """What the writer did."""
        return Figures(self.writer.commits, self.writer.jobs, self.writer.waiting)

    async def read(self, job: Callable[[Connection], T]) -> T:
        """Run a reading job beside the event loop."""
        return await _known(asyncio.to_thread(self._read, job))

    def _read(self, job: Callable[[Connection], T]) -> T:
        """On a connection of its own."""
        with self._reading.connect() as connection:
            return job(connection)

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Hand a job to the writer and wait for its commit."""
        return await _known(asyncio.wrap_future(self.writer.submit(job)))

    async def terminal(self, terminal_id: str) -> TerminalRow | None:
        """The terminal of that id."""
        return await self._terminals.add(terminal_id)

    async def _terminals_of(self, ids: Sequence[str]) -> Sequence[TerminalRow | None]:
        """One reading job for all that wait."""
        return await self.read(lambda c: jobs.terminals_of(c, ids))

    async def use_nonce(self, nonce: Nonce) -> bool:
        """Remember a nonce; False when it was used before."""
        return await entered(self._nonces.add(nonce))

    async def _use_nonces(self, batch: Sequence[Nonce]) -> Sequence[Refusal | None]:
        """One job for all that wait."""
        return await self.write(lambda c: jobs.use_nonces(c, batch))

    async def announce(self, file: Announcement) -> bool:
        """Note a file; True when it was known."""
        return await self.write(lambda c: jobs.announce(c, file))

    async def file_size(self, terminal_id: str, digest: str) -> int | None:
        """The announced size."""
        return await self.read(lambda c: jobs.file_size(c, terminal_id, digest))

    async def complete(self, file: Completion) -> None:
        """Note when a file became whole."""
        await self.write(lambda c: jobs.complete(c, file))

    async def find(self, submission_id: str) -> SubmissionRow | None:
        """The submission of that id."""
        return await self._found.add(submission_id)

    async def _find_all(self, keys: Sequence[str]) -> Sequence[SubmissionRow | None]:
        """One reading job for all that wait."""
        return await self.read(lambda c: jobs.find_all(c, keys))

    async def take(self, new: NewSubmission) -> Taken:
        """Take in a submission exactly once."""
        return await self._taken.add(new)

    async def _take_all(self, batch: Sequence[NewSubmission]) -> Sequence[Taken | Exception]:
        """One job for all that wait."""
        return await self.write(lambda c: jobs.take_all(c, batch))


async def _known(work: Awaitable[T]) -> T:
    """The result of work; a database that is locked, gone or full is `StorageDown`."""
    try:
        return await work
    except (OperationalError, InterfaceError) as error:
        raise StorageDown(type(error.orig).__name__) from error
