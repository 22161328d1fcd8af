"""The journal of every subject: what happened, by whom, with which words; only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select

from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway
from province.gateway.storage.worktables import journal

By = Literal["resident", "staff", "platform"]


@dataclass(frozen=True)
class Doer:
    """Who does something: a person, a member of staff, or the platform by its clock."""

    by: By
    actor: str = ""
    """Id of a member of staff; a person's is never written here."""
    unit: str = ""


PLATFORM = Doer("platform", "clock")
RESIDENT = Doer("resident")


@dataclass(frozen=True)
class Entry:
    """One entry of a journal."""

    seq: int
    at: datetime
    event: str
    state: str
    """The state afterwards."""
    by: By
    actor: str
    unit: str
    data: Mapping[str, Any]
    """Codes, numbers and dates."""
    words: str = field(default="", repr=False)

    @property
    def on(self) -> date:
        """The civil date."""
        return civil_date(self.at)


def enter(
    connection: Connection, gateway: Gateway, subject: str, doer: Doer, event: str, *, state: str,
    words: str = "", **data: Any,
) -> int:  # fmt: skip
    """Add an entry; its number. Whoever adds has changed the subject's `rev` first, so nobody else adds meanwhile."""
    last = connection.execute(
        select(func.max(journal.c.seq)).where(journal.c.subject == subject)
    ).scalar_one_or_none()
    seq = int(last or 0) + 1
    hidden = gateway.records.hide(f"journal/{subject}/{seq}", words.encode()) if words else None
    connection.execute(
        insert(journal).values(
            subject=subject, seq=seq, at=stamp(gateway.clock.now()), event=event, state=state, by=doer.by,
            actor=doer.actor, unit=doer.unit, data=json.dumps(data, ensure_ascii=False, default=str), words=hidden,
        )
    )  # fmt: skip
    return seq


def entries(connection: Connection, gateway: Gateway, subject: str) -> list[Entry]:
    """All of a subject, in order."""
    found = connection.execute(select(journal).where(journal.c.subject == subject).order_by(journal.c.seq))
    return [
        Entry(
            seq=row.seq,
            at=datetime.fromisoformat(row.at),
            event=row.event,
            state=row.state,
            by=row.by,
            actor=row.actor,
            unit=row.unit,
            data=json.loads(row.data),
            words=""
            if row.words is None
            else gateway.records.show(f"journal/{subject}/{row.seq}", row.words).decode(),
        )
        for row in found
    ]
