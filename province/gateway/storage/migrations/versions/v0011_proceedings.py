"""Mediations, notarisations and hearings: their file, their people, their papers, and single-use ways in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    room = sa.ForeignKey("rooms.id")
    op.create_table(
        "proceedings",
        sa.Column("room_id", sa.String(32), room, primary_key=True),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("file", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "proceeding_staff",
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), primary_key=True),
        sa.Column("account", sa.String(40), primary_key=True),
    )
    op.create_index("proceeding_staff_account", "proceeding_staff", ["account"])
    op.create_table(
        "proceeding_papers",
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entrances",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
        sa.Column("used_at", sa.String(40)),
    )
    op.create_index("entrances_expire", "entrances", ["expires_at"])


def downgrade() -> None:
    """Take them away again."""
    for name in ("entrances", "proceeding_papers", "proceeding_staff", "proceedings"):
        op.drop_table(name)
