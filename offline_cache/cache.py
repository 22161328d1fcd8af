"""The terminal's memory as one thing: opened once by its one owner, swept, counted, closed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from offline_cache.blobs import Blobs
from offline_cache.chip import Chip
from offline_cache.clock import Clock
from offline_cache.disk import Disk
from offline_cache.errors import InUse, disk_errors
from offline_cache.keys import KeyFile
from offline_cache.outbox import Outbox
from offline_cache.records import Records
from offline_cache.room import Larder, Limits, Measure
from offline_cache.rotation import finish, rotate
from offline_cache.states import ItemState
from offline_cache.store import Condition, Store, quarantined

STORE_NAME, KEY_NAME, BLOBS_NAME, LOCK_NAME = "store.db", "store.key", "blobs", "lock"


@dataclass(frozen=True)
class CacheHealth:
    """What doctor and telemetry say about the memory."""

    condition: Condition
    key: str
    """How well the store's key is kept, such as `weak: file`."""
    counts: dict[ItemState, int]
    oldest: datetime | None
    """When the oldest item with something left to do was enqueued."""
    free_bytes: int
    quarantined: int
    """Damaged stores that were put aside and lie there for a person."""
    salvaged: int
    """Rows brought over from the last of them at this opening."""
    measure: Measure
    """How much room is used and left."""


class Cache:
    """The open cache: `outbox`, `blobs` and `records` over one folder."""

    def __init__(
        self, folder: Path, lock: int, key: KeyFile, store: Store, *, clock: Clock, disk: Disk,
        limits: Limits,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._lock = lock
        self._key = key
        self._store = store
        self.blobs = Blobs(folder / BLOBS_NAME, disk)
        self.outbox = Outbox(store, self.blobs, clock)
        self.records = Records(store, clock)
        self.larder = Larder(store, self.records, self.blobs, folder, limits)

    @classmethod
    def open(
        cls, folder: Path, clock: Clock, disk: Disk | None = None, vfs: str = "", chip: Chip | None = None,
        *, limits: Limits | None = None,
    ) -> Cache:  # fmt: skip
        """Open or make the cache in `folder` and become its owner. `disk`, `vfs` and `chip`
        are for tests.

        What a crash left half-done is swept, unless a damaged store lies aside that may still refer to it.
        Raises `InUse`, `WrongKey`, `TooNew`, `DiskFull`, `ReadOnlyDisk`, `DiskFault`.
        """
        disk = disk or Disk()
        with disk_errors():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / BLOBS_NAME).mkdir(mode=0o700, exist_ok=True)
            lock = _take_lock(folder / LOCK_NAME)
        chip = chip or Chip()
        try:
            key = KeyFile(folder / KEY_NAME, disk, chip)
            finish(folder / STORE_NAME, key, disk, vfs, chip)
            store = _open_store(folder, key, disk, vfs)
            store.begin()
        except BaseException:
            os.close(lock)
            raise
        cache = cls(folder, lock, key, store, clock=clock, disk=disk, limits=limits or Limits())
        cache._recover()
        return cache

    @classmethod
    def rotate_key(
        cls, folder: Path, clock: Clock, disk: Disk | None = None, vfs: str = "", chip: Chip | None = None
    ) -> None:
        """Give the store of a terminal that is not running a fresh key, sealed to the chip if there is one.

        A power cut on the way leaves it with either key. Raises what `open` raises, and `QuarantineFull`.
        """
        cache = cls.open(folder, clock, disk, vfs, chip)
        try:
            cache._store.close()
            rotate(folder / STORE_NAME, cache._key, disk or Disk(), vfs, chip or Chip())
        finally:
            cache.close()

    def _recover(self) -> None:
        """Settle what a crash left: unsure what was under way, tidied what was acknowledged."""
        self.outbox.restarted()
        self.outbox.settle()
        self.sweep()

    def sweep(self, keep: Collection[str] = ()) -> int:
        """Drop the files that no item needs, nor `keep` names; their number. Only by whoever takes files in.

        While a damaged store lies aside nothing is dropped: it may hold items that need them.
        """
        if quarantined(self._folder / STORE_NAME):
            return 0
        return self.blobs.sweep(self.outbox.referenced().union(keep))

    def health(self) -> CacheHealth:
        """The state of the memory; cheap enough for every minute."""
        pending = self.outbox.pending()
        return CacheHealth(
            condition=self._store.condition,
            key=self._key.describe(),
            counts=self.outbox.counts(),
            oldest=pending[0].enqueued_at if pending else None,
            free_bytes=shutil.disk_usage(self._folder).free,
            quarantined=len(quarantined(self._folder / STORE_NAME)),
            salvaged=self._store.salvaged,
            measure=self.larder.measure(),
        )

    def tidy(self) -> list[str]:
        """Work for idle moments: settle acknowledged items, fold the journal back, make room where it is short.

        Gives the names of the records that were let go of.
        """
        self.outbox.settle()
        self._store.tidy()
        return self.larder.make_room()

    def probe(self) -> None:
        """A write that says nothing, to see whether the disk takes one. Raises what it does not take."""
        self.records.put("probe", b"")

    def check(self) -> None:
        """Read every page of the store, once a day. Raises `Damaged`; opening again then puts it aside."""
        self._store.check()

    def close(self) -> None:
        """Let go of everything; safe to call twice."""
        self._store.close()
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _open_store(folder: Path, key: KeyFile, disk: Disk, vfs: str) -> Store:
    """A lost key must never lead to a fresh key over a store that still holds submissions."""
    path = folder / STORE_NAME
    exists = path.exists() or path.with_name(path.name + ".keyname").exists()
    return Store.open(path, key.load() if exists else key.load_or_make(), disk, vfs)


def _take_lock(path: Path) -> int:
    """An advisory lock that dies with the process."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        raise InUse("another process has this cache open") from None
    except OSError:
        os.close(fd)
        raise
    return fd
