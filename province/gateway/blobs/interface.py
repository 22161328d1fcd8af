"""The one interface of the stores of sealed files; `FolderStore` and `BucketStore` pass the same contract."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit


class BlobsDown(Exception):
    """The store cannot be reached; whether the last write happened is unknown."""


@dataclass(frozen=True)
class Target:
    """A file as it was announced."""

    terminal_id: str
    digest: str
    size: int


@dataclass(frozen=True)
class State:
    """How far an upload is."""

    offset: int
    """Bytes that arrived and stay."""
    whole: bool
    """All there, and the digest was verified."""


class BlobStore(Protocol):
    """Sealed files by terminal and the digest of their ciphertext. All methods raise `BlobsDown`."""

    async def ping(self) -> None:
        """Return when the store answers."""

    async def make_room(self, target: Target) -> None:
        """Get ready for an upload. Raises `Problem` `no_space`."""

    async def state(self, terminal_id: str, digest: str) -> State:
        """How much of a file is there."""

    async def settle(self, terminal_id: str, digest: str) -> None:
        """End an upload that this gateway is still receiving, so that its offset stands still."""

    async def append(
        self, target: Target, offset: int, content_digest: str, body: AsyncIterator[bytes]
    ) -> bool:
        """Stream `body` to the file from `offset`; True when the file is whole and verified afterwards.

        Raises `Problem`: `offset_mismatch`, `upload_elsewhere`, `too_large`, `content_digest`,
        `digest_mismatch`. When the body ends early, what came is kept and `bad_request` is raised, which
        nobody will read.
        """

    async def keep(self, terminal_id: str, files: Mapping[str, bytes]) -> None:
        """Store verified files by their digests, whole; on return they last. Raises `Problem` `no_space`."""

    def at_hand(
        self, terminal_id: str, digests: Sequence[str]
    ) -> AbstractAsyncContextManager[dict[str, Path]]:
        """The whole ones of these files as local files by digest, while the context lasts."""


def open_blobs(url: str, folder: Path, keep_free: int, idle_s: float) -> BlobStore:
    """The store for an address: empty or `s3://bucket/prefix?endpoint=...&region=...`.

    Empty means `folder`; a bucket uses it for copies that live for one request. Credentials come from
    `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. Raises `ValueError` for anything else.
    """
    if not url:
        from province.gateway.blobs.folder import FolderStore

        return FolderStore(folder, keep_free, idle_s)
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("blobs must be empty (a folder) or s3://bucket/prefix?endpoint=https://host")
    from province.gateway.blobs.bucket import BucketStore

    options = dict(parse_qsl(parts.query))
    if options.keys() - {"endpoint", "region"}:
        raise ValueError("blobs: known options are endpoint and region")
    return BucketStore(parts.hostname, parts.path.strip("/"), options, folder, idle_s=idle_s)
