"""A file of the province's held against the deposit that it is said to be: fetched, hashed here, compared by its code."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Reply
from kiosk.visit.deposits import Deposits, Item

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow


class Held:
    """One comparison. `phase`: `asking`, `done`, or `not_done` with a reason (also after too long a silence)."""

    def __init__(self, flow: Flow, code: str, digest: str) -> None:
        self._flow, self._code, self._digest = flow, code, digest
        self._item: Item | None = None
        self._reason = ""

    def take(self, reply: Reply) -> None:
        """The file, believed under its digest only; then the log is asked."""
        from legalnet.evidence.codes import parse_code

        code = parse_code(self._code)
        if reply.outcome != "done" or hashlib.sha256(reply.body).hexdigest() != self._digest:
            self._reason = "missing"
        elif code is None:
            self._reason = "deposit_unknown"
        else:
            handover = self._flow.handover
            handover.deposits = handover.deposits or Deposits(self._flow)
            self._item = handover.deposits.compare(code, reply.body)

    @property
    def over(self) -> bool:
        """Whether there is an answer, or none will come."""
        return str(self.view()["phase"]) != "asking"

    def view(self) -> dict[str, Any]:
        """For the scene: `verdict` is `match`, `mismatch` or `cannot_tell` when it is done."""
        item, phase, reason = self._item, "asking", self._reason
        if reason or (item is not None and item.state in ("not_done", "unknown")):
            phase, reason = "not_done", reason or (item.reason if item else "")
        elif item is not None and item.state == "done":
            phase = "done"
        one = item.proven if item is not None and phase == "done" else None
        return {
            "phase": phase, "reason": reason, "verdict": item.verdict if item and one else "",
            "at": self._flow.moment_words(one.leaf.at) if one else "", "terminal": one.leaf.terminal if one else "",
            "witnesses": len(list(one.trust.seen_by(one.proof.checkpoint))) if one else 0,
        }  # fmt: skip
