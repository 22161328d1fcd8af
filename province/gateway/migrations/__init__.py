"""Alembic migrations of the province's database, run when the gateway starts."""
