"""Which certificates terminals got, so that those of a terminal that was taken away can be revoked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table; certificates issued before it was there are not known."""
    op.create_table(
        "certificates",
        sa.Column("serial", sa.String(40), primary_key=True),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("issued_at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("certificates")
