"""Bringing a database to the newest schema: Alembic's steps, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from province.gateway.storage.migrations import HEAD

LOCK = 0x1A3B007
"""Number of the advisory lock under which one gateway at a time migrates a PostgreSQL database."""


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, within the caller's transaction; none is the usual case."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    if revision(connection) != HEAD:
        upgrade(connection, "head")


def revision(connection: Connection) -> str | None:
    """The revision the database is at, None while it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return None if found is None else str(found)


def upgrade(connection: Connection, target: str) -> None:
    """Alembic's `upgrade` on our connection (0.7 s to import, so only when there is something to do)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
