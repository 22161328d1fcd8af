"""The tables of the first visit: terminals, files, submissions, work orders, catalogues, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "terminals",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("public_key", sa.String(64), nullable=False, unique=True),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("enrolled_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40)),
    )
    op.create_table(
        "enrol_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("expires_at", sa.String(40), nullable=False),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id")),
        sa.Column("used_at", sa.String(40)),
    )
    _make_traffic()
    _make_submissions()
    _make_books()


def _make_traffic() -> None:
    """Nonces and uploaded files."""
    op.create_table(
        "nonces",
        sa.Column("terminal_id", sa.String(40), primary_key=True),
        sa.Column("nonce", sa.String(64), primary_key=True),
        sa.Column("expires", sa.Integer, nullable=False),
    )
    op.create_index("nonces_expires", "nonces", ["expires"])
    op.create_table(
        "files",
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("completed_at", sa.String(40)),
    )


def _make_books() -> None:
    """Running numbers, published catalogues, audit."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    op.create_table(
        "catalogues",
        sa.Column("version", sa.String(80), primary_key=True),
        sa.Column("bundle", sa.LargeBinary, nullable=False),
        sa.Column("published_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
    )


def _make_submissions() -> None:
    """Submissions and the work orders that refer to them."""
    op.create_table(
        "submissions",
        sa.Column("submission_id", sa.String(64), primary_key=True),
        sa.Column("number", sa.String(32), nullable=False, unique=True),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("matter_code", sa.String(32), nullable=False),
        sa.Column("catalogue_version", sa.String(80), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("envelope", sa.Text, nullable=False),
        sa.Column("envelope_sha256", sa.String(64), nullable=False),
        sa.Column("acknowledgement", sa.LargeBinary, nullable=False),
        sa.Column("committed_at", sa.String(40), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
    )
    op.create_index("submissions_received", "submissions", ["received_at"])
    op.create_table(
        "work_orders",
        sa.Column("order_no", sa.String(32), primary_key=True),
        sa.Column("submission_id", sa.String(64), sa.ForeignKey("submissions.submission_id"), nullable=False, unique=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("region_code", sa.String(12), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for name in ("work_orders", "submissions", "files", "enrol_codes", "terminals", "nonces", "counters", "catalogues", "audit"):
        op.drop_table(name)
