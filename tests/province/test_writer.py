"""The one writer: commits together, keeps one job's failure from another's success."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from province.gateway.storage.sqlite import SqliteStorage
from province.gateway.storage.tables import counters
from province.gateway.storage.writer import Writer, open_engine


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with its tables."""
    found = f"sqlite:///{tmp_path / 'test.sqlite'}"

    async def make() -> None:
        """Opening makes the tables."""
        storage = SqliteStorage(found)
        await storage.open()
        await storage.close()

    asyncio.run(make())
    return found


@pytest.fixture
def writer(url: str) -> Iterator[Writer]:
    """A writer that runs."""
    engine = open_engine(url, begin="BEGIN IMMEDIATE")
    found = Writer(engine)
    found.start()
    yield found
    found.stop()
    engine.dispose()


def add(name: str) -> Any:
    """A job that inserts a row."""
    return lambda connection: connection.execute(insert(counters).values(name=name, value=1)).rowcount


def names(url: str) -> list[str]:
    """All rows' names, as a reader beside the writer sees them."""
    engine = open_engine(url, begin="BEGIN")
    with engine.connect() as connection:
        found = list(connection.execute(select(counters.c.name)).scalars())
    engine.dispose()
    return found


def hold(writer: Writer) -> tuple[Event, Future[bool]]:
    """Keep the writer busy until the event, so that the next jobs gather."""
    go = Event()
    return go, writer.submit(lambda _connection: go.wait(10))


def test_jobs_that_wait_share_a_commit(writer: Writer, url: str) -> None:
    go, held = hold(writer)
    before = writer.commits
    jobs = [writer.submit(add(f"n{i}")) for i in range(100)]
    go.set()
    assert held.result(10)
    assert all(job.result(10) == 1 for job in jobs)
    assert writer.commits - before <= 3
    assert len(names(url)) == 100


def test_a_job_that_fails_takes_nothing_else_with_it(writer: Writer, url: str) -> None:
    go, _held = hold(writer)
    first, double, last = (writer.submit(add(name)) for name in ("a", "a", "b"))
    go.set()
    assert first.result(10) == last.result(10) == 1
    with pytest.raises(IntegrityError):
        double.result(10)
    assert names(url) == ["a", "b"]


def test_a_job_given_up_before_its_turn_is_not_done(writer: Writer, url: str) -> None:
    go, _held = hold(writer)
    job = writer.submit(add("a"))
    assert job.cancel()
    go.set()
    assert writer.submit(add("b")).result(10) == 1
    assert names(url) == ["b"]


def test_readers_are_not_stopped_by_a_writer(writer: Writer, url: str) -> None:
    go, held = hold(writer)
    assert names(url) == []
    go.set()
    assert held.result(10)
    assert writer.alive
