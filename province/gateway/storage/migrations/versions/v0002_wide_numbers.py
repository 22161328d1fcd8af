"""Numbers that outgrow 32 bits on PostgreSQL: expiry of nonces, sizes and running numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WIDENED = (("nonces", "expires"), ("files", "size"), ("counters", "value"))


def upgrade() -> None:
    """Widen them; SQLite's integers are wide already, only their declaration changes."""
    for table, column in WIDENED:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=sa.Integer, type_=sa.BigInteger, existing_nullable=False)


def downgrade() -> None:
    """Narrow them again."""
    for table, column in WIDENED:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, existing_type=sa.BigInteger, type_=sa.Integer, existing_nullable=False)
