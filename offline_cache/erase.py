"""Making a memory unreadable for good: its keys go first, and without them the rest is noise.

Overwriting a file on flash storage leaves copies that only the disk's maker could find; sealed to a security
chip even those open nowhere else, so clear the chip as well before the machine leaves the house.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from offline_cache.disk import Disk
from offline_cache.errors import disk_errors


def erase(keys: Iterable[Path], folders: Iterable[Path], disk: Disk) -> None:
    """Overwrite and remove the files in `keys`, then remove the `folders`; cut short, do it again.

    Whatever happens on the way, no folder is touched before the last key is gone for good. Raises the disk's
    errors.
    """
    with disk_errors():
        for path in keys:
            if path.exists():
                _overwrite(path, disk)
                disk.unlink(path)
                disk.fsync_folder(path.parent)
        for folder in folders:
            _remove(folder, disk)


def _overwrite(path: Path, disk: Disk) -> None:
    size = path.stat().st_size
    fd = disk.reopen(path)
    try:
        disk.rewrite(fd, path, secrets.token_bytes(size))
        disk.fsync(fd, path)
    finally:
        os.close(fd)


def _remove(folder: Path, disk: Disk) -> None:
    """The folder and all in it; links are removed, not followed."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            _remove(path, disk)
        else:
            disk.unlink(path)
    folder.rmdir()
