"""The encrypted store and the taking in of scans beside what one would pick instead: `python -m benchmarks.memory`.

Each figure stands beside its anchor, measured in turns within one run, so that a busy machine slows both alike, on
a disk that flushes in 5 ms. The outbox has a run of its own, see `queues`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

from benchmarks.figures import Cost, Figure, costs, report
from benchmarks.peers import plain_sqlite, sql_cipher
from benchmarks.queues import FLUSH_MS, HEADER
from benchmarks.slow_disk import flushes, rerun
from kiosk.keeper.pipe import Pipe, wide_pipe
from legalnet.sealing import PublicKey, Suite, generate_keypair, part_context, seal_stream, sealed_size
from offline_cache.cache import Cache
from offline_cache.clock import SystemClock
from offline_cache.disk import Disk
from offline_cache.store import Store

STORE, INGEST = "2 encryption", "3 ingest"
SCAN = 50 << 20
ROWS, READS = 500, 300
INSERT = "INSERT INTO records (name, value, updated_at) VALUES (?, ?, '')"
READ = "SELECT value FROM records WHERE id = ?"


def encryption(folder: Path) -> list[Figure]:
    """The encrypted store beside plain SQLite and SQLCipher: single commits, batches, random reads, opening."""
    folder.mkdir()
    store = Store.open(folder / "store.db", bytes(32), Disk())
    plain, cipher = plain_sqlite(folder / "plain.db"), sql_cipher(folder / "cipher.db")

    def within(db: Any, work: Callable[[Any], object]) -> None:
        """One transaction, spelled alike for both peers."""
        db.execute("BEGIN IMMEDIATE")
        work(db)
        db.execute("COMMIT")

    def stored(work: Callable[[Any], object]) -> None:
        """One transaction of ours."""
        with store.write() as db:
            work(db)

    ways = _ways(stored, within, plain, cipher)
    commit = costs(60, *(lambda way=way: way(one_row) for way in ways), count=flushes)
    batch = costs(12, *(lambda way=way: way(many_rows) for way in _ways(stored, within, plain, cipher)))
    rng = Random(2)

    def reads(read: Callable[[int], object]) -> None:
        """By number, all over the file."""
        for _ in range(READS):
            read(rng.randrange(1, 12 * ROWS))

    read = costs(
        25,
        lambda: reads(lambda n: store.read(READ, n)),
        lambda: reads(lambda n: list(plain.execute(READ, (n,)))),
        lambda: reads(lambda n: cipher.execute(READ, (n,)).fetchall()),
    )
    for db in (store, plain, cipher):
        db.close()
    return [Figure(STORE, "flushes a commit", commit[0].count, "", 0, 1.0),
            *_beside(commit, "commit", 1.35, 1.0), *_beside(batch, f"batch of {ROWS}", 1.6, 1.0),
            *_beside(read, f"{READS} random reads", 2.0, 1.0), *opening(folder)]  # fmt: skip


def _ways(stored: Any, within: Any, *peers: Any) -> list[Callable[[Callable[[Any], object]], object]]:
    """How each of the three does some work in a transaction."""
    return [stored, *(lambda work, db=db: within(db, work) for db in peers)]


def _beside(found: list[Cost], what: str, plain_target: float, cipher_target: float) -> list[Figure]:
    """The lines of one comparison."""
    ours, plain, cipher = (1e3 * cost.wall for cost in found)
    cpu, plain_cpu, _ = (1e3 * cost.cpu for cost in found)
    return [
        Figure(STORE, f"{what}, ms", ours, "plain SQLite", plain, plain_target),
        Figure(STORE, f"{what}, processor ms", cpu, "plain SQLite", plain_cpu, plain_target),
        Figure(STORE, f"{what}, ms", ours, "SQLCipher", cipher, cipher_target),
    ]


def opening(folder: Path) -> list[Figure]:
    """A new store's opening and that of the filled one; both read and check every page."""
    Store.open(folder / "small.db", bytes(32), Disk()).close()
    small, large = costs(
        20,
        lambda: Store.open(folder / "small.db", bytes(32), Disk()).close(),
        lambda: Store.open(folder / "store.db", bytes(32), Disk()).close(),
    )
    return [
        Figure(STORE, "open and check an empty store, ms", 1e3 * small.wall, "", 0, 5.0),
        Figure(STORE, f"open {12 * ROWS} rows and check every page, ms", 1e3 * large.wall, "", 0, 50.0),
    ]


def one_row(db: Any) -> None:
    """One record under a fresh name."""
    db.execute(INSERT, (os.urandom(8).hex(), HEADER))


def many_rows(db: Any) -> None:
    """Five hundred of them."""
    db.executemany(INSERT, [(os.urandom(8).hex(), HEADER) for _ in range(ROWS)])


def ingest(folder: Path) -> list[Figure]:
    """Seal a 50 MB scan and take it in, beside cp + sync + sha256sum and beside copy + fsync."""
    folder.mkdir()
    scan = folder / "scan"
    scan.write_bytes(os.urandom(1 << 20) * (SCAN >> 20))
    public = generate_keypair()[1]
    cache = Cache.open(folder / "cache", SystemClock())

    def ours(suite: Suite = Suite.INTERNATIONAL) -> None:
        reading, writing = wide_pipe()
        visit = Thread(target=sealed_into, args=(scan, writing, public, suite))
        visit.start()
        pipe = Pipe(reading)
        (ref,) = cache.blobs.receive(pipe.read, [sealed_size(SCAN)])
        visit.join()
        pipe.close()
        cache.blobs.remove(ref.digest)

    def by_hand() -> None:
        subprocess.run(["cp", scan, folder / "copy"], check=True)
        subprocess.run(["sync", folder / "copy"], check=True)
        subprocess.run(["sha256sum", folder / "copy"], check=True, capture_output=True)
        (folder / "copy").unlink()

    def copied() -> None:
        with scan.open("rb") as source, (folder / "copy").open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
            os.fsync(target.fileno())
        (folder / "copy").unlink()

    try:
        mine, hand, copy = costs(9, ours, by_hand, copied, count=flushes)
        commercial = costs(3, lambda: ours(Suite.COMMERCIAL), by_hand)
        peak = extra_memory(ours)
    finally:
        cache.close()
    return ingest_lines(mine, hand, copy, commercial, peak)


def sealed_into(scan: Path, writing: int, public: PublicKey, suite: Suite) -> None:
    """What the visit does, while the keeper reads what comes."""
    with scan.open("rb", buffering=0) as source, os.fdopen(writing, "wb", buffering=0) as sink:
        seal_stream(source, sink, public, part_context("s", "scan"), suite)


def ingest_lines(mine: Cost, hand: Cost, copy: Cost, commercial: list[Cost], peak: float) -> list[Figure]:
    """The lines of the ingest; `commercial` is the other suite and what stood beside it."""
    by_hand = "cp + sync + sha256sum"
    return [
        Figure(INGEST, "seal and take in 50 MB, s", mine.wall, by_hand, hand.wall, 0.6),
        Figure(INGEST, "seal and take in 50 MB, processor s", mine.cpu, by_hand, hand.cpu, 0.6),
        Figure(INGEST, "seal and take in 50 MB, s", mine.wall, "copy + fsync", copy.wall, 2.0),
        Figure(INGEST, "the same with SM4 and SM3, s", commercial[0].wall, by_hand, commercial[1].wall, 4.0),
        Figure(INGEST, "memory it takes, MiB", peak, "", 0, 4.0),
        Figure(INGEST, "flushes a file, its folder's among them", mine.count, "", 0, 2.0),
    ]


def extra_memory(work: Callable[[], object]) -> float:
    """The most that was allocated at a time while it worked, in MiB."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work()
        return (tracemalloc.get_traced_memory()[1] - before) / (1 << 20)
    finally:
        tracemalloc.stop()


def measured() -> list[Figure]:
    """All lines; to be called on the slow disk."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-bench-") as name:
        root = Path(name)
        return [*encryption(root / "encryption"), *ingest(root / "ingest")]


def figures() -> list[Figure]:
    """The same, measured in a process with the slow disk."""
    return rerun("benchmarks.memory", FLUSH_MS, "--measure")


if __name__ == "__main__":
    raise SystemExit(report(measured() if "--measure" in sys.argv else figures()))
