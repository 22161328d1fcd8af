"""Reads a whole log through its public files and rechecks everything: what a monitor or a court's expert does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from legalnet.evidence.leaves import BadLeaf, parse_leaf
from legalnet.evidence.notes import BadNote, parse_head, parse_note
from legalnet.evidence.tiles import WIDTH, BadTile, Tile, unpack_entries
from legalnet.evidence.tree import HASH
from legalnet.evidence.trust import Trust
from province.evidence.growth import Edge, grow

Fetch = Callable[[str], bytes | None]
"""A name below the log's address to its bytes."""


@dataclass(frozen=True)
class Audit:
    """What was found."""

    size: int = 0
    tiles: int = 0
    witnesses: int = 0
    problem: str = ""
    """Empty: sound."""


class _Unsound(Exception):
    """Something in the log is not as it must be."""


def audit(fetch: Fetch, trust: Trust) -> Audit:
    """Every entry is a leaf of ours with a code of its own, every tile the right one, the root the signed one."""
    try:
        note = parse_note((fetch("checkpoint") or b"").decode())
        head = parse_head(note.text)
    except (BadNote, UnicodeDecodeError):
        return Audit(problem="no checkpoint")
    seen, reader = len(list(trust.seen_by(note))), _Tiles(fetch, head.size)
    try:
        if head.origin != trust.log.name or note.signed_by(trust.log) is None:
            raise _Unsound("the checkpoint is not signed by the log's key")
        if seen < trust.quorum:
            raise _Unsound("too few witnesses cosigned")
        if reader.whole_root() != head.root:
            raise _Unsound("the root is another than the signed one")
    except _Unsound as error:
        return Audit(head.size, reader.read, seen, str(error))
    return Audit(head.size, reader.read, seen)


class _Tiles:
    """The files of a log, each read once and reckoned again from the entries."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._codes: set[str] = set()
        self.read = 0

    def whole_root(self) -> bytes:
        """The root over all entries. Raises `_Unsound` at the first file that is wrong."""
        edge = Edge()
        for number in range(-(-self._size // WIDTH)):
            growth = grow(edge, self._entries(number))
            for (level, at), data in growth.tiles.items():
                if not level or len(data) == WIDTH * HASH:
                    self._compare(Tile(level, at, len(data) // HASH), data)
            edge = growth.edge
        for level, data in enumerate(edge.levels[1:], 1):
            if data:
                self._compare(Tile(level, (self._size >> (8 * level)) // WIDTH, len(data) // HASH), data)
        if len(self._codes) != self._size:
            raise _Unsound("a code stands twice")
        return edge.root

    def _entries(self, number: int) -> list[bytes]:
        width = min(WIDTH, self._size - number * WIDTH)
        self.read += 1
        try:
            entries = unpack_entries(self._fetch(Tile(None, number, width).name) or b"")
            self._codes.update(parse_leaf(entry).code for entry in entries)
        except (BadTile, BadLeaf):
            raise _Unsound(f"bundle {number} cannot be read") from None
        if len(entries) != width:
            raise _Unsound(f"bundle {number} is not whole")
        return entries

    def _compare(self, tile: Tile, data: bytes) -> None:
        self.read += 1
        if self._fetch(tile.name) != data:
            raise _Unsound(f"{tile.name} does not belong to its entries")
