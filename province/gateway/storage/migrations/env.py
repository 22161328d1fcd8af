"""Alembic's entry: runs the migrations on the connection that the gateway passes in."""

from __future__ import annotations

from alembic import context

from province.gateway.storage.fleettables import fleet_state
from province.gateway.storage.meetingtables import cases
from province.gateway.storage.persontables import people
from province.gateway.storage.proceedingtables import proceedings
from province.gateway.storage.worktables import journal

connection = context.config.attributes["connection"]
# With these five rooms' tables all of them are known to the metadata they share.
every = (people, cases, proceedings, fleet_state)
assert all(table.metadata is journal.metadata for table in every)  # noqa: S101
context.configure(connection=connection, target_metadata=journal.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
