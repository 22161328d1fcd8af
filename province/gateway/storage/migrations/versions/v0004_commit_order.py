"""An index by which the commit before a commit is found."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "submissions_of_terminal"


def upgrade() -> None:
    """By terminal and digest."""
    op.create_index(INDEX, "submissions", ["terminal_id", "envelope_sha256"])


def downgrade() -> None:
    """The index goes."""
    op.drop_index(INDEX, "submissions")
