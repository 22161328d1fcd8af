"""Sealed files in a folder of this machine, one folder a terminal, named by the digest of their ciphertext."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from province.gateway.blobs.interface import State, Target
from province.gateway.blobs.receive import Leases, Stream, check_offset
from province.gateway.keys import flush_folder
from province.gateway.problems import Problem

FLUSH_EVERY = 8 * 1024 * 1024
"""Bytes after which a long upload is flushed, so that a power cut costs little."""


STALE_S = 3600.0
"""A file that grew no more for so long before its folder changed last belongs to nobody."""


class FolderStore:
    """Implements `BlobStore`. Gateways on one machine may share the folder: a growing file is locked."""

    def __init__(self, folder: Path, keep_free: int, idle_s: float) -> None:
        self._folder = folder
        self._keep_free = keep_free
        self._idle_s = idle_s
        self._leases = Leases()
        self._swept: set[str] = set()

    def path(self, terminal_id: str, digest: str) -> Path:
        """Where the whole file lies or will lie."""
        return Path(f"{self._folder}/{terminal_id}/{digest}")

    def partial(self, terminal_id: str, digest: str) -> Path:
        """Where a file grows."""
        return self._folder / terminal_id / f"{digest}.part"

    async def ping(self) -> None:
        """The folder is as near as the process itself."""

    async def make_room(self, target: Target) -> None:
        """Make the terminal's folder. Raises `Problem` `no_space` when the disk would run full."""
        self._room_for(target.terminal_id, target.size)

    def _room_for(self, terminal_id: str, size: int) -> Path:
        """The terminal's folder."""
        folder = self._folder / terminal_id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free - size < self._keep_free:
            raise Problem("no_space")
        return folder

    async def state(self, terminal_id: str, digest: str) -> State:
        """How much of a file is there."""
        path, partial = self.path(terminal_id, digest), self.partial(terminal_id, digest)
        if path.exists():
            return State(path.stat().st_size, whole=True)
        return State(partial.stat().st_size if partial.exists() else 0, whole=False)

    async def settle(self, terminal_id: str, digest: str) -> None:
        """End an upload that still holds the file."""
        await self._leases.settle((terminal_id, digest))

    async def append(
        self, target: Target, offset: int, content_digest: str, body: AsyncIterator[bytes]
    ) -> bool:
        """Stream `body` to the file, flushed; True when it is whole and verified afterwards."""
        path = self.partial(target.terminal_id, target.digest)
        async with self._leases.hold((target.terminal_id, target.digest)) as lease:
            state = await self.state(target.terminal_id, target.digest)
            if state.whole:
                return True
            check_offset(offset, state.offset)
            with path.open("ab") as out:
                _lock(out)
                check_offset(offset, out.tell())
                await self._receive(
                    out, Stream(body, lease, self._idle_s, target.size - offset), content_digest
                )
                if out.tell() < target.size:
                    return False
                await asyncio.to_thread(self._finish, path, target)
        return True

    @staticmethod
    async def _receive(out: BinaryIO, stream: Stream, content_digest: str) -> None:
        """Append what comes, flush it, and take it back when it is too much or not what was signed."""
        start, flushed = out.tell(), out.tell()
        try:
            async for chunk in stream:
                out.write(chunk)
                if out.tell() - flushed >= FLUSH_EVERY:
                    flushed = out.tell()
                    await asyncio.to_thread(_flush, out)
            stream.check(content_digest)
        except Problem:
            out.truncate(start)
            raise
        await asyncio.to_thread(_flush, out)
        if not stream.whole:
            raise Problem("bad_request")

    def _finish(self, part: Path, target: Target) -> None:
        """Verify the whole file and give it its name; a wrong one is thrown away."""
        with part.open("rb") as source:
            if hashlib.file_digest(source, "sha256").hexdigest() != target.digest:
                part.unlink()
                raise Problem("digest_mismatch", headers={"Upload-Complete": "?1"})
        path = self.path(target.terminal_id, target.digest)
        part.replace(path)
        flush_folder(path.parent)

    async def keep(self, terminal_id: str, files: Mapping[str, bytes]) -> None:
        """Each file under a name of its own until it is flushed; an upload of the same file is not disturbed."""
        await asyncio.to_thread(self._keep, terminal_id, files)

    def _keep(self, terminal_id: str, files: Mapping[str, bytes]) -> None:
        """One flush a file and one for the folder."""
        folder = self._room_for(terminal_id, sum(map(len, files.values())))
        if terminal_id not in self._swept:
            self._swept.add(terminal_id)
            _sweep(folder)
        for digest, content in files.items():
            path = self.path(terminal_id, digest)
            if path.exists():
                continue
            with NamedTemporaryFile(dir=folder, prefix=f"{digest}.", suffix=".new", delete=False) as out:
                out.write(content)
                _flush(out)
            Path(out.name).replace(path)
        flush_folder(folder)

    @asynccontextmanager
    async def at_hand(self, terminal_id: str, digests: Sequence[str]) -> AsyncIterator[dict[str, Path]]:
        """The files themselves."""
        paths = {digest: self.path(terminal_id, digest) for digest in digests}
        yield {digest: path for digest, path in paths.items() if path.exists()}


def _sweep(folder: Path) -> None:
    """Drop what a gateway that died was writing; other gateways may share the folder, so nothing of its last hour."""
    before = folder.stat().st_mtime - STALE_S
    for path in folder.glob("*.new"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _lock(out: BinaryIO) -> None:
    """Be the only process that appends. Raises `Problem` `upload_elsewhere`."""
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Problem("upload_elsewhere") from None


def _flush(out: IO[bytes]) -> None:
    """To the disk itself."""
    out.flush()
    os.fsync(out.fileno())
