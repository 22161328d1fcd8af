"""What one would install instead, used as its documentation shows and made as durable as it can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw

RECORDS = "CREATE TABLE records (id INTEGER PRIMARY KEY, name TEXT UNIQUE, value BLOB, updated_at TEXT)"
"""The table of the encryption's comparison."""


class PersistQueue:
    """persist-queue's acknowledging queue: SQLite in WAL mode, flushed fully."""

    name = "persist-queue"

    def __init__(self, path: Path) -> None:
        import persistqueue

        queue: Any = persistqueue.SQLiteAckQueue(str(path), multithreading=True)
        queue._putter.execute("PRAGMA synchronous=FULL")
        self._queue = queue

    def put(self, item: bytes, count: int) -> None:
        """That many, each a commit of its own, as filings come."""
        for _ in range(count):
            self._queue.put(item)

    def drain(self, count: int) -> None:
        """Take and acknowledge them one by one, so that a crash in between loses none."""
        for _ in range(count):
            self._queue.ack(self._queue.get(block=False))


class LiteQueue:
    """litequeue with full flushes; it has none by default."""

    name = "litequeue, forced to FULL"

    def __init__(self, path: Path) -> None:
        import litequeue

        self._queue: Any = litequeue.LiteQueue(str(path))
        self._queue.conn.execute("PRAGMA synchronous=FULL")

    def put(self, item: bytes, count: int) -> None:
        """That many, each a commit of its own."""
        for _ in range(count):
            self._queue.put(item.hex())

    def drain(self, count: int) -> None:
        """Take and finish them one by one."""
        for _ in range(count):
            self._queue.done(self._queue.pop().message_id)


def plain_sqlite(path: Path) -> apsw.Connection:
    """What one would write in five lines."""
    db = apsw.Connection(str(path))
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, header BLOB)")
    db.execute(RECORDS)
    return db


def sql_cipher(path: Path) -> Any:
    """SQLCipher, keyed without its key derivation; one statement a transaction unless it is told otherwise."""
    import sqlcipher3

    db = sqlcipher3.connect(str(path), isolation_level=None)
    db.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(RECORDS)
    return db
