"""Tables of whom one can meet and of what parties lay before each other; names of parties and words are hidden."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from province.gateway.storage.tables import metadata

professionals = Table(
    "professionals",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("provider", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("region", String(12), nullable=False),
    Column("card", Text, nullable=False),
    Index("professionals_kind", "kind", "region"),
)
"""Lawyers, mediators, notaries: `card` is JSON of what is public about them."""

slots = Table(
    "slots",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("provider", String(64), nullable=False),
    Column("service", String(32), nullable=False),
    Column("person", String(64), nullable=False),
    Column("starts", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
    Column("by", String(8), nullable=False),
    Index("slots_service", "service", "starts"),
)
"""Hours in which somebody can be met."""

appointments = Table(
    "appointments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("slot", String(64), ForeignKey("slots.id"), unique=True),
    Column("last_slot", String(64), nullable=False),
    Column("holder", String(32), nullable=False),
    Column("matter_code", String(32), nullable=False),
    Column("needs", String(160), nullable=False, server_default="[]"),
    Column("room_id", String(32), nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("rev", Integer, nullable=False),
    Index("appointments_holder", "holder"),
)
"""Who has which slot: its unique key lets nobody be booked twice; a cancelled one gives its slot up.
`room_id`: the procedure somebody was invited to by it; empty for an hour that a resident took."""

cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_no", String(64), nullable=False),
    Column("court", String(80), nullable=False),
    Column("title", LargeBinary, nullable=False),
    Column("evidence_until", String(10), nullable=False),
    Column("opinions_until", String(10), nullable=False),
    Column("rev", Integer, nullable=False),
)
"""Cases whose parties exchange evidence or look for a settlement; `rev` is locked by whoever adds."""

case_parties = Table(
    "case_parties",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("holder", String(32), primary_key=True),
    Column("side", String(16), nullable=False),
    Index("case_parties_holder", "holder"),
)
"""Who is a party, on which side."""

case_entries = Table(
    "case_entries",
    metadata,
    Column("case_id", String(40), ForeignKey("cases.id"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("side", String(16), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("late", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("case_entries_order", "case_id", "seq"),
)
"""What a party laid before the others: `item` by number, `opinion` by item and side, `message` by its own id."""
