"""The outbox beside what one would install or write: `python -m benchmarks.queues`, on a disk that flushes in 5 ms.

One filing into each in turn, then a few out of each in turn, so that a busy machine slows all alike; flushes are counted
below everything. The peers are made as durable as they can be.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import apsw

from benchmarks.figures import Cost, Figure, costs, report
from benchmarks.peers import LiteQueue, PersistQueue, plain_sqlite
from benchmarks.slow_disk import flushes, rerun
from offline_cache.cache import Cache
from offline_cache.clock import SystemClock
from offline_cache.states import Lane
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Reply

HEADER = bytes(range(256)) * 4
"""A submission's envelope is about a kilobyte."""
ROUNDS, BATCHES, BATCH = 100, 6, 40
FLUSH_MS = 5.0
GROUP = "1 queue"


class Accepting:
    """A province that takes everything at once."""

    carries = 0

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Nothing to send."""

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:  # noqa: ARG002
        """Taken."""
        return Reply(b"{}")

    def query(self, key: str) -> Reply | None:
        """Never needed here."""


class Ours:
    """The terminal's memory and its engine."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        self._cache = Cache.open(folder, SystemClock())
        outbox, blobs = self._cache.outbox, self._cache.blobs
        self._engine = SyncEngine(outbox, blobs, Accepting(), SystemClock(), Random(1), lambda _: None)
        self._count = 0

    def put(self, item: bytes, count: int) -> None:
        """Filings with their receipt records, each a commit of its own."""
        for _ in range(count):
            self._count += 1
            records = {f"receipt/{self._count}": b"{}"}
            self._cache.outbox.enqueue(f"k{self._count}", Lane.JSON, item, records=records)

    def drain(self, count: int) -> None:  # noqa: ARG002
        """Deliver all that waits, each with its marks of sending and acknowledgement."""
        self._engine.run_once()

    def close(self) -> None:
        """Let go."""
        self._cache.close()


def append(fd: int) -> None:
    """The least that durability costs."""
    os.write(fd, HEADER)
    os.fsync(fd)


def insert(db: apsw.Connection) -> None:
    """One durable row."""
    with db:
        db.execute("INSERT INTO items (header) VALUES (?)", (HEADER,))


def measured(folder: Path) -> list[Figure]:
    """All lines; to be called on the slow disk."""
    ours = Ours(folder / "ours")
    peers: list[Ours | PersistQueue | LiteQueue] = [
        ours,
        PersistQueue(folder / "persist"),
        LiteQueue(folder / "lite.db"),
    ]
    plain = plain_sqlite(folder / "plain.db")
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ways: list[Callable[[], object]] = [lambda peer=peer: peer.put(HEADER, 1) for peer in peers]  # type: ignore[misc]
    entered = costs(ROUNDS, *ways, lambda: append(log), lambda: insert(plain), count=flushes)
    for peer in peers:
        peer.drain(ROUNDS)
    drained = [
        costs(BATCHES, lambda peer=peer: peer.drain(BATCH), count=flushes,  # type: ignore[misc]
              before=lambda peer=peer: peer.put(HEADER, BATCH))[0].each(BATCH)  # type: ignore[misc]
        for peer in peers
    ]  # fmt: skip
    ours.close()
    plain.close()
    os.close(log)
    return lines(entered, drained)


def lines(entered: list[Cost], drained: list[Cost]) -> list[Figure]:
    """The table's lines: in is (ours, persist-queue, litequeue, append, SQLite), out the first three of them."""
    mine, persist, lite, bare, sqlite = entered
    out, persist_out, lite_out = drained
    names = (PersistQueue.name, LiteQueue.name)
    return [
        Figure(GROUP, "flushes an enqueue", mine.count, "", 0, 1.0),
        Figure(GROUP, "flushes a drained item", out.count, "", 0, 0.1),
        Figure(GROUP, "flushes a drained item", out.count, names[0], persist_out.count, 0.1),
        Figure(GROUP, "flushes a drained item", out.count, names[1], lite_out.count, 0.1),
        Figure(GROUP, "enqueue, p50 ms", 1e3 * mine.wall, "append and fsync", 1e3 * bare.wall, 1.25),
        Figure(GROUP, "enqueue, p50 ms", 1e3 * mine.wall, "SQLite insert, WAL FULL", 1e3 * sqlite.wall, 1.35),
        Figure(GROUP, "enqueue, p50 ms", 1e3 * mine.wall, names[0], 1e3 * persist.wall, 1.25),
        Figure(GROUP, "enqueue, p50 ms", 1e3 * mine.wall, names[1], 1e3 * lite.wall, 1.25),
        Figure(GROUP, "enqueue, processor ms", 1e3 * mine.cpu, names[0], 1e3 * persist.cpu, 2.0),
        Figure(GROUP, "drain an item, ms", 1e3 * out.wall, names[0], 1e3 * persist_out.wall, 0.1),
        Figure(GROUP, "drain an item, ms", 1e3 * out.wall, names[1], 1e3 * lite_out.wall, 0.1),
        Figure(GROUP, "drain an item, processor ms", 1e3 * out.cpu, names[0], 1e3 * persist_out.cpu, 2.0),
    ]


def figures() -> list[Figure]:
    """The same, measured in a process with the slow disk."""
    return rerun("benchmarks.queues", FLUSH_MS, "--measure")


if __name__ == "__main__":
    if "--measure" in sys.argv:
        with tempfile.TemporaryDirectory(prefix="lawbooth-bench-") as name:
            raise SystemExit(report(measured(Path(name))))
    raise SystemExit(report(figures()))
