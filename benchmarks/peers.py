"""What one would install instead, used as its documentation shows and made as durable as it can be."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from random import Random
from typing import Any


class PersistQueue:
    """persist-queue's acknowledging queue: SQLite in WAL mode, flushed fully."""

    name = "persist-queue"
    drain_target = 0.1

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
    drain_target = 0.5

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


def cipher_reads(path: Path, header: bytes, rounds: int = 12) -> tuple[float, float]:
    """Median seconds of a batch of 500 and of 300 random reads in SQLCipher, keyed without its key derivation."""
    import sqlcipher3

    db: Any = sqlcipher3.connect(str(path))
    db.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, name TEXT UNIQUE, value BLOB, updated_at TEXT)")
    batches, reads, rng = [], [], Random(2)
    for _ in range(rounds):
        rows = [(os.urandom(8).hex(), header) for _ in range(500)]
        start = time.perf_counter()
        with db:
            db.executemany("INSERT INTO records (name, value, updated_at) VALUES (?, ?, '')", rows)
        batches.append(time.perf_counter() - start)
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(300):
            db.execute("SELECT value FROM records WHERE id = ?", (rng.randrange(1, 6000),)).fetchall()
        reads.append(time.perf_counter() - start)
    db.close()
    return statistics.median(batches), statistics.median(reads)
