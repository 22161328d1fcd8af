"""Who keeps evidence: the small core that public deposit services share, ours and judicial chains alike.

A chain's proof needs a node or a trusted interface to check; ours needs a file of 1.5 KB. Both may stand
beside each other for one deposit: `deposit` at each, and the certificate names each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from legalnet.evidence.leaves import Digests
from province.evidence.deposits import Asked
from province.evidence.log import EvidenceLog

Verdict = Literal["match", "mismatch", "unknown_code", "cannot_tell"]
"""`cannot_tell`: the salt was destroyed, so nobody can compare any more."""


@dataclass(frozen=True)
class Kept:
    """What a provider gives for a deposit."""

    provider: str
    code: str
    at: datetime
    proof: str = field(repr=False)
    """In the provider's own form; ours is a `.tlog-proof`."""
    place: str = ""
    """Height, block or index, as the provider counts."""


class EvidenceProvider(Protocol):
    """A place where digests are kept, such as our log or a court's chain."""

    name: str

    async def deposit(self, asked: Asked) -> Kept:
        """Keep it; asking again under the same key gives the same."""

    async def fetch(self, code: str) -> Kept | None:
        """What stands under a code."""

    async def verify(self, code: str, found: Digests) -> Verdict:
        """Whether that file was deposited under the code."""


class OwnLog:
    """Our log as a provider."""

    name = "lawbooth"

    def __init__(self, log: EvidenceLog) -> None:
        self._log = log

    async def deposit(self, asked: Asked) -> Kept:
        """Into the log."""
        receipt = await self._log.deposit(asked)
        one = receipt.deposit
        return Kept(self.name, one.code, one.at, receipt.proof, str(one.index))

    async def fetch(self, code: str) -> Kept | None:
        """With a proof by the newest head."""
        receipt = await self._log.find(code)
        if receipt is None:
            return None
        one = receipt.deposit
        return Kept(self.name, one.code, one.at, receipt.proof, str(one.index))

    async def verify(self, code: str, found: Digests) -> Verdict:
        """By the salt of the row."""
        receipt = await self._log.find(code)
        if receipt is None:
            return "unknown_code"
        if not receipt.deposit.salt:
            return "cannot_tell"
        return "match" if receipt.deposit.is_of(found) else "mismatch"
