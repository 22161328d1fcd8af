"""One writer for the database: jobs from all requests are committed together, so none ever meets a lock.

Group commit is what lets SQLite keep up: while one commit is being flushed the next jobs gather, and share
the next flush. Readers use connections of their own (WAL lets them run beside the writer).
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event

log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[Connection], Any]
MAX_BATCH = 256


def open_engine(url: str, *, begin: str) -> Engine:
    """An engine whose transactions start with `begin`; SQLite connections flush fully and keep a WAL."""
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Per connection: our own BEGIN (the driver's breaks savepoints), full flushes, foreign keys."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}").close()


class Writer:
    """The thread that owns the writing connection; spoken to by `submit` only."""

    def __init__(self, engine: Engine, max_batch: int = MAX_BATCH) -> None:
        self._engine = engine
        self._max_batch = max_batch
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="province-writer", daemon=True)
        self.commits = 0
        """Commits made so far; a figure for benchmarks and tests."""
        self.jobs = 0
        """Jobs that went into them."""

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was submitted, then end the thread."""
        self._jobs.put(None)
        self._thread.join(timeout=10)

    @property
    def alive(self) -> bool:
        """Whether the thread still takes jobs; readiness asks."""
        return self._thread.is_alive()

    @property
    def waiting(self) -> int:
        """Jobs that wait for the next commit."""
        return self._jobs.qsize()

    def submit(self, job: Callable[[Connection], T]) -> Future[T]:
        """Queue a job; its future resolves after the commit that holds it, or with what it raised."""
        future: Future[T] = Future()
        self._jobs.put((job, future))
        return future

    def _run(self) -> None:
        """Take a batch, commit it, until told to stop."""
        with self._engine.connect() as connection:
            stopping = False
            while not stopping:
                batch, stopping = self._gather()
                if batch:
                    self._commit(connection, batch)

    def _gather(self) -> tuple[list[tuple[Job, Future[Any]]], bool]:
        """Wait for one job, then take all that wait already; the flag says that the end was asked for."""
        item = self._jobs.get()
        batch: list[tuple[Job, Future[Any]]] = []
        while item is not None:
            batch.append(item)
            if len(batch) >= self._max_batch:
                return batch, False
            try:
                item = self._jobs.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _commit(self, connection: Connection, batch: list[tuple[Job, Future[Any]]]) -> None:
        """Run each job in its savepoint and commit once; a job that fails takes nothing else with it."""
        done: list[tuple[Future[Any], Any]] = []
        try:
            with connection.begin():
                for job, future in batch:
                    if not future.set_running_or_notify_cancel():
                        continue
                    try:
                        with connection.begin_nested():
                            done.append((future, job(connection)))
                    # Edge: whatever a job raises belongs to the one who asked for it.
                    except Exception as error:  # noqa: BLE001
                        future.set_exception(error)
            self.commits += 1
            self.jobs += len(done)
        # Edge: the commit itself failed (disk full, disk gone): nobody in the batch may believe it happened.
        except Exception as error:
            log.exception("commit failed")
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)
