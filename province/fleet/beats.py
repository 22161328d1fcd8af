"""Taking in heartbeats: many of them in one commit, each with its hour, its alerts and the outcomes it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError

from legalnet.telemetry import ORDER, Heartbeat, Release, SignedAction, TechnicianAct, Verdict, overall
from province.fleet import actions, acts, alerts, rings
from province.fleet.rules import findings, rank_of
from province.gateway.clock import stamp
from province.gateway.storage.batches import Batches
from province.gateway.storage.fleettables import fleet_hours, fleet_state
from province.gateway.storage.interface import Storage

SPOILING = (IntegrityError, DataError)


@dataclass(frozen=True)
class Beat:
    """A heartbeat on its way into the tables."""

    terminal_id: str
    place: str
    region: str
    at: datetime
    """When it arrived, by our clock."""
    heartbeat: Heartbeat = field(repr=False)
    line: str = ""
    """By which line it came (`province.fleet.lines`)."""

    @property
    def skew_ms(self) -> int:
        """The terminal's clock minus ours; the way here is part of it."""
        return round((self.heartbeat.at - self.at).total_seconds() * 1000)


@dataclass(frozen=True)
class Answer:
    """What a terminal is told."""

    actions: tuple[SignedAction, ...]
    release: Release


class Beats:
    """Gathers heartbeats of one gateway into commits; belongs to its event loop."""

    def __init__(self) -> None:
        self._batches: Batches[Beat, Answer] | None = None
        self.taken = 0

    async def take(self, database: Storage, beat: Beat) -> Answer:
        """Enter one; returns after the commit that holds it. Raises `StorageDown`."""
        if self._batches is None:

            async def flush(batch: Sequence[Beat]) -> Sequence[Answer | Exception]:
                return await database.write(lambda c: take_all(c, batch))

            self._batches = Batches(flush, SPOILING)
        self.taken += 1
        return await self._batches.add(beat)

    async def drain(self) -> None:
        """Return when nothing is under way."""
        if self._batches is not None:
            await self._batches.drain()


def take_all(connection: Connection, batch: Sequence[Beat]) -> list[Answer]:
    """Enter a batch; the answers in its order. A terminal that is in it twice counts twice, and its last beat stays."""
    newest: dict[str, Beat] = {}
    for beat in batch:
        if beat.terminal_id not in newest or beat.at >= newest[beat.terminal_id].at:
            newest[beat.terminal_id] = beat
    ordered = [
        newest[name] for name in sorted(newest)
    ]  # one order everywhere: two gateways never wait in a ring
    _keep_states(connection, ordered)
    _keep_hours(connection, sorted(batch, key=lambda one: one.terminal_id))
    alerts.compare(
        connection,
        {one.terminal_id: set(findings(one.heartbeat, one.skew_ms)) for one in ordered},
        stamp(ordered[0].at),
    )
    for beat in batch:
        actions.settle(connection, beat.terminal_id, beat.heartbeat.results, beat.at)
    acts.enter(connection, _acts(batch), ordered[0].at)
    rings.note_trials(connection, [(one.terminal_id, one.heartbeat.software, one.at) for one in ordered])
    waiting = actions.fetch(connection, [one.terminal_id for one in ordered], ordered[0].at)
    permitted = rings.releases(connection)
    return [Answer(waiting.get(one.terminal_id, ()), permitted[one.heartbeat.software.ring]) for one in batch]


def _acts(batch: Sequence[Beat]) -> dict[str, list[TechnicianAct]]:
    """What technicians did, by terminal; an act that two beats tell stands here once."""
    told: dict[str, dict[str, TechnicianAct]] = {}
    for beat in batch:
        told.setdefault(beat.terminal_id, {}).update({one.id: one for one in beat.heartbeat.acts})
    return {name: list(several.values()) for name, several in told.items()}


def _state(beat: Beat) -> dict[str, Any]:
    """The row of a terminal."""
    told = beat.heartbeat
    verdict, code = overall(told)
    bad = [str(one.kind) for one in told.devices if one.verdict in (Verdict.DOWN, Verdict.LOOK)]
    return {
        "terminal_id": beat.terminal_id, "seen_at": stamp(beat.at), "silent": 0,
        "rank": rank_of(verdict, code, told.screen), "verdict": str(verdict), "code": code,
        "screen": str(told.screen), "place": beat.place[:80], "region": beat.region,
        "version": told.software.version, "ring": told.software.ring, "outbox": told.outbox.waiting,
        "visits": told.visits, "skew_ms": beat.skew_ms, "bad": f"|{'|'.join(bad)}|" if bad else "",
        "report": told.model_dump_json(exclude={"results", "acts"}), "line": beat.line,
    }  # fmt: skip


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], change: Callable[[Any], Mapping[str, Any]]
) -> None:  # fmt: skip
    """Insert rows; where a key is there, change the row by `change(excluded)`."""
    make: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    made = make(table)
    keys = [column.name for column in table.primary_key]
    connection.execute(
        made.on_conflict_do_update(index_elements=keys, set_=change(made.excluded)), list(rows)
    )


def _keep_states(connection: Connection, ordered: Sequence[Beat]) -> None:
    """The last beat of each."""
    names = [column.name for column in fleet_state.columns if not column.primary_key]
    upsert(
        connection,
        fleet_state,
        [_state(beat) for beat in ordered],
        lambda new: {name: new[name] for name in names},
    )


def _keep_hours(connection: Connection, batch: Sequence[Beat]) -> None:
    """What each beat adds to its hour."""
    rows = [
        {
            "terminal_id": beat.terminal_id,
            "hour": int(beat.at.timestamp()) // 3600,
            "beats": 1,
            "worst": ORDER.index(overall(beat.heartbeat)[0]),
            "outbox": beat.heartbeat.outbox.waiting,
            "free_mb": beat.heartbeat.disk.free_mb,
            "rtt_ms": beat.heartbeat.rtt_ms or 0,
            "visits": beat.heartbeat.visits,
        }
        for beat in batch
    ]
    there = fleet_hours.c
    greatest = _greatest(connection)
    upsert(
        connection,
        fleet_hours,
        rows,
        lambda new: {
            "beats": there.beats + 1,
            "worst": greatest(there.worst, new.worst),
            "outbox": greatest(there.outbox, new.outbox),
            "free_mb": new.free_mb,
            "rtt_ms": greatest(there.rtt_ms, new.rtt_ms),
            "visits": greatest(there.visits, new.visits),
        },
    )


def _greatest(connection: Connection) -> Callable[..., Any]:
    """The greater of two values, as the database calls it."""
    from sqlalchemy import func

    return func.greatest if connection.dialect.name == "postgresql" else func.max


def history(connection: Connection, terminal_id: str, since_hour: int) -> list[dict[str, int]]:
    """The hours of a terminal, the earliest first."""
    columns = [column for column in fleet_hours.columns if column.name != "terminal_id"]
    query = (
        select(*columns)
        .where((fleet_hours.c.terminal_id == terminal_id) & (fleet_hours.c.hour >= since_hour))
        .order_by(fleet_hours.c.hour)
    )
    return [{name: int(value) for name, value in row._mapping.items()} for row in connection.execute(query)]
