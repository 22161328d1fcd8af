"""The steps that decide what survives a power cut, gathered so that tests can cut between any two of them."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

SYNC_FILE_RANGE_WRITE = 2
"""linux/fs.h: start writing dirty pages of the range, wait for nothing."""


@cache
def _begin_to_write() -> Callable[..., Any]:
    """The C library's `sync_file_range`, which Python does not offer; an error of it is as good as no word."""
    found: Callable[..., Any] = ctypes.CDLL(None).sync_file_range
    found.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)  # type: ignore[attr-defined]
    return found


class Disk:
    """Files of the cache: created whole, flushed, renamed, removed. Raises `OSError` as the system does."""

    def create(self, path: Path) -> int:
        """A new file for us alone, open for writing; a leftover of the same name is replaced."""
        path.unlink(missing_ok=True)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def write(self, fd: int, data: memoryview) -> None:
        """Write all of `data`; the system may take it in pieces."""
        while data:
            data = data[os.write(fd, data) :]

    def reopen(self, path: Path) -> int:
        """A file of ours, made if need be, open to be changed in place."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(path, flags, 0o600)

    def rewrite(self, fd: int, path: Path, data: bytes, offset: int = 0) -> None:  # noqa: ARG002
        """Change bytes of the open file `path` in place; `data` is less than a sector, or flushed after."""
        os.pwrite(fd, data, offset)

    def hasten(self, fd: int, offset: int, size: int) -> None:
        """Let the system begin to write what will be flushed anyway; it promises nothing.

        By `sync_file_range`, which only starts; `posix_fadvise` waits for the pages' lists of every core besides.
        """
        _begin_to_write()(fd, offset, size, SYNC_FILE_RANGE_WRITE)

    def fsync(self, fd: int, path: Path) -> None:  # noqa: ARG002 - the path is for those who watch
        """Bring the content of the open file `path` to the disk."""
        os.fsync(fd)

    def replace(self, src: Path, dst: Path) -> None:
        """Rename within one folder, atomically; lasting only after `fsync_folder`."""
        src.replace(dst)

    def fsync_folder(self, folder: Path) -> None:
        """Bring the names in `folder` to the disk."""
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def unlink(self, path: Path) -> None:
        """Remove a file that may already be gone."""
        path.unlink(missing_ok=True)

    def write_whole(self, path: Path, data: bytes) -> None:
        """The small file `path` with this content, there whole or not at all, and lasting on return."""
        part = path.with_name(path.name + ".part")
        fd = self.create(part)
        try:
            self.write(fd, memoryview(data))
            self.fsync(fd, part)
        finally:
            os.close(fd)
        self.replace(part, path)
        self.fsync_folder(path.parent)
