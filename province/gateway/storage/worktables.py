"""Tables of what is done for people: applications, the journal, served documents, consents to electronic service.

Names and sentences stand in hidden columns only (`records.Records`); `holder` is a keyed mark, empty for nobody known.
Every row that changes has a `rev`, raised by each change, which the ETag tells.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from province.gateway.storage.tables import metadata

applications = Table(
    "applications",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("submission_id", String(64), ForeignKey("submissions.submission_id"), unique=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("holder", String(32), nullable=False),
    Column("who", LargeBinary),
    Column("matter_code", String(32), nullable=False),
    Column("state", String(24), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("case_no", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("updated_at", String(40), nullable=False),
    Column("correct_until", String(10), nullable=False),
    Column("rev", Integer, nullable=False),
    Index("applications_holder", "holder", "received_at"),
)
"""What became of each submission; `who` hides name and number, `correct_until` is the last day of a correction."""

journal = Table(
    "journal",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("event", String(32), nullable=False),
    Column("state", String(24), nullable=False),
    Column("by", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("data", Text, nullable=False),
    Column("words", LargeBinary),
)
"""What happened to a subject (`application/<number>`, `order/<number>` ...), in order; `data` is JSON of codes, dates."""

documents = Table(
    "documents",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", String(40), nullable=False),
)
"""PDF files that staff made, hidden; `digest` is the SHA-256 of the clear bytes."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("about", String(32), nullable=False),
    Column("case_no", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("sender", String(80), nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("digest", String(64), ForeignKey("documents.digest"), nullable=False),
    Column("size", Integer, nullable=False),
    Column("arrived_at", String(40), nullable=False),
    Column("opened_at", String(40)),
    Column("receipted_at", String(40)),
    Column("state", String(16), nullable=False),
    Column("clock", Text, nullable=False),
    Column("paper", Integer, nullable=False),
    Column("rev", Integer, nullable=False),
    Index("deliveries_holder", "holder", "arrived_at"),
    Index("deliveries_about", "about"),
)
"""Served documents; `words` hides title and spoken text, `clock` is JSON of `legalnet.deliveries.Clock` or `null`."""

service_consents = Table(
    "service_consents",
    metadata,
    Column("holder", String(32), primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("given", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("source", String(64), nullable=False),
)
"""Whether a person takes documents electronically: `general`, and `judgments` apart (民诉法 90)."""
