"""What somebody needs at an appointment: sign language, captions, large letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; appointments made before need nothing in particular."""
    op.add_column("appointments", sa.Column("needs", sa.String(160), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take it out."""
    with op.batch_alter_table("appointments") as table:
        table.drop_column("needs")
