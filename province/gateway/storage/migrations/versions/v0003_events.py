"""The ordered log of events of each terminal."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and a log for every terminal there is."""
    logs = op.create_table(
        "event_logs",
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("log", sa.String(32), nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("terminal_id", "key", name="events_key"),
    )
    known = op.get_bind().execute(sa.text("SELECT id FROM terminals")).scalars()
    rows = [{"terminal_id": name, "log": secrets.token_hex(16), "last": 0} for name in known]
    if rows:
        op.bulk_insert(logs, rows)


def downgrade() -> None:
    """Take the tables away again."""
    op.drop_table("events")
    op.drop_table("event_logs")
