"""By which line a terminal reaches the province, so that a line that is away is one alert and not ten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column; a terminal's next heartbeat fills it."""
    with op.batch_alter_table("fleet_state") as table:
        table.add_column(sa.Column("line", sa.String(16), nullable=False, server_default=""))


def downgrade() -> None:
    """Without it."""
    with op.batch_alter_table("fleet_state") as table:
        table.drop_column("line")
