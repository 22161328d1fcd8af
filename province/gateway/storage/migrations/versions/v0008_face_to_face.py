"""People at the desk, video rooms, queues, bookings and written opinions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _staff()
    _rooms()
    _tickets()
    _queues()
    _opinions()


def _staff() -> None:
    """Accounts, their sessions, failed tries, who takes calls."""
    op.create_table(
        "staff_accounts",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("display", sa.String(40), nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("totp", sa.LargeBinary, nullable=False),
        sa.Column("last_counter", sa.BigInteger, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("oidc_subject", sa.String(256), unique=True),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("disabled_at", sa.String(40)),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(40), sa.ForeignKey("staff_accounts.name"), nullable=False),
        sa.Column("csrf", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.String(40), nullable=False),
        sa.Column("seen_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "staff_tries",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("until", sa.String(40), nullable=False),
    )
    op.create_table(
        "staff_presence",
        sa.Column("account", sa.String(40), sa.ForeignKey("staff_accounts.name"), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("services", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_index("staff_sessions_seen", "staff_sessions", ["seen_at"])


def _rooms() -> None:
    """Rooms, ways in, their log."""
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("closed_at", sa.String(40)),
    )
    op.create_table(
        "room_tokens",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
        sa.Column("used_at", sa.String(40)),
    )
    op.create_table(
        "room_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("seat", sa.String(16), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
    )
    op.create_index("room_tokens_expire", "room_tokens", ["expires_at"])
    op.create_index("room_log_of_room", "room_log", ["room_id", "id"])


def _queues() -> None:
    """Conflict marks, bookings."""
    op.create_table(
        "conflicts",
        sa.Column("account", sa.String(40), sa.ForeignKey("staff_accounts.name"), primary_key=True),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("register", sa.String(16), primary_key=True),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("starts", sa.String(40), nullable=False),
        sa.Column("contact", sa.LargeBinary),
        sa.Column("topic", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
    )
    op.create_index("bookings_starts", "bookings", ["service", "starts"])


def _tickets() -> None:
    """Who waits."""
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("terminal_id", sa.String(40), sa.ForeignKey("terminals.id"), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("topic", sa.LargeBinary, nullable=False),
        sa.Column("level", sa.String(4), nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.Column("returned", sa.Integer, nullable=False),
        sa.Column("joined_at", sa.String(40), nullable=False),
        sa.Column("seen_at", sa.String(40), nullable=False),
        sa.Column("offered_to", sa.String(40)),
        sa.Column("offer_until", sa.String(40)),
        sa.Column("passed", sa.Text, nullable=False),
        sa.Column("checked", sa.Text, nullable=False),
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id")),
        sa.Column("accepted_at", sa.String(40)),
        sa.Column("ended_at", sa.String(40)),
        sa.Column("outcome", sa.String(32)),
    )
    op.create_index("tickets_waiting", "tickets", ["service", "state", "joined_at"])


def _opinions() -> None:
    """Written opinions."""
    op.create_table(
        "opinions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("room_id", sa.String(32), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("account", sa.String(40), sa.ForeignKey("staff_accounts.name"), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("draft", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary),
        sa.Column("sha256", sa.String(64)),
        sa.Column("signed_at", sa.String(40)),
        sa.Column("printed", sa.String(16)),
    )


def downgrade() -> None:
    """Take the tables away again."""
    op.drop_table("opinions")
    op.drop_table("bookings")
    op.drop_table("conflicts")
    op.drop_table("tickets")
    op.drop_table("room_log")
    op.drop_table("room_tokens")
    op.drop_table("rooms")
    op.drop_table("staff_presence")
    op.drop_table("staff_tries")
    op.drop_table("staff_sessions")
    op.drop_table("staff_accounts")
