"""Ways through a tree that lies in tiles, for many leaves at a time: what they share is read and hashed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from legalnet.evidence.tiles import Reader
from legalnet.evidence.tree import consistency_path, inclusion_path
from province.evidence.interface import Paths


def paths(size: int, indices: Sequence[int], olds: Sequence[int], read: Callable[[int, int], bytes]) -> Paths:
    """Raises `BadTile` where a tile is missing."""
    reader = Reader(size, read)
    return Paths(
        {index: tuple(inclusion_path(index, size, reader.range)) for index in indices},
        {old: tuple(consistency_path(old, size, reader.range)) for old in olds},
    )
