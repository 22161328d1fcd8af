"""How far the acts of technicians at a terminal stand in the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table."""
    op.create_table(
        "fleet_acts",
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("fleet_acts")
