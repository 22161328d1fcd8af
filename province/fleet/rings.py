"""Who may run which version: rings, what came of a version in each, and the halt when too many refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from legalnet.telemetry import RINGS, Release, Ring, Software
from province.gateway.clock import stamp
from province.gateway.storage.fleettables import fleet_rings, fleet_state, fleet_trials
from province.gateway.storage.jobs import insert_once

MOST_REFUSALS = 0.02
"""Share of the terminals that tried a version above which its ring is halted."""
BY_RULE = "rule"
"""Who halted it, when it was no person."""


def releases(connection: Connection) -> Mapping[str, Release]:
    """What each ring may run."""
    found = {row.ring: row for row in connection.execute(select(fleet_rings))}
    return {ring: _release(ring, found.get(ring)) for ring in RINGS}


def _release(ring: Ring, row: Any) -> Release:
    """A halted ring stays where it is."""
    if row is None:
        return Release(ring=ring)
    halted = bool(row.halted_at)
    return Release(ring=ring, version=None if halted else row.version or None, halted=halted)


def permit(connection: Connection, ring: Ring, version: str, account: str, now: datetime) -> None:
    """Let a ring have a version; what was said of another one before does not count."""
    row = {"version": version, "halted_at": "", "set_by": account, "set_at": stamp(now)}
    if not insert_once(connection, fleet_rings, {"ring": ring, **row}):
        connection.execute(update(fleet_rings).where(fleet_rings.c.ring == ring).values(**row))


def halt(connection: Connection, ring: str, account: str, now: datetime) -> bool:
    """Stop a ring; False when it has nothing, or was stopped before."""
    where = (fleet_rings.c.ring == ring) & (fleet_rings.c.halted_at == "") & (fleet_rings.c.version != "")
    change = update(fleet_rings).where(where).values(halted_at=stamp(now), set_by=account)
    return connection.execute(change).rowcount == 1


def resume(connection: Connection, ring: str, account: str, now: datetime) -> bool:
    """Let a halted ring go on, whatever was refused so far; False when it was not halted.

    The refusals before stay in the table, but are set aside: whoever resumes has looked at them.
    """
    where = (fleet_rings.c.ring == ring) & (fleet_rings.c.halted_at != "")
    change = update(fleet_rings).where(where).values(halted_at="", set_by=account, set_at=stamp(now))
    return connection.execute(change).rowcount == 1


def note_trials(connection: Connection, told: Sequence[tuple[str, Software, datetime]]) -> None:
    """What terminals say of versions; halts a ring whose refusals are too many."""
    current = {row.ring: row for row in connection.execute(select(fleet_rings))}
    fresh: set[str] = set()
    for terminal_id, software, at in told:
        row = current.get(software.ring)
        if row is None or not row.version:
            continue
        outcome = _outcome(software, str(row.version))
        if outcome and _entered(connection, terminal_id, software.ring, str(row.version), outcome, at):
            fresh.add(software.ring)
    for ring in sorted(fresh):
        row = current[ring]
        taken, refused = tally(connection, ring, str(row.version), str(row.set_at))
        if refused > MOST_REFUSALS * (taken + refused):
            halt(connection, ring, BY_RULE, told[0][2])


def _outcome(software: Software, version: str) -> str:
    """What a terminal says of the version its ring may run; empty: nothing yet."""
    if software.refused == version:
        return "refused"
    return "taken" if software.version == version and not software.trial else ""


def _entered(  # noqa: PLR0917 - one row's worth
    connection: Connection, terminal_id: str, ring: str, version: str, outcome: str, at: datetime
) -> bool:  # fmt: skip
    """Whether this changes what was known."""
    row = {"ring": ring, "outcome": outcome, "at": stamp(at)}
    if insert_once(connection, fleet_trials, {"terminal_id": terminal_id, "version": version, **row}):
        return True
    mine = (fleet_trials.c.terminal_id == terminal_id) & (fleet_trials.c.version == version)
    change = update(fleet_trials).where(mine & (fleet_trials.c.outcome != outcome)).values(**row)
    return connection.execute(change).rowcount == 1


def tally(connection: Connection, ring: str, version: str, since: str) -> tuple[int, int]:
    """How many terminals of a ring took a version, and how many refused it since that instant."""
    here = fleet_trials.c
    mine = (here.ring == ring) & (here.version == version)
    query = select(here.outcome, func.count()).where(mine & ((here.outcome == "taken") | (here.at >= since)))
    found = {str(name): int(count) for name, count in connection.execute(query.group_by(here.outcome))}
    return found.get("taken", 0), found.get("refused", 0)


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Every ring with its release, who is in it, who took it and who refused."""
    rows = {row.ring: row for row in connection.execute(select(fleet_rings))}
    versions = select(fleet_state.c.ring, fleet_state.c.version, func.count())
    running: dict[str, dict[str, int]] = {ring: {} for ring in RINGS}
    for ring, version, count in connection.execute(
        versions.group_by(fleet_state.c.ring, fleet_state.c.version)
    ):
        running.setdefault(str(ring), {})[str(version)] = int(count)
    return [_listed(connection, ring, rows.get(ring), running[ring]) for ring in RINGS]


def _listed(connection: Connection, ring: Ring, row: Any, running: Mapping[str, int]) -> dict[str, Any]:
    """One ring."""
    taken, refused = tally(connection, ring, str(row.version), str(row.set_at)) if row else (0, 0)
    return {
        "ring": ring, "version": row.version if row else "", "halted_at": row.halted_at if row else "",
        "set_by": row.set_by if row else "", "set_at": row.set_at if row else "",
        "running": [{"version": name, "count": count} for name, count in sorted(running.items())],
        "terminals": sum(running.values()), "taken": taken, "refused": refused,
        "limit": MOST_REFUSALS,
    }  # fmt: skip


def refusals(connection: Connection, ring: str) -> list[dict[str, Any]]:
    """Who refused the version of a ring."""
    row = connection.execute(select(fleet_rings).where(fleet_rings.c.ring == ring)).one_or_none()
    if row is None:
        return []
    here = fleet_trials.c
    mine = (here.ring == ring) & (here.version == row.version) & (here.outcome == "refused")
    query = select(here.terminal_id, here.at).where(mine).order_by(here.at.desc()).limit(100)
    return [{"terminal_id": name, "at": at} for name, at in connection.execute(query)]
