"""The catalogue the province stands behind: published as one signed bundle, every version kept.

A filing that was made offline with an older version is judged by that version, not by today's.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from legalnet.catalogue import Catalogue, load_bundle
from province.gateway.clock import stamp
from province.gateway.storage.interface import Storage
from province.gateway.storage.tables import catalogues

SIGNED_AS = b"lawbooth-catalogue-1\n"
"""Stands before the bundle in what is signed, so that the signature means nothing else."""


@dataclass
class Published:
    """The current catalogue with its bundle, signature and ETag, and the earlier ones by version."""

    current: Catalogue
    bundle: bytes = field(repr=False)
    signature: str
    """Base64 of the Ed25519 signature over `SIGNED_AS` and the bundle."""
    etag: str
    _earlier: dict[str, Catalogue] = field(default_factory=dict, repr=False)

    async def for_version(self, storage: Storage, version: str) -> Catalogue:
        """The catalogue of that version when it was ever published, else the current one."""
        if version == self.current.version:
            return self.current
        if version not in self._earlier:
            query = select(catalogues.c.bundle).where(catalogues.c.version == version)
            bundle = await storage.read(lambda c: c.execute(query).scalar_one_or_none())
            self._earlier[version] = self.current if bundle is None else load_bundle(bundle)
        return self._earlier[version]


async def publish(catalogue: Catalogue, key: Ed25519PrivateKey, storage: Storage, now: datetime) -> Published:
    """Sign the catalogue and keep its bundle under its version."""
    bundle = catalogue.dump_bundle()
    row = {"version": catalogue.version, "bundle": bundle, "published_at": stamp(now)}

    def job(connection: Connection) -> None:
        """Insert unless this version was published before."""
        known = select(catalogues.c.version).where(catalogues.c.version == catalogue.version)
        if connection.execute(known).one_or_none() is None:
            connection.execute(insert(catalogues).values(row))

    await storage.write(job)
    signature = b64encode(key.sign(SIGNED_AS + bundle)).decode()
    return Published(catalogue, bundle, signature, f'"{hashlib.sha256(bundle).hexdigest()}"')
