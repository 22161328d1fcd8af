"""Tables of the fleet: how each terminal is, what is wrong, what it was asked to do, and what each ring may run.

Codes, ids and numbers only (`legalnet.telemetry`); nothing here knows of a person who uses a terminal.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from province.gateway.storage.tables import metadata

OPEN = text("closed_at = ''")
WAITING = text("settled_at = ''")

fleet_state = Table(
    "fleet_state",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("seen_at", String(40), nullable=False),
    Column("silent", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("code", String(40), nullable=False),
    Column("screen", String(16), nullable=False),
    Column("place", String(80), nullable=False),
    Column("region", String(12), nullable=False),
    Column("version", String(40), nullable=False),
    Column("ring", String(8), nullable=False),
    Column("outbox", Integer, nullable=False),
    Column("visits", BigInteger, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("bad", String(160), nullable=False),
    Column("report", Text, nullable=False),
    Column("line", String(16), nullable=False, server_default=""),
    Index("fleet_state_need", "rank", "terminal_id"),
    Index("fleet_state_seen", "silent", "seen_at"),
)
"""The last heartbeat of each terminal. `rank` sorts: what needs a person most has the lowest; `silent` is 1 when its
heartbeats stopped; `bad` lists kinds of device that are not well as `|a|b|`; `report` is the heartbeat's JSON;
`line` a digest of the address it came from (`province.fleet.lines`)."""

fleet_hours = Table(
    "fleet_hours",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("beats", Integer, nullable=False),
    Column("worst", Integer, nullable=False),
    Column("outbox", Integer, nullable=False),
    Column("free_mb", BigInteger, nullable=False),
    Column("rtt_ms", Integer, nullable=False),
    Column("visits", BigInteger, nullable=False),
    Index("fleet_hours_old", "hour"),
)
"""One row a terminal and hour (of the Unix clock): how many beats came, and the worst of each figure."""

fleet_alerts = Table(
    "fleet_alerts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("what", String(24), nullable=False),
    Column("code", String(40), nullable=False),
    Column("level", String(8), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("closed_at", String(40), nullable=False),
    Column("claimed_by", String(40), nullable=False),
    Column("muted_until", String(40), nullable=False),
    Index("fleet_alerts_open", "terminal_id", "what", "code", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    Index("fleet_alerts_order", "closed_at", "rank", "id"),
)  # fmt: skip
"""What is or was wrong; `what` is a kind of device or a part, `value` the figure beside the threshold. Open ones have
no `closed_at`, and there is one for each terminal, part and code."""

fleet_actions = Table(
    "fleet_actions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", String(120), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", String(40), nullable=False),
    Column("confirmed_by", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("until", String(40), nullable=False),
    Column("sent_at", String(40), nullable=False),
    Column("settled_at", String(40), nullable=False),
    Column("outcome_code", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("fleet_actions_waiting", "terminal_id", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("fleet_actions_of", "terminal_id", "asked_at"),
)
"""What was asked of a terminal: `proposed` (wants a second person), waiting, sent, done, not_done, unknown."""

fleet_acts = Table(
    "fleet_acts",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("last", BigInteger, nullable=False),
)
"""Number of the last of a technician's acts at each terminal that stands in the audit."""

fleet_rings = Table(
    "fleet_rings",
    metadata,
    Column("ring", String(8), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("halted_at", String(40), nullable=False),
    Column("set_by", String(40), nullable=False),
    Column("set_at", String(40), nullable=False),
)
"""What each ring may run; empty version: stay."""

fleet_trials = Table(
    "fleet_trials",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("ring", String(8), nullable=False),
    Column("outcome", String(8), nullable=False),
    Column("at", String(40), nullable=False),
    Index("fleet_trials_ring", "ring", "version"),
)
"""What came of a version at a terminal: `taken` or `refused` (its check failed, or it was rolled back)."""
