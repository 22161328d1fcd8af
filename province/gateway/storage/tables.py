"""The province's tables. Nothing in them is personal: answers and documents stay sealed in files.

Instants are RFC 3339 text in UTC (`clock.stamp`), except nonces, which are compared as numbers.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

terminals = Table(
    "terminals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("public_key", String(64), nullable=False, unique=True),
    Column("profile", Text, nullable=False),
    Column("enrolled_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
)
"""Enrolled terminals; `public_key` is Base64 of the raw Ed25519 key, `profile` JSON."""

enrol_codes = Table(
    "enrol_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("expires_at", String(40), nullable=False),
    Column("terminal_id", String(40), ForeignKey("terminals.id")),
    Column("used_at", String(40)),
)
"""One-time codes by their SHA-256; a used one names the terminal it made."""

nonces = Table(
    "nonces",
    metadata,
    Column("terminal_id", String(40), primary_key=True),
    Column("nonce", String(64), primary_key=True),
    Column("expires", BigInteger, nullable=False),
    Index("nonces_expires", "expires"),
)
"""Nonces of signatures that are still inside the time window; `expires` in Unix seconds."""

files = Table(
    "files",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("completed_at", String(40)),
)
"""Sealed files as announced; complete when the digest was verified."""

submissions = Table(
    "submissions",
    metadata,
    Column("submission_id", String(64), primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("matter_code", String(32), nullable=False),
    Column("catalogue_version", String(80), nullable=False),
    Column("status", String(32), nullable=False),
    Column("envelope", Text, nullable=False),
    Column("envelope_sha256", String(64), nullable=False),
    Column("acknowledgement", LargeBinary, nullable=False),
    Column("committed_at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Index("submissions_received", "received_at"),
    Index("submissions_of_terminal", "terminal_id", "envelope_sha256"),
)
"""What was taken in; `acknowledgement` is the answer's exact bytes, given again to every repeat."""

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Running numbers, such as the last 回执号 of a region and day."""

work_orders = Table(
    "work_orders",
    metadata,
    Column("order_no", String(32), primary_key=True),
    Column("submission_id", String(64), ForeignKey("submissions.submission_id"), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("service", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("region_code", String(12), nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("rev", Integer, nullable=False),
)
"""工单 made from request submissions; who asks and what is written stays sealed in the submission."""

catalogues = Table(
    "catalogues",
    metadata,
    Column("version", String(80), primary_key=True),
    Column("bundle", LargeBinary, nullable=False),
    Column("published_at", String(40), nullable=False),
)
"""Every catalogue that was published, so that a late filing is judged by the rules it was made with."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(160), nullable=False),
)
"""Who looked at or did what; subjects are numbers and codes, never names."""

event_logs = Table(
    "event_logs",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("log", String(32), nullable=False),
    Column("last", BigInteger, nullable=False),
)
"""The log of each terminal: its random id and the number of its last event; the row is locked to append."""

events = Table(
    "events",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("terminal_id", "key", name="events_key"),
)
"""What a terminal is told, as JSON of `legalnet.events`: codes and marks only."""

bundles = Table(
    "bundles",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("serial", BigInteger, primary_key=True),
    Column("items", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("published_at", String(40), nullable=False),
)
"""Published collections as canonical JSON of their items; the latest serials, to make differences from."""

evidence_heads = Table(
    "evidence_heads",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("published", Boolean, nullable=False),
)
"""One signed head a size, for ever; `checkpoint` has the cosignatures too."""

evidence_tiles = Table(
    "evidence_tiles",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""Tiles of hashes as wide as they are now; a narrower one is how it begins."""

evidence_deposits = Table(
    "evidence_deposits",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String(20), nullable=False, unique=True),
    Column("key", String(128), nullable=False, unique=True),
    Column("terminal_id", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("salt", LargeBinary),
    Column("entry", LargeBinary, nullable=False),
)
"""Deposits by their place in the log; `salt` becomes null when its owner has it destroyed."""
