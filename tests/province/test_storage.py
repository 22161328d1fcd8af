"""The contract of the gateway's storage, shown on SQLite and on a real PostgreSQL alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert

from province.gateway.storage import migrations
from province.gateway.storage.interface import Storage, StorageDown, open_storage
from province.gateway.storage.rows import Announcement, Completion, NewSubmission, Nonce, Order, SizeDiffers
from province.gateway.storage.schema import upgrade
from province.gateway.storage.tables import metadata, terminals

T1, T2 = "T330199-00000001", "T330199-00000002"
SERIES = "3301990120261121"
NOW = "2026-11-21T08:00:00.000+00:00"
DIGEST = "a" * 64
SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    address: str = request.getfixturevalue("postgres_server").fresh()
    return address


def on(url: str, *steps: Callable[[Storage], Awaitable[Any]]) -> list[Any]:
    """Open the storage, make two terminals, do the steps, close it; what the steps gave."""

    async def run() -> list[Any]:
        storage = open_storage(url)
        await storage.open()
        try:
            await storage.write(_two_terminals)
            return [await step(storage) for step in steps]
        finally:
            await storage.close()

    return asyncio.run(run())


def _two_terminals(connection: Connection) -> None:
    """Two that are enrolled."""
    if connection.exec_driver_sql("SELECT count(*) FROM terminals").scalar_one() == 0:
        for name in (T1, T2):
            row = {"id": name, "public_key": f"key of {name}", "profile": "{}", "enrolled_at": NOW}
            connection.execute(insert(terminals).values(row))


def new(key: str, terminal: str = T1, series: str = SERIES, **more: Any) -> NewSubmission:
    """A submission that passed every check."""
    return NewSubmission(
        submission_id=key,
        terminal_id=terminal,
        matter_code="SS-90",
        catalogue_version="test",
        status="received",
        envelope=f'{{"submission_id": "{key}"}}',
        envelope_sha256=DIGEST,
        committed_at=NOW,
        received_at=NOW,
        region="330199",
        series=series,
        acknowledge=lambda number: f"{key} is {number}".encode(),
        **more,
    )


def count(table: str) -> Callable[[Storage], Awaitable[Any]]:
    """Rows of a table."""
    query = f"SELECT count(*) FROM {table}"
    return lambda storage: storage.read(lambda c: c.exec_driver_sql(query).scalar_one())


def gathered(*work: Callable[[Storage], Coroutine[Any, Any, Any]]) -> Callable[[Storage], Awaitable[Any]]:
    """All at the same time; errors are results."""
    return lambda storage: asyncio.gather(*(one(storage) for one in work), return_exceptions=True)


def test_a_submission_is_taken_in_once_and_found_again(url: str) -> None:
    first, second, found, nothing = on(
        url,
        lambda s: s.take(new("one", order=Order("咨询", "legal", ""))),
        lambda s: s.take(new("one")),
        lambda s: s.find("one"),
        lambda s: s.find("another"),
    )
    assert first.fresh
    assert not second.fresh
    assert first.row == second.row == found
    assert found.number == f"{SERIES}000001"
    assert found.acknowledgement == f"one is {SERIES}000001".encode()
    assert nothing is None
    assert on(url, count("submissions"), count("work_orders"), count("audit")) == [1, 1, 1]


def test_many_at_once_are_numbered_without_gap_or_double(url: str) -> None:
    keys = [f"key-{number}" for number in range(60)]
    asked = [lambda s, key=key: s.take(new(key)) for key in (*keys, *keys, *keys)]
    [taken] = on(url, gathered(*asked))
    assert sum(one.fresh for one in taken) == len(keys)
    assert sorted({one.row.number for one in taken}) == [f"{SERIES}{n:06d}" for n in range(1, len(keys) + 1)]
    by_key = {one.row.submission_id: one.row for one in taken}
    assert all(one.row == by_key[one.row.submission_id] for one in taken)


def test_what_waits_together_is_committed_together(url: str) -> None:
    async def take_many(storage: Storage) -> int:
        before = storage.figures().commits
        await asyncio.gather(*(storage.take(new(f"key-{number}")) for number in range(100)))
        return storage.figures().commits - before

    [commits] = on(url, take_many)
    assert commits < 50


def test_two_storages_on_one_database_never_double(url: str) -> None:
    async def run() -> tuple[list[Any], int]:
        first, second = open_storage(url), open_storage(url)
        await asyncio.gather(first.open(), second.open())
        try:
            await first.write(_two_terminals)
            keys = [f"key-{number}" for number in range(40)]
            work = [storage.take(new(key)) for key in keys for storage in (first, second)]
            work += [second.take(new(key, series=SERIES[:-1] + "2")) for key in keys]
            taken = await asyncio.gather(*work)
            return taken, await count("submissions")(second)
        finally:
            await first.close()
            await second.close()

    taken, rows = asyncio.run(run())
    assert rows == sum(one.fresh for one in taken) == 40
    assert len({one.row.number for one in taken}) == 40
    for one in taken:
        assert one.row.acknowledgement == f"{one.row.submission_id} is {one.row.number}".encode()


def test_one_that_cannot_be_kept_takes_nothing_else_with_it(url: str) -> None:
    [results] = on(
        url,
        gathered(
            lambda s: s.take(new("good")),
            lambda s: s.take(new("bad", terminal="T-nobody")),
            lambda s: s.take(new("better")),
        ),
    )
    assert results[0].fresh
    assert isinstance(results[1], Exception)
    assert results[2].fresh
    assert on(url, count("submissions")) == [2]


def test_a_nonce_counts_once_until_it_is_forgotten(url: str) -> None:
    nonce = Nonce(T1, "n" * 16, now=1000, expires=1600)
    [many] = on(url, gathered(*[lambda s: s.use_nonce(nonce)] * 5))
    assert sorted(many) == [False] * 4 + [True]
    other, same, later = on(
        url,
        lambda s: s.use_nonce(Nonce(T2, "n" * 16, now=1001, expires=1601)),
        lambda s: s.use_nonce(nonce),
        lambda s: s.use_nonce(Nonce(T1, "m" * 16, now=2000, expires=5_000_000_000)),
    )
    assert (other, same, later) == (True, False, True)
    assert on(url, lambda s: s.use_nonce(Nonce(T1, "o" * 16, now=3000, expires=3600)), count("nonces"))[0]
    assert on(url, count("nonces"))[0] <= 3


def test_files_are_announced_completed_and_told_apart(url: str) -> None:
    file = Announcement(T1, DIGEST, 300_000_000_000, NOW)
    known, again, size, nobodys = on(
        url,
        lambda s: s.announce(file),
        lambda s: s.announce(file),
        lambda s: s.file_size(T1, DIGEST),
        lambda s: s.file_size(T2, DIGEST),
    )
    assert (known, again, size, nobodys) == (False, True, 300_000_000_000, None)
    with pytest.raises(SizeDiffers):
        on(url, lambda s: s.announce(Announcement(T1, DIGEST, 5, NOW)))
    on(
        url,
        lambda s: s.complete(Completion(T1, DIGEST, "first")),
        lambda s: s.complete(Completion(T1, DIGEST, "second")),
    )
    query = "SELECT completed_at FROM files"
    assert on(url, lambda s: s.read(lambda c: c.exec_driver_sql(query).scalar_one())) == ["first"]


def test_a_terminal_is_found_by_its_id(url: str) -> None:
    found, nobody, nonsense = on(
        url, lambda s: s.terminal(T1), lambda s: s.terminal("T-nobody"), lambda s: s.terminal("nul\0byte")
    )
    assert (found.id, found.public_key, found.revoked_at) == (T1, f"key of {T1}", None)
    assert nobody is nonsense is None


def test_a_job_that_raises_leaves_nothing(url: str) -> None:
    def job(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM terminals")
        raise LookupError

    with pytest.raises(LookupError):
        on(url, lambda s: s.write(job))
    assert on(url, count("terminals"), lambda s: s.ping())[0] == 2


def test_the_migrations_make_exactly_the_tables(url: str) -> None:
    def difference(connection: Connection) -> list[Any]:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
        return found

    assert on(url, lambda s: s.read(difference)) == [[]]
    assert SCRIPTS.get_current_head() == migrations.HEAD


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_database_is_brought_up_to_date(url: str, revision: str) -> None:
    async def at_revision() -> None:
        """A database as an earlier release left it, with something in it."""
        storage = open_storage(url)
        await _empty(storage, lambda c: (upgrade(c, revision), _two_terminals(c), _earlier_nonce(c)))

    asyncio.run(at_revision())
    kept, nonce = on(url, lambda s: s.terminal(T2), lambda s: s.use_nonce(Nonce(T1, "n" * 16, 5, 900)))
    assert kept is not None
    assert not nonce
    assert on(url, lambda s: s.take(new("after")))[0].fresh


def _earlier_nonce(connection: Connection) -> None:
    """A row that must survive."""
    connection.exec_driver_sql(f"INSERT INTO nonces VALUES ('{T1}', '{'n' * 16}', 900)")


async def _empty(storage: Any, job: Callable[[Connection], Any]) -> None:
    """Run a job on a database without bringing it up to date first."""
    from sqlalchemy.ext.asyncio import create_async_engine

    if hasattr(storage, "writer"):
        with storage._writing.begin() as connection:
            job(connection)
        storage._writing.dispose()
        return
    engine = create_async_engine("postgresql+asyncpg://", async_creator=storage._connect)
    async with engine.begin() as connection:
        await connection.run_sync(job)
    await engine.dispose()


def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StorageDown):
        on(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StorageDown):
        on(f"sqlite:///{tmp_path / 'no-such-folder' / 'x.sqlite'}")
    with pytest.raises(ValueError, match="must be sqlite"):
        open_storage("mysql://host/database")
