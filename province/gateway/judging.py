"""Where hand-ins are judged: beside the event loop, those that wait together in one go.

Opening and judging take a fifth of a millisecond or more of processor time each. One by one, each would also pay for
the way to a thread and back; so small ones are gathered as long as another batch is being judged. A large one, whose
files are megabytes, goes to a thread of its own and holds nobody up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from legalnet.catalogue import Catalogue
from legalnet.submission import Manifest
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.storage.batches import Batches

SMALL = 1024 * 1024
"""Bytes of sealed files up to which a submission is judged together with others."""


@dataclass(frozen=True)
class Case:
    """A submission to judge, and the rules it was made with."""

    sealed: SealedSubmission
    catalogue: Catalogue

    def judged(self) -> Manifest | Exception:
        """What is in it, or why it cannot be taken in."""
        try:
            return inspect(self.sealed, self.catalogue)
        # Edge: whatever one hand-in brings about is its own affair, not that of those judged with it.
        except Exception as error:  # noqa: BLE001
            return error


class Judges:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self._small: Batches[Case, Manifest] = Batches(self._together)

    async def judge(self, case: Case) -> Manifest:
        """The manifest of a submission that is right. Raises `Problem` with the reason."""
        if sum(part.size for part in case.sealed.envelope.parts) <= SMALL:
            return await self._small.add(case)
        found = await asyncio.to_thread(case.judged)
        if isinstance(found, Exception):
            raise found
        return found

    @staticmethod
    async def _together(cases: Sequence[Case]) -> Sequence[Manifest | Exception]:
        """One way to a thread and back for all."""
        return await asyncio.to_thread(lambda: [case.judged() for case in cases])
