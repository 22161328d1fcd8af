"""Sealed files in an S3-compatible bucket that all gateways of a province share.

`partial/<terminal>/<digest>/<offset>` are the pieces of an upload, each written whole or not at all;
`whole/<terminal>/<digest>` exists only after the digest was verified. What a terminal sent to a gateway that
died is therefore there for the next one. A lifecycle rule may drop `partial/` after some days.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from province.gateway.blobs.interface import BlobsDown, State, Target
from province.gateway.blobs.receive import Lease, Leases, Stream, check_offset
from province.gateway.problems import Problem

PIECE = 8 * 1024 * 1024
"""Bytes held in memory for each upload under way, before they become a piece in the bucket."""
PROBE = "whole/ready"
"""A name that is never taken; asking for it tells whether the bucket answers."""


class BucketStore:
    """Implements `BlobStore` by `obstore`. `scratch` holds copies of sealed files while they are judged."""

    def __init__(
        self,
        bucket: str,
        prefix: str,
        options: Mapping[str, str],
        scratch: Path,
        *,
        idle_s: float,
        retries: int = 3,
    ) -> None:
        endpoint = options.get("endpoint")
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config={
                "region": options.get("region", "us-east-1"),
                **({"endpoint": endpoint} if endpoint else {}),
            },
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
                "connect_timeout": "5s",
                "timeout": "60s",
            },
            retry_config={"max_retries": retries, "retry_timeout": timedelta(seconds=20)},
        )
        self._scratch = scratch
        self._idle_s = idle_s
        self._leases = Leases()

    async def ping(self) -> None:
        """The bucket answers, if only that there is no such object."""
        await self._size(PROBE)

    async def make_room(self, target: Target) -> None:
        """A bucket has room."""

    async def state(self, terminal_id: str, digest: str) -> State:
        """How much of a file is there: the whole object, or pieces that join."""
        size = await self._size(_whole(terminal_id, digest))
        if size is not None:
            return State(size, whole=True)
        return State(_end(await self._pieces(terminal_id, digest)), whole=False)

    async def settle(self, terminal_id: str, digest: str) -> None:
        """End an upload that this gateway is still receiving."""
        await self._leases.settle((terminal_id, digest))

    async def append(
        self, target: Target, offset: int, content_digest: str, body: AsyncIterator[bytes]
    ) -> bool:
        """Stream `body` into pieces; True when they are the whole file, and it stands under its name."""
        async with self._leases.hold((target.terminal_id, target.digest)) as lease:
            state = await self.state(target.terminal_id, target.digest)
            if state.whole:
                return True
            check_offset(offset, state.offset)
            if await self._receive(target, offset, content_digest, _Body(body, lease)):
                return True
            pieces = await self._pieces(target.terminal_id, target.digest)
            if _end(pieces) < target.size:
                return False
            await self._join(target, pieces)
        return True

    async def _receive(self, target: Target, offset: int, content_digest: str, body: _Body) -> bool:
        """Write the pieces; True when one body in memory was the whole file, which needs none."""
        stream = Stream(body.chunks, body.lease, self._idle_s, target.size - offset)
        held, at, written = bytearray(), offset, list[str]()
        try:
            async for chunk in stream:
                held += chunk
                if len(held) >= PIECE:
                    written.append(await self._put_piece(target, at, held))
                    at, held = at + len(held), bytearray()
            stream.check(content_digest)
        except Problem:
            await self._drop(written)
            raise
        if stream.whole and len(held) == target.size:
            if stream.hasher.hexdigest() == target.digest:
                await self._put(_whole(target.terminal_id, target.digest), bytes(held))
                return True
            raise Problem("digest_mismatch", headers={"Upload-Complete": "?1"})
        if held:
            await self._put_piece(target, at, held)
        if not stream.whole:
            raise Problem("bad_request")
        return False

    async def _put_piece(self, target: Target, at: int, held: bytearray) -> str:
        """One piece under its offset; returns its name."""
        name = f"{_partial(target.terminal_id, target.digest)}{at:020d}"
        await self._put(name, bytes(held))
        return name

    async def _join(self, target: Target, pieces: Mapping[int, int]) -> None:
        """Put the pieces together on the scratch disk, verify, and give the file its name."""
        names = [f"{_partial(target.terminal_id, target.digest)}{at:020d}" for at in pieces]
        with self._folder() as folder:
            copy, hasher = Path(folder) / target.digest, hashlib.sha256()
            with copy.open("wb") as out:
                for name in names:
                    async for block in self._read(name):
                        hasher.update(block)
                        out.write(block)
            if hasher.hexdigest() != target.digest:
                await self._drop(names)
                raise Problem("digest_mismatch", headers={"Upload-Complete": "?1"})
            await self._put(_whole(target.terminal_id, target.digest), copy)
        await self._drop(names)

    async def keep(self, terminal_id: str, files: Mapping[str, bytes]) -> None:
        """An object each, whole or not at all."""
        await asyncio.gather(*(self._put(_whole(terminal_id, name), data) for name, data in files.items()))

    @asynccontextmanager
    async def at_hand(self, terminal_id: str, digests: Sequence[str]) -> AsyncIterator[dict[str, Path]]:
        """Copies on the scratch disk, as sealed as in the bucket."""
        with self._folder() as folder:
            paths: dict[str, Path] = {}
            for digest in digests:
                name = _whole(terminal_id, digest)
                if await self._size(name) is not None:
                    paths[digest] = Path(folder) / digest
                    with paths[digest].open("wb") as out:
                        async for block in self._read(name):
                            out.write(block)
            yield paths

    def _folder(self) -> TemporaryDirectory[str]:
        """A folder for one request."""
        self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        return TemporaryDirectory(dir=self._scratch, prefix="copy-")

    # ---- the bucket

    async def _size(self, name: str) -> int | None:
        """Of an object, None when there is none."""
        try:
            return (await obstore.head_async(self._store, name))["size"]
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise BlobsDown(type(error).__name__) from error

    async def _pieces(self, terminal_id: str, digest: str) -> dict[int, int]:
        """Offset -> size of the pieces that join from the beginning, in order."""
        found: dict[int, int] = {}
        try:
            async for page in obstore.list(self._store, _partial(terminal_id, digest)):
                found |= {int(meta["path"].rpartition("/")[2]): meta["size"] for meta in page}
        except BaseError as error:
            raise BlobsDown(type(error).__name__) from error
        joined: dict[int, int] = {}
        for at in sorted(found):
            if at == _end(joined):
                joined[at] = found[at]
        return joined

    async def _put(self, name: str, content: bytes | Path) -> None:
        """An object, whole or not at all."""
        try:
            await obstore.put_async(self._store, name, content)
        except BaseError as error:
            raise BlobsDown(type(error).__name__) from error

    async def _read(self, name: str) -> AsyncIterator[bytes]:
        """The bytes of an object in blocks."""
        try:
            found = await obstore.get_async(self._store, name)
            async for block in found.stream(min_chunk_size=1024 * 1024):
                yield bytes(block)
        except BaseError as error:
            raise BlobsDown(type(error).__name__) from error

    async def _drop(self, names: Sequence[str]) -> None:
        """Objects that are not needed any more."""
        try:
            if names:
                await obstore.delete_async(self._store, list(names))
        except BaseError as error:
            raise BlobsDown(type(error).__name__) from error


class _Body:
    """A request's body and the right to append it."""

    def __init__(self, chunks: AsyncIterator[bytes], lease: Lease) -> None:
        self.chunks = chunks
        self.lease = lease


def _whole(terminal_id: str, digest: str) -> str:
    """Name of a verified file."""
    return f"whole/{terminal_id}/{digest}"


def _partial(terminal_id: str, digest: str) -> str:
    """Beginning of the names of a file's pieces."""
    return f"partial/{terminal_id}/{digest}/"


def _end(pieces: Mapping[int, int]) -> int:
    """Where joined pieces end."""
    return max((at + size for at, size in pieces.items()), default=0)
