"""The encrypted SQLite file: one owner, one connection, every page authenticated, every commit flushed.

`apsw-sqlite3mc` with ChaCha20-Poly1305 pages; the raw key form skips the key derivation (0.07 to 0.5 ms to
open). WAL with `synchronous=FULL` costs exactly one flush per commit; a commit that may be lost without
harm says so and costs none. Checkpoints are taken when idle, so that no filing pays for one.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from offline_cache.disk import Disk
from offline_cache.errors import (
    Closed,
    Damaged,
    DiskFault,
    DiskFull,
    ReadOnlyDisk,
    TooNew,
    WrongKey,
    disk_errors,
)
from offline_cache.salvage import salvage
from offline_cache.schema import MIGRATIONS, Row

if TYPE_CHECKING:
    import apsw

log = logging.getLogger(__name__)

EMERGENCY_PAGES = 8000
"""WAL pages (32 MB) at which a commit checkpoints after all, should nobody ever be idle."""


class Condition(StrEnum):
    """How the store was found at opening."""

    OK = "ok"
    NEW = "new"
    RENEWED = "renewed"
    """It was damaged: put aside, a fresh one made, what could be read brought over."""


class Store:
    """The open store. Safe to use from several threads; each call takes its turn."""

    def __init__(self, connection: apsw.Connection, condition: Condition, salvaged: int = 0) -> None:
        self._db = connection
        self._lock = RLock()
        self.condition = condition
        self.salvaged = salvaged
        """Rows brought over from a damaged predecessor."""

    @classmethod
    def open(cls, path: Path, key: bytes, disk: Disk, vfs: str = "") -> Store:
        """Open or make the store at `path`; `vfs` names another SQLite file layer (for tests).

        A damaged file is renamed aside, never deleted, and a fresh store is served with what could be read
        of it. Raises `WrongKey`, `TooNew`, `DiskFull`, `ReadOnlyDisk`, `DiskFault`.
        """
        new = not path.exists() or path.stat().st_size == 0
        with disk_errors():
            _check_key_name(path, key, disk)
        try:
            return cls(_connect(path, key, vfs), Condition.NEW if new else Condition.OK)
        except Damaged:
            log.error("the store is damaged; putting it aside and making a fresh one")
        with disk_errors():
            aside = _put_aside(path, disk)
        fresh = _connect(path, key, vfs)
        with _sqlite_errors():
            saved = salvage(aside, fresh, lambda: _connect_raw(aside, key, vfs))
        return cls(fresh, Condition.RENEWED, saved)

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[apsw.Connection]:
        """One transaction: all of the body or nothing, flushed to disk on leaving.

        With `durable=False` it is not flushed: a power cut may undo it, the next durable one carries it
        along. Raises `DiskFull` and `ReadOnlyDisk` (nothing changed), `DiskFault` (unknown) and `Damaged`.
        """
        with self._lock, _sqlite_errors():
            self._db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def read(self, sql: str, *params: apsw.SQLiteValue) -> list[Row]:
        """All rows of a query. Raises `DiskFault` and `Damaged`."""
        with self._lock, _sqlite_errors():
            return list(self._db.execute(sql, params))

    def tidy(self) -> None:
        """Bring the WAL back into the main file; called every minute or so, free when nothing is new.

        In the main file a flipped bit is noticed; in the WAL it would make SQLite drop commits unsaid.
        The WAL keeps its size: on a full disk its room still takes the marks by which items are delivered,
        and delivery is what makes room again.
        """
        import apsw

        with self._lock, _sqlite_errors():
            pages, done = self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)
            if pages > done:
                self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_RESTART)

    def check(self) -> None:
        """Read every page. Raises `Damaged`; the next opening then puts the file aside."""
        with self._lock, _sqlite_errors():
            _check_pages(self._db)

    def close(self) -> None:
        """Checkpoint and let go of the file; safe to call twice."""
        with self._lock, _sqlite_errors():
            self._db.close()


def quarantined(path: Path) -> list[Path]:
    """The damaged predecessors that lie beside the store at `path`."""
    found = path.parent.glob(f"{path.name}.damaged-*")
    return sorted(p for p in found if not p.name.endswith(("-wal", "-shm")))


def _connect(path: Path, key: bytes, vfs: str) -> apsw.Connection:
    """A connection that passed every check, migrated to the present schema."""
    with _sqlite_errors():
        db = _connect_raw(path, key, vfs)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
                db.execute(f"PRAGMA {pragma}")
            db.execute(f"PRAGMA wal_autocheckpoint={EMERGENCY_PAGES}")
            _check_pages(db)
            _migrate(db)
        except BaseException:
            db.close()
            raise
    return db


def _connect_raw(path: Path, key: bytes, vfs: str) -> apsw.Connection:
    import apsw

    db = apsw.Connection(str(path), vfs=vfs or None)
    db.pragma("cipher", "chacha20")
    db.pragma("key", f"raw:{key.hex()}")
    db.set_busy_timeout(0)
    return db


def _check_pages(db: apsw.Connection) -> None:
    if db.pragma("quick_check") != "ok":
        raise Damaged("the pages do not hold together")


def _migrate(db: apsw.Connection) -> None:
    """Step by step from `user_version` to the newest, each step one transaction."""
    version = db.pragma("user_version")
    if version > len(MIGRATIONS):
        raise TooNew(f"store version {version}, this program knows {len(MIGRATIONS)}")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        with db:
            db.execute(script)
            db.execute(f"PRAGMA user_version={number}")


def _check_key_name(path: Path, key: bytes, disk: Disk) -> None:
    """A wrong key and a damaged first page look alike to SQLite; the key's name beside the file tells."""
    name = hmac.new(key, b"lawbooth store key name", hashlib.sha256).hexdigest()[:32].encode()
    beside = path.with_name(path.name + ".keyname")
    if beside.exists():
        if not hmac.compare_digest(beside.read_bytes(), name):
            raise WrongKey("the store was made with another key")
    elif path.exists():
        raise WrongKey("the store's key name is missing")
    else:
        disk.write_whole(beside, name)


def _put_aside(path: Path, disk: Disk) -> Path:
    """Rename the store with its companions; the WAL goes first, so that it never meets a fresh file."""
    number = len(quarantined(path)) + 1
    aside = path.with_name(f"{path.name}.damaged-{number}")
    for suffix in ("-shm", "-wal", ""):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            disk.replace(companion, aside.with_name(aside.name + suffix))
    disk.fsync_folder(path.parent)
    return aside


@contextmanager
def _sqlite_errors() -> Iterator[None]:
    """Turn SQLite's errors into the cache's."""
    import apsw

    try:
        yield
    except apsw.ConnectionClosedError as error:
        raise Closed("the store is closed") from error
    except apsw.FullError as error:
        raise DiskFull("SQLITE_FULL") from error
    except apsw.ReadOnlyError as error:
        raise ReadOnlyDisk("SQLITE_READONLY") from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise Damaged(type(error).__name__) from error
    except (apsw.IOError, apsw.CantOpenError, apsw.BusyError) as error:
        raise DiskFault(type(error).__name__) from error
