"""Published collections as jobs of SQLAlchemy Core: a new serial only when something changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from legalnet.bundles import Collection, canonical
from province.gateway.storage.schema import LOCK
from province.gateway.storage.tables import bundles

KEPT = 20
"""Serials of each collection that stay; a terminal that is further behind gets the whole."""


def publish(connection: Connection, name: str, items: Mapping[str, Any], at: str) -> Collection:
    """The collection as published now: under the next serial, or as it stands when nothing changed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK + 1})")  # one gateway at a time
    standing = newest(connection, name)
    if standing is not None and standing.items == items:
        return standing
    new = Collection(name, 1 if standing is None else standing.serial + 1, dict(items))
    row = {"name": name, "serial": new.serial, "items": canonical(dict(items)), "digest": new.digest()}
    connection.execute(insert(bundles).values(**row, published_at=at))
    old = (bundles.c.name == name) & (bundles.c.serial <= new.serial - KEPT)
    connection.execute(delete(bundles).where(old))
    return new


def newest(connection: Connection, name: str) -> Collection | None:
    """The collection with its highest serial."""
    highest = select(func.max(bundles.c.serial)).where(bundles.c.name == name)
    serial = connection.execute(highest).scalar_one_or_none()
    return None if serial is None else at_serial(connection, name, serial)


def at_serial(connection: Connection, name: str, serial: int) -> Collection | None:
    """The collection at a serial, None when that is not kept."""
    where = (bundles.c.name == name) & (bundles.c.serial == serial)
    raw = connection.execute(select(bundles.c["items"]).where(where)).scalar_one_or_none()
    return None if raw is None else Collection(name, int(serial), json.loads(raw))


def index(connection: Connection) -> list[tuple[str, int, str]]:
    """Name, highest serial and digest of every collection."""
    query = select(bundles.c.name, bundles.c.serial, bundles.c.digest).order_by(bundles.c.serial)
    newest_last = {row.name: (row.name, int(row.serial), row.digest) for row in connection.execute(query)}
    return list(newest_last.values())
