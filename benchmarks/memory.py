"""The memory against what one would pick instead: `python -m benchmarks.memory [--json]`.

Each figure stands beside its anchor, measured in turns within one run, so that a busy machine slows both
alike. Counted first (flushes an operation), then timed as ratios of medians, on the disk of $TMPDIR.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

import apsw

from benchmarks.figures import Figure, in_turns, report
from benchmarks.peers import LiteQueue, PersistQueue, cipher_reads
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
QUEUE, STORE, INGEST = "1 queue", "2 encryption", "3 ingest"
SCAN = 50 << 20
BATCH, ROUNDS_QUEUES = 20, 10


class Accepting:
    """A province that takes everything at once."""

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Nothing to send."""

    def submit(self, key: str, header: bytes) -> Reply:  # noqa: ARG002
        """Taken."""
        return Reply(b"{}")

    def query(self, key: str) -> Reply | None:
        """Never needed here."""


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
        Figure(QUEUE, "flushes an enqueue", enqueued, "", 0, 1.0),
        Figure(QUEUE, "flushes an acknowledged item", drained, "", 0, 0.1),
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
        Figure(QUEUE, "enqueue, p50 s", ours, "append and fsync", bare, 1.25),
        Figure(QUEUE, "enqueue, p50 s", ours, "plain SQLite insert, WAL FULL", sqlite, 1.35),
        Figure(QUEUE, "drain an item, s", drain, "plain SQLite insert, WAL FULL", sqlite, 1.0),
    ]


def against_queues(folder: Path) -> list[Figure]:
    """A filing in and out again, beside the queues that one would install; theirs made as durable as they can be."""
    folder.mkdir()
    cache = Cache.open(folder / "cache", SystemClock())
    engine = engine_of(cache)
    peers: list[PersistQueue | LiteQueue] = [PersistQueue(folder / "persist"), LiteQueue(folder / "lite.db")]

    def ours_in() -> None:
        for number in range(BATCH):
            cache.outbox.enqueue(f"{in_hand[0]}-{number}", Lane.JSON, HEADER)
        in_hand[0] += 1

    in_hand = [0]
    entered = in_turns(ROUNDS_QUEUES, ours_in, *(lambda peer=peer: peer.put(HEADER, BATCH) for peer in peers))
    total = BATCH * ROUNDS_QUEUES
    drained = in_turns(1, engine.run_once, *(lambda peer=peer: peer.drain(total) for peer in peers))
    cache.close()
    found = []
    for number, peer in enumerate(peers, start=1):
        per_in = (1e3 * entered[0] / BATCH, 1e3 * entered[number] / BATCH)
        per_out = (1e3 * drained[0] / total, 1e3 * drained[number] / total)
        found.append(Figure(QUEUE, "enqueue an item, ms", per_in[0], peer.name, per_in[1], 1.25))
        found.append(Figure(QUEUE, "drain an item, ms", per_out[0], peer.name, per_out[1], peer.drain_target))
    return found


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
    cipher_batch, cipher_read = cipher_reads(folder / "cipher.db", HEADER)
    plain.close()
    return [
        Figure(STORE, "batch of 500, s", ours, "plain SQLite", beside, 1.6),
        Figure(STORE, "300 random reads, s", read, "plain SQLite", plain_read, 2.0),
        Figure(STORE, "batch of 500, s", ours, "SQLCipher", cipher_batch, 1.0),
        Figure(STORE, "300 random reads, s", read, "SQLCipher", cipher_read, 1.0),
        Figure(STORE, "open 6,000 rows and check every page, s", opened, "", 0, 0.05),
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
        Figure(INGEST, "seal and take in 50 MB, s", mine, "cp + sync + sha256sum", hand, 0.6),
        Figure(INGEST, "seal and take in 50 MB, s", mine, "copy + fsync", copy, 2.0),
    ]


def figures(folder: Path) -> list[Figure]:
    """All of them, measured on the disk that holds `folder`."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-bench-", dir=folder) as name:
        root = Path(name)
        return [
            *flushes(root / "flushes"),
            *queue(root / "queue"),
            *against_queues(root / "queues"),
            *encryption(root / "encryption"),
            *ingest(root / "ingest"),
        ]


if __name__ == "__main__":
    raise SystemExit(report(figures(Path(tempfile.gettempdir()))))
