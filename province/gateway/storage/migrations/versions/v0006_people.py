"""People, their short sessions, and the answers that repeats get again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "people",
        sa.Column("holder", sa.String(32), primary_key=True),
        sa.Column("who", sa.LargeBinary, nullable=False),
        sa.Column("since", sa.String(40), nullable=False),
    )
    op.create_table(
        "visited",
        sa.Column("holder", sa.String(32), primary_key=True),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("last_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "person_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("holder", sa.String(32), sa.ForeignKey("people.holder"), nullable=False),
        sa.Column("level", sa.String(2), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
    )
    op.create_index("person_sessions_expires", "person_sessions", ["expires_at"])
    op.create_table(
        "given_answers",
        sa.Column("asker", sa.String(48), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("etag", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_index("given_answers_at", "given_answers", ["at"])


def downgrade() -> None:
    """Take them away again."""
    for name in ("given_answers", "person_sessions", "visited", "people"):
        op.drop_table(name)
