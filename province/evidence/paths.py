"""Ways through a tree that lies in tiles, for many leaves at a time: what they share is read and hashed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from legalnet.evidence.tiles import Reader, Roots
from legalnet.evidence.tree import consistency_path, inclusion_paths
from province.evidence.interface import Paths


def paths(
    size: int,
    indices: Sequence[int],
    olds: Sequence[int],
    read: Callable[[int, int], bytes],
    roots: Roots | None = None,
) -> Paths:
    """Raises `BadTile` where a tile is missing. `roots` is what earlier calls for this log found out."""
    reader = Reader(size, read, roots)
    return Paths(
        inclusion_paths(indices, size, reader.range),
        {old: tuple(consistency_path(old, size, reader.range)) for old in olds},
    )
