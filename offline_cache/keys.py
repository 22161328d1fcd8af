"""The key that closes the store: sealed to the security chip where there is one, else in a file for its owner.

A bare file beside the data keeps out nobody who takes the whole disk, and `describe` says so; it keeps the
data apart from backups, logs and bug reports.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import stat
from pathlib import Path

from offline_cache.chip import Chip
from offline_cache.disk import Disk
from offline_cache.errors import WrongKey, disk_errors

log = logging.getLogger(__name__)

KEY_SIZE = 32
WEAK, SEALED = "weak: file", "tpm2"
LARGEST = 64 * 1024
"""Bytes no sealed key reaches; a larger file holds something else."""
BASE64 = re.compile(rb"[A-Za-z0-9+/=\n]+")
"""How `systemd-creds` writes what it sealed."""


class KeyFile:
    """A random key of 32 bytes in a file of mode 0600: as it is, or sealed (then it is longer)."""

    def __init__(self, path: Path, disk: Disk, chip: Chip) -> None:
        self.path = path
        self._disk = disk
        self._chip = chip

    def load(self) -> bytes:
        """The key. Raises `WrongKey` when there is none, or it does not open here, or it is no key."""
        content = self._content()
        key = self._chip.open(content) if kept(content) == SEALED else content
        if len(key) != KEY_SIZE:
            raise WrongKey("the key file does not hold a key")
        return key

    def load_or_make(self) -> bytes:
        """The key, made now if there is no file yet. Only right while there is no store either."""
        if not self.path.exists():
            self.keep(secrets.token_bytes(KEY_SIZE))
        return self.load()

    def keep(self, key: bytes) -> None:
        """Write the key, sealed where there is a chip; lasting on return."""
        sealed = self._chip.seal(key) if self._chip.present() else None
        with disk_errors():
            self._disk.write_whole(self.path, sealed or key)

    def describe(self) -> str:
        """How well the key is kept, for the technician: `tpm2` or `weak: file`."""
        return kept(self._content())

    def _content(self) -> bytes:
        try:
            fd = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            raise WrongKey("the key file is missing") from None
        except OSError as error:
            raise WrongKey(f"the key file cannot be read: {type(error).__name__}") from None
        with os.fdopen(fd, "rb") as file:
            self._tighten(file.fileno())
            return file.read(LARGEST)

    def _tighten(self, fd: int) -> None:
        if stat.S_IMODE(os.fstat(fd).st_mode) & 0o077:
            log.warning("the key file was open to others; closed it")
            os.fchmod(fd, 0o600)


def kept(content: bytes) -> str:
    """How the key in a file of this content is kept: `tpm2` when it is sealed, else `weak: file`."""
    return SEALED if len(content) > KEY_SIZE and BASE64.fullmatch(content) else WEAK
