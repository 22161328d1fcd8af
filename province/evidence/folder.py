"""A tree in plain files that any web server, bucket or CDN can carry (C2SP tlog-tiles).

The order that survives a crash: bundles of entries, then tiles of hashes, then the signed head, each flushed; at last the
file `checkpoint`. Tiles follow from the entries, so writing one again writes the same bytes. A head's file is made with
O_EXCL: there is no second one of its size, whoever tries.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from legalnet.evidence.notes import BadNote
from legalnet.evidence.tiles import WIDTH, Tile, pack_entries, unpack_entries
from legalnet.evidence.tree import HASH
from province.evidence.growth import Broken, Edge, grow
from province.evidence.interface import SignedHead, SignHead, checked_edge, signed_head

CHECKPOINT = "checkpoint"
HEADS = "heads"
"""Signed heads by size; the newest is the log's word, `checkpoint` only what was published of it."""
PENDING = ".new"
FEW = 128 * 1024
"""Bytes that hold any tile, and a bundle of leaves as ours are."""


class Folder:
    """The files of one log; belongs to one process (a lock file says so) and is not thread-safe."""

    def __init__(self, root: Path, *, flush: bool = True) -> None:
        self._root = root
        self._at = str(root)
        self._flush = flush
        self._edge = Edge()
        self._entries: list[bytes] = []
        """Of the bundle at the edge."""

    def open(self) -> SignedHead | None:
        """Recheck the tiles against the last signed head. Raises `Broken`, `OSError`."""
        (self._root / HEADS).mkdir(mode=0o755, parents=True, exist_ok=True)
        head = self.last()
        size = head.size if head else 0
        self._edge = checked_edge(head, lambda level, number: self.tile_at(size, level, number))
        count = size % WIDTH
        data = self.read(Tile(None, size // WIDTH, count)) if count else b""
        self._entries = unpack_entries(data or b"")
        if len(self._entries) != count:
            raise Broken("a bundle at the edge is missing")
        return head

    def last(self) -> SignedHead | None:
        """The newest signed head; one whose file was not finished was never signed for anybody."""
        newest = max(
            (int(path.name) for path in (self._root / HEADS).iterdir() if path.name.isdigit()), default=0
        )
        if not newest:
            return None
        note = (self._root / HEADS / f"{newest:018d}").read_text(encoding="utf-8")
        try:
            head = signed_head(note)
        except BadNote:
            raise Broken("the last signed head cannot be read") from None
        return SignedHead(head.size, head.root, note)

    def append(self, entries: Sequence[bytes], sign: SignHead) -> SignedHead:
        """The entries, the tiles, the head, in this order, flushed. Raises `OSError`; also where that size stands."""
        before = self._edge.size
        growth = grow(self._edge, entries)
        self._put_entries(before, entries)
        for (level, number), data in growth.tiles.items():
            self._put(Tile(level, number, len(data) // HASH).name, data)
        head = SignedHead(growth.edge.size, growth.edge.root, sign(growth.edge.size, growth.edge.root))
        self._put_once(f"{HEADS}/{head.size:018d}", head.note.encode())
        self._edge = growth.edge
        self._entries = (self._entries + list(entries))[-(head.size % WIDTH) :] if head.size % WIDTH else []
        return head

    def _put_entries(self, before: int, entries: Sequence[bytes]) -> None:
        """Every bundle that got something, as wide as it is now."""
        whole = self._entries + list(entries)
        first = before // WIDTH
        for at in range(0, len(whole), WIDTH):
            part = whole[at : at + WIDTH]
            self._put(Tile(None, first + at // WIDTH, len(part)).name, pack_entries(part))

    def publish(self, checkpoint: str) -> None:
        """Put the checkpoint where everybody looks, whole."""
        self._put(CHECKPOINT, checkpoint.encode())

    def published(self) -> str:
        """The published checkpoint, empty before the first."""
        path = self._root / CHECKPOINT
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def edge(self) -> Edge:
        """Where it grows."""
        return self._edge

    def tile_at(self, size: int, level: int, number: int) -> bytes:
        """The hashes that a head of that size needs of a tile; empty where there are none."""
        width = max(0, min(WIDTH, (size >> (8 * level)) - number * WIDTH))
        return (self.read(Tile(level, number, width)) or b"") if width else b""

    def read(self, tile: Tile) -> bytes | None:
        """A tile's bytes; a narrower one may be cut from the full one."""
        for one in (tile, Tile(tile.level, tile.number)):
            data = _content(f"{self._at}/{one.name}")
            if data is not None:
                return data if one == tile else _narrowed(data, tile)
        return None

    def _put(self, name: str, data: bytes) -> None:
        self._write(name, data, lambda part, path: part.replace(path))

    def _put_once(self, name: str, data: bytes) -> None:
        def link(part: Path, path: Path) -> None:
            os.link(part, path)
            part.unlink()

        self._write(name, data, link)

    def _write(self, name: str, data: bytes, settle: Callable[[Path, Path], object]) -> None:
        """Whole under its name or not at all."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + PENDING)
        part.unlink(missing_ok=True)
        with part.open("xb") as out:
            out.write(data)
            if self._flush:
                out.flush()
                os.fsync(out.fileno())
        settle(part, path)
        if self._flush:
            _flush_folder(path.parent)


def _content(path: str) -> bytes | None:
    """A small file, None where there is none; three calls of the system instead of the seven of `Path.read_bytes`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        parts = [os.read(handle, FEW)]
        while len(parts[-1]) == FEW:
            parts.append(os.read(handle, FEW))
        return b"".join(parts)
    finally:
        os.close(handle)


def _narrowed(data: bytes, tile: Tile) -> bytes:
    """The beginning of a full tile."""
    if tile.level is not None:
        return data[: HASH * tile.width]
    return pack_entries(unpack_entries(data, tile.width))


def _flush_folder(folder: Path) -> None:
    """So that a name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
