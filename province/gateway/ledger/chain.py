"""The audit as a chain of hashes: what was changed, taken out or put in afterwards shows.

`link` of a row is SHA-256(link before it || canonical JSON of the row). What staff or an operator do is tied in their
own transaction (`context.note`); the rows of hand-ins, which are written many at a time, are tied by the next note or
within a minute (`housekeeping`). The order of the chain is its own: a transaction that committed late comes late.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from province.gateway.clock import stamp
from province.gateway.storage.schema import LOCK
from province.gateway.storage.tables import audit, audit_links

BEGINNING = "0" * 64
"""The link before the first row."""
BATCH = 5000
LOOK_BACK = 5000
"""Rows below the newest tied one that are looked at again: one that committed late has an early number."""


def link(before: str, row: Row[Any]) -> str:
    """The link of a row that follows another."""
    content = [row.id, row.at, row.actor, row.action, row.subject]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before.encode() + text.encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """The newest link."""

    place: int
    link: str


def head(connection: Connection) -> Head:
    """Where the chain ends now."""
    query = select(audit_links.c.place, audit_links.c.link).order_by(audit_links.c.place.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(0, BEGINNING) if row is None else Head(int(row.place), row.link)


def tie(connection: Connection, *, whole: bool = False) -> Head:
    """Tie what is not tied yet, at most `BATCH` rows; the head afterwards. One gateway at a time.

    `whole` looks through all rows, not only the newest: a few times a day is enough for what committed very late.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 2})")
    end = head(connection)
    tied = audit_links.c.audit_id == audit.c.id
    open_rows = select(audit).outerjoin(audit_links, tied).where(audit_links.c.place.is_(None))
    if not whole:
        newest = connection.execute(select(func.max(audit_links.c.audit_id))).scalar_one() or 0
        open_rows = open_rows.where(audit.c.id > newest - LOOK_BACK)
    made = []
    for row in connection.execute(open_rows.order_by(audit.c.id).limit(BATCH)):
        end = Head(end.place + 1, link(end.link, row))
        made.append({"place": end.place, "audit_id": row.id, "at": row.at, "link": end.link})
    if made:
        connection.execute(insert(audit_links), made)
    return end


def trim(connection: Connection, before: datetime) -> int:
    """Let go of rows from before an instant; the last of their links stays, so that the rest can still be followed."""
    until = connection.execute(
        select(func.max(audit_links.c.place)).where(audit_links.c.at < stamp(before))
    ).scalar_one_or_none()
    if until is None:
        return 0
    old = select(audit_links.c.audit_id).where(audit_links.c.place <= until)
    dropped = connection.execute(delete(audit).where(audit.c.id.in_(old))).rowcount
    connection.execute(delete(audit_links).where(audit_links.c.place < until))
    return int(dropped)


@dataclass(frozen=True)
class Finding:
    """What a reading of the whole chain found."""

    rows: int
    first: int
    """Place of the first row that is there."""
    head: Head
    faults: tuple[str, ...]
    """What does not fit, in words; empty when all does."""


def read(connection: Connection, trimmed_before: datetime) -> Finding:
    """Follow the chain from its first link. `trimmed_before`: rows older than this may have been let go of."""
    query = (
        select(audit_links.c.place, audit_links.c.link, audit_links.c.at.label("linked_at"), audit)
        .outerjoin(audit, audit.c.id == audit_links.c.audit_id)
        .order_by(audit_links.c.place)
    )
    faults: list[str] = []
    end, rows, first = Head(0, BEGINNING), 0, 0
    for row in connection.execute(query):
        if row.id is None and not rows and not end.place and row.linked_at < stamp(trimmed_before):
            end = Head(int(row.place), row.link)  # what was let go of; the chain goes on from here
            continue
        if row.place != end.place + 1:
            faults.append(f"links {end.place + 1} to {row.place - 1} are missing")
        if row.id is None:
            faults.append(f"the row of link {row.place} is missing")
        elif row.link != link(end.link, row):
            faults.append(f"the row of link {row.place} does not fit")
        rows, first = rows + 1, first or int(row.place)
        end = Head(int(row.place), row.link)
    return Finding(rows, first, end, tuple(faults + _untied(connection, trimmed_before)))


def _untied(connection: Connection, trimmed_before: datetime) -> list[str]:
    """Rows put in below what was tied long ago."""
    tied = audit_links.c.audit_id == audit.c.id
    count = connection.execute(
        select(func.count())
        .select_from(audit.outerjoin(audit_links, tied))
        .where(audit_links.c.place.is_(None), audit.c.at < stamp(trimmed_before))
    ).scalar_one()
    return [f"{count} old rows are in no link"] if count else []
