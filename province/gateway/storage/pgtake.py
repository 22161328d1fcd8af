"""Taking in a batch of submissions on PostgreSQL: running numbers without gaps, each submission once.

The counters' rows are locked first, so that gateways take turns within a series; whatever still meets itself
(the same submission under two days' series) is decided by the primary key of `submissions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import asyncpg

from province.gateway.storage.jobs import application_values, audit_values, brought_values, order_values
from province.gateway.storage.rows import SUBMISSION_COLUMNS, NewSubmission, Nonce, SubmissionRow, Taken
from province.gateway.storage.taking import (
    Refusal,
    accompanied,
    admitted,
    answers,
    nonces_of,
    numbered,
    sorted_out,
    told,
)

ENROLLED = "SELECT id FROM terminals WHERE id = ANY($1::text[]) AND revoked_at IS NULL"
NONCES = """
  INSERT INTO nonces (terminal_id, nonce, expires)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
  ON CONFLICT DO NOTHING RETURNING terminal_id, nonce
"""
BROUGHT = """
  INSERT INTO files (terminal_id, digest, size, created_at, completed_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
  ON CONFLICT (terminal_id, digest) DO UPDATE SET size = excluded.size, completed_at = excluded.completed_at
"""
COLUMNS = ", ".join(SUBMISSION_COLUMNS)
LOCK = """
  INSERT INTO counters (name, value) SELECT name, 0 FROM unnest($1::text[]) AS u (name) ORDER BY name
  ON CONFLICT (name) DO UPDATE SET value = counters.value RETURNING name, value
"""
RAISE = """
  UPDATE counters SET value = u.value FROM unnest($1::text[], $2::bigint[]) AS u (name, value)
  WHERE counters.name = u.name
"""
STANDING = f"SELECT {COLUMNS} FROM submissions WHERE submission_id = ANY($1::text[])"  # noqa: S608 - our own names
TYPES = {name: "bytea" if name == "acknowledgement" else "text" for name in SUBMISSION_COLUMNS}
ARRAYS = ", ".join(f"${place}::{kind}[]" for place, kind in enumerate(TYPES.values(), start=1))
INSERT = f"""
  INSERT INTO submissions ({COLUMNS}) SELECT * FROM unnest({ARRAYS})
  ON CONFLICT (submission_id) DO NOTHING RETURNING submission_id
"""  # noqa: S608 - our own names
APPLICATIONS = """
  INSERT INTO applications (number, submission_id, terminal_id, holder, who, matter_code, state, unit, case_no,
                            received_at, updated_at, correct_until, rev)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[],
                       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::integer[])
"""
ORDERS = """
  INSERT INTO work_orders (order_no, submission_id, channel, kind, service, urgency, region_code, status,
                           created_at, rev, holder, terminal_id)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                       $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[])
"""
AUDIT = """
  INSERT INTO audit (at, actor, action, subject)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
"""


def columns_of(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Rows turned into the arrays that unnest wants."""
    return [list(column) for column in zip(*rows, strict=True)]


async def use_nonces(connection: asyncpg.Connection[Any], batch: Sequence[Nonce]) -> list[Refusal | None]:
    """Remember nonces; what keeps each from being served, see `admitted`."""
    if not batch:
        return []
    ids = list({one.terminal_id for one in batch})
    enrolled = {row[0] for row in await connection.fetch(ENROLLED, ids)}
    rows = [(one.terminal_id, one.nonce, one.expires) for one in batch if one.terminal_id in enrolled]
    # In one order everywhere, so that two gateways with the same nonces wait for each other, not both.
    new = (
        {tuple(row) for row in await connection.fetch(NONCES, *columns_of(sorted(set(rows))))}
        if rows
        else set()
    )
    return admitted(batch, enrolled, new)


async def take_all(
    connection: asyncpg.Connection[Any], batch: Sequence[NewSubmission]
) -> list[Taken | Exception]:
    """Within the caller's transaction: use up the nonces, then take in whoever may; in the batch's order."""
    let_in, refusals = sorted_out(batch, await use_nonces(connection, nonces_of(batch)))
    return told(refusals, await _taken(connection, let_in) if let_in else [])


async def _taken(connection: asyncpg.Connection[Any], batch: Sequence[NewSubmission]) -> list[Taken]:
    """Each once, numbered."""
    series = sorted({new.series for new in batch})
    counts = {row[0]: row[1] for row in await connection.fetch(LOCK, series)}
    standing = await _standing(connection, batch)
    rows = numbered(batch, standing, counts)
    fresh = await _insert(connection, rows)
    if fresh:
        await connection.execute(RAISE, list(counts), list(counts.values()))
        await _accompany(connection, accompanied(batch, fresh), rows)
    if len(fresh) < len(rows):
        standing = await _standing(connection, batch)
    return answers(batch, rows, standing, fresh)


async def _standing(
    connection: asyncpg.Connection[Any], batch: Sequence[NewSubmission]
) -> dict[str, SubmissionRow]:
    """What is there already."""
    found = await connection.fetch(STANDING, [new.submission_id for new in batch])
    return {row[0]: SubmissionRow(*row) for row in found}


async def _insert(connection: asyncpg.Connection[Any], rows: dict[str, SubmissionRow]) -> set[str]:
    """The ids that this statement really inserted."""
    if not rows:
        return set()
    arrays = [[getattr(row, name) for row in rows.values()] for name in SUBMISSION_COLUMNS]
    return {row[0] for row in await connection.fetch(INSERT, *arrays)}


async def _accompany(
    connection: asyncpg.Connection[Any], fresh: Sequence[NewSubmission], rows: dict[str, SubmissionRow]
) -> None:
    """Work orders and audit rows of what was inserted."""
    made = [application_values(new, rows[new.submission_id].number) for new in fresh]
    await connection.execute(APPLICATIONS, *([row[name] for row in made] for name in made[0]))
    orders = [order_values(new, rows[new.submission_id].number) for new in fresh if new.order is not None]
    if orders:
        await connection.execute(ORDERS, *([row[name] for row in orders] for name in orders[0]))
    brought = {(file.terminal_id, file.digest): file for new in fresh for file in new.brought}
    if brought:
        rows_of = [tuple(brought_values(file).values()) for _, file in sorted(brought.items())]
        await connection.execute(BROUGHT, *columns_of(rows_of))
    notes = [audit_values(new, rows[new.submission_id].number) for new in fresh]
    await connection.execute(AUDIT, *([row[name] for row in notes] for name in notes[0]))
