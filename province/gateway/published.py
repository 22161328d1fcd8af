"""The catalogue the province judges by; every version that was ever published is kept.

A filing that was made offline with an older version is judged by that version, not by today's.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from legalnet.catalogue import Catalogue, load_bundle
from province.gateway.clock import stamp
from province.gateway.storage.interface import Storage
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.tables import catalogues


@dataclass
class Published:
    """The current catalogue with its bundle, and the earlier ones by version."""

    current: Catalogue
    bundle: bytes = field(repr=False)
    _earlier: dict[str, Catalogue] = field(default_factory=dict, repr=False)

    async def for_version(self, storage: Storage, version: str) -> Catalogue:
        """The catalogue of that version when it was ever published, else the current one."""
        if version == self.current.version:
            return self.current
        if version not in self._earlier:
            query = select(catalogues.c.bundle).where(catalogues.c.version == version)
            bundle = await storage.read(lambda c: c.execute(query).scalar_one_or_none())
            if bundle is None:
                return self.current
            self._earlier[version] = await asyncio.to_thread(load_bundle, bundle)
        return self._earlier[version]


async def publish(catalogue: Catalogue, storage: Storage, now: datetime) -> Published:
    """Keep the catalogue's bundle under its version."""
    bundle = catalogue.dump_bundle()
    row = {"version": catalogue.version, "bundle": bundle, "published_at": stamp(now)}

    def job(connection: Connection) -> None:
        """Insert unless this version was published before."""
        insert_once(connection, catalogues, row)

    await storage.write(job)
    return Published(catalogue, bundle)
