"""Tables about people and what is done for them. Names, numbers and sentences stand in columns of hidden bytes
(`records.Records`); whom a row is about is a keyed mark.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from province.gateway.storage.tables import metadata

people = Table(
    "people",
    metadata,
    Column("holder", String(32), primary_key=True),
    Column("who", LargeBinary, nullable=False),
    Column("since", String(40), nullable=False),
)
"""Everybody who was identified; `who` hides name and number."""

visited = Table(
    "visited",
    metadata,
    Column("holder", String(32), primary_key=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("last_at", String(40), nullable=False),
)
"""At which terminals a person was: where they are told that something waits."""

person_sessions = Table(
    "person_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("holder", String(32), ForeignKey("people.holder"), nullable=False),
    Column("level", String(2), nullable=False),
    Column("method", String(16), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Index("person_sessions_expires", "expires_at"),
)
"""Short sessions of a person at one terminal, by the SHA-256 of their token."""

given_answers = Table(
    "given_answers",
    metadata,
    Column("asker", String(48), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", String(40), nullable=False),
    Index("given_answers_at", "at"),
)
"""Answers to what was asked with an idempotency key: the same again for a repeat; `request` is a digest."""
