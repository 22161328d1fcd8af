"""What somebody thought of their consultation, 1 to 5."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    op.add_column("tickets", sa.Column("score", sa.Integer))


def downgrade() -> None:
    """Without it."""
    with op.batch_alter_table("tickets") as batch:
        batch.drop_column("score")
