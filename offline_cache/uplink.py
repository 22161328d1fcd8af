"""What the sync engine asks of whoever can talk to the other end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Offline(Exception):
    """The way is closed: nobody was reached, or nothing is taken now. Nothing was decided; retry with backoff."""

    def __init__(self, reason: str = "offline", retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        """Seconds that the other end asked for, when it did."""


class NotYet(Offline):
    """The other end answered, but could do nothing with this one item yet; others may fare better."""


class Unsure(Exception):
    """Something was sent and no answer came back; ask by `Uplink.query` before sending again."""


class Refused(Exception):
    """The other end answered for good that it will not take this item; a person must look."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Reply:
    """The other end's acknowledgement, opaque to the cache."""

    body: bytes


@dataclass(frozen=True)
class Companion:
    """A small blob that travels with its item, in the same request."""

    digest: str
    size: int
    path: Path


class Uplink(Protocol):
    """One way to the other end. Every call has its own timeout and raises only the errors above."""

    @property
    def carries(self) -> int:
        """Bytes of blobs that may go along with one item now; 0 where each must be there before it."""

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Bring a blob over, resuming an earlier attempt; done when the other end verified the digest."""

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        """Hand in an item whose blobs are there or go `along`; `key` makes a repeat harmless. All arrives, or nothing."""

    def query(self, key: str) -> Reply | None:
        """What the other end knows about this key: its earlier reply, or None when it never got it."""
