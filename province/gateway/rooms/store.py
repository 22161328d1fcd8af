"""Rooms, their single-use tokens and their log as jobs of SQLAlchemy Core."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from legalnet.rooms import RULES, Member, RoomKind, RoomRole, RoomState
from province.gateway.accounts.store import digest
from province.gateway.clock import stamp
from province.gateway.storage.tables import room_log, room_tokens, rooms

TOKEN_S = 60
"""A token is for the next minute and for one socket."""


@dataclass(frozen=True)
class Way:
    """What a token stood for."""

    person: str
    role: RoomRole


@dataclass(frozen=True)
class LogLine:
    """What happened: by which seat, what, and to what; codes only."""

    seat: str
    action: str
    subject: str


def make(connection: Connection, state: RoomState, now: datetime) -> str:
    """A new room; returns its id."""
    room_id = f"r{secrets.token_hex(12)}"
    connection.execute(
        insert(rooms).values(
            id=room_id, kind=state.kind, state=state.model_dump_json(), created_at=stamp(now)
        )
    )
    log(connection, room_id, now, LogLine("-", "made", state.kind))
    return room_id


def load(connection: Connection, room_id: str) -> RoomState | None:
    """The state of an open room; None when there is none, or it was closed."""
    where = (rooms.c.id == room_id) & rooms.c.closed_at.is_(None)
    found = connection.execute(select(rooms.c.state).where(where)).scalar_one_or_none()
    return None if found is None else RoomState.model_validate_json(found)


def save(connection: Connection, room_id: str, state: RoomState) -> None:
    """Keep the state of a room."""
    connection.execute(update(rooms).where(rooms.c.id == room_id).values(state=state.model_dump_json()))


def by_server(connection: Connection) -> list[str]:
    """Open rooms whose media go through the media server."""
    where = rooms.c.closed_at.is_(None) & rooms.c.state.contains('"by_server":true')
    return list(connection.execute(select(rooms.c.id).where(where)).scalars())


def close(connection: Connection, room_id: str, now: datetime) -> None:
    """Nobody gets in any more; tokens that were not used are dropped."""
    connection.execute(update(rooms).where(rooms.c.id == room_id).values(closed_at=stamp(now)))
    connection.execute(delete(room_tokens).where(room_tokens.c.room_id == room_id))


def log(connection: Connection, room_id: str, now: datetime, line: LogLine) -> None:
    """One line of the room's log: codes only."""
    values = {"seat": line.seat, "action": line.action, "subject": line.subject[:160]}
    connection.execute(insert(room_log).values(room_id=room_id, at=stamp(now), **values))


def issue(connection: Connection, room_id: str, person: str, member: Member, now: datetime) -> str:
    """A token for one socket within the next minute; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    connection.execute(delete(room_tokens).where(room_tokens.c.expires_at < stamp(now)))
    expires = stamp(now + timedelta(seconds=TOKEN_S))
    connection.execute(
        insert(room_tokens).values(
            token_hash=digest(token), room_id=room_id, person=person, role=member.role, expires_at=expires
        )
    )
    return token


def redeem(connection: Connection, room_id: str, token: str, now: datetime) -> Way | None:
    """Use a token up; None when it is unknown, another room's, used or too old. One socket wins, on any gateway."""
    where = (
        (room_tokens.c.token_hash == digest(token))
        & (room_tokens.c.room_id == room_id)
        & room_tokens.c.used_at.is_(None)
        & (room_tokens.c.expires_at >= stamp(now))
    )
    if connection.execute(update(room_tokens).where(where).values(used_at=stamp(now))).rowcount != 1:
        return None
    row = connection.execute(
        select(room_tokens.c.person, room_tokens.c.role).where(room_tokens.c.token_hash == digest(token))
    ).one()
    return Way(row.person, RoomRole(row.role))


def for_ticket(kind: RoomKind, ticket_id: str, secret_hash: str, account: str, display: str) -> RoomState:
    """The state of a fresh call: whoever answers, host of a room of that kind, and the person with this ticket."""
    [role] = RULES[kind].hosts
    resident = Member(role=RoomRole.RESIDENT, secret_hash=secret_hash)
    members = {f"staff:{account}": Member(role=role, display=display), f"ticket:{ticket_id}": resident}
    return RoomState(kind=kind, members=members, ticket=ticket_id)
