"""How a log lies in files (C2SP tlog-tiles): hashes by 256, entries by 256, and names that any store can serve."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from legalnet.evidence.tree import EMPTY, HASH, node_hash, perfect_root, split

WIDTH = 256
LONGEST_ENTRY = 0xFFFF
_NAME = re.compile(
    r"tile/(?P<level>entries|[0-5]?[0-9])/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<part>[0-9]{1,3}))?"
)


class BadTile(ValueError):
    """A name that no tile has, or bytes that no tile holds."""


@dataclass(frozen=True)
class Tile:
    """A tile's place: level (None: entries), number within it, and width (256: full)."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def name(self) -> str:
        """Its path below the log's address."""
        digits = f"{self.number:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        level = "entries" if self.level is None else str(self.level)
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")


def parse_name(path: str) -> Tile:
    """The tile of a path. Raises `BadTile`; one tile has one path."""
    found = _NAME.fullmatch(path)
    if not found:
        raise BadTile("name")
    level = None if found["level"] == "entries" else int(found["level"])
    digits = found["number"].replace("x", "").replace("/", "")
    tile = Tile(level, int(digits), int(found["part"] or WIDTH))
    if not 0 < tile.width <= WIDTH or len(digits) > 18 or tile.name != path:
        raise BadTile("name")
    return tile


def pack_entries(entries: Sequence[bytes]) -> bytes:
    """A bundle: each entry behind its length."""
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


def unpack_entries(data: bytes, most: int = WIDTH) -> list[bytes]:
    """The first entries of a bundle. Raises `BadTile` where it is cut off."""
    found: list[bytes] = []
    at = 0
    while at < len(data) and len(found) < most:
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or at + 2 > len(data):
            raise BadTile("entries")
        found.append(data[at + 2 : end])
        at = end
    return found


ReadTile = Callable[[int, int], bytes]
"""Level and number to the hashes that lie there now, at least those that a head of this size needs."""


class Roots:
    """Roots over whole subtrees above the lowest tiles, which never change however a log grows: shared by its readers."""

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self._kept: dict[tuple[int, int], bytes] = {}

    def get(self, start: int, end: int) -> bytes | None:
        """What is known of those leaves."""
        return self._kept.get((start, end))

    def keep(self, start: int, end: int, root: bytes) -> None:
        """Remember it, if it can never change; when there are too many, begin anew."""
        count = end - start
        if count >= WIDTH and not count & (count - 1) and start % count == 0:
            if len(self._kept) >= self._most:
                self._kept.clear()
            self._kept[start, end] = root


class Reader:
    """Hashes of whole ranges out of tiles; keeps what it read, for one head of one log."""

    def __init__(self, size: int, read: ReadTile, roots: Roots | None = None) -> None:
        self._size = size
        self._read = read
        self._shared = roots or Roots(0)
        self._kept: dict[tuple[int, int], bytes] = {}
        self._roots: dict[tuple[int, int], bytes] = {}
        self.reads = 0
        """Tiles that were asked for."""

    def range(self, start: int, end: int) -> bytes:
        """The root over leaves from `start` to below `end`, a range as RFC 6962 splits trees. Raises `BadTile`."""
        found = self._roots.get((start, end)) or self._shared.get(start, end)
        if found is None:
            found = self._roots[start, end] = self._range(start, end)
            self._shared.keep(start, end, found)
        return found

    def _range(self, start: int, end: int) -> bytes:
        count = end - start
        level = 0
        while count >> (8 * (level + 1)) and start % (1 << (8 * (level + 1))) == 0:
            level += 1
        unit = 1 << (8 * level)
        units, place = count // unit, start // unit % WIDTH
        if count == units * unit and units & (units - 1) == 0 and place + units <= WIDTH:
            return perfect_root(self._hashes(level, start // unit, units))
        middle = start + split(count)
        return node_hash(self.range(start, middle), self.range(middle, end))

    def leaf(self, index: int) -> bytes:
        """The hash of one leaf."""
        return self._hashes(0, index, 1)

    def root(self) -> bytes:
        """Over everything."""
        return self.range(0, self._size) if self._size else EMPTY

    def _hashes(self, level: int, first: int, count: int) -> bytes:
        """Hashes one behind the other, all of one tile."""
        number, at = divmod(first, WIDTH)
        data = self._tile(level, number)[HASH * at : HASH * (at + count)]
        if len(data) != HASH * count:
            raise BadTile("too short")
        return data

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._kept:
            self.reads += 1
            self._kept[level, number] = self._read(level, number)
        return self._kept[level, number]


def width_at(size: int, level: int, number: int) -> int:
    """How many hashes that tile has in a log of that size (0: there is none)."""
    return max(0, min(WIDTH, (size >> (8 * level)) - number * WIDTH))
