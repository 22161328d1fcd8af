"""The fleet: how each terminal is, what is wrong, what it was asked, what each ring may run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _states()
    _alerts()
    _actions()
    _rings()


def _terminal(primary: bool = True) -> sa.Column[str]:
    return sa.Column(
        "terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), primary_key=primary, nullable=False
    )


def _states() -> None:
    texts = [("seen_at", 40), ("verdict", 8), ("code", 40), ("screen", 16), ("place", 80), ("region", 12),
             ("version", 40), ("ring", 8), ("bad", 160)]  # fmt: skip
    op.create_table(
        "fleet_state",
        _terminal(),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in texts),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("silent", "rank", "outbox")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("visits", "skew_ms")),
        sa.Column("report", sa.Text, nullable=False),
    )
    op.create_index("fleet_state_need", "fleet_state", ["rank", "terminal_id"])
    op.create_index("fleet_state_seen", "fleet_state", ["silent", "seen_at"])
    op.create_table(
        "fleet_hours",
        _terminal(),
        sa.Column("hour", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("beats", "worst", "outbox", "rtt_ms")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("free_mb", "visits")),
    )
    op.create_index("fleet_hours_old", "fleet_hours", ["hour"])


def _alerts() -> None:
    texts = [("what", 24), ("code", 40), ("level", 8), ("opened_at", 40), ("closed_at", 40), ("claimed_by", 40),
             ("muted_until", 40)]  # fmt: skip
    op.create_table(
        "fleet_alerts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _terminal(primary=False),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in texts),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
    still = sa.text("closed_at = ''")
    op.create_index(
        "fleet_alerts_open", "fleet_alerts", ["terminal_id", "what", "code"], unique=True,
        sqlite_where=still, postgresql_where=still,
    )  # fmt: skip
    op.create_index("fleet_alerts_order", "fleet_alerts", ["closed_at", "rank", "id"])


def _actions() -> None:
    texts = [("kind", 16), ("signature", 120), ("reason", 40), ("asked_by", 40), ("asked_at", 40),
             ("confirmed_by", 40), ("state", 12), ("until", 40), ("sent_at", 40), ("settled_at", 40),
             ("outcome_code", 40), ("digest", 64)]  # fmt: skip
    op.create_table(
        "fleet_actions",
        sa.Column("id", sa.String(64), primary_key=True),
        _terminal(primary=False),
        sa.Column("body", sa.Text, nullable=False),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in texts),
    )
    still = sa.text("settled_at = ''")
    op.create_index(
        "fleet_actions_waiting", "fleet_actions", ["terminal_id"], sqlite_where=still, postgresql_where=still
    )
    op.create_index("fleet_actions_of", "fleet_actions", ["terminal_id", "asked_at"])


def _rings() -> None:
    op.create_table(
        "fleet_rings",
        sa.Column("ring", sa.String(8), primary_key=True),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("version", "halted_at", "set_by", "set_at")),
    )
    op.create_table(
        "fleet_trials",
        _terminal(),
        sa.Column("version", sa.String(40), primary_key=True),
        *(sa.Column(name, sa.String(size), nullable=False) for name, size in (("ring", 8), ("outcome", 8), ("at", 40))),
    )
    op.create_index("fleet_trials_ring", "fleet_trials", ["ring", "version"])


def downgrade() -> None:
    """Take them away again."""
    for name in ("fleet_trials", "fleet_rings", "fleet_actions", "fleet_alerts", "fleet_hours", "fleet_state"):
        op.drop_table(name)
