"""What technicians did at terminals, into the audit: each act once, however often a terminal tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from legalnet.telemetry import TechnicianAct
from province.gateway.ledger.notes import note
from province.gateway.storage.fleettables import fleet_acts

PIN_ONLY = "technician"
"""Who it was where no ticket was asked for."""


def enter(connection: Connection, told: Mapping[str, Sequence[TechnicianAct]], now: datetime) -> None:
    """Acts by terminal; those that stand there already are left out. An act has its own time in its row's subject."""
    busy = {name: acts for name, acts in told.items() if acts}
    if not busy:
        return
    here = fleet_acts.c
    rows = connection.execute(select(here.terminal_id, here.last).where(here.terminal_id.in_(busy)))
    known: dict[str, int] = {str(row.terminal_id): int(row.last) for row in rows}
    for terminal_id in sorted(busy):
        fresh = [one for one in busy[terminal_id] if int(one.id) > known.get(terminal_id, 0)]
        for act in sorted(fresh, key=lambda one: one.id):
            note(connection, now, actor(act), f"fleet.technician.{act.deed}", subject(terminal_id, act))
        if fresh:
            _remember(connection, terminal_id, max(int(one.id) for one in fresh), terminal_id in known)


def actor(act: TechnicianAct) -> str:
    """Whoever had that ticket; who asked for it stands in the audit under the same number."""
    return PIN_ONLY if act.ticket is None else f"{PIN_ONLY}:{act.ticket:04d}"


def subject(terminal_id: str, act: TechnicianAct) -> str:
    """Terminal, when by its own clock, at which device, with which service card, and what came of it."""
    card = "" if act.card is None else f"card {act.card:04d}"
    words = [
        terminal_id,
        f"{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        str(act.device or ""),
        card,
        act.outcome,
    ]
    return " ".join(word for word in words if word)


def _remember(connection: Connection, terminal_id: str, last: int, there: bool) -> None:
    values: dict[str, Any] = {"last": last}
    if there:
        connection.execute(update(fleet_acts).where(fleet_acts.c.terminal_id == terminal_id).values(values))
    else:
        connection.execute(insert(fleet_acts).values(terminal_id=terminal_id, **values))
