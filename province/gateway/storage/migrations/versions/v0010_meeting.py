"""Whom one can meet, and what parties lay before each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _meeting()
    _cases()


def _meeting() -> None:
    op.create_table(
        "professionals",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
    )
    op.create_index("professionals_kind", "professionals", ["kind", "region"])
    op.create_table(
        "slots",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("starts", sa.String(40), nullable=False),
        sa.Column("ends", sa.String(40), nullable=False),
        sa.Column("by", sa.String(8), nullable=False),
    )
    op.create_index("slots_service", "slots", ["service", "starts"])
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("slot", sa.String(64), sa.ForeignKey("slots.id"), unique=True),
        sa.Column("last_slot", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("matter_code", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
    )
    op.create_index("appointments_holder", "appointments", ["holder"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("case_no", sa.String(64), nullable=False),
        sa.Column("court", sa.String(80), nullable=False),
        sa.Column("title", sa.LargeBinary, nullable=False),
        sa.Column("evidence_until", sa.String(10), nullable=False),
        sa.Column("opinions_until", sa.String(10), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
    )
    op.create_table(
        "case_parties",
        sa.Column("case_id", sa.String(40), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("holder", sa.String(32), primary_key=True),
        sa.Column("side", sa.String(16), nullable=False),
    )
    op.create_index("case_parties_holder", "case_parties", ["holder"])
    op.create_table(
        "case_entries",
        sa.Column("case_id", sa.String(40), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("side", sa.String(16), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("late", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("case_entries_order", "case_entries", ["case_id", "seq"])


def downgrade() -> None:
    """Take them away again."""
    for name in ("case_entries", "case_parties", "cases", "appointments", "slots", "professionals"):
        op.drop_table(name)
