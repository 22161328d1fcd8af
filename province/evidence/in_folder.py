"""A log whose tree lies in plain files, with codes and salts as rows of the gateway's database.

The files are the log's word. A row is written after its head: an entry without one was never acknowledged, its asker asks
again and gets another. One gateway owns the folder; several need the log in their database.
"""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from legalnet.evidence.tiles import Roots, Tile
from province.evidence import rows
from province.evidence.deposits import Asked, Deposit, Maker
from province.evidence.folder import Folder
from province.evidence.growth import Broken
from province.evidence.interface import Batch, Paths, SignedHead, SignHead
from province.evidence.paths import paths
from province.gateway.storage.interface import Storage


class InFolder:
    """Implements `Keeping`; its asker hands in one batch at a time."""

    def __init__(self, database: Storage, root: Path) -> None:
        self._database = database
        self._root = root
        self._folder = Folder(root)
        self._roots = Roots()
        self._owned: TextIO | None = None
        self._head: SignedHead | None = None

    async def close(self) -> None:
        """Another process may have the folder now."""
        if self._owned is not None:
            self._owned.close()
            self._owned = None

    async def last(self) -> SignedHead | None:
        """The last committed head, rechecked. Raises `Broken`; also where another process has the folder."""
        return await asyncio.to_thread(self._open)

    def _open(self) -> SignedHead | None:
        self._root.mkdir(mode=0o755, parents=True, exist_ok=True)
        if self._owned is None:
            owned = (self._root / "owner").open("a")
            try:
                fcntl.flock(owned, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                owned.close()
                raise Broken("another process writes this log") from None
            self._owned = owned
        self._head = self._folder.open()
        return self._head

    async def take(self, asked: Sequence[Asked], maker: Maker, sign: SignHead) -> Batch:
        """Files first, rows behind them."""
        there = await self._database.read(lambda c: rows.standing(c, [one.key for one in asked]))
        made: dict[str, Deposit] = {}
        for one in asked:
            if one.key not in there and one.key not in made:
                made[one.key] = maker.make(one, self._folder.edge.size + len(made))
        if made:
            entries = [one.entry for one in made.values()]
            self._head = await asyncio.to_thread(self._folder.append, entries, sign)
            await self._database.write(lambda c: rows.keep(c, list(made.values())))
        return Batch(rows.answered(asked, there, made), self._head)

    async def publish(self, _size: int, checkpoint: str, /) -> None:
        """For everybody."""
        await asyncio.to_thread(self._folder.publish, checkpoint)

    async def published(self) -> str:
        """The published checkpoint."""
        return await asyncio.to_thread(self._folder.published)

    async def tile(self, tile: Tile) -> bytes | None:
        """A tile's bytes."""
        return await asyncio.to_thread(self._folder.read, tile)

    async def hashes(self, size: int, indices: Sequence[int], olds: Sequence[int] = ()) -> Paths:
        """Ways through the tree."""
        return await asyncio.to_thread(
            paths,
            size,
            indices,
            olds,
            lambda level, number: self._folder.tile_at(size, level, number),
            self._roots,
        )

    async def by_code(self, code: str) -> Deposit | None:
        """The deposit of a code."""
        return await self._database.read(lambda c: rows.by_code(c, code))
