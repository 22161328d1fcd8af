"""Asks the keeper for signatures from work that runs beside the screen.

Work waits in its thread; the screen's thread, which alone owns the line to the keeper, carries the question out and
the answer in. Nothing waits longer than `ANSWER_S`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from kiosk.keeper.link import Message

if TYPE_CHECKING:
    from kiosk.documents.archive import Evidence
    from kiosk.documents.attest import NotAttested

ANSWER_S = 10.0
"""The keeper answers at once; a time stamp may take 8 s on a poor line."""


@dataclass
class _Question:
    kind: str
    fields: dict[str, Any]
    id: str = field(default_factory=lambda: os.urandom(16).hex())
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Message = field(default_factory=dict)


class KeeperAttestor:
    """An `Attestor` at the keeper; `chain`, `sign` and `stamp` are for working threads only."""

    def __init__(self, tell: Callable[..., None], answer_s: float = ANSWER_S) -> None:
        self._tell = tell
        self._answer_s = answer_s
        self._asked: SimpleQueue[_Question] = SimpleQueue()
        self._open: dict[str, _Question] = {}
        self._signer: Message | None = None
        self._silent = False

    # ------------------------------------------------------------------ the screen's thread

    def tick(self) -> None:
        """Carry out what was asked."""
        while True:
            try:
                question = self._asked.get_nowait()
            except Empty:
                return
            self._open[question.id] = question
            self._tell(question.kind, request_id=question.id, **question.fields)

    def hear(self, message: Message) -> None:
        """Carry in an answer; one that nobody waits for any more is dropped."""
        question = self._open.pop(str(message.get("request_id")), None)
        if question is not None:
            question.answer = message
            question.answered.set()

    # ------------------------------------------------------------------ working threads

    @property
    def chain(self) -> str:
        """The certificates by which signatures are made, asked for once."""
        return str(self._who().get("chain", ""))

    @property
    def stamps(self) -> bool:
        """Whether time stamps can be asked for."""
        return bool(self._who().get("stamps"))

    @property
    def evidence(self) -> Evidence | None:
        """Roots and fresh revocation lists, as the keeper has them; None where one is missing."""
        from kiosk.documents.archive import Evidence

        found = self._who()
        try:
            lists = tuple(bytes.fromhex(one) for one in found.get("lists") or ())
        except (TypeError, ValueError):
            return None
        return Evidence(str(found["roots"]), lists) if lists else None

    def sign(self, digest: bytes) -> bytes:
        """An ECDSA signature over a digest. Raises `NotAttested`."""
        return _raw(self._ask("attest", digest=digest.hex()).get("signature"), "refused")

    def stamp(self, query: bytes) -> bytes:
        """The time-stamping authority's answer. Raises `NotAttested`."""
        return _raw(self._ask("stamp", query=query.hex()).get("reply"), "unreachable")

    def _who(self) -> Message:
        from kiosk.documents.attest import NotAttested

        if self._signer is None:
            try:
                found = self._ask("signer")
            except NotAttested:
                return {}
            if found.get("chain"):
                self._signer = found
            return found
        return self._signer

    def _ask(self, kind: str, **fields: Any) -> Message:
        """The answer. A keeper that was silent once is not waited for again in this visit."""
        if self._silent:
            raise not_attested("unreachable")
        question = _Question(kind, fields)
        self._asked.put(question)
        if not question.answered.wait(self._answer_s):
            self._silent = True
            raise not_attested("unreachable")
        return question.answer


def not_attested(code: str) -> NotAttested:
    """That no signature could be had; what signs papers is not read before the first frame."""
    from kiosk.documents.attest import NotAttested

    return NotAttested(code)


def _raw(value: object, otherwise: str) -> bytes:
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        found = b""
    if not found:
        raise not_attested(otherwise)
    return found
