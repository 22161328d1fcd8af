"""The audit's chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; rows that are there are tied at the first note."""
    op.create_table(
        "audit_links",
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("audit_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("audit_links")
