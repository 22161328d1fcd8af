"""PDF files that staff made: checked, hidden, found by the digest of their clear bytes."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from province.gateway.clock import stamp
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.storage.worktables import documents

MAGIC = b"%PDF-"
LARGEST = 16 << 20
"""A served document is paper that people read; scans of bundles go by the resumable uploads."""


def check(data: bytes) -> str:
    """The digest of a PDF. Raises `Problem` `not_a_document` or `too_large`."""
    if len(data) > LARGEST:
        raise Problem("too_large", limit=LARGEST)
    if not data.startswith(MAGIC):
        raise Problem("not_a_document")
    return hashlib.sha256(data).hexdigest()


def keep(connection: Connection, gateway: Gateway, data: bytes) -> str:
    """Keep a PDF, once; its digest. Raises like `check`."""
    digest = check(data)
    there = connection.execute(select(documents.c.digest).where(documents.c.digest == digest)).one_or_none()
    if there is None:
        sealed = gateway.records.hide(f"documents/{digest}", data)
        row = {
            "digest": digest,
            "size": len(data),
            "sealed": sealed,
            "created_at": stamp(gateway.clock.now()),
        }
        connection.execute(insert(documents).values(**row))
    return digest


def size_of(connection: Connection, digest: str) -> int:
    """How large a kept file is. Raises `Problem` `file_unknown`."""
    query = select(documents.c.size).where(documents.c.digest == digest)
    size = connection.execute(query).scalar_one_or_none()
    if size is None:
        raise Problem("file_unknown")
    return int(size)


def read(connection: Connection, gateway: Gateway, digest: str) -> bytes:
    """The clear bytes. Raises `Problem` `file_unknown`."""
    query = select(documents.c.sealed).where(documents.c.digest == digest)
    sealed = connection.execute(query).scalar_one_or_none()
    if sealed is None:
        raise Problem("file_unknown")
    return gateway.records.show(f"documents/{digest}", sealed)
