"""A log over each way of keeping it, for the tests: random deposits, and proofs checked as a stranger would."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legalnet.evidence.leaves import Digests, digests
from legalnet.evidence.notes import Signer
from legalnet.evidence.proofs import parse_extra, parse_proof
from legalnet.evidence.verdict import Verdict, judge
from province.evidence.deposits import Asked, Maker
from province.evidence.in_database import InDatabase
from province.evidence.in_folder import InFolder
from province.evidence.interface import Keeping
from province.evidence.log import EvidenceLog, Receipt
from province.evidence.witnesses import Witnesses
from province.gateway.storage.interface import Storage, open_storage

ORIGIN = "pln.cn-330199/evidence"
T = "T330199-00000001"


def content(key: str) -> Digests:
    """The file of a key."""
    return digests(b"the file of " + key.encode())


def asked(key: str) -> Asked:
    """A deposit of it."""
    return Asked(key, T, "file", content(key))


@dataclass
class Place:
    """Where a log lives: a database, and perhaps a folder for its tree."""

    url: str
    folder: Path | None = None
    seed: bytes = bytes(32)
    witnesses: Witnesses = field(default_factory=Witnesses)
    further: tuple[Any, ...] = ()

    def keeping(self, storage: Storage) -> Keeping:
        """One or the other."""
        return InFolder(storage, self.folder) if self.folder else InDatabase(storage)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[EvidenceLog, Storage]]:
        """Opened, and closed again."""
        storage = open_storage(self.url)
        await storage.open()
        signer = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(self.seed))
        maker = Maker(os.urandom, lambda: datetime.now(UTC))
        log = EvidenceLog(self.keeping(storage), signer, maker, self.witnesses, self.further)
        await log.open()
        try:
            yield log, storage
        finally:
            await log.close()
            await storage.close()

    def do(self, *steps: Callable[[EvidenceLog], Awaitable[Any]]) -> list[Any]:
        """Open, do, close; what each step gave."""

        async def run() -> list[Any]:
            async with self.running() as (log, _):
                return [await step(log) for step in steps]

        return asyncio.run(run())


def many(keys: list[str]) -> Callable[[EvidenceLog], Awaitable[Any]]:
    """All at the same time; errors are results."""
    return lambda log: asyncio.gather(*(log.deposit(asked(key)) for key in keys), return_exceptions=True)


def verdict(log: EvidenceLog, receipt: Receipt) -> Verdict:
    """As a stranger judges the proof file alone, with the file at hand."""
    proof = parse_proof(receipt.proof)
    extra = parse_extra(proof.extra)
    assert extra is not None
    return judge(extra.entry, extra.salt, proof, log.trust, content(receipt.deposit.key))
