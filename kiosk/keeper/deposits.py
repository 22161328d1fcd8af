"""Carries deposits of digests from visits to the province's evidence log, and brings back what stands under a code.

The keeper sees digests, never files. What the province answers is judged here by the keys this terminal learnt, so that a
visit is never shown a deposit that a stranger could not verify.
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from kiosk.evidence.trust import kept_trust, learn_trust
from kiosk.keeper.answers import Answers
from kiosk.keeper.memory import Memory
from legalnet.evidence.codes import parse_code
from legalnet.evidence.intents import INTENT_KEY, Intent
from legalnet.evidence.leaves import KINDS
from legalnet.evidence.proofs import BadProof, parse_extra, parse_proof
from legalnet.evidence.verdict import judge
from offline_cache.errors import CacheError
from offline_cache.states import Lane
from offline_cache.uplink import NotYet, Offline, Refused, Unsure

log = logging.getLogger(__name__)

MOST_WAITING = 4
"""Requests under way at once; a visit asks for one file after another."""
_HEX = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9._-]{8,80}")

Say = Callable[..., None]
Work = Callable[["Depository"], dict[str, Any]]


class Depository(Protocol):
    """The way to the province's log."""

    def deposit(self, key: str, sha256: str, sm3: str, kind: str) -> dict[str, Any]:
        """Raises `Offline`, `NotYet`, `Unsure` or `Refused`."""

    def fetch_deposit(self, code: str) -> dict[str, Any]:
        """Raises `Offline`, `NotYet` or `Refused`."""

    def compare_deposit(self, code: str, sha256: str, sm3: str) -> dict[str, Any]:
        """Raises `Offline`, `NotYet` or `Refused`."""

    def fetch_trust(self) -> str:
        """Raises `Offline`, `NotYet` or `Refused`."""


class DepositDesk:
    """Answers `deposit`, `deposit_fetch`, `deposit_compare` and `deposit_kept` of the visit on the screen, each in a
    thread of its own.

    A deposit that the province did not answer is kept in the `memory`, if there is one, and made once from there.
    """

    def __init__(self, folder: Path, province: Depository | None, memory: Memory | None = None) -> None:
        self._folder = folder
        self._province = province
        self._memory = memory
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
        if message.get("kind") == "deposit_kept":
            self._show(str(message.get("key")), say, request_id)
            return
        work = self._work(message)
        if work is None or self._province is None or self._waiting >= MOST_WAITING:
            reason = "not_enrolled" if self._province is None else "refused"
            say("deposited", request_id=request_id, outcome="not_done", reason=reason)
            return
        self._begin(request_id, work, say, self._intent(message))

    def _show(self, key: str, say: Say, request_id: object) -> None:
        """How a deposit stands that was kept."""
        outcome, found = "not_done", "deposit_unknown"
        if self._memory is not None and self._province is not None and _KEY.fullmatch(key):
            with self._memory.guarded():
                outcome, found = self._memory.parts.vault.deposit(key)
        if outcome == "done":
            self._begin(request_id, lambda _: dict(json.loads(found)), say, key=key)
        else:
            say("deposited", request_id=request_id, key=key, outcome=outcome, reason=found)

    def _begin(
        self, request_id: object, work: Work, say: Say, intent: Intent | None = None, key: str = ""
    ) -> None:
        self._waiting += 1
        told = (request_id, intent.key if intent else key)
        threading.Thread(target=self._bring, args=(told, work, say, intent), daemon=True).start()

    @staticmethod
    def _intent(message: dict[str, Any]) -> Intent | None:
        """What is kept of a deposit should the province not answer."""
        if message.get("kind") != "deposit":
            return None
        return Intent.model_validate(
            {"kind": message["of"], **{name: message[name] for name in ("key", "sha256", "sm3")}}
        )

    def _work(self, message: dict[str, Any]) -> Work | None:
        """What to ask of the province; None where the question does not fit."""
        if message.get("kind") == "deposit_fetch":
            code = parse_code(str(message.get("code")))
            return None if code is None else lambda province: province.fetch_deposit(code)
        key, kind = str(message.get("key")), str(message.get("of"))
        sha256, sm3 = str(message.get("sha256")), str(message.get("sm3"))
        if not (_HEX.fullmatch(sha256) and _HEX.fullmatch(sm3)):
            return None
        if message.get("kind") == "deposit_compare":
            held = parse_code(str(message.get("code")))
            return None if held is None else lambda province: _compared(province, held, sha256, sm3)
        fits = _KEY.fullmatch(key) and kind in KINDS
        return (lambda province: province.deposit(key, sha256, sm3, kind)) if fits else None

    def _bring(self, told: tuple[object, str], work: Work, say: Say, intent: Intent | None) -> None:
        """In a thread of its own; the answer goes out with the next tick."""
        found, answered = self._asked(work)
        self._answers.put(lambda: self._tell(told, found, say, None if answered else intent))

    def _asked(self, work: Work) -> tuple[dict[str, Any], bool]:
        """What is told, and whether the province answered, be it a refusal."""
        province = self._province
        assert province is not None  # noqa: S101 - `hear` refuses without one
        try:
            reply = work(province)
            trust = kept_trust(self._folder) or learn_trust(self._folder, province.fetch_trust())
            if trust is not None and not _stands(str(reply.get("proof")), trust):
                trust = learn_trust(self._folder, province.fetch_trust())  # witnesses may have changed
        except (Offline, NotYet) as error:
            return {"outcome": "not_done", "reason": str(error)}, False
        except Unsure:
            return {"outcome": "unknown", "reason": "unsure"}, False
        except Refused as error:
            return {"outcome": "not_done", "reason": error.code}, True
        if trust is None or not _stands(str(reply.get("proof")), trust):
            log.error("a deposit came back with a proof that does not verify")
            return {"outcome": "unknown", "reason": "not_proven"}, True
        found = {"outcome": "done", "reason": "", "proof": reply["proof"], "trust": trust.to_json()}
        return found | {name: reply[name] for name in ("verdict",) if name in reply}, True

    def _tell(
        self, told: tuple[object, str], found: dict[str, Any], say: Say, unanswered: Intent | None
    ) -> None:
        self._waiting -= 1
        if unanswered is not None and self._keep(unanswered):
            found = {"outcome": "kept", "reason": found["reason"]}
        say("deposited", request_id=told[0], key=told[1], **found)

    def _keep(self, intent: Intent) -> bool:
        """On disk, to be deposited once the province answers; the same key again changes nothing."""
        if self._memory is None:
            return False
        try:
            header = intent.model_dump_json().encode()
            self._memory.parts.cache.outbox.enqueue(f"{INTENT_KEY}{intent.key}", Lane.JSON, header)
        except CacheError as error:
            log.error("a deposit was not kept: %s", error.code)
            self._memory.look()
            return False
        self._memory.wake()
        return True


def _compared(province: Depository, code: str, sha256: str, sm3: str) -> dict[str, Any]:
    """The deposit with the province's verdict; the visit judges it again by the salt that comes with a match."""
    reply = province.compare_deposit(code, sha256, sm3)
    deposit = reply.get("deposit")
    return {**(deposit if isinstance(deposit, dict) else {}), "verdict": str(reply.get("verdict"))}


def _stands(text: str, trust: Any) -> bool:
    """Whether a proof verifies as far as it can without the file."""
    try:
        proof = parse_proof(text)
    except BadProof:
        return False
    extra = parse_extra(proof.extra)
    return extra is not None and judge(extra.entry, extra.salt, proof, trust).standing == "partial"
