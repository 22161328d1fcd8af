"""Files of procedures, single-use ways in and papers as jobs of SQLAlchemy Core; what names anybody is hidden."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from legalnet.proceedings.file import File, PaperKind
from province.gateway.accounts.store import digest
from province.gateway.clock import stamp
from province.gateway.problems import Problem
from province.gateway.records import Records
from province.gateway.storage.proceedingtables import (
    entrances,
    proceeding_papers,
    proceeding_staff,
    proceedings,
)
from province.gateway.storage.tables import rooms

VALID = timedelta(days=7)
"""How long a way in may be used; a mediation over days gives a fresh one each time."""
DIGITS = 10
"""Of a code to be typed at a terminal: counted tries per terminal make guessing hopeless."""


@dataclass(frozen=True)
class Entrance:
    """A way in that was used."""

    room_id: str
    person: str


@dataclass(frozen=True)
class Paper:
    """A paper as it is kept: what it says, and the PDF with the signatures so far."""

    content: dict[str, Any] = field(repr=False)
    pdf: bytes = field(repr=False)


def _place(room_id: str) -> str:
    return f"proceedings/{room_id}"


def make(connection: Connection, records: Records, room_id: str, file: File, now: datetime) -> None:
    """A procedure for a room that was just made."""
    hidden = records.hide(_place(room_id), file.model_dump_json().encode())
    connection.execute(insert(proceedings).values(room_id=room_id, rev=1, file=hidden, changed_at=stamp(now)))


def load(connection: Connection, records: Records, room_id: str) -> tuple[File, int] | None:
    """The file of a room's procedure and its revision; None for a room without one."""
    row = connection.execute(select(proceedings).where(proceedings.c.room_id == room_id)).one_or_none()
    if row is None:
        return None
    return File.model_validate_json(records.show(_place(room_id), row.file)), row.rev


def change(
    connection: Connection, records: Records, room_id: str, now: datetime, what: Callable[[File], None]
) -> tuple[File, int]:
    """Change the file in this transaction; the file and its new revision.

    Raises `Problem`: `not_found`, `changed` (another gateway was faster), and whatever `what` raises.
    """
    found = load(connection, records, room_id)
    if found is None:
        raise Problem("not_found")
    file, rev = found
    what(file)
    hidden = records.hide(_place(room_id), file.model_dump_json().encode())
    where = (proceedings.c.room_id == room_id) & (proceedings.c.rev == rev)
    values = {"file": hidden, "rev": rev + 1, "changed_at": stamp(now)}
    if connection.execute(update(proceedings).where(where).values(**values)).rowcount != 1:
        raise Problem("changed")
    return file, rev + 1


def belongs(connection: Connection, room_id: str, account: str) -> None:
    """This account finds the procedure in its list."""
    known = select(proceeding_staff.c.account).where(
        (proceeding_staff.c.room_id == room_id) & (proceeding_staff.c.account == account)
    )
    if connection.execute(known).scalar_one_or_none() is None:
        connection.execute(insert(proceeding_staff).values(room_id=room_id, account=account))


def of_account(connection: Connection, account: str, limit: int = 100) -> list[Row[Any]]:
    """Procedures of an account, the latest first: room, file, when it was made and closed."""
    joined = proceeding_staff.join(rooms, rooms.c.id == proceeding_staff.c.room_id).join(
        proceedings, proceedings.c.room_id == rooms.c.id
    )
    columns = (rooms.c.id, rooms.c.created_at, rooms.c.closed_at, rooms.c.state, proceedings.c.file)
    query = select(*columns).select_from(joined).where(proceeding_staff.c.account == account)
    return list(connection.execute(query.order_by(rooms.c.created_at.desc()).limit(limit)))


def shown(records: Records, row: Row[Any]) -> File:
    """The file in such a row."""
    return File.model_validate_json(records.show(_place(row.id), row.file))


def entrance(connection: Connection, room_id: str, person: str, way: str, until: datetime) -> str:
    """A fresh single-use way in for somebody; those that they had before count no more."""
    connection.execute(
        delete(entrances).where((entrances.c.room_id == room_id) & (entrances.c.person == person))
    )
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    token = code if way == "terminal" else secrets.token_urlsafe(24)
    connection.execute(
        insert(entrances).values(
            code_hash=digest(token), room_id=room_id, person=person, way=way, expires_at=stamp(until)
        )
    )
    return token


def use(connection: Connection, token: str, way: str, now: datetime) -> Entrance | None:
    """Use a way in up; None when it is unknown, of another kind, used or too old."""
    where = (
        (entrances.c.code_hash == digest(token))
        & (entrances.c.way == way)
        & entrances.c.used_at.is_(None)
        & (entrances.c.expires_at >= stamp(now))
    )
    if connection.execute(update(entrances).where(where).values(used_at=stamp(now))).rowcount != 1:
        return None
    row = connection.execute(select(entrances).where(entrances.c.code_hash == digest(token))).one()
    return Entrance(row.room_id, row.person)


def keep_paper(connection: Connection, records: Records, room_id: str, kind: PaperKind, paper: Paper) -> None:
    """A paper, or the same with one more signature."""
    drop_paper(connection, room_id, kind)
    place = f"{_place(room_id)}/{kind}"
    content = records.hide_json(place, paper.content)
    row = {"room_id": room_id, "kind": kind.value, "content": content, "pdf": records.hide(place, paper.pdf)}
    connection.execute(insert(proceeding_papers).values(**row))


def drop_paper(connection: Connection, room_id: str, kind: PaperKind) -> None:
    """Not this one."""
    table = proceeding_papers
    connection.execute(delete(table).where((table.c.room_id == room_id) & (table.c.kind == kind.value)))


def paper(connection: Connection, records: Records, room_id: str, kind: PaperKind) -> Paper | None:
    """A paper of a procedure."""
    table = proceeding_papers
    where = (table.c.room_id == room_id) & (table.c.kind == kind.value)
    row = connection.execute(select(table).where(where)).one_or_none()
    if row is None:
        return None
    place = f"{_place(room_id)}/{kind}"
    return Paper(records.show_json(place, row.content), records.show(place, row.pdf))
