"""Writing into the audit: who did what, tied to the chain in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from province.gateway.clock import stamp
from province.gateway.ledger.chain import tie
from province.gateway.storage.tables import audit

OPERATOR = "operator"
"""Whoever has the machine: commands of its shell."""


def note(connection: Connection, at: datetime, actor: str, action: str, subject: str) -> None:
    """Add a row to the audit and tie it to its chain; `subject` is a number or code, never a name."""
    connection.execute(insert(audit).values(at=stamp(at), actor=actor, action=action, subject=subject))
    tie(connection)


def note_change(connection: Connection, at: datetime, action: str, subject: str) -> bool:
    """The operator's row for something done while no gateway ran, such as a new key: once for each new state."""
    query = select(audit.c.subject).where(audit.c.action == action).order_by(audit.c.id.desc()).limit(1)
    if connection.execute(query).scalar_one_or_none() == subject:
        return False
    note(connection, at, OPERATOR, action, subject)
    return True
