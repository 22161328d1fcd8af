"""Which procedure an appointment is for, where somebody was invited by booking."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column, empty for hours that residents took themselves."""
    op.add_column("appointments", sa.Column("room_id", sa.String(32), nullable=False, server_default=""))


def downgrade() -> None:
    """Without it."""
    with op.batch_alter_table("appointments") as table:
        table.drop_column("room_id")
