"""Alerts: opened by a finding, closed when it is gone, claimed and muted by people; one a terminal, part and code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from province.fleet import lines
from province.fleet.rules import CLOSED_DAYS, FORGET_HOURS, RANKS, SILENT_S, Finding
from province.gateway.clock import stamp
from province.gateway.storage.fleettables import fleet_alerts, fleet_hours, fleet_state

SILENCE = Finding("heartbeat", "silent")
STILL = fleet_alerts.c.closed_at == ""
PAGE = 50


def compare(connection: Connection, found: Mapping[str, set[Finding]], at: str) -> None:
    """What is wrong at these terminals now, all of it: opens what is new and closes what is gone."""
    columns = (fleet_alerts.c.id, fleet_alerts.c.terminal_id, fleet_alerts.c.what, fleet_alerts.c.code)
    query = select(*columns, fleet_alerts.c.value).where(STILL & fleet_alerts.c.terminal_id.in_(list(found)))
    there = {(row.terminal_id, row.what, row.code): row for row in connection.execute(query)}
    wanted = {(name, one.what, one.code): one for name, several in found.items() for one in several}
    gone = [row.id for key, row in there.items() if key not in wanted]
    if gone:
        connection.execute(update(fleet_alerts).where(fleet_alerts.c.id.in_(gone)).values(closed_at=at))
    changed = [
        (there[key].id, one) for key, one in wanted.items() if key in there and there[key].value != one.value
    ]
    for alert_id, one in changed:
        connection.execute(update(fleet_alerts).where(fleet_alerts.c.id == alert_id).values(value=one.value))
    _open(connection, [(key[0], one) for key, one in sorted(wanted.items()) if key not in there], at)


def _open(connection: Connection, new: Iterable[tuple[str, Finding]], at: str) -> None:
    """Enter new ones; another gateway may have been faster with one."""
    rows = [
        {
            "terminal_id": name, "what": one.what, "code": one.code, "level": one.level, "rank": one.rank,
            "value": one.value, "opened_at": at, "closed_at": "", "claimed_by": "", "muted_until": "",
        }
        for name, one in new
    ]  # fmt: skip
    if rows:
        make: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(make(fleet_alerts).on_conflict_do_nothing(), rows)


def mind_silence(connection: Connection, now: datetime) -> int:
    """Note terminals whose heartbeats stopped; how many that are new. A beat that comes closes the alert by itself."""
    before = stamp(now - timedelta(seconds=SILENT_S))
    quiet = (fleet_state.c.silent == 0) & (fleet_state.c.seen_at < before)
    names = list(connection.execute(select(fleet_state.c.terminal_id).where(quiet).limit(5000)).scalars())
    if names:
        here = fleet_state.c.terminal_id.in_(names)
        connection.execute(update(fleet_state).where(here).values(silent=1, rank=RANKS["silent"]))
        _open(connection, [(name, SILENCE) for name in sorted(names)], stamp(now))
    return len(names)


def tidy(connection: Connection, now: datetime) -> None:
    """Forget old hours and alerts that are long over."""
    hour = int(now.timestamp()) // 3600 - FORGET_HOURS
    connection.execute(delete(fleet_hours).where(fleet_hours.c.hour < hour))
    before = stamp(now - timedelta(days=CLOSED_DAYS))
    connection.execute(
        delete(fleet_alerts).where((fleet_alerts.c.closed_at != "") & (fleet_alerts.c.closed_at < before))
    )


def listed(connection: Connection, now: datetime, which: str, account: str, after: int) -> dict[str, Any]:
    """A page of alerts, what stops residents first: `open`, `unclaimed`, `mine`, `muted` or `closed`."""
    heard = fleet_alerts.c.muted_until < stamp(now)
    where = {
        "open": STILL & heard,
        "unclaimed": STILL & heard & (fleet_alerts.c.claimed_by == ""),
        "mine": STILL & (fleet_alerts.c.claimed_by == account),
        "muted": STILL & ~heard,
        "closed": fleet_alerts.c.closed_at != "",
    }
    first = _first_of_each(where[which])
    query = (
        select(first)
        .where(first.c.nth == 1)
        .order_by(*(order(first.c) for order in ORDERS[which == "closed"]))
    )
    counts = {name: count(connection, one) for name, one in where.items()}
    rows = [
        _with_others(connection, row._mapping) for row in connection.execute(query.limit(PAGE).offset(after))
    ]
    return {"alerts": rows, "counts": counts, "after": after, "page": PAGE}


ORDERS: Mapping[bool, tuple[Callable[[Any], Any], ...]] = {
    True: (lambda c: c.closed_at.desc(), lambda c: c.id.desc()),
    False: (lambda c: c.rank, lambda c: c.opened_at, lambda c: c.id),
}
"""Of alerts that are over, and of those that are not."""
JOINED = fleet_alerts.outerjoin(fleet_state, fleet_state.c.terminal_id == fleet_alerts.c.terminal_id)


def _first_of_each(where: ColumnElement[bool]) -> Subquery:
    """The alerts with what they are counted as: `nth` of those with one cause, `together` how many."""
    own = (fleet_alerts, fleet_state.c.place, fleet_state.c.region, fleet_state.c.line)
    found = select(*own, lines.cause().label("cause")).select_from(JOINED).where(where).subquery()
    nth = func.row_number().over(partition_by=found.c.cause, order_by=found.c.id).label("nth")
    together = func.count().over(partition_by=found.c.cause).label("together")
    return select(found, nth, together).subquery()


def count(connection: Connection, where: ColumnElement[bool] = STILL) -> int:
    """How many alerts, a whole line that is away counted once."""
    query = select(func.count(func.distinct(lines.cause()))).select_from(JOINED).where(where)
    return int(connection.execute(query).scalar_one())


def _with_others(connection: Connection, row: Mapping[Any, Any]) -> dict[str, Any]:
    """As the desk has it; one that stands for a line says so and names its terminals."""
    found = _shown(row)
    line, together = found.pop("line"), found.pop("together")
    del found["nth"], found["cause"]
    if together == 1:
        return found | {"terminals": []}
    return found | {
        "what": "line", "code": lines.AWAY, "value": together, "terminals": lines.members(connection, line)
    }  # fmt: skip


def of_terminal(connection: Connection, terminal_id: str) -> list[dict[str, Any]]:
    """The last alerts of one terminal, open ones first."""
    query = (
        select(fleet_alerts)
        .where(fleet_alerts.c.terminal_id == terminal_id)
        .order_by(STILL.desc(), fleet_alerts.c.id.desc())
        .limit(30)
    )
    return [_shown(row._mapping) for row in connection.execute(query)]


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    """As the desk has it."""
    return {str(name): value for name, value in row.items()}


def claim(connection: Connection, alert_id: int, account: str) -> bool:
    """Take an open alert on, and all that it stands for; False when it is over or somebody else's."""
    ids = lines.together(connection, alert_id)
    free = (fleet_alerts.c.claimed_by == "") | (fleet_alerts.c.claimed_by == account)
    where = fleet_alerts.c.id.in_(ids) & STILL & free
    return connection.execute(update(fleet_alerts).where(where).values(claimed_by=account)).rowcount > 0


def mute(connection: Connection, alert_id: int, until: datetime) -> bool:
    """Hear nothing of an open alert, and of all that it stands for, until then; False when it is over."""
    where = fleet_alerts.c.id.in_(lines.together(connection, alert_id)) & STILL
    return connection.execute(update(fleet_alerts).where(where).values(muted_until=stamp(until))).rowcount > 0


def counts_by_code(connection: Connection) -> list[tuple[str, str, int]]:
    """Open alerts by level and code, for the figures."""
    query = (
        select(fleet_alerts.c.level, fleet_alerts.c.code, func.count())
        .where(STILL)
        .group_by(fleet_alerts.c.level, fleet_alerts.c.code)
    )
    return [(str(level), str(code), int(count)) for level, code, count in connection.execute(query)]
