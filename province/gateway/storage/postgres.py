"""The storage for many gateways: PostgreSQL by asyncpg, each kind of write in batches by unnest.

Several gateways work on one database; what must happen once is decided by unique keys, never by what a process
remembers. Seldom work (`read`, `write`) runs the same SQLAlchemy jobs as on SQLite.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from province.gateway.storage.batches import Batches
from province.gateway.storage.interface import StorageDown
from province.gateway.storage.pgtake import columns_of, take_all, use_nonces
from province.gateway.storage.rows import (
    SUBMISSION_COLUMNS,
    Announcement,
    Completion,
    Figures,
    NewSubmission,
    Nonce,
    SizeDiffers,
    SubmissionRow,
    Taken,
    TerminalRow,
)
from province.gateway.storage.schema import migrate
from province.gateway.storage.taking import Refusal, entered

T = TypeVar("T")
A = TypeVar("A")

CONNECTIONS = 10
"""Of the ingest, for each gateway; the seldom jobs have two more."""
TIMEOUT_S = 20.0
SESSION = {
    "application_name": "lawbooth-gateway",
    "synchronous_commit": "on",
    "statement_timeout": "15000",
    "idle_in_transaction_session_timeout": "30000",
}
DOWN = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    OperationalError,
    InterfaceError,
)
"""The database is away, full or being stopped."""
SPOILING = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
"""One item of a batch is to blame."""

TERMINAL = f"SELECT {', '.join(TerminalRow.__dataclass_fields__)} FROM terminals WHERE id = $1"  # noqa: S608 - our own names
FIND = f"SELECT {', '.join(SUBMISSION_COLUMNS)} FROM submissions WHERE submission_id = $1"  # noqa: S608 - our own names
SIZE = "SELECT size FROM files WHERE terminal_id = $1 AND digest = $2"
FORGET = "DELETE FROM nonces WHERE expires < $1"
FORGET_EVERY_S = 60
ANNOUNCE = """
  INSERT INTO files (terminal_id, digest, size, created_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
  ON CONFLICT DO NOTHING RETURNING terminal_id, digest
"""
SIZES = """
  SELECT f.terminal_id, f.digest, f.size
  FROM files f JOIN unnest($1::text[], $2::text[]) AS u (terminal_id, digest) USING (terminal_id, digest)
"""
COMPLETE = """
  UPDATE files SET completed_at = u.at
  FROM unnest($1::text[], $2::text[], $3::text[]) AS u (terminal_id, digest, at)
  WHERE files.terminal_id = u.terminal_id AND files.digest = u.digest AND files.completed_at IS NULL
"""


class PostgresStorage:
    """Implements `Storage` on a PostgreSQL database that other gateways may share."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: asyncpg.Pool[Any] | None = None
        self._engine: AsyncEngine | None = None
        self._forget_after = 0
        self._nonces: Batches[Nonce, None] = Batches(self._use_nonces, SPOILING)
        self._announced: Batches[Announcement, bool] = Batches(self._announce_all, SPOILING)
        self._completed: Batches[Completion, None] = Batches(self._complete_all, SPOILING)
        self._taken: Batches[NewSubmission, Taken] = Batches(self._take_all, SPOILING)

    @property
    def _batches(self) -> tuple[Batches[Any, Any], ...]:
        """All kinds."""
        return (self._nonces, self._announced, self._completed, self._taken)

    async def open(self) -> None:
        """Connect, and bring the schema up to date while no other gateway does."""
        async with _known():
            self._engine = create_async_engine(
                "postgresql+asyncpg://",
                async_creator=self._connect,
                pool_size=2,
                pool_pre_ping=True,
                hide_parameters=True,
            )
            async with self._engine.begin() as connection:
                await connection.run_sync(migrate)
            self._pool = await asyncpg.create_pool(
                self._url,
                min_size=0,
                max_size=CONNECTIONS,
                command_timeout=TIMEOUT_S,
                timeout=TIMEOUT_S,
                server_settings=SESSION,
            )

    async def _connect(self) -> asyncpg.Connection[Any]:
        """One connection for the seldom jobs."""
        return await asyncpg.connect(
            self._url, timeout=TIMEOUT_S, command_timeout=TIMEOUT_S, server_settings=SESSION
        )

    async def close(self) -> None:
        """Finish what was handed in and let go of the connections."""
        for batches in self._batches:
            await batches.drain()
        if self._pool is not None:
            await self._pool.close()
        if self._engine is not None:
            await self._engine.dispose()

    async def ping(self) -> None:
        """The database answers."""
        async with self._borrowed() as connection:
            await connection.fetchval("SELECT 1")

    def figures(self) -> Figures:
        """Of all kinds together."""
        return Figures(
            sum(batches.commits for batches in self._batches),
            sum(batches.jobs for batches in self._batches),
            sum(batches.waiting for batches in self._batches),
        )

    async def read(self, job: Callable[[Connection], T]) -> T:
        """Run a reading job."""
        return await self.write(job)

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction of its own."""
        if self._engine is None:
            raise StorageDown("not open")
        async with _known(), self._engine.begin() as connection:
            return await connection.run_sync(job)

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[asyncpg.Connection[Any]]:
        """A connection of the pool."""
        if self._pool is None:
            raise StorageDown("not open")
        async with _known(), self._pool.acquire(timeout=TIMEOUT_S) as connection:
            yield connection

    # ---- reading

    async def _row(self, query: str, *keys: str) -> Sequence[Any] | None:
        """One row, None when there is none; a key that no text column can hold is in no row."""
        try:
            async with self._borrowed() as connection:
                found: Sequence[Any] | None = await connection.fetchrow(query, *keys)
        except asyncpg.DataError:
            return None
        return found

    async def terminal(self, terminal_id: str) -> TerminalRow | None:
        """The terminal of that id."""
        row = await self._row(TERMINAL, terminal_id)
        return None if row is None else TerminalRow(*row)

    async def file_size(self, terminal_id: str, digest: str) -> int | None:
        """The announced size."""
        row = await self._row(SIZE, terminal_id, digest)
        return None if row is None else int(row[0])

    async def find(self, submission_id: str) -> SubmissionRow | None:
        """The submission of that id."""
        row = await self._row(FIND, submission_id)
        return None if row is None else SubmissionRow(*row)

    # ---- writing

    async def use_nonce(self, nonce: Nonce) -> bool:
        """Remember a nonce; False when it was used before, by whichever gateway."""
        return await entered(self._nonces.add(nonce))

    async def announce(self, file: Announcement) -> bool:
        """Note a file; True when it was known."""
        return await self._announced.add(file)

    async def complete(self, file: Completion) -> None:
        """Note when a file became whole."""
        await self._completed.add(file)

    async def take(self, new: NewSubmission) -> Taken:
        """Take in a submission exactly once."""
        return await self._taken.add(new)

    async def _use_nonces(self, batch: Sequence[Nonce]) -> Sequence[Refusal | None]:
        """Two statements; the primary key says which are new."""
        async with self._borrowed() as connection:
            await self._forget(connection, batch[0].now)
            return await use_nonces(connection, batch)

    async def _forget(self, connection: asyncpg.Connection[Any], now: int) -> None:
        """Drop nonces whose signatures are too old anyway, now and then."""
        if now >= self._forget_after:
            self._forget_after = now + FORGET_EVERY_S
            await connection.execute(FORGET, now)

    async def _announce_all(self, batch: Sequence[Announcement]) -> Sequence[bool | Exception]:
        """Insert what is new, then look up the sizes of all."""
        columns = columns_of([(one.terminal_id, one.digest, one.size, one.at) for one in batch])
        async with self._borrowed() as connection, connection.transaction():
            new = {tuple(row) for row in await connection.fetch(ANNOUNCE, *columns)}
            sizes = {(row[0], row[1]): row[2] for row in await connection.fetch(SIZES, *columns[:2])}
        return [
            not _first(new, (one.terminal_id, one.digest))
            if sizes[one.terminal_id, one.digest] == one.size
            else SizeDiffers()
            for one in batch
        ]

    async def _complete_all(self, batch: Sequence[Completion]) -> Sequence[Exception | None]:
        """One statement."""
        columns = columns_of([(one.terminal_id, one.digest, one.at) for one in batch])
        async with self._borrowed() as connection:
            await connection.execute(COMPLETE, *columns)
        return [None] * len(batch)

    async def _take_all(self, batch: Sequence[NewSubmission]) -> Sequence[Taken | Exception]:
        """One transaction."""
        async with self._borrowed() as connection:
            await self._forget(connection, int(batch[0].nonce.now) if batch[0].nonce else 0)
            async with connection.transaction():
                return await take_all(connection, batch)


def _first(new: set[Any], key: Any) -> bool:
    """Whether this is the first to ask for a new key; the next one in the same batch is not."""
    if key in new:
        new.remove(key)
        return True
    return False


@asynccontextmanager
async def _known() -> AsyncIterator[None]:
    """A database that is away is `StorageDown`."""
    try:
        yield
    except DOWN as error:
        raise StorageDown(type(error).__name__) from error
