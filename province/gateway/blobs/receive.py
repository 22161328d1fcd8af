"""A file on its way in: who may append to it, and a body that may end early or hold what was not said."""

from __future__ import annotations

import asyncio
import hashlib
from base64 import b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Hashable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import ClientDisconnect

from province.gateway.problems import Problem


@dataclass
class Lease:
    """The right to append to one file; a newer request for the same file takes it over."""

    revoked: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Leases:
    """One appending request for each file of this gateway."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Lease] = {}

    async def settle(self, name: Hashable) -> None:
        """End a request that still holds the file."""
        while (lease := self._held.get(name)) is not None:
            lease.revoked.set()
            await lease.ended.wait()

    @asynccontextmanager
    async def hold(self, name: Hashable) -> AsyncIterator[Lease]:
        """Be the one who appends."""
        await self.settle(name)
        lease = self._held[name] = Lease()
        try:
            yield lease
        finally:
            del self._held[name]
            lease.ended.set()


def check_offset(offset: int, here: int) -> None:
    """Raise `Problem` `offset_mismatch` when a body is not meant for where the file ends."""
    if offset != here:
        offsets: dict[str, Any] = {"expected-offset": here, "provided-offset": offset}
        raise Problem("offset_mismatch", headers={"Upload-Offset": str(here)}, **offsets)


def content_digest_of(sha256: bytes) -> str:
    """The Content-Digest header for a SHA-256 (RFC 9530)."""
    return f"sha-256=:{b64encode(sha256).decode()}:"


class Stream:
    """A request body that may end early: the line broke, nothing came for long, or a newer request came."""

    def __init__(self, body: AsyncIterator[bytes], lease: Lease, idle_s: float, room: int) -> None:
        self._body = body
        self._lease = lease
        self._idle_s = idle_s
        self._room = room
        self.hasher = hashlib.sha256()
        """Of what came."""
        self.whole = False
        """Whether the body came to its proper end."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks as they come. Raises `Problem` `too_large` when there are more bytes than room."""
        got = 0
        async with aclosing(self._chunks()) as chunks:
            async for chunk in chunks:
                got += len(chunk)
                if got > self._room:
                    raise Problem("too_large")
                self.hasher.update(chunk)
                yield chunk

    def check(self, content_digest: str) -> None:
        """Raise `Problem` `content_digest` when a whole body is not the one that was signed."""
        if self.whole and content_digest_of(self.hasher.digest()) != content_digest:
            raise Problem("content_digest")

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        """Until the end, the break, the silence or the next request."""
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
