"""The steps that decide what survives a power cut, gathered so that tests can cut between any two of them."""

from __future__ import annotations

import os
from pathlib import Path


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

        `POSIX_FADV_DONTNEED` starts writing what is dirty, and lets go of what lies on the disk already.
        """
        os.posix_fadvise(fd, offset, size, os.POSIX_FADV_DONTNEED)

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
