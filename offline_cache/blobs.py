"""Sealed files by the digest of their content: opaque, flushed, checked, and never half there.

A blob is taken in from a file or from a pipe under a `.part` name, hashed as it is copied, flushed, and only then renamed
to its digest; so a file with a digest for a name is whole. What nothing refers to is swept when the cache is opened, and
by whoever takes files in between two of them, so that a sweep can never meet a blob on its way into the outbox.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from offline_cache.disk import Disk
from offline_cache.errors import BlobDamaged, BlobMissing, disk_errors, from_os

log = logging.getLogger(__name__)

PIECE = 1 << 19
"""Bytes of each of the two buffers of a copy."""
HASTEN = 8 * PIECE
"""Bytes that are written between two words to the disk to begin with them."""
Read = Callable[[memoryview], int]
"""Fills a part of a buffer; 0 at the end."""
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class BlobRef:
    """A blob as an item refers to it."""

    digest: str
    """SHA-256 of its content, lower-case hex."""
    size: int

    def __post_init__(self) -> None:
        """A digest becomes a file name, so nothing else may pass for one."""
        if not DIGEST.fullmatch(self.digest) or self.size < 0:
            raise ValueError("not a blob reference")


class Blobs:
    """A folder of blobs."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self._numbers = count()
        """Of files that have no name yet."""

    def path(self, digest: str) -> Path:
        """Where the blob lies or would lie."""
        return self._folder / BlobRef(digest, 0).digest

    def has(self, ref: BlobRef) -> bool:
        """Whether a file of that name and size is there; `verify` looks inside."""
        try:
            return self.path(ref.digest).stat().st_size == ref.size
        except FileNotFoundError:
            return False

    def ingest(self, path: Path, digest: str, size: int) -> BlobRef:
        """Take in one file; see `ingest_all`."""
        return self.ingest_all([(path, BlobRef(digest, size))])[0]

    def ingest_all(self, files: Sequence[tuple[Path, BlobRef]]) -> list[BlobRef]:
        """Copy files in; on return they last. One flush per file and one for the folder.

        Taking in what is there already costs a look. Raises `BlobDamaged` when a file is not what its
        reference says, `BlobMissing` when it is not there, and the disk's errors; what was taken in before
        then is swept at the next opening unless it is taken in again.
        """
        with disk_errors():
            for path, ref in files:
                if not self._intact(ref):
                    self._copy_in(path, ref)
            self._disk.fsync_folder(self._folder)
        return [ref for _, ref in files]

    def receive(self, read: Read, sizes: Sequence[int]) -> list[BlobRef]:
        """Take in files that come one after the other through `read`, named by what arrives; on return they last.

        Nobody else wrote what is hashed here, so it is hashed once, and written once. Raises `BlobDamaged` when the
        source ends early, what `read` raises, and the disk's errors; what was taken in before then is left to a sweep.
        """
        with disk_errors():
            taken = [self._take(read, size, lambda ref, size=size: ref.size == size) for size in sizes]  # type: ignore[misc]
            self._disk.fsync_folder(self._folder)
        return taken

    def total_bytes(self) -> int:
        """What all files together take."""
        with disk_errors(), os.scandir(self._folder) as found:
            return sum(_size(entry) for entry in found)

    def verify(self, ref: BlobRef) -> Path:
        """The path of the blob after reading all of it. Raises `BlobDamaged` or `BlobMissing`."""
        path = self.path(ref.digest)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise BlobMissing("a blob is not there") from None
        except OSError as error:
            raise from_os(error) from error
        if found != ref.digest:
            raise BlobDamaged("a blob's bytes have changed")
        return path

    def remove(self, digest: str) -> None:
        """Drop a blob that nothing refers to any more; it may already be gone."""
        with disk_errors():
            self._disk.unlink(self.path(digest))

    def sweep(self, keep: Collection[str]) -> int:
        """Drop every file that is not in `keep`, half-copied ones too; gives their number.

        Only while nothing is being taken in; see `Cache.sweep`.
        """
        with disk_errors():
            stray = [p for p in self._folder.iterdir() if p.name not in keep]
            for path in stray:
                self._disk.unlink(path)
        return len(stray)

    def _intact(self, ref: BlobRef) -> bool:
        """Whether the blob is there and true; a damaged one is to be copied again."""
        if not self.has(ref):
            return False
        try:
            self.verify(ref)
        except BlobDamaged:
            log.warning("a blob was damaged and is taken in again")
            return False
        return True

    def _copy_in(self, path: Path, ref: BlobRef) -> None:
        source = _open_regular(path, ref)
        try:
            self._take(lambda buffer: os.readv(source, [buffer]), ref.size + 1, ref.__eq__)
        finally:
            os.close(source)

    def _take(self, read: Read, most: int, fits: Callable[[BlobRef], bool]) -> BlobRef:
        """At most so many bytes into a file, which is flushed and gets its name when what came fits."""
        part = self._folder / f"{next(self._numbers)}.part"
        target = self._disk.create(part)
        try:
            try:
                found = self._copy(read, target, most)
                if not fits(found):
                    raise BlobDamaged("a file is not what its reference says")
                self._disk.fsync(target, part)
            finally:
                os.close(target)
            self._disk.replace(part, self.path(found.digest))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return found

    def _copy(self, read: Read, target: int, most: int) -> BlobRef:
        """Copy and hash in one pass; what came.

        What is hashed is what is written, whoever changes the source meanwhile. Another thread hashes, and the disk
        begins to write, while this one goes on.
        """
        digest, size = hashlib.sha256(), 0
        hashed: Future[None] | None = None
        buffers = [memoryview(bytearray(min(PIECE, most))) for _ in range(1 + (most > PIECE))]
        with ThreadPoolExecutor(1) as beside:
            while size < most and (length := _fill(read, buffers[0][: most - size])):
                piece = buffers[0][:length]
                if hashed is not None:
                    hashed.result()  # the other buffer is free again, and the order is kept
                hashed = beside.submit(digest.update, piece) if length == PIECE else None
                self._disk.write(target, piece)
                if hashed is None:  # a small file starts no thread
                    digest.update(piece)
                size += length
                self._hasten(target, size, length)
                buffers.reverse()
            if hashed is not None:
                hashed.result()
        return BlobRef(digest.hexdigest(), size)

    def _hasten(self, target: int, size: int, length: int) -> None:
        """Of a large file, let the disk begin with each group of pieces as soon as it is written."""
        begun = size // HASTEN * HASTEN
        if begun > size - length:
            self._disk.hasten(target, begun - HASTEN, HASTEN)


def _size(entry: os.DirEntry[str]) -> int:
    """Bytes of a file, which another thread may just have removed."""
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return 0


def _fill(read: Read, buffer: memoryview) -> int:
    """As much of the buffer as there is to read: a pipe gives what it has."""
    filled = 0
    while filled < len(buffer) and (more := read(buffer[filled:])):
        filled += more
    return filled


def _open_regular(path: Path, ref: BlobRef) -> int:
    """Open a file that a less trusted process named: no links, no pipes, no devices."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise BlobMissing("a file to take in is not there") from None
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode) or status.st_size != ref.size:
        os.close(fd)
        raise BlobDamaged("a file is not what its reference says")
    return fd
