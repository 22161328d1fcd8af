"""The collections that are published to terminals, by serial."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "bundles",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("serial", sa.BigInteger, primary_key=True),
        sa.Column("items", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("published_at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Take the table away again."""
    op.drop_table("bundles")
