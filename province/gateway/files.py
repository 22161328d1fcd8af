"""Resumable uploads of sealed files, after the IETF draft "Resumable Uploads for HTTP".

A terminal announces digest and size (POST), asks how much is there (HEAD), and streams from that offset
(PATCH). What arrived stays when the line breaks, flushed to disk. A file counts when its SHA-256 matches.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import shutil
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from starlette.requests import ClientDisconnect

from province.gateway.keys import flush_folder
from province.gateway.problems import Problem

log = logging.getLogger(__name__)

FLUSH_EVERY = 8 * 1024 * 1024
"""Bytes after which a long upload is flushed, so that a power cut costs little."""


@dataclass
class Lease:
    """The right to append to one file; a newer request for the same file takes it over."""

    revoked: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Target:
    """A file as it was announced."""

    terminal_id: str
    digest: str
    size: int


class FileStore:
    """Sealed files on disk, one folder a terminal, named by the digest of their ciphertext."""

    def __init__(self, folder: Path, keep_free: int, idle_s: float) -> None:
        self._folder = folder
        self._keep_free = keep_free
        self._idle_s = idle_s
        self._leases: dict[Path, Lease] = {}

    def path(self, terminal_id: str, digest: str) -> Path:
        """Where the whole file lies or will lie."""
        return self._folder / terminal_id / digest

    def partial(self, terminal_id: str, digest: str) -> Path:
        """Where a file grows."""
        return self._folder / terminal_id / f"{digest}.part"

    def offset(self, terminal_id: str, digest: str) -> int:
        """Bytes that arrived so far."""
        for path in (self.path(terminal_id, digest), self.partial(terminal_id, digest)):
            if path.exists():
                return path.stat().st_size
        return 0

    def whole(self, terminal_id: str, digest: str) -> bool:
        """Whether the file is there and was verified."""
        return self.path(terminal_id, digest).exists()

    def make_room(self, terminal_id: str, size: int) -> None:
        """Make the terminal's folder. Raises `Problem` `no_space` when the disk would run full."""
        folder = self._folder / terminal_id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free - size < self._keep_free:
            raise Problem("no_space")

    async def settle(self, terminal_id: str, digest: str) -> None:
        """End an upload that still holds the file, so that its offset stands still."""
        while (lease := self._leases.get(self.partial(terminal_id, digest))) is not None:
            lease.revoked.set()
            await lease.ended.wait()

    async def append(
        self, target: Target, offset: int, content_digest: str, body: AsyncIterator[bytes]
    ) -> bool:
        """Stream `body` to the file from `offset`; True when the file is whole and verified afterwards.

        Raises `Problem`: `offset_mismatch`, `too_large`, `content_digest`, `digest_mismatch`. When the body
        ends early, what came is kept and `bad_request` is raised, which nobody will read.
        """
        terminal_id, digest = target.terminal_id, target.digest
        path = self.partial(terminal_id, digest)
        await self.settle(terminal_id, digest)
        here = self.offset(terminal_id, digest)
        if offset != here:
            raise Problem("offset_mismatch", headers={"Upload-Offset": str(here)}, expected_offset=here)
        lease = self._leases[path] = Lease()
        try:
            with path.open("ab") as out:
                stream = Stream(body, lease, self._idle_s)
                await self._receive(out, stream, target.size - offset, content_digest)
            if path.stat().st_size < target.size:
                return False
            await asyncio.to_thread(self._finish, path, self.path(terminal_id, digest), digest)
            return True
        finally:
            del self._leases[path]
            lease.ended.set()

    async def _receive(self, out: BinaryIO, stream: Stream, room: int, content_digest: str) -> None:
        """Append what comes, flush it, and take it back when it is too much or not what was signed."""
        start, got, flushed = out.tell(), 0, 0
        hasher = hashlib.sha256()
        async for chunk in stream:
            got += len(chunk)
            if got > room:
                out.truncate(start)
                raise Problem("too_large")
            hasher.update(chunk)
            out.write(chunk)
            if got - flushed >= FLUSH_EVERY:
                flushed = got
                await asyncio.to_thread(_flush, out)
        if stream.whole and content_digest_of(hasher.digest()) != content_digest:
            out.truncate(start)
            raise Problem("content_digest")
        await asyncio.to_thread(_flush, out)
        if not stream.whole:
            raise Problem("bad_request")

    @staticmethod
    def _finish(part: Path, path: Path, digest: str) -> None:
        """Verify the whole file and give it its name; a wrong one is thrown away."""
        with part.open("rb") as source:
            if hashlib.file_digest(source, "sha256").hexdigest() != digest:
                part.unlink()
                raise Problem("digest_mismatch", headers={"Upload-Offset": "0"})
        part.replace(path)
        flush_folder(path.parent)


def content_digest_of(sha256: bytes) -> str:
    """The Content-Digest header for a SHA-256 (RFC 9530)."""
    return f"sha-256=:{b64encode(sha256).decode()}:"


def _flush(out: BinaryIO) -> None:
    """To the disk itself."""
    out.flush()
    os.fsync(out.fileno())


class Stream:
    """A request body that may end early: the line broke, nothing came for long, or a newer request came."""

    def __init__(self, body: AsyncIterator[bytes], lease: Lease, idle_s: float) -> None:
        self._body = body
        self._lease = lease
        self._idle_s = idle_s
        self.whole = False
        """Whether the body came to its proper end."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks as they come."""
        revoked = asyncio.ensure_future(self._lease.revoked.wait())
        try:
            while True:
                following = asyncio.ensure_future(anext(self._body, None))
                await asyncio.wait(
                    {following, revoked}, timeout=self._idle_s, return_when=asyncio.FIRST_COMPLETED
                )
                if not following.done():
                    following.cancel()
                    return
                try:
                    chunk = following.result()
                except ClientDisconnect:
                    return
                if chunk is None:
                    self.whole = True
                    return
                yield chunk
        finally:
            revoked.cancel()
