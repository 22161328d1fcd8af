"""The map of what is kept against the live schema, and what is over against a moved clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, LargeBinary, Table, insert, inspect

from legalnet import keeping
from province.gateway.clock import stamp
from province.gateway.privacy import datamap, retention
from province.gateway.storage import meetingtables, persontables, tables
from province.gateway.storage.interface import open_storage

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
HOLDER, OTHER = "a" * 32, "b" * 32


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    address: str = request.getfixturevalue("postgres_server").fresh()
    return address


def done(url: str, *jobs: Callable[[Connection], object]) -> list[object]:
    """What the jobs gave, on a fresh database at its newest schema."""

    async def run() -> list[object]:
        storage = open_storage(url)
        await storage.open()
        try:
            return [await storage.write(job) for job in jobs]
        finally:
            await storage.close()

    return asyncio.run(run())


def live(connection: Connection) -> dict[str, set[str]]:
    """Every column of every table that is really there."""
    found = inspect(connection)
    return {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}


def test_the_map_is_the_live_schema(url: str) -> None:
    [schema] = done(url, live)
    mapped = {name: set(table.columns) for name, table in datamap.load().items()}
    assert mapped == schema, "say in province/gateway/privacy/datamap.yaml whose, why and how long"


def test_a_column_nobody_thought_about_fails(url: str) -> None:
    def sneaky(connection: Connection) -> None:
        """As a hurried change would."""
        connection.exec_driver_sql("ALTER TABLE people ADD COLUMN phone TEXT")

    _, schema = done(url, sneaky, live)
    assert {name: set(table.columns) for name, table in datamap.load().items()} != schema


def test_every_kind_has_a_period_and_every_period_a_job() -> None:
    kinds = {table.keep for table in datamap.load().values()}
    limited = {kind for kind in kinds if keeping.days(kind) is not None}
    assert limited == retention.JOBS.keys()
    told = {kept.id for kept in keeping.told()}
    residents = {table.keep for table in datamap.load().values() if table.whose == "resident"}
    assert residents - {"nonce", "room_token"} <= told, "the resident is told of all of it"


def test_names_and_sentences_are_in_hidden_columns_only() -> None:
    """What is called hidden is bytes; what is text is a code, a time, a mark or about staff."""
    for name, mapped in datamap.load().items():
        if name == "alembic_version":
            continue
        for column in tables.metadata.tables[name].columns:
            kind = mapped.columns[column.name]
            assert kind != "hidden" or isinstance(column.type, LargeBinary), (name, column.name)
            if mapped.whose == "resident":
                assert kind not in ("name", "public"), (name, column.name)


# ------------------------------------------------------------------ with a moved clock


def old_rows() -> list[tuple[Table, dict[str, Any]]]:
    """Of each kind one row from now."""
    at, soon = stamp(NOW), stamp(NOW + timedelta(minutes=10))
    return [
        (tables.nonces, {"terminal_id": "T1", "nonce": "n", "expires": int(NOW.timestamp()) + 600}),
        (tables.enrol_codes, {"code_hash": "c", "expires_at": at}),
        (tables.rooms, {"id": "r", "kind": "consult", "state": "{}", "created_at": at, "closed_at": at}),
        (tables.room_log, {"room_id": "r", "at": at, "seat": "a", "action": "left", "subject": ""}),
        (tables.room_tokens, {"token_hash": "t", "room_id": "r", "person": "x", "role": "x", "expires_at": at}),
        (tables.staff_sessions, {"token_hash": "s", "account": "clerk", "csrf": "", "opened_at": at, "seen_at": at}),
        (tables.staff_tries, {"account": "x", "failed": 1, "until": soon}),
        (tables.events, {"terminal_id": "T1", "seq": 1, "key": "k", "at": at, "body": "{}"}),
        (tables.bookings, {"id": "b", "service": "s", "terminal_id": "T1", "way": "call", "starts": at,
                           "contact": b"hidden", "topic": b"", "state": "booked", "created_at": at}),
        (tables.tickets, {"id": "t", "service": "s", "number": 1, "terminal_id": "T1", "secret_hash": "h",
                          "state": "over", "topic": b"", "level": "L0", "marks": "[]", "returned": 0, "joined_at": at,
                          "seen_at": at, "passed": "[]", "checked": "[]", "room_id": "r", "ended_at": at}),
        (persontables.people, {"holder": HOLDER, "who": b"hidden", "since": at}),
        (persontables.people, {"holder": OTHER, "who": b"hidden", "since": stamp(NOW + timedelta(days=300))}),
        (persontables.visited, {"holder": HOLDER, "terminal_id": "T1", "last_at": at}),
        (persontables.person_sessions, {"token_hash": "p", "terminal_id": "T1", "holder": HOLDER, "level": "L3",
                                        "method": "card", "created_at": at, "expires_at": soon}),
        (persontables.given_answers, {"asker": HOLDER, "key": "k", "request": "", "status": 200, "etag": "",
                                      "body": b"hidden", "at": at}),
        (meetingtables.slots, {"id": "s", "provider": "p", "service": "s", "person": "x", "starts": at, "ends": at,
                               "by": "there"}),
        (meetingtables.appointments, {"id": "a", "slot": "s", "last_slot": "s", "holder": HOLDER, "matter_code": "",
                                      "state": "booked", "rev": 1}),
        (tables.audit, {"at": at, "actor": "x", "action": "x", "subject": "x"}),
    ]  # fmt: skip


def filled(connection: Connection) -> None:
    """Those rows, and the terminal and account that they need."""
    at = stamp(NOW)
    connection.execute(insert(tables.terminals).values(id="T1", public_key="k", profile="{}", enrolled_at=at))
    connection.execute(
        insert(tables.staff_accounts).values(
            name="clerk", display="x", roles="[]", password_hash="x", totp=b"", last_counter=0, card="{}", created_at=at
        )
    )  # fmt: skip
    for table, row in old_rows():
        connection.execute(insert(table).values(row))
    from province.gateway.ledger import chain

    chain.tie(connection)


PERIOD_OF = {
    "nonce": timedelta(minutes=10), "room_token": timedelta(minutes=1), "staff_session": timedelta(hours=12),
    "staff_try": timedelta(minutes=10), "person_session": timedelta(minutes=10),
}  # fmt: skip
"""Kinds that end within the day; the others have whole days."""


def test_each_kind_goes_when_its_time_is_over_and_not_before(url: str) -> None:
    periods = {
        kind: PERIOD_OF.get(kind) or timedelta(days=keeping.days(kind) or 0) for kind in retention.JOBS
    }
    moments = sorted(set(periods.values()))
    jobs = [
        (lambda c, at=NOW + period + shift: retention.forget(c, at))
        for period in moments
        for shift in (-timedelta(seconds=2), timedelta(seconds=2))
    ]
    counts = done(url, filled, *jobs)[1:]
    gone: dict[str, timedelta] = {}
    for number, found in enumerate(counts):
        assert isinstance(found, dict)
        for kind, rows in found.items():
            if rows and kind not in gone:
                assert number % 2 == 1, f"{kind} went too early"
                gone[kind] = moments[number // 2]
    assert gone == periods


def test_who_still_has_something_here_stays(url: str) -> None:
    """Seen yesterday again: neither the name nor the consents go."""

    def returning(connection: Connection) -> None:
        """At a terminal, a year later."""
        connection.execute(
            insert(persontables.visited).values(
                holder=OTHER, terminal_id="T1", last_at=stamp(NOW + timedelta(days=900))
            )
        )

    found = done(url, filled, returning, lambda c: retention.forget(c, NOW + timedelta(days=1000)))[-1]
    assert isinstance(found, dict)
    assert found["person"] == 1, "the one who came back stays"
