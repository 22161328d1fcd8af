"""What the fleet's clock does: silent terminals, actions nobody answered, old rows, and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from province.fleet import actions, alerts, state

if TYPE_CHECKING:
    from province.gateway.context import Gateway


async def keep_fleet(gateway: Gateway) -> None:
    """Once; every gateway does it, and each thing happens once. Raises `StorageDown`."""
    now = gateway.clock.now()

    def job(connection: Connection) -> None:
        alerts.mind_silence(connection, now)
        actions.mind_time(connection, now)
        alerts.tidy(connection, now)

    await gateway.database.write(job)
    await look(gateway)


async def look(gateway: Gateway) -> None:
    """Renew the figures. Raises `StorageDown`."""
    figures = gateway.fleet

    def job(connection: Connection) -> None:
        found = state.counts(connection)
        figures.outbox = found["outbox"]
        figures.terminals = [(name, found[name]) for name in (*state.STATES, "in_use")]
        figures.versions = state.versions(connection)
        figures.alerts = alerts.counts_by_code(connection)

    await gateway.database.read(job)
