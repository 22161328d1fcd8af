"""The one writer: commits together, keeps one job's failure from another's success, keeps the schema."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from province.gateway import migrations
from province.gateway.tables import counters, metadata
from province.gateway.writer import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database with its writer running."""
    found = Database(f"sqlite:///{tmp_path / 'test.sqlite'}")
    found.open()
    yield found
    found.close()


def add(name: str) -> Any:
    """A job that inserts a row."""
    return lambda connection: connection.execute(insert(counters).values(name=name, value=1)).rowcount


def names(database: Database) -> list[str]:
    """All rows' names."""
    return list(database.read_now(lambda c: c.execute(select(counters.c.name)).scalars()))


def hold(database: Database) -> tuple[Event, Future[bool]]:
    """Keep the writer busy until the event, so that the next jobs gather."""
    go = Event()
    return go, database.writer.submit(lambda _connection: go.wait(10))


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    def difference(connection: Connection) -> list[Any]:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
        return found

    assert database.read_now(difference) == []


def test_the_newest_revision_is_the_one_we_name() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == migrations.HEAD


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        database = Database(f"sqlite:///{tmp_path / 'again.sqlite'}")
        database.open()
        database.close()
    assert (tmp_path / "again.sqlite").exists()


def test_jobs_that_wait_share_a_commit(database: Database) -> None:
    go, held = hold(database)
    before = database.writer.commits
    jobs = [database.writer.submit(add(f"n{i}")) for i in range(100)]
    go.set()
    assert held.result(10)
    assert all(job.result(10) == 1 for job in jobs)
    assert database.writer.commits - before <= 3
    assert len(names(database)) == 100


def test_a_job_that_fails_takes_nothing_else_with_it(database: Database) -> None:
    go, _held = hold(database)
    first, double, last = (database.writer.submit(add(name)) for name in ("a", "a", "b"))
    go.set()
    assert first.result(10) == last.result(10) == 1
    with pytest.raises(IntegrityError):
        double.result(10)
    assert names(database) == ["a", "b"]


def test_a_job_given_up_before_its_turn_is_not_done(database: Database) -> None:
    go, _held = hold(database)
    job = database.writer.submit(add("a"))
    assert job.cancel()
    go.set()
    assert database.write_now(add("b")) == 1
    assert names(database) == ["b"]


def test_readers_are_not_stopped_by_a_writer(database: Database) -> None:
    go, held = hold(database)
    assert names(database) == []
    go.set()
    assert held.result(10)
    assert database.writer.alive
