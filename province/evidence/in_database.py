"""A log in the gateway's database: entries, tiles and signed head in one transaction, one gateway at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from legalnet.evidence.tiles import BadTile, Roots, Tile
from province.evidence import rows
from province.evidence.deposits import Asked, Deposit, Maker
from province.evidence.growth import Edge, Place, grow
from province.evidence.interface import Batch, Paths, SignedHead, SignHead, checked_edge
from province.evidence.paths import paths
from province.gateway.storage.interface import Storage


class InDatabase:
    """Implements `Keeping`. What it remembers between commits is checked against the last head each time."""

    def __init__(self, database: Storage) -> None:
        self._database = database
        self._edge = Edge()
        self._roots = Roots()
        self._tiles: dict[Place, bytes] = {}
        """What the last batch wrote and the edge: all that the proofs of its own deposits need."""

    async def close(self) -> None:
        """The database is its owner's."""

    async def last(self) -> SignedHead | None:
        """The last committed head."""
        return await self._database.read(rows.last_head)

    async def take(self, asked: Sequence[Asked], maker: Maker, sign: SignHead) -> Batch:
        """One transaction for all."""
        batch, edge, tiles = await self._database.write(lambda c: self._take(c, asked, maker, sign))
        self._edge = edge
        self._tiles = tiles
        return batch

    def _take(
        self, connection: Connection, asked: Sequence[Asked], maker: Maker, sign: SignHead
    ) -> tuple[Batch, Edge, dict[Place, bytes]]:
        rows.lock(connection)
        head = rows.last_head(connection)
        edge = self._known_edge(connection, head)
        there = rows.standing(connection, [one.key for one in asked])
        made: dict[str, Deposit] = {}
        tiles = edge.tiles
        for one in asked:
            if one.key not in there and one.key not in made:
                made[one.key] = maker.make(one, edge.size + len(made))
        if made:
            growth = grow(edge, [one.entry for one in made.values()])
            tiles = growth.tiles | growth.edge.tiles
            edge = growth.edge
            head = SignedHead(edge.size, edge.root, sign(edge.size, edge.root))
            rows.keep(connection, list(made.values()))
            rows.keep_tiles(connection, growth.tiles)
            rows.commit_head(connection, head)
        return Batch(rows.answered(asked, there, made), head), edge, tiles

    def _known_edge(self, connection: Connection, head: SignedHead | None) -> Edge:
        """The edge from last time, unless another gateway appended meanwhile. Raises `Broken`."""
        known = self._edge
        if head and (known.size, known.root) == (head.size, head.root):
            return known
        return checked_edge(head, lambda level, number: rows.read_tile(connection, level, number))

    async def publish(self, size: int, checkpoint: str, /) -> None:
        """For everybody."""
        await self._database.write(lambda c: rows.publish(c, size, checkpoint))

    async def published(self) -> str:
        """The newest published checkpoint."""
        return await self._database.read(rows.published)

    async def tile(self, tile: Tile) -> bytes | None:
        """A tile's bytes."""
        return await self._database.read(lambda c: rows.tile(c, tile))

    async def hashes(self, size: int, indices: Sequence[int], olds: Sequence[int] = ()) -> Paths:
        """Ways through the tree; out of what was just written where that is enough."""
        roots = self._roots
        try:
            return paths(
                size, indices, olds, lambda level, number: self._tiles.get((level, number), b""), roots
            )
        except BadTile:
            return await self._database.read(
                lambda c: paths(
                    size, indices, olds, lambda level, number: rows.read_tile(c, level, number), roots
                )
            )

    async def by_code(self, code: str) -> Deposit | None:
        """The deposit of a code."""
        return await self._database.read(lambda c: rows.by_code(c, code))
