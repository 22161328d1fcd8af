"""The encrypted SQLite file: one owner, one connection, every page authenticated, every commit flushed.

`apsw-sqlite3mc` with ChaCha20-Poly1305 pages; the raw key form skips the key derivation (0.07 to 0.5 ms to
open). WAL with `synchronous=FULL` costs exactly one flush per commit; a commit that may be lost without
harm says so and costs none. Checkpoints are taken when idle, so that no filing pays for one. The WAL is
examined before SQLite reads it (`offline_cache.journal`), for SQLite would drop a damaged end of it unsaid.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from offline_cache.disk import Disk
from offline_cache.errors import (
    CacheError,
    Closed,
    Damaged,
    DiskFault,
    DiskFull,
    ReadOnlyDisk,
    TooNew,
    WrongKey,
    disk_errors,
)
from offline_cache.journal import examine, rebuild
from offline_cache.mark import MarkFile
from offline_cache.pages import authenticator
from offline_cache.salvage import salvage
from offline_cache.schema import AHEAD, MIGRATIONS, Row

if TYPE_CHECKING:
    import apsw

log = logging.getLogger(__name__)

EMERGENCY_PAGES = 8000
"""WAL pages (32 MB) at which a commit folds it after all, should nobody ever be idle."""


FREE_SHARE = 4
"""The store is made smaller when one of that many pages is free."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cache_size=-8000",
)
"""The cache, in KiB, holds more opened pages than SQLite's 2 MB: opening one again costs as much as finding a row."""
KEY_NAME = ".keyname"
SAVING = ".saving"
"""Ending of a damaged store whose rows are being brought over; still there, that was cut short."""
ASIDE = re.compile(r"\.damaged-\d+$")


class Condition(StrEnum):
    """How the store was found at opening."""

    OK = "ok"
    NEW = "new"
    RENEWED = "renewed"
    """It was damaged: put aside, a fresh one made, what could be read brought over."""


class Store:
    """The open store. Safe to use from several threads; each call takes its turn."""

    def __init__(
        self, connection: apsw.Connection, mark: MarkFile, condition: Condition, salvaged: int = 0
    ) -> None:
        self._db = connection
        self._mark = mark
        self._lock = RLock()
        self._frames = self._settled = 0
        """Frames in the WAL now, and when it was begun anew."""
        self._ready = False
        """The WAL was begun by us."""
        self._mode = (True, True)
        """Whether commits are flushed and dropped rows zeroed, as the connection stands now."""
        self.condition = condition
        self.salvaged = salvaged
        """Rows brought over from a damaged predecessor."""
        connection.set_wal_hook(self._grown)

    @classmethod
    def open(cls, path: Path, key: bytes, disk: Disk, vfs: str = "") -> Store:
        """Open or make the store at `path`; `vfs` names another SQLite file layer (for tests).

        A damaged file is renamed aside, never deleted, and a fresh store is served with what could be read
        of it. Raises `WrongKey`, `TooNew`, `DiskFull`, `ReadOnlyDisk`, `DiskFault`.
        """
        new = not path.exists() or path.stat().st_size == 0
        with disk_errors():
            _check_key_name(path, key, disk)
        mark = MarkFile(path, key, disk)
        saving = path.with_name(path.name + SAVING)
        if not saving.exists():
            try:
                with disk_errors():
                    left = _examine_journal(path, key, mark, disk)
                store = cls(_connect(path, key, vfs), mark, Condition.NEW if new else Condition.OK)
            except Damaged:
                log.error("the store is damaged; putting it aside and making a fresh one")
            else:
                if left or new or _log_bytes(path):
                    store.begin()
                return store
        with disk_errors():
            _put_aside(path, saving, key, mark, disk)
        fresh = _connect(path, key, vfs)
        with _sqlite_errors(), disk_errors():
            saved = salvage(saving, fresh, lambda: _connect_raw(saving, key, vfs))
            _file_away(path, saving, disk)
        store = cls(fresh, mark, Condition.RENEWED, saved)
        store.begin()
        return store

    @contextmanager
    def write(self, *, durable: bool = True, overwrite: bool = True) -> Iterator[apsw.Connection]:
        """One transaction: all of the body or nothing, flushed to disk on leaving.

        With `durable=False` it is not flushed: a power cut may undo it, the next durable one carries it along.
        With `overwrite=False` pages of dropped rows are not zeroed, which takes room where there is none; for
        what is public. Raises `DiskFull` and `ReadOnlyDisk` (nothing changed), `DiskFault` (unknown) and
        `Damaged`.
        """
        with self._lock, _sqlite_errors():
            if not self._ready:
                self._fold()
                self._restart()
            self._turn_to(durable, overwrite)
            self._db.execute("BEGIN IMMEDIATE")
            before = self._frames
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            if durable and self._frames > before:  # one that changed nothing flushed nothing
                with suppress(OSError):  # the commit is done; an earlier mark still guards what was before
                    self._mark.set(self._frames)
        if self._frames >= EMERGENCY_PAGES:
            self.tidy()

    def _turn_to(self, durable: bool, overwrite: bool) -> None:
        """Set up the connection for the next commit, where it stands otherwise."""
        if self._mode != (durable, overwrite):
            self._db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._db.execute(f"PRAGMA secure_delete={'ON' if overwrite else 'OFF'}")
            self._mode = (durable, overwrite)

    def read(self, sql: str, *params: apsw.SQLiteValue) -> list[Row]:
        """All rows of a query. Raises `DiskFault` and `Damaged`."""
        with self._lock, _sqlite_errors():
            return list(self._db.execute(sql, params))

    def tidy(self) -> None:
        """Bring the WAL back into the main file and begin it anew; free when nothing is new.

        The WAL keeps its size: on a full disk its room still takes the marks by which items are delivered,
        and delivery is what makes room again.
        """
        with self._lock, _sqlite_errors(), disk_errors():
            if self._frames > self._settled:
                self._fold()
                self._restart()

    def _grown(self, _db: apsw.Connection, _name: str, frames: int) -> int:
        """SQLite tells after each commit how many frames the WAL has."""
        self._frames = frames
        return 0

    def begin(self) -> None:
        """Fold what is left in the WAL and begin it anew, which takes some flushes, so that no filing pays for them.

        Opening calls it where a crash left something; else nothing needs it before the first write, which does
        it if nobody did. A full disk must not keep what is there from being read.
        """
        if self._ready:
            return
        try:
            with self._lock, _sqlite_errors(), disk_errors():
                self._fold()
                self._restart()
        except DiskFull:
            self._ready = True
            log.error("the disk is full: the memory can be read, nothing can be added")
        except BaseException:
            with suppress(Exception):
                self.close()
            raise

    def _fold(self) -> None:
        """All of the WAL into the main file, flushed; then nothing is promised of the WAL any more."""
        import apsw

        self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        self._mark.clear()

    def _restart(self) -> None:
        """Begin the WAL anew with a commit that says nothing, so that no filing pays for its header's flush."""
        self._turn_to(True, True)
        turn = int(self._db.pragma("application_id"))
        self._db.execute(f"PRAGMA application_id={(turn + 1) % 2**31}")
        self._mark.set(self._frames)
        self._settled = self._frames
        self._ready = True

    def check(self) -> None:
        """Read every page. Raises `Damaged`; the next opening then puts the file aside."""
        with self._lock, _sqlite_errors():
            _check_pages(self._db)

    def live_bytes(self) -> int:
        """What the store holds, without pages that wait to be used again; its log is emptied by `tidy`."""
        with self._lock, _sqlite_errors():
            pages = self._pragma("page_count") - self._pragma("freelist_count")
            return pages * self._pragma("page_size")

    def _pragma(self, name: str) -> int:
        return int(self._db.pragma(name))

    def compact(self) -> None:
        """Give pages that wait to be used again back to the disk; after much was dropped.

        The copy it takes is made in memory (SQLite's temporary files are not encrypted), and is as large as
        what is left; the WAL is cut off, which is safe once nothing is promised of it any more.
        """
        import apsw

        with self._lock, _sqlite_errors(), disk_errors():
            if self._pragma("freelist_count") * FREE_SHARE < self._pragma("page_count"):
                return
            self._turn_to(True, True)
            for statement in ("PRAGMA temp_store=MEMORY", "VACUUM"):
                self._db.execute(statement)
            self._fold()
            self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            self._restart()

    def copy_to(self, path: Path, key: bytes) -> None:
        """A copy of the whole store under another key, flushed; `path` must not exist."""
        import apsw

        with self._lock, _sqlite_errors():
            copy = _connect_raw(path, key, self._db.open_vfs)
            try:
                copy.execute("PRAGMA synchronous=FULL")
                with copy.backup("main", self._db, "main") as backup:
                    backup.step(-1)
                _check_pages(copy)
                copy.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            finally:
                copy.close()

    def close(self) -> None:
        """Checkpoint and let go of the file; safe to call twice."""
        import apsw

        with self._lock, _sqlite_errors(), disk_errors():
            try:
                if self._frames:
                    self._fold()
            except apsw.ConnectionClosedError:
                return
            finally:
                self._mark.close()
                self._db.close()


def quarantined(path: Path) -> list[Path]:
    """The damaged predecessors that lie beside the store at `path`."""
    found = path.parent.glob(f"{path.name}.damaged-*")
    return sorted(p for p in found if ASIDE.search(p.name))


def _connect(path: Path, key: bytes, vfs: str) -> apsw.Connection:
    """A connection that passed every check, migrated to the present schema."""
    with _sqlite_errors():
        db = _connect_raw(path, key, vfs)
        try:
            for pragma in PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
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
    """Step by step from `user_version` to the newest, each step one transaction; one step ahead is left as it is."""
    version = db.pragma("user_version")
    if version > len(MIGRATIONS) + AHEAD:
        raise TooNew(f"store version {version}, this program knows {len(MIGRATIONS)}")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        with db:
            db.execute(script)
            db.execute(f"PRAGMA user_version={number}")


def _check_key_name(path: Path, key: bytes, disk: Disk) -> None:
    """A wrong key and a damaged first page look alike to SQLite; the key's name beside the file tells."""
    beside = path.with_name(path.name + KEY_NAME)
    if beside.exists():
        if not key_fits(path, key):
            raise WrongKey("the store was made with another key")
    elif path.exists():
        raise WrongKey("the store's key name is missing")
    else:
        name_key(path, key, disk)


def key_fits(path: Path, key: bytes) -> bool:
    """Whether the store at `path` was made with this key; nothing is opened."""
    try:
        return hmac.compare_digest(path.with_name(path.name + KEY_NAME).read_bytes(), _name_of(key))
    except FileNotFoundError:
        return False


def name_key(path: Path, key: bytes, disk: Disk) -> None:
    """Note beside the store which key closes it."""
    disk.write_whole(path.with_name(path.name + KEY_NAME), _name_of(key))


def _name_of(key: bytes) -> bytes:
    return hmac.new(key, b"lawbooth store key name", hashlib.sha256).hexdigest()[:32].encode()


def first_page_opens(path: Path, key: bytes, vfs: str) -> bool:
    """Whether the main file opens with this key; looked at without its log, and nothing is written."""
    import apsw

    if not path.exists():
        return False
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    db = apsw.Connection(f"{path.resolve().as_uri()}?immutable=1", flags=flags, vfs=vfs or None)
    try:
        db.pragma("cipher", "chacha20")
        db.pragma("key", f"raw:{key.hex()}")
        return bool(list(db.execute("SELECT count(*) FROM sqlite_schema")))
    except (apsw.NotADBError, apsw.CorruptError):
        return False
    finally:
        db.close()


def _examine_journal(path: Path, key: bytes, mark: MarkFile, disk: Disk) -> bool:
    """Mend flipped bits of the WAL; whether there is one. Raises `Damaged` when it falls short of what was flushed."""
    log_path = path.with_name(path.name + "-wal")
    content = log_path.read_bytes() if log_path.exists() else b""
    promised = mark.read()
    journal = examine(content, authenticator(key), (promised.frames, (promised.one, promised.two)))
    if not promised.reached_by(journal):
        raise Damaged("commits are missing from the journal")
    if journal.mended:
        log.error("flipped bits of the journal were mended: %d", len(journal.mended))
        fd = disk.reopen(log_path)
        try:
            disk.rewrite(fd, log_path, bytes(journal.content))
            disk.fsync(fd, log_path)
        finally:
            os.close(fd)
    return bool(content) or promised.frames > 0


def _log_bytes(path: Path) -> int:
    """How large the WAL is."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _put_aside(path: Path, saving: Path, key: bytes, mark: MarkFile, disk: Disk) -> None:
    """Rename the store with its companions; called again after a crash, it goes on where it was.

    The store itself goes first: while it lies under `saving` and there is no new one, companions are its own.
    """
    if path.exists() and not saving.exists():
        disk.replace(path, saving)
    if not path.exists():
        for suffix in ("-wal", "-shm"):
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                disk.replace(companion, saving.with_name(saving.name + suffix))
    disk.fsync_folder(path.parent)
    _save_journal(saving, key, mark, disk)
    mark.clear()


def _save_journal(saving: Path, key: bytes, mark: MarkFile, disk: Disk) -> None:
    """Let the damaged store's WAL give all of its whole frames; how it was found is kept beside it."""
    log_path, found = saving.with_name(saving.name + "-wal"), saving.with_name(saving.name + "-wal.found")
    if found.exists() or not log_path.exists():
        return
    content = log_path.read_bytes()
    rebuilt = rebuild(content, authenticator(key), mark.read().salts)
    if rebuilt != content:
        disk.write_whole(found, content)
        disk.write_whole(log_path, rebuilt)


def _file_away(path: Path, saving: Path, disk: Disk) -> None:
    """Everything that could be read was brought over: the damaged store gets its number."""
    aside = path.with_name(f"{path.name}.damaged-{len(quarantined(path)) + 1}")
    for suffix in ("-shm", "-wal", "-wal.found", ""):
        companion = saving.with_name(saving.name + suffix)
        if companion.exists():
            disk.replace(companion, aside.with_name(aside.name + suffix))
    disk.fsync_folder(path.parent)


class _SqliteErrors:
    """Turns SQLite's errors into the cache's; a class, because a generator costs as much as a small read."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise the cache's error in place of SQLite's."""
        if error is not None and (known := _known(error)) is not None:
            raise known from error


def _sqlite_errors() -> _SqliteErrors:
    return _ERRORS


_ERRORS = _SqliteErrors()


def _known(error: BaseException) -> CacheError | None:
    """The cache's word for an error of SQLite; None for whatever else was raised."""
    import apsw

    if isinstance(error, apsw.ConnectionClosedError):
        return Closed("the store is closed")
    if isinstance(error, apsw.FullError):
        return DiskFull("SQLITE_FULL")
    if isinstance(error, apsw.ReadOnlyError):
        return ReadOnlyDisk("SQLITE_READONLY")
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return Damaged(type(error).__name__)
    if isinstance(error, apsw.IOError | apsw.CantOpenError | apsw.BusyError):
        return DiskFault(type(error).__name__)
    return None
