"""Reading the fleet: counts, a page of terminals by need, one terminal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, true, update

from province.fleet import actions, alerts, beats
from province.fleet.rules import FORGET_HOURS
from province.gateway.clock import stamp
from province.gateway.storage.fleettables import fleet_alerts, fleet_state
from province.gateway.storage.tables import audit, terminals

PAGE = 50
STATE = fleet_state.c
IN_USE = STATE.screen.in_(("in_use", "call"))
CLOSED = STATE.code == "closed_by_desk"
STATES: dict[str, ColumnElement[bool]] = {
    "down": (STATE.silent == 0) & (STATE.verdict == "down") & ~CLOSED,
    "look": (STATE.silent == 0) & (STATE.verdict == "look"),
    "ok": (STATE.silent == 0) & (STATE.verdict == "ok"),
    "closed": (STATE.silent == 0) & CLOSED,
    "silent": STATE.silent == 1,
}
"""Every terminal that was heard is in exactly one of these."""
SHOWN = ("terminal_id", "seen_at", "silent", "rank", "verdict", "code", "screen", "place", "region", "version",
         "ring", "outbox", "visits", "skew_ms", "report")  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What a page is narrowed to; empty: everything."""

    state: str = ""
    region: str = ""
    device: str = ""
    ring: str = ""
    text: str = ""
    """The beginning of an id or a part of a place."""

    def where(self) -> ColumnElement[bool]:
        """As a condition."""
        parts: list[ColumnElement[bool]] = []
        if self.state in STATES:
            parts.append(STATES[self.state])
        elif self.state == "in_use":
            parts.append((STATE.silent == 0) & IN_USE)
        if self.region:
            parts.append(STATE.region.startswith(self.region, autoescape=True))
        if self.device:
            parts.append(STATE.bad.contains(f"|{self.device}|", autoescape=True))
        if self.ring:
            parts.append(STATE.ring == self.ring)
        if self.text:
            found = STATE.terminal_id.startswith(self.text, autoescape=True)
            parts.append(or_(found, STATE.place.contains(self.text, autoescape=True)))
        return and_(true(), *parts)


def counts(connection: Connection) -> dict[str, int]:
    """How many terminals are how: one look at the table."""
    columns = [func.count().filter(condition).label(name) for name, condition in STATES.items()]
    row = connection.execute(
        select(
            *columns, func.count().filter((STATE.silent == 0) & IN_USE).label("in_use"),
            func.count().label("heard"), func.coalesce(func.sum(STATE.outbox), 0).label("outbox"),
        ).select_from(fleet_state)
    ).one()  # fmt: skip
    enrolled = connection.execute(
        select(func.count()).select_from(terminals).where(terminals.c.revoked_at.is_(None))
    ).scalar_one()
    found = {str(name): int(value) for name, value in row._mapping.items()}
    return found | {"enrolled": int(enrolled), "alerts": alerts.count(connection)}


def districts(connection: Connection) -> list[dict[str, Any]]:
    """How many terminals are how in each district (GB/T 2260), those with most trouble first."""
    columns = [func.count().filter(condition).label(name) for name, condition in STATES.items()]
    busy = func.count().filter((STATE.silent == 0) & IN_USE).label("in_use")
    query = select(STATE.region, func.count().label("heard"), *columns, busy).group_by(STATE.region)
    found = [{str(name): value for name, value in row._mapping.items()} for row in connection.execute(query)]
    return sorted(found, key=lambda one: (-one["down"], -one["silent"], -one["look"], one["region"]))


def page(connection: Connection, narrowed: Filter, after: int) -> dict[str, Any]:
    """A page of terminals, those that need a person most first; `after` rows are left out before it."""
    where = narrowed.where()
    total = connection.execute(select(func.count()).select_from(fleet_state).where(where)).scalar_one()
    query = select(*(STATE[name] for name in SHOWN)).where(where).order_by(STATE.rank, STATE.terminal_id)
    rows = [_row(row._mapping) for row in connection.execute(query.limit(PAGE).offset(after))]
    return {"terminals": rows, "total": int(total), "after": after, "page": PAGE}


def _row(row: Any) -> dict[str, Any]:
    """A terminal of the list: its devices in short, the rest of the report left out."""
    found = {str(name): row[name] for name in SHOWN}
    report = json.loads(found.pop("report"))
    found["devices"] = {one["kind"]: one["verdict"] for one in report["devices"]}
    return found | {"rtt_ms": report.get("rtt_ms"), "visit_min": report["visit_min"]}


def one(connection: Connection, terminal_id: str, now: datetime) -> dict[str, Any] | None:
    """Everything of one terminal; None where it was never heard."""
    row = connection.execute(select(fleet_state).where(STATE.terminal_id == terminal_id)).one_or_none()
    if row is None:
        return None
    found = {str(name): value for name, value in row._mapping.items() if name not in ("report", "bad")}
    since = int(now.timestamp()) // 3600 - FORGET_HOURS
    return found | {
        "report": json.loads(row.report),
        "hours": beats.history(connection, terminal_id, since),
        "alerts": alerts.of_terminal(connection, terminal_id),
        "actions": actions.of_terminal(connection, terminal_id),
        "audit": _audit(connection, terminal_id),
    }


def _audit(connection: Connection, terminal_id: str) -> list[dict[str, str]]:
    """Who did what to this terminal, the newest first."""
    columns = (audit.c.at, audit.c.actor, audit.c.action, audit.c.subject)
    mine = (audit.c.subject == terminal_id) | audit.c.subject.startswith(f"{terminal_id} ", autoescape=True)
    ours = audit.c.action.startswith("fleet.") | audit.c.action.startswith("enrol.")
    query = select(*columns).where(mine & ours).order_by(audit.c.id.desc()).limit(50)
    return [
        {str(name): str(value) for name, value in row._mapping.items()} for row in connection.execute(query)
    ]


def versions(connection: Connection) -> list[tuple[str, str, int]]:
    """Terminals by ring and version."""
    query = select(STATE.ring, STATE.version, func.count()).group_by(STATE.ring, STATE.version)
    return [(str(ring), str(version), int(count)) for ring, version, count in connection.execute(query)]


def revoke(connection: Connection, terminal_id: str, now: datetime) -> bool:
    """End a terminal's enrolment: its key opens nothing any more, and it is no part of the fleet.

    False when there is none, or it was ended before.
    """
    here = (terminals.c.id == terminal_id) & terminals.c.revoked_at.is_(None)
    if connection.execute(update(terminals).where(here).values(revoked_at=stamp(now))).rowcount != 1:
        return False
    connection.execute(delete(fleet_state).where(STATE.terminal_id == terminal_id))
    still = alerts.STILL & (fleet_alerts.c.terminal_id == terminal_id)
    connection.execute(update(fleet_alerts).where(still).values(closed_at=stamp(now)))
    return True
