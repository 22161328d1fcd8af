"""Alembic migrations of the province's database, run when the gateway starts."""

HEAD = "0020"
"""The newest revision; a database that is there already needs no Alembic (0.7 s to import)."""
