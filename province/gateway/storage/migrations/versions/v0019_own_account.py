"""People at the desk change the password they were given, and see where they are signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whether a password is still the one that was given out; where a session was opened, and by whose word."""
    op.add_column("staff_accounts", sa.Column("given_out", sa.Integer, nullable=False, server_default="0"))
    op.add_column("staff_sessions", sa.Column("place", sa.LargeBinary))
    op.add_column("staff_sessions", sa.Column("vouched", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Without them."""
    with op.batch_alter_table("staff_sessions") as table:
        table.drop_column("vouched")
        table.drop_column("place")
    with op.batch_alter_table("staff_accounts") as table:
        table.drop_column("given_out")
