"""Reads a whole log through its public files and rechecks everything: what a monitor or a court's expert does."""

from __future__ import annotations

import multiprocessing
from array import array
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from legalnet.evidence.leaves import BadLeaf, leaves_in
from legalnet.evidence.notes import BadNote, parse_head, parse_note
from legalnet.evidence.tiles import WIDTH, Tile
from legalnet.evidence.tree import HASH, perfect_root
from legalnet.evidence.trust import Trust
from province.evidence.growth import Edge, grow

Fetch = Callable[[str], bytes | None]
"""A name below the log's address to its bytes."""


@dataclass(frozen=True)
class InFolder:
    """Reads the files of a log on a disk; can be sent to another process."""

    folder: Path

    def __call__(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none."""
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None


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


BLOCK = WIDTH * WIDTH
"""Leaves below one full tile of level 1: what one worker reads at a time."""


def audit(fetch: Fetch, trust: Trust, workers: int = 1) -> Audit:
    """Every entry is a leaf of ours with a code of its own, every tile the right one, the root the signed one.

    With more `workers`, processes that share the reading; `fetch` must then be something that can be sent to them.
    """
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
        if reader.whole_root(workers) != head.root:
            raise _Unsound("the root is another than the signed one")
    except _Unsound as error:
        return Audit(head.size, reader.read, seen, str(error))
    return Audit(head.size, reader.read, seen)


@dataclass(frozen=True)
class _Block:
    """What a worker found in a whole block."""

    root: bytes
    codes: bytes
    """The first 18 digits of each code, as packed numbers of 64 bits; the two check digits follow from them."""
    read: int


def _block(fetch: Fetch, number: int) -> _Block:
    """Read a block whole: bundles, tiles of both levels. Raises `_Unsound`."""
    level, codes, read = b"", array("Q"), 1
    for bundle in range(number * WIDTH, (number + 1) * WIDTH):
        entries = _entries(fetch, bundle, WIDTH, codes)
        hashes = b"".join([sha256(b"\x00" + entry).digest() for entry in entries])
        _compare(fetch, Tile(0, bundle), hashes)
        level += perfect_root(hashes)
        read += 2
    _compare(fetch, Tile(1, number), level)
    return _Block(perfect_root(level), codes.tobytes(), read)


def _entries(fetch: Fetch, number: int, width: int, codes: array[int]) -> list[bytes]:
    """A bundle's entries; their codes are added to `codes`. Raises `_Unsound`."""
    try:
        entries, found = leaves_in(fetch(Tile(None, number, width).name) or b"")
        codes.extend([code // 100 for code in found])
    except BadLeaf:
        raise _Unsound(f"bundle {number} cannot be read") from None
    if len(entries) != width:
        raise _Unsound(f"bundle {number} is not whole")
    return entries


def _compare(fetch: Fetch, tile: Tile, data: bytes) -> None:
    if fetch(tile.name) != data:
        raise _Unsound(f"{tile.name} does not belong to its entries")


class _Tiles:
    """The files of a log, each read once and reckoned again from the entries."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._codes = array("Q")
        self.read = 0

    def whole_root(self, workers: int) -> bytes:
        """The root over all entries. Raises `_Unsound` at the first file that is wrong."""
        edge = self._above(self._blocks(workers))
        for number in range(edge.size // WIDTH, -(-self._size // WIDTH)):
            width = min(WIDTH, self._size - number * WIDTH)
            growth = grow(edge, _entries(self._fetch, number, width, self._codes))
            self.read += 1
            for (level, at), data in growth.tiles.items():
                if not level or len(data) == WIDTH * HASH:
                    self._check(Tile(level, at, len(data) // HASH), data)
            edge = growth.edge
        for level, data in enumerate(edge.levels[1:], 1):
            if data:
                self._check(Tile(level, (self._size >> (8 * level)) // WIDTH, len(data) // HASH), data)
        self._all_differ()
        return edge.root

    def _blocks(self, workers: int) -> list[bytes]:
        """The roots of all whole blocks."""
        numbers = range(self._size // BLOCK)
        if workers < 2 or len(numbers) < 2:
            return [self._noted(_block(self._fetch, number)) for number in numbers]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            found = pool.map(partial(_block, self._fetch), numbers)
            return [self._noted(block) for block in found]

    def _noted(self, block: _Block) -> bytes:
        self._codes.frombytes(block.codes)
        self.read += block.read
        return block.root

    def _above(self, roots: list[bytes]) -> Edge:
        """The edge over whole blocks; every full tile above them is compared."""
        levels, new, level = [b"", b""], roots, 2
        while new:
            whole = b"".join(new)
            full = len(new) // WIDTH
            parts = [whole[at * HASH * WIDTH : (at + 1) * HASH * WIDTH] for at in range(full + 1)]
            for number, part in enumerate(parts[:-1]):
                self._check(Tile(level, number), part)
            levels.append(parts[-1])
            new, level = [perfect_root(part) for part in parts[:-1]], level + 1
        return Edge(len(roots) * BLOCK, tuple(levels) if roots else ())

    def _check(self, tile: Tile, data: bytes) -> None:
        self.read += 1
        _compare(self._fetch, tile, data)

    def _all_differ(self) -> None:
        """No code stands twice. Sorted numbers take a tenth of the room of a set of them."""
        import numpy

        codes = numpy.frombuffer(self._codes, dtype=numpy.uint64)
        if len(numpy.unique(codes)) != self._size:
            raise _Unsound("a code stands twice")
