"""A large filing on its way to the keeper: sealed into a pipe, hashed and written by the keeper as it comes.

Each does one pass over the bytes: the visit encrypts, the keeper, which does not trust it, hashes what it writes. So no
sealed copy lies in the visit's folder, and the digests of the envelope are the keeper's.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from kiosk.keeper.link import Message
from kiosk.keeper.pipe import wide_pipe
from kiosk.visit.jobs import Jobs

if TYPE_CHECKING:
    from kiosk.visit.handover import Bundle
    from legalnet.sealing import PublicKey, Streamed, Suite
    from legalnet.submission import SealedPart

Then = Callable[["Bundle", list["SealedPart"]], None]

ANSWER_S = 15.0
"""The keeper tells what it took in within this time after the beginning, and the rate below."""
SLOWEST = 1 << 20
"""Bytes a second, of a terminal whose disk is nearly dead."""


class NotTakenIn(Exception):
    """The keeper did not keep what was sent: nothing was handed in."""


class Streaming:
    """One attempt. A later one has an id of its own, so that a late answer means nothing."""

    def __init__(self, bundle: Bundle, key: PublicKey, suite: Suite, begun: float) -> None:
        from legalnet.sealing import sealed_size

        self._bundle = bundle
        self._key = key
        self._suite = suite
        self._id = uuid.uuid4().hex
        self._sizes = [sealed_size(len(part.data)) for part in bundle.parts]
        self._until = begun + ANSWER_S + sum(self._sizes) / SLOWEST
        self._keys: list[Streamed] = []
        self._digests: list[str] = []
        self._over = False

    def begin(
        self, jobs: Jobs, tell: Callable[..., None], then: Then, failed: Callable[[Exception], None]
    ) -> None:
        """Tell the keeper what comes, and let it come; exactly one of `then` and `failed` is called, or neither."""
        self._then, self._failed = then, failed
        reading, writing = wide_pipe()
        try:
            tell("take_in", pipe=reading, request_id=self._id, sizes=self._sizes)
        finally:
            os.close(reading)
        jobs.run(lambda: self._seal(writing), self._sealed, self._fail)

    def _seal(self, writing: int) -> list[Streamed]:
        from legalnet import sealing

        with os.fdopen(writing, "wb", buffering=0) as sink:
            return [
                sealing.seal_stream(BytesIO(part.data), sink, self._key,
                                    sealing.part_context(self._bundle.submission_id, part.name), self._suite)
                for part in self._bundle.parts
            ]  # fmt: skip

    def overdue(self, now: float) -> bool:
        """Whether the keeper should have answered by now."""
        return now > self._until

    def hear(self, message: Message) -> None:
        """What the keeper says of the files."""
        if message.get("request_id") != self._id:
            return
        if message.get("outcome") != "done":
            self._fail(NotTakenIn())
            return
        self._digests = [str(digest) for digest in message["digests"]]
        self._join()

    def _sealed(self, keys: list[Streamed]) -> None:
        self._keys = keys
        self._join()

    def _join(self) -> None:
        """Once both are through: keys are the visit's, digests the keeper's."""
        if self._over or not self._keys or not self._digests:
            return
        self._over = True
        each = zip(self._bundle.parts, self._sizes, self._keys, self._digests, strict=True)
        self._then(self._bundle, [
            part.sealed(digest, size, key.wrapped_key, key.sm3) for part, size, key, digest in each
        ])  # fmt: skip

    def _fail(self, error: Exception) -> None:
        if not self._over:
            self._over = True
            self._failed(error)
