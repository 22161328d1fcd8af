"""Tables of mediations, notarisations and hearings: everything said or named in them is hidden."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from province.gateway.storage.tables import metadata

proceedings = Table(
    "proceedings",
    metadata,
    Column("room_id", String(32), ForeignKey("rooms.id"), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("changed_at", String(40), nullable=False),
)
"""The file of a room's procedure, as JSON of `legalnet.proceedings.file.File`, hidden; `rev` counts its changes."""

proceeding_staff = Table(
    "proceeding_staff",
    metadata,
    Column("room_id", String(32), ForeignKey("rooms.id"), primary_key=True),
    Column("account", String(40), primary_key=True),
    Index("proceeding_staff_account", "account"),
)
"""Which accounts belong to which procedure, so that they find it again."""

proceeding_papers = Table(
    "proceeding_papers",
    metadata,
    Column("room_id", String(32), ForeignKey("rooms.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
)
"""Papers that are signed in turn: what they say and the file with the signatures so far, hidden."""

entrances = Table(
    "entrances",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("room_id", String(32), ForeignKey("rooms.id"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("way", String(16), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("used_at", String(40)),
    Index("entrances_expire", "expires_at"),
)
"""Single-use ways in for people without an account, by their SHA-256."""
