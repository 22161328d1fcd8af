"""What a log needs of whatever keeps it: database rows or plain files, one contract (tests/province/evidence)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from legalnet.evidence.notes import Head, parse_head, parse_note
from legalnet.evidence.tiles import Tile
from province.evidence.deposits import Asked, Deposit, Maker
from province.evidence.growth import Broken, Edge, load_edge

SignHead = Callable[[int, bytes], str]
"""Size and root to the signed checkpoint."""


class KeyReused(Exception):
    """Another file was deposited under this key."""


@dataclass(frozen=True)
class SignedHead:
    """A head that was committed: there is never another of its size."""

    size: int
    root: bytes
    note: str = field(repr=False)
    """Signed by the log, without cosignatures."""


@dataclass(frozen=True)
class Placed:
    """The answer to one `Asked`."""

    deposit: Deposit
    fresh: bool


@dataclass(frozen=True)
class Batch:
    """What a commit did."""

    placed: tuple[Placed | KeyReused, ...]
    head: SignedHead | None
    """The head after it; None while the log is empty."""


class Keeping(Protocol):
    """Where a log lives. What returns was committed and flushed."""

    async def close(self) -> None:
        """Let go of what was opened."""

    async def last(self) -> SignedHead | None:
        """The last head that was committed, published or not."""

    async def take(self, asked: Sequence[Asked], maker: Maker, sign: SignHead) -> Batch:
        """Entries, tiles, signed head: each `Asked` once. Raises `Broken`."""

    async def publish(self, size: int, checkpoint: str, /) -> None:
        """Let everybody see the head of that size with its cosignatures; never an older one than before."""

    async def published(self) -> str:
        """The newest checkpoint that everybody may see; empty before the first."""

    async def tile(self, tile: Tile) -> bytes | None:
        """A tile's bytes, as wide as asked; None where the log has none."""

    async def hashes(self, size: int, indices: Sequence[int], olds: Sequence[int] = ()) -> Paths:
        """Inclusion paths of those places, and consistency paths from those sizes, in the tree of `size`."""

    async def by_code(self, code: str) -> Deposit | None:
        """The deposit of a code."""


@dataclass(frozen=True)
class Paths:
    """Ways through one tree."""

    inclusion: dict[int, tuple[bytes, ...]]
    consistency: dict[int, tuple[bytes, ...]]


def checked_edge(head: SignedHead | None, read: Callable[[int, int], bytes]) -> Edge:
    """The edge out of the tiles, which must lead to the last signed head. Raises `Broken`."""
    edge = load_edge(head.size if head else 0, read)
    if head and (
        edge.root != head.root or signed_head(head.note) != Head(_origin(head), head.size, head.root)
    ):
        raise Broken("the tiles do not lead to the last signed head")
    return edge


def signed_head(note: str) -> Head:
    """The head inside a checkpoint of ours."""
    return parse_head(parse_note(note).text)


def _origin(head: SignedHead) -> str:
    return signed_head(head.note).origin
