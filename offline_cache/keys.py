"""The key that closes the store, in a file that only its owner reads.

A file beside the data keeps out nobody who takes the whole disk, and `describe` says so; it keeps the data
apart from backups, logs and bug reports. The holder may later be a security chip: the store asks only for
`load`.
"""

from __future__ import annotations

import logging
import os
import secrets
import stat
from pathlib import Path

from offline_cache.disk import Disk
from offline_cache.errors import WrongKey, disk_errors

log = logging.getLogger(__name__)

KEY_SIZE = 32


class KeyFile:
    """A random key of 32 bytes in a file of mode 0600."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk

    def load(self) -> bytes:
        """The key. Raises `WrongKey` when there is none or the file holds something else."""
        try:
            fd = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            raise WrongKey("the key file is missing") from None
        except OSError as error:
            raise WrongKey(f"the key file cannot be read: {type(error).__name__}") from None
        with os.fdopen(fd, "rb") as file:
            self._tighten(file.fileno())
            key = file.read(KEY_SIZE + 1)
        if len(key) != KEY_SIZE:
            raise WrongKey("the key file does not hold a key")
        return key

    def load_or_make(self) -> bytes:
        """The key, made now if there is no file yet. Only right while there is no store either."""
        if not self._path.exists():
            with disk_errors():
                self._disk.write_whole(self._path, secrets.token_bytes(KEY_SIZE))
        return self.load()

    def describe(self) -> str:
        """How well the key is kept, for the technician."""
        return "weak: file"

    def _tighten(self, fd: int) -> None:
        if stat.S_IMODE(os.fstat(fd).st_mode) & 0o077:
            log.warning("the key file was open to others; closed it")
            os.fchmod(fd, 0o600)
