"""A disk that forgets what was not flushed, and counts every step that decides what survives.

`LossyVfs` lies below SQLite's encryption, `LossyDisk` in place of the cache's own `Disk`. Both hold back
writes, renames and removals until they are flushed, call `step(name)` before each operation, and on
`lose()` let a part of what was held back reach the disk, as a power cut would.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import apsw

from offline_cache.disk import Disk

Step = Callable[[str], None]
Keep = Callable[[], bool]
"""Decides for each unflushed operation whether it reached the disk after all."""


def keep_all() -> bool:
    """The disk kept what was written, flushed or not: only the process died."""
    return True


def keep_none() -> bool:
    """The disk forgot everything that was not flushed."""
    return False


def keep_some(seed: int) -> Keep:
    """The disk kept some of it, in no order."""
    rng = Random(seed)
    return lambda: rng.random() < 0.5


class LossyVfs(apsw.VFS):
    """A file layer for SQLite over `unix`; open a store with `vfs=layer.over`."""

    def __init__(self, name: str, step: Step, *, deaf: bool = False) -> None:
        self.step = step
        self.deaf = deaf
        """Whether it takes flushes for done without doing them."""
        self.files: list[LossyFile] = []
        self.over = f"multipleciphers-{name}"
        super().__init__(name, "unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> LossyFile:
        file = LossyFile(self, name, flags)
        self.files.append(file)
        return file

    def xDelete(self, name: str, syncdir: bool) -> None:
        self.step("delete")
        super().xDelete(name, syncdir)

    def lose(self, keep: Keep) -> None:
        """The power is cut: of each file's unflushed writes only those that `keep` grants reach the disk."""
        for file in self.files:
            file.lose(keep)


class LossyFile(apsw.VFSFile):
    """One file of SQLite's, read and written in memory until it is flushed."""

    def __init__(self, layer: LossyVfs, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self.layer = layer
        self.kind = "wal" if flags[0] & apsw.SQLITE_OPEN_WAL else "main"
        size = super().xFileSize()
        self.image = bytearray(super().xRead(size, 0)) if size else bytearray()
        self.pending: list[tuple[int, bytes | None]] = []

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self.image[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self.layer.step(f"{self.kind} write")
        if len(self.image) < offset:
            self.image.extend(bytes(offset - len(self.image)))
        self.image[offset : offset + len(data)] = data
        self.pending.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self.layer.step(f"{self.kind} truncate")
        del self.image[size:]
        self.pending.append((size, None))

    def xFileSize(self) -> int:
        return len(self.image)

    def xSync(self, flags: int) -> None:
        self.layer.step(f"{self.kind} sync")
        if self.layer.deaf:
            return
        self._apply(lambda: True)
        super().xSync(flags)

    def xClose(self) -> None:
        self._apply(lambda: True)
        self.layer.files.remove(self)
        super().xClose()

    def lose(self, keep: Keep) -> None:
        """Let go of what was not flushed, but for what `keep` grants."""
        self._apply(keep)

    def _apply(self, keep: Keep) -> None:
        for offset, data in self.pending:
            if not keep():
                continue
            if data is None:
                super().xTruncate(offset)
            else:
                super().xWrite(data, offset)
        self.pending.clear()


class LossyDisk(Disk):
    """The cache's own file operations: written at once, undone by `lose` where they were not flushed."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._unflushed: set[Path] = set()
        self._names: list[tuple[Path, Path | None, bytes | None]] = []
        """Changes of names not yet lasting: where, where it came from, what lay there before."""
        self._rewritten: dict[Path, bytes] = {}
        """Files changed in place: what they held when they were last flushed."""

    def create(self, path: Path) -> int:
        self.step("create")
        fd = super().create(path)
        self._unflushed.add(path)
        return fd

    def write(self, fd: int, data: memoryview) -> None:
        self.step("write")
        super().write(fd, data)

    def rewrite(self, fd: int, path: Path, data: bytes, offset: int = 0) -> None:
        self.step("rewrite")
        self._rewritten.setdefault(path, path.read_bytes())
        super().rewrite(fd, path, data, offset)

    def fsync(self, fd: int, path: Path) -> None:
        self.step("fsync")
        super().fsync(fd, path)
        self._rewritten.pop(path, None)
        self._unflushed.discard(path)

    def replace(self, src: Path, dst: Path) -> None:
        self.step("rename")
        self._names.append((dst, src, dst.read_bytes() if dst.exists() else None))
        super().replace(src, dst)
        if src in self._unflushed:
            self._unflushed.remove(src)
            self._unflushed.add(dst)

    def fsync_folder(self, folder: Path) -> None:
        self.step("fsync folder")
        super().fsync_folder(folder)
        self._names = [change for change in self._names if change[0].parent != folder]

    def unlink(self, path: Path) -> None:
        self.step("unlink")
        if path.exists():
            self._names.append((path, None, path.read_bytes()))
        super().unlink(path)

    def lose(self, keep: Keep) -> None:
        """The power is cut: unflushed contents are gone and names as before, but for what `keep` grants."""
        for path in self._unflushed:
            if path.exists() and not keep():
                os.truncate(path, 0)
        for path, content in self._rewritten.items():
            if path.exists() and not keep():
                path.write_bytes(content)
        for path, source, before in reversed(self._names):
            if keep():
                continue
            if source is not None and path.exists():
                path.replace(source)
            if before is not None:
                path.parent.mkdir(parents=True, exist_ok=True)  # a folder's removal is undone with its files
                path.write_bytes(before)
