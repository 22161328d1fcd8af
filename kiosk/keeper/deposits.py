"""Carries deposits of digests from visits to the province's evidence log, and brings back what stands under a code.

The keeper sees digests, never files. What the province answers is judged here by the keys this terminal learnt, so that a
visit is never shown a deposit that a stranger could not verify.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from kiosk.evidence.trust import kept_trust, learn_trust
from kiosk.keeper.answers import Answers
from legalnet.evidence.codes import parse_code
from legalnet.evidence.leaves import KINDS
from legalnet.evidence.proofs import BadProof, parse_extra, parse_proof
from legalnet.evidence.verdict import judge
from offline_cache.uplink import NotYet, Offline, Refused, Unsure

log = logging.getLogger(__name__)

MOST_WAITING = 4
"""Requests under way at once; a visit asks for one file after another."""
_HEX = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9._-]{8,80}")

Say = Callable[..., None]


class Depository(Protocol):
    """The way to the province's log."""

    def deposit(self, key: str, sha256: str, sm3: str, kind: str) -> dict[str, Any]:
        """Raises `Offline`, `NotYet`, `Unsure` or `Refused`."""

    def fetch_deposit(self, code: str) -> dict[str, Any]:
        """Raises `Offline`, `NotYet` or `Refused`."""

    def fetch_trust(self) -> str:
        """Raises `Offline`, `NotYet` or `Refused`."""


class DepositDesk:
    """Answers `deposit` and `deposit_fetch` of the visit on the screen; one thread for each question."""

    def __init__(self, folder: Path, province: Depository | None) -> None:
        self._folder = folder
        self._province = province
        self._answers = Answers()
        self._waiting = 0

    def tick(self) -> None:
        """Pass on what came back."""
        self._answers.tell()

    def stop(self) -> None:
        """Nothing new is begun by itself."""

    def hear(self, message: dict[str, Any], say: Say) -> None:
        """One question; every one gets an answer."""
        request_id = message.get("request_id")
        work = self._work(message)
        if work is None or self._province is None or self._waiting >= MOST_WAITING:
            reason = "not_enrolled" if self._province is None else "refused"
            say("deposited", request_id=request_id, outcome="not_done", reason=reason)
            return
        self._waiting += 1
        threading.Thread(target=self._bring, args=(request_id, work, say), daemon=True).start()

    def _work(self, message: dict[str, Any]) -> Callable[[Depository], dict[str, Any]] | None:
        """What to ask of the province; None where the question does not fit."""
        if message.get("kind") == "deposit_fetch":
            code = parse_code(str(message.get("code")))
            return None if code is None else lambda province: province.fetch_deposit(code)
        key, kind = str(message.get("key")), str(message.get("of"))
        sha256, sm3 = str(message.get("sha256")), str(message.get("sm3"))
        fits = _KEY.fullmatch(key) and _HEX.fullmatch(sha256) and _HEX.fullmatch(sm3) and kind in KINDS
        return (lambda province: province.deposit(key, sha256, sm3, kind)) if fits else None

    def _bring(self, request_id: object, work: Callable[[Depository], dict[str, Any]], say: Say) -> None:
        """In a thread of its own; the answer goes out with the next tick."""
        found = self._asked(work)
        self._answers.put(lambda: self._tell(request_id, found, say))

    def _asked(self, work: Callable[[Depository], dict[str, Any]]) -> dict[str, Any]:
        province = self._province
        assert province is not None  # noqa: S101 - `hear` refuses without one
        try:
            reply = work(province)
            trust = kept_trust(self._folder) or learn_trust(self._folder, province.fetch_trust())
            if trust is not None and not _stands(str(reply.get("proof")), trust):
                trust = learn_trust(self._folder, province.fetch_trust())  # witnesses may have changed
        except (Offline, NotYet) as error:
            return {"outcome": "not_done", "reason": str(error)}
        except Unsure:
            return {"outcome": "unknown", "reason": "unsure"}
        except Refused as error:
            return {"outcome": "not_done", "reason": error.code}
        if trust is None or not _stands(str(reply.get("proof")), trust):
            log.error("a deposit came back with a proof that does not verify")
            return {"outcome": "unknown", "reason": "not_proven"}
        return {"outcome": "done", "reason": "", "proof": reply["proof"], "trust": trust.to_json()}

    def _tell(self, request_id: object, found: dict[str, Any], say: Say) -> None:
        self._waiting -= 1
        say("deposited", request_id=request_id, **found)


def _stands(text: str, trust: Any) -> bool:
    """Whether a proof verifies as far as it can without the file."""
    try:
        proof = parse_proof(text)
    except BadProof:
        return False
    extra = parse_extra(proof.extra)
    return extra is not None and judge(extra.entry, extra.salt, proof, trust).standing == "partial"
