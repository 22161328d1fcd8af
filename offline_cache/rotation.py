"""A fresh key for the store, such that the power may go at any step.

The new key is written beside the old one, a copy of the store is made under it, and one rename decides:
before it the old key opens the store, after it the new one. At every opening `finish` looks which of the two
opens the first page and goes back or on accordingly.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from offline_cache.chip import Chip
from offline_cache.disk import Disk
from offline_cache.errors import QuarantineFull, disk_errors
from offline_cache.keys import KEY_SIZE, KeyFile
from offline_cache.store import Store, first_page_opens, name_key, quarantined

NEXT = ".next"
COMPANIONS = ("-wal", "-shm", "-journal", "")


def rotate(path: Path, key: KeyFile, disk: Disk, vfs: str, chip: Chip) -> None:
    """Close the store at `path` with a fresh key, kept as well as this machine can keep one now.

    The caller owns the folder and has called `finish`. Raises `QuarantineFull` while a damaged store lies
    aside, which only the present key opens, and what `Store.open` raises.
    """
    if quarantined(path):
        raise QuarantineFull("a damaged store lies aside that only the present key opens")
    fresh = KeyFile(_next(key.path), disk, chip)
    new = secrets.token_bytes(KEY_SIZE)
    store = Store.open(path, key.load(), disk, vfs)
    try:
        fresh.keep(new)
        _drop(_next(path), disk)
        store.copy_to(_next(path), new)
    finally:
        store.close()
    with disk_errors():
        for suffix in COMPANIONS[:-1]:  # a log of the old key must never meet the new store
            disk.unlink(path.with_name(path.name + suffix))
        disk.fsync_folder(path.parent)
        disk.replace(_next(path), path)
        disk.fsync_folder(path.parent)
    finish(path, key, disk, vfs, chip)


def finish(path: Path, key: KeyFile, disk: Disk, vfs: str, chip: Chip) -> None:
    """Settle a rotation that was cut short; nothing to do when there was none."""
    if not _next(key.path).exists():
        return
    new = KeyFile(_next(key.path), disk, chip).load()
    with disk_errors():
        if first_page_opens(path, new, vfs):
            _drop(_next(path), disk)
            name_key(path, new, disk)
            disk.replace(_next(key.path), key.path)
        else:
            _drop(_next(path), disk)
            disk.unlink(_next(key.path))
        disk.fsync_folder(path.parent)


def _next(path: Path) -> Path:
    return path.with_name(path.name + NEXT)


def _drop(path: Path, disk: Disk) -> None:
    for suffix in COMPANIONS:
        disk.unlink(path.with_name(path.name + suffix))
