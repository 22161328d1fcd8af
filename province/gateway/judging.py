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
from province.gateway.chamber import Chamber, Paper
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.storage.batches import Batches

SMALL = 1024 * 1024
"""Bytes of sealed files up to which a submission is judged together with others."""

QUEUE = 8
"""Submissions judged together that show a queue: from then on a process of its own is worth its memory."""


@dataclass(frozen=True)
class Case:
    """A submission to judge, and the rules it was made with."""

    sealed: SealedSubmission
    catalogue: Catalogue

    def paper(self) -> Paper:
        """As it goes to another process."""
        sealed = self.sealed
        contents = {
            name: found if isinstance(found, bytes) else str(found) for name, found in sealed.contents.items()
        }
        return Paper(sealed.envelope.model_dump_json().encode(), contents, sealed.envelope.key_id)

    def judged(self) -> Manifest | Exception:
        """What is in it, or why it cannot be taken in."""
        try:
            return inspect(self.sealed, self.catalogue)
        # Edge: whatever one hand-in brings about is its own affair, not that of those judged with it.
        except Exception as error:  # noqa: BLE001
            return error


class Judges:
    """Belongs to one event loop."""

    def __init__(self, chamber: Chamber | None = None) -> None:
        self._small: Batches[Case, Manifest] = Batches(self._together)
        self.chamber = chamber
        """A process that takes batches off this one, where there is another core for it."""

    async def judge(self, case: Case) -> Manifest:
        """The manifest of a submission that is right. Raises `Problem` with the reason."""
        if sum(part.size for part in case.sealed.envelope.parts) <= SMALL:
            return await self._small.add(case)
        found = await asyncio.to_thread(case.judged)
        if isinstance(found, Exception):
            raise found
        return found

    async def _together(self, cases: Sequence[Case]) -> Sequence[Manifest | Exception]:
        """One way to the process, or else to a thread, and back for all."""
        found = await self._apart(cases)
        if found is None:
            return await asyncio.to_thread(lambda: [case.judged() for case in cases])
        return found

    async def _apart(self, cases: Sequence[Case]) -> Sequence[Manifest | Exception] | None:
        """By the process; None where it is not worth its while, does not stand, or died over it."""
        chamber = self.chamber
        if chamber is None or (len(cases) < QUEUE and not chamber.stands_already):
            return None
        if not chamber.stands or any(case.catalogue.version != chamber.version for case in cases):
            return None
        return await chamber.judge([case.paper() for case in cases])

    def close(self) -> None:
        """End the process, if there is one."""
        if self.chamber is not None:
            self.chamber.close()
