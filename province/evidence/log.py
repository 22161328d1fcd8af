"""The evidence log at work: batches of deposits, each under a signed and witnessed head before anybody hears of it.

While one batch is committed the next one gathers, so under load a head stands for many deposits and none waits for a
timer. An answer always carries the proof: there are no promises to include something later.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from legalnet.evidence.notes import BadNote, ForeignSigner, Head, Note, Signer, parse_head, parse_note
from legalnet.evidence.proofs import Extra, Writer
from legalnet.evidence.tiles import Tile
from legalnet.evidence.trust import Trust
from province.evidence.deposits import Asked, Deposit, Maker
from province.evidence.growth import Broken
from province.evidence.interface import Keeping, KeyReused, Placed, SignedHead, signed_head
from province.evidence.witnesses import Witnesses
from province.gateway.storage.batches import Batches
from province.gateway.storage.interface import StorageDown

log = logging.getLogger(__name__)

MOST = 1000
"""Deposits under one head: a transaction costs much, one more row in it little."""


class Closed(Exception):
    """The log does not run: its tiles do not lead to its last signed head, or it cannot be read."""


@dataclass(frozen=True)
class Receipt:
    """A deposit with its proof."""

    deposit: Deposit
    proof: str = field(repr=False)
    """A `.tlog-proof` file; leaf and salt stand in its extra line."""
    fresh: bool = False


class EvidenceLog:
    """One log: keeps deposits, signs heads, asks witnesses, proves."""

    def __init__(
        self,
        keeping: Keeping,
        signer: Signer,
        maker: Maker,
        witnesses: Witnesses | None = None,
        further: Sequence[ForeignSigner] = (),
    ) -> None:
        self._keeping = keeping
        self._signer = signer
        self._maker = maker
        self._witnesses = witnesses or Witnesses(())
        self._further = tuple(further)
        self._open = False
        self._batches: Batches[Asked, Receipt] = Batches(self._settle, most=MOST)

    @property
    def trust(self) -> Trust:
        """What a verifier needs to believe this log."""
        return Trust(self._signer.public, self._witnesses.keys, self._witnesses.quorum)

    @property
    def running(self) -> bool:
        """Whether deposits are taken."""
        return self._open

    async def open(self) -> None:
        """Recheck tiles against the last signed head, publish it if that was not done, and run.

        A log that does not hold together stays closed: everything else of the gateway goes on, evidence does not.
        """
        try:
            head = await self._keeping.last()
            if head is not None:
                await self._recheck(head)
                if _size(await self._keeping.published()) < head.size:
                    await self._publish(head)
        except (Broken, StorageDown, OSError) as error:
            log.error("the evidence log stays closed: %s", error)
            return
        self._open = True

    async def _recheck(self, head: SignedHead) -> None:
        """The root by the tiles, our own signature. Raises `Broken`."""
        note = parse_note(head.note)
        if note.signed_by(self._signer.public) is None:
            raise Broken("the last head is not signed by this log's key")
        # An empty batch loads the edge and compares it with the head.
        await self._keeping.take((), self._maker, self._sign)

    async def close(self) -> None:
        """Finish what was handed in."""
        await self._batches.drain()
        await self._keeping.close()

    async def deposit(self, asked: Asked) -> Receipt:
        """Put it into the log; returns when a published head includes it. Raises `Closed`, `KeyReused`, `StorageDown`."""
        if not self._open:
            raise Closed
        return await self._batches.add(asked)

    async def find(self, code: str) -> Receipt | None:
        """A deposit with a proof by the newest published head. Raises `Closed`, `StorageDown`."""
        if not self._open:
            raise Closed
        deposit = await self._keeping.by_code(code)
        checkpoint = await self._keeping.published()
        if deposit is None or _size(checkpoint) <= deposit.index:
            return None
        [receipt] = await self._receipts([Placed(deposit, False)], checkpoint)
        return receipt

    async def tile(self, tile: Tile) -> bytes | None:
        """A tile of what was published, or of what will be."""
        return await self._keeping.tile(tile)

    async def checkpoint(self) -> str:
        """The newest published head, empty before the first deposit."""
        return await self._keeping.published()

    # ------------------------------------------------------------------ a batch

    def _sign(self, size: int, root: bytes) -> str:
        """The checkpoint of a new head: our line, and further ones that only their own readers understand."""
        text = Head(self._signer.public.name, size, root).text
        return str(Note(text, (self._signer.sign(text), *(one(text) for one in self._further))))

    async def _settle(self, asked: Sequence[Asked]) -> Sequence[Receipt | Exception]:
        """Commit a batch, have its head seen, publish it, prove each deposit by it."""
        try:
            batch = await self._keeping.take(asked, self._maker, self._sign)
        except Broken as error:
            log.error("the evidence log closes: %s", error)
            self._open = False
            return [Closed()] * len(asked)
        placed = [one for one in batch.placed if isinstance(one, Placed)]
        checkpoint = await self._seen(batch.head, grown=any(one.fresh for one in placed))
        receipts = iter(await self._receipts(placed, checkpoint))
        return [next(receipts) if isinstance(one, Placed) else KeyReused() for one in batch.placed]

    async def _seen(self, head: SignedHead | None, *, grown: bool) -> str:
        """The checkpoint that everybody sees after a batch; a head of this very moment was not published before."""
        checkpoint = "" if grown else await self._keeping.published()
        if head is not None and _size(checkpoint) < head.size:
            checkpoint = await self._publish(head)
        return checkpoint

    async def _publish(self, head: SignedHead) -> str:
        """With as many cosignatures as can be had now; the checkpoint as everybody sees it."""
        note = parse_note(head.note)
        lines = await self._witnesses.see(head, note, lambda old: self._consistency(old, head.size))
        checkpoint = str(Note(note.text, (*note.signatures, *lines)))
        await self._keeping.publish(head.size, checkpoint)
        return checkpoint

    async def _consistency(self, old: int, size: int) -> tuple[bytes, ...]:
        return (await self._keeping.hashes(size, (), (old,))).consistency[old]

    async def _receipts(self, placed: Sequence[Placed], checkpoint: str) -> list[Receipt]:
        if not placed:
            return []
        note = parse_note(checkpoint)
        size = parse_head(note.text).size
        found = await self._keeping.hashes(size, [one.deposit.index for one in placed])
        writer = Writer(note)
        return [
            Receipt(one.deposit, _proof(writer, one.deposit, found.inclusion[one.deposit.index]), one.fresh)
            for one in placed
        ]


def _proof(writer: Writer, deposit: Deposit, path: tuple[bytes, ...]) -> str:
    """The proof file; a destroyed salt stays out of it."""
    return writer.text(deposit.index, path, Extra(deposit.entry, deposit.salt).pack())


def _size(checkpoint: str) -> int:
    """Of a published checkpoint; 0 before the first. Raises `Broken` for one that is none."""
    try:
        return signed_head(checkpoint).size if checkpoint else 0
    except BadNote:
        raise Broken("the published checkpoint cannot be read") from None
