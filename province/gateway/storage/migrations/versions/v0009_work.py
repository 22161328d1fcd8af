"""What is done for people: applications, journal, served documents, and work orders without a submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EARLIER = """
  INSERT INTO applications (number, submission_id, terminal_id, holder, matter_code, state, unit, case_no,
                            received_at, updated_at, correct_until, rev)
  SELECT number, submission_id, terminal_id, '', matter_code, status, '', '', received_at, received_at, '', 1
  FROM submissions
"""
"""What arrived before belongs to nobody that the database could name: its people ask at the window."""


def upgrade() -> None:
    """Make the tables; what was taken in before has its place among the applications."""
    _applications()
    _deliveries()
    with op.batch_alter_table("work_orders") as batch:
        batch.alter_column("submission_id", existing_type=sa.String(64), nullable=True)
        batch.add_column(sa.Column("holder", sa.String(32), nullable=False, server_default=""))
        batch.add_column(sa.Column("parent", sa.String(32), nullable=False, server_default=""))
        batch.add_column(sa.Column("about", sa.String(32), nullable=False, server_default=""))
        batch.add_column(sa.Column("unit", sa.String(80), nullable=False, server_default=""))
        batch.add_column(sa.Column("terminal_id", sa.String(40), nullable=False, server_default=""))
        batch.add_column(sa.Column("urges", sa.Integer, nullable=False, server_default="0"))
        batch.add_column(sa.Column("score", sa.Integer))
    op.create_index("work_orders_holder", "work_orders", ["holder"])
    op.create_index("work_orders_about", "work_orders", ["about"])


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("submission_id", sa.String(64), sa.ForeignKey("submissions.submission_id"), unique=True),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("who", sa.LargeBinary),
        sa.Column("matter_code", sa.String(32), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("case_no", sa.String(64), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("updated_at", sa.String(40), nullable=False),
        sa.Column("correct_until", sa.String(10), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
    )
    op.create_index("applications_holder", "applications", ["holder", "received_at"])
    op.execute(EARLIER)
    op.create_table(
        "journal",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
    )


def _deliveries() -> None:
    op.create_table(
        "documents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("about", sa.String(32), nullable=False),
        sa.Column("case_no", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("sender", sa.String(80), nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String(64), sa.ForeignKey("documents.digest"), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("arrived_at", sa.String(40), nullable=False),
        sa.Column("opened_at", sa.String(40)),
        sa.Column("receipted_at", sa.String(40)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("paper", sa.Integer, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
    )
    op.create_index("deliveries_holder", "deliveries", ["holder", "arrived_at"])
    op.create_index("deliveries_about", "deliveries", ["about"])
    op.create_table(
        "service_consents",
        sa.Column("holder", sa.String(32), primary_key=True),
        sa.Column("purpose", sa.String(16), primary_key=True),
        sa.Column("given", sa.Integer, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take them away again; orders without a submission go with them."""
    op.execute("DELETE FROM work_orders WHERE submission_id IS NULL")
    op.drop_index("work_orders_about", "work_orders")
    op.drop_index("work_orders_holder", "work_orders")
    with op.batch_alter_table("work_orders") as batch:
        for name in ("score", "urges", "terminal_id", "unit", "about", "parent", "holder"):
            batch.drop_column(name)
        batch.alter_column("submission_id", existing_type=sa.String(64), nullable=False)
    for name in ("service_consents", "deliveries", "documents", "journal", "applications"):
        op.drop_table(name)
