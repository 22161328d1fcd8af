"""Alembic's entry: runs the migrations on the connection that the gateway passes in."""

from __future__ import annotations

from alembic import context

from province.gateway.storage.persontables import people  # with it all tables are known

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=people.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
