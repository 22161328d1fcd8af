"""The memory against what one would pick instead: `python -m benchmarks.memory [--json] [--folder DIR]`.

Each figure stands beside its anchor, measured in turns within one run, so that a busy machine slows both
alike. Counted first (flushes an operation), then timed as ratios of medians. DIR decides which disk is
measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import apsw

from legalnet.sealing import generate_keypair, part_context, seal_file
from offline_cache.cache import Cache
from offline_cache.clock import SystemClock
from offline_cache.disk import Disk
from offline_cache.states import Lane
from offline_cache.store import Store
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Reply
from tests.crash.layers import LossyDisk, LossyVfs

HEADER = bytes(range(256)) * 4
"""A submission's envelope is about a kilobyte."""
ROUNDS = 200
SCAN = 50 << 20


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    ours: float
    anchor: str
    beside: float
    """The anchor's figure; 0 where the target is a count."""
    target: float
    """Highest allowed value of `ours / beside`, or of `ours` where there is no anchor."""

    @property
    def ratio(self) -> float:
        """What is held against the target."""
        return self.ours / self.beside if self.beside else self.ours

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.ratio <= self.target


class Accepting:
    """A province that takes everything at once."""

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Nothing to send."""

    def submit(self, key: str, header: bytes) -> Reply:  # noqa: ARG002
        """Taken."""
        return Reply(b"{}")

    def query(self, key: str) -> Reply | None:
        """Never needed here."""


def in_turns(rounds: int, *things: Callable[[], object]) -> list[float]:
    """Median seconds of each, measured one after the other in every round."""
    times: list[list[float]] = [[] for _ in things]
    for _ in range(rounds):
        for number, thing in enumerate(things):
            start = time.perf_counter()
            thing()
            times[number].append(time.perf_counter() - start)
    return [statistics.median(column) for column in times]


def engine_of(cache: Cache) -> SyncEngine:
    """An engine that delivers at once."""
    return SyncEngine(cache.outbox, cache.blobs, Accepting(), SystemClock(), Random(1), lambda _: None)


def flushes(folder: Path) -> list[Figure]:
    """Flushes of an enqueue and of an acknowledged item, counted below SQLite."""
    steps: list[str] = []
    vfs = LossyVfs("counted", steps.append)
    cache = Cache.open(folder, SystemClock(), LossyDisk(steps.append), vfs.over)
    steps.clear()
    for number in range(100):
        cache.outbox.enqueue(f"k{number}", Lane.JSON, HEADER, records={f"receipt/{number}": b"{}"})
    enqueued = sum("sync" in step for step in steps) / 100
    steps.clear()
    engine_of(cache).run_once()
    drained = sum("sync" in step for step in steps) / 100
    cache.close()
    return [
        Figure("flushes an enqueue", enqueued, "", 0, 1.0),
        Figure("flushes an acknowledged item", drained, "", 0, 0.1),
    ]


def queue(folder: Path) -> list[Figure]:
    """Enqueue beside a bare flush and beside a bare SQLite; drain an item beside an enqueue."""
    folder.mkdir()
    cache = Cache.open(folder / "cache", SystemClock())
    plain = plain_sqlite(folder / "plain.db")
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    keys = iter(range(ROUNDS))

    def enqueue() -> None:
        number = next(keys)
        cache.outbox.enqueue(f"k{number}", Lane.JSON, HEADER, records={f"receipt/{number}": b"{}"})

    ours, sqlite, bare = in_turns(ROUNDS, enqueue, lambda: insert(plain), lambda: append(log))
    start = time.perf_counter()
    engine_of(cache).run_once()
    drain = (time.perf_counter() - start) / ROUNDS
    cache.close()
    plain.close()
    os.close(log)
    return [
        Figure("enqueue, p50 s", ours, "append and fsync", bare, 1.25),
        Figure("enqueue, p50 s", ours, "plain SQLite insert, WAL FULL", sqlite, 1.35),
        Figure("drain an item, s", drain, "plain SQLite insert, WAL FULL", sqlite, 1.0),
    ]


def plain_sqlite(path: Path) -> apsw.Connection:
    """What one would write in five lines."""
    db = apsw.Connection(str(path))
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, header BLOB)")
    db.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, name TEXT UNIQUE, value BLOB, updated_at TEXT)")
    return db


def insert(db: apsw.Connection) -> None:
    """One durable row."""
    with db:
        db.execute("INSERT INTO items (header) VALUES (?)", (HEADER,))


def append(fd: int) -> None:
    """The least that durability costs."""
    os.write(fd, HEADER)
    os.fsync(fd)


def encryption(folder: Path) -> list[Figure]:
    """The encrypted store beside plain SQLite: batches, random reads, opening."""
    folder.mkdir()
    store = Store.open(folder / "store.db", bytes(32), Disk())
    plain = plain_sqlite(folder / "plain.db")

    def batch() -> None:
        with store.write() as db:
            insert_batch(db)

    def plain_batch() -> None:
        with plain:
            insert_batch(plain)

    ours, beside = in_turns(12, batch, plain_batch)
    store.close()
    opened = in_turns(20, lambda: Store.open(folder / "store.db", bytes(32), Disk()).close())[0]
    read, plain_read = random_reads(folder / "store.db", plain)
    plain.close()
    return [
        Figure("batch of 500, s", ours, "plain SQLite", beside, 1.6),
        Figure("300 random reads, s", read, "plain SQLite", plain_read, 2.0),
        Figure("open 6,000 rows and check every page, s", opened, "", 0, 0.05),
    ]


def insert_batch(db: apsw.Connection) -> None:
    """Five hundred records under fresh names."""
    rows = [(os.urandom(8).hex(), HEADER) for _ in range(500)]
    db.executemany("INSERT INTO records (name, value, updated_at) VALUES (?, ?, '')", rows)


def random_reads(path: Path, plain: apsw.Connection) -> list[float]:
    """Median seconds of 300 reads by number from the store at `path` and from the plain one."""
    rng, query = Random(2), "SELECT value FROM records WHERE id = ?"
    store = Store.open(path, bytes(32), Disk())

    def reads() -> None:
        for _ in range(300):
            store.read(query, rng.randrange(1, 6000))

    def plain_reads() -> None:
        for _ in range(300):
            list(plain.execute(query, (rng.randrange(1, 6000),)))

    medians = in_turns(12, reads, plain_reads)
    store.close()
    return medians


def ingest(folder: Path) -> list[Figure]:
    """Seal a 50 MB scan and take it in, beside cp + sync + sha256sum and beside copy + fsync."""
    folder.mkdir()
    scan = folder / "scan"
    scan.write_bytes(os.urandom(1 << 20) * (SCAN >> 20))
    public = generate_keypair()[1]
    cache = Cache.open(folder / "cache", SystemClock())
    memory = Path(tempfile.mkdtemp(prefix="lawbooth-bench-", dir="/dev/shm"))

    def ours() -> None:
        sealed = seal_file(scan, memory / "sealed", public, part_context("s", "scan"))
        cache.blobs.ingest(memory / "sealed", sealed.digest, sealed.size)
        (memory / "sealed").unlink()
        cache.blobs.remove(sealed.digest)

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
        mine, hand, copy = in_turns(5, ours, by_hand, copied)
    finally:
        shutil.rmtree(memory)
        cache.close()
    return [
        Figure("seal and take in 50 MB, s", mine, "cp + sync + sha256sum", hand, 0.6),
        Figure("seal and take in 50 MB, s", mine, "copy + fsync", copy, 2.0),
    ]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description="The memory against what one would pick instead.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--folder", type=Path, help="measure the disk that holds this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lawbooth-bench-", dir=options.folder) as name:
        root = Path(name)
        figures = [
            *flushes(root / "flushes"),
            *queue(root / "queue"),
            *encryption(root / "encryption"),
            *ingest(root / "ingest"),
        ]
    if options.json:
        print(json.dumps([asdict(f) | {"ratio": f.ratio, "met": f.met} for f in figures], indent=1))
        return
    print(f"{'what':42} {'ours':>10} {'anchor':>10} {'ratio':>7} {'target':>7}")
    for f in figures:
        numbers = f"{f.ours:10.6f} {f.beside:10.6f} {f.ratio:7.2f} {f.target:7.2f}"
        print(f"{f.what:42} {numbers}  {'met' if f.met else 'MISSED'}  {f.anchor}")


if __name__ == "__main__":
    main()
