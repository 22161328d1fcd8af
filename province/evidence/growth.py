"""How the tree grows: from its right edge and new leaves to the tiles that changed and the new root. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from legalnet.evidence.tiles import WIDTH, width_at
from legalnet.evidence.tree import HASH, leaf_hash, perfect_root, root_of

Place = tuple[int, int]
"""Level and number of a tile of hashes."""


class Broken(Exception):
    """The log's files or rows do not lead to its last signed head: it must not go on."""


@dataclass(frozen=True)
class Edge:
    """The part of a log that grows: the tiles at the right end of each level that are not full."""

    size: int = 0
    levels: tuple[bytes, ...] = field(default=(), repr=False)
    """Hashes of each level that are not yet under a hash of the next one, from the lowest level."""

    @property
    def root(self) -> bytes:
        """The root over everything, by the edge alone."""
        below: list[bytes] = []
        for hashes in self.levels:
            whole = _cut(hashes) + below
            below = [root_of(whole)] if whole else []
        return root_of(below)

    @property
    def tiles(self) -> dict[Place, bytes]:
        """The tiles that are not full, as they are now."""
        places = {level: (self.size >> (8 * level)) // WIDTH for level in range(len(self.levels))}
        return {(level, places[level]): data for level, data in enumerate(self.levels) if data}


def load_edge(size: int, read: Callable[[int, int], bytes]) -> Edge:
    """The edge of a log of that size out of its tiles. Raises `Broken` where one is missing."""
    levels, level = [], 0
    while size >> (8 * level):
        count = (size >> (8 * level)) % WIDTH
        data = read(level, (size >> (8 * level)) // WIDTH)[: HASH * count] if count else b""
        if len(data) != HASH * count:
            raise Broken("a tile at the edge is missing")
        levels.append(data)
        level += 1
    return Edge(size, tuple(levels))


@dataclass(frozen=True)
class Growth:
    """What a batch of leaves makes of a log."""

    edge: Edge
    tiles: dict[Place, bytes] = field(repr=False)
    """Every tile of hashes that changed, as it is now."""


def grow(edge: Edge, entries: Sequence[bytes]) -> Growth:
    """The log with these entries behind the others."""
    tiles: dict[Place, bytes] = {}
    levels = list(edge.levels)
    size, new, level = edge.size, [leaf_hash(entry) for entry in entries], 0
    while new:
        if level == len(levels):
            levels.append(b"")
        number = (size >> (8 * level)) // WIDTH
        whole = levels[level] + b"".join(new)
        full = len(whole) // (HASH * WIDTH)
        parts = [whole[at * HASH * WIDTH : (at + 1) * HASH * WIDTH] for at in range(full + 1)]
        for at, part in enumerate(parts):
            if part:
                tiles[level, number + at] = part
        levels[level] = parts[-1]
        new = [perfect_root(part) for part in parts[:-1]]
        level += 1
    return Growth(Edge(size + len(entries), tuple(levels)), tiles)


def _cut(data: bytes) -> list[bytes]:
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


def needed(size: int, place: Place) -> int:
    """How many hashes a tile must have for a head of that size."""
    return width_at(size, *place)
