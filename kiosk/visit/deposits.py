"""A visit's deposits: digests are taken before anything leaves the terminal, the log answers, paper is printed.

What was done with each file is written down as it happens (custody): taken, hashed, deposited, each with its time.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.visit.printing import Print

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.visit.flow import Flow
    from legalnet.evidence.leaves import Digests, Leaf
    from legalnet.evidence.proofs import Proof
    from legalnet.evidence.trust import Trust

log = logging.getLogger(__name__)

UUID_LENGTH = 36
"""Of a filing's id, with which the key of its deposits begins."""
ANSWER_S = 25.0
"""The keeper's answer; longer without one and the outcome is unknown."""


@dataclass(frozen=True)
class Custody:
    """One line of what happened to a file."""

    step: str
    """`hashed`, `asked` or `deposited`."""
    at: datetime


@dataclass(frozen=True)
class Proven:
    """A deposit with everything that proves it."""

    leaf: Leaf
    salt: bytes = field(repr=False)
    proof: Proof = field(repr=False)
    trust: Trust = field(repr=False)
    text: str = field(repr=False)
    """The proof file."""


@dataclass
class Item:
    """One file that is deposited, or one that was looked up by its code."""

    label: str
    name: str = ""
    """Material id."""
    key: str = ""
    """Idempotency key: the filing's id and the material's."""
    state: str = "hashing"
    """`hashing`, `asking`, `done`, `kept` (it waits at this terminal for the network), `not_done` or `unknown`."""
    reason: str = ""
    request_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    asked_at: float = 0.0
    digests: Digests | None = field(default=None, repr=False)
    proven: Proven | None = field(default=None, repr=False)
    verdict: str = ""
    """Of a comparison: `match`, `mismatch` or `cannot_tell`."""
    custody: list[Custody] = field(default_factory=list)
    slip: Print = field(default_factory=Print)
    certificate: Print = field(default_factory=Print)


class Deposits:
    """All of one visit."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.items: list[Item] = []
        self.found: Item | None = None
        """What was looked up by a code."""
        self.compared: Item | None = None
        """A file at hand that is held against the deposit of a code."""

    def begin(self) -> None:
        """Take the digests of everything that this matter deposits, and ask; once for each file."""
        journey = self._flow.journey_now
        wanted = {material.id for material in journey.matter.materials if material.deposit}
        for material in journey.materials():
            if material["id"] in wanted:
                item = Item(material["label"], material["id"])
                self.items.append(item)
                self._hash(item, f"{journey.submission_id}-{item.name}")

    def _hash(self, item: Item, key: str) -> None:
        journey = self._flow.journey_now

        def work() -> Digests:
            return _digests(journey.scanned_pdf(item.name).pdf)

        def hashed(found: Digests) -> None:
            item.digests = found
            item.custody.append(Custody("hashed", self._flow.clock.now()))
            self._ask(item, key)

        def failed(error: Exception) -> None:
            log.error("no digest: %s", type(error).__name__)
            item.state, item.reason = "not_done", "failed"

        self._flow.jobs.run(work, hashed, failed)

    def _ask(self, item: Item, key: str) -> None:
        assert item.digests is not None  # noqa: S101 - asked once it was hashed
        item.state, item.key, item.asked_at = "asking", key, self._flow.clock.monotonic()
        item.custody.append(Custody("asked", self._flow.clock.now()))
        self._flow.tell(
            "deposit", request_id=item.request_id, key=key, sha256=item.digests.sha256.hex(),
            sm3=item.digests.sm3.hex(), of="file",
        )  # fmt: skip

    def retry(self) -> None:
        """Ask again for whatever is not done; the same key, so nothing is deposited twice. What is kept is sent now."""
        if any(item.state == "kept" for item in self.items):
            self._flow.tell("retry_now")
        for item in self.items:
            if item.state in ("not_done", "unknown") and item.digests is not None:
                self._ask(item, f"{self._flow.journey_now.submission_id}-{item.name}")

    def adopt(self, keys: list[str], matter: str) -> None:
        """Those of an earlier filing, found by its receipt code, that were not made while its visit lasted."""
        found = self._flow.shelf.get(matter)
        labels = {one.id: one.label.pick(self._flow.language) for one in found.materials} if found else {}
        for key in keys:
            name = key[UUID_LENGTH + 1 :]
            item = Item(labels.get(name, ""), name, key)
            self.items.append(item)
            self._look(item)

    def _look(self, item: Item) -> None:
        """Ask the keeper how one stands that was kept."""
        item.state, item.asked_at = "asking", self._flow.clock.monotonic()
        self._flow.tell("deposit_kept", request_id=item.request_id, key=item.key)

    def fetch(self, code: str) -> None:
        """Look up a deposit by its code."""
        item = Item("", state="asking", asked_at=self._flow.clock.monotonic())
        self.found = item
        self._flow.tell("deposit_fetch", request_id=item.request_id, code=code)

    def compare(self, code: str, file: bytes) -> Item:
        """Hold a file that is at hand against the deposit of that code; only its digests leave the terminal."""
        item = self.compared = Item("")

        def hashed(found: Digests) -> None:
            item.digests, item.state, item.asked_at = found, "asking", self._flow.clock.monotonic()
            self._flow.tell(
                "deposit_compare", request_id=item.request_id, code=code, sha256=found.sha256.hex(), sm3=found.sm3.hex()
            )  # fmt: skip

        def failed(error: Exception) -> None:
            log.error("no digest: %s", type(error).__name__)
            item.state, item.reason = "not_done", "failed"

        self._flow.jobs.run(lambda: _digests(file), hashed, failed)
        return item

    @property
    def _every(self) -> list[Item]:
        return [*self.items, *(one for one in (self.found, self.compared) if one is not None)]

    @property
    def _open(self) -> list[Item]:
        return [item for item in self._every if item.state == "asking"]

    def tick(self) -> None:
        """No answer in time is an unknown outcome."""
        for item in self._open:
            if self._flow.clock.monotonic() - item.asked_at > ANSWER_S:
                item.state, item.reason = "unknown", "unsure"

    def hear(self, message: Message) -> None:
        """The keeper's answer; one that comes late still counts."""
        for item in self._every:
            if message["kind"] == "deposit_settled":
                if item.state == "kept" and item.key == message.get("key"):
                    self._look(item)
            elif item.request_id == message.get("request_id") and item.state != "done":
                self._answered(item, message)

    def _answered(self, item: Item, message: Message) -> None:
        item.state, item.reason = str(message.get("outcome")), str(message.get("reason", ""))
        if item.state != "done":
            return
        item.proven, item.verdict = proven(str(message.get("proof")), str(message.get("trust"))), ""
        if item is self.compared:
            item.verdict = verdict_of(item, str(message.get("verdict")))
        if item.proven is None or (item is self.compared and not item.verdict):
            item.state, item.reason = "unknown", "not_proven"
        else:
            item.custody.append(Custody("deposited", self._flow.clock.now()))

    # ------------------------------------------------------------------ what the screens show

    @property
    def state(self) -> str:
        """Of all together: `none`, `asking`, `done`, `kept` (what is missing waits for the network) or `waiting`."""
        states = {item.state for item in self.items}
        if not states:
            return "none"
        if states & {"hashing", "asking"}:
            return "asking"
        if states <= {"done", "kept"}:
            return "kept" if "kept" in states else "done"
        return "waiting"

    def view(self, item: Item) -> dict[str, Any]:
        """One of them for the scene."""
        from legalnet.evidence.codes import format_code

        one = item.proven
        return {
            "label": item.label, "state": item.state, "reason": item.reason,
            "code": format_code(one.leaf.code) if one else "",
            "at": self._flow.moment_words(one.leaf.at) if one else "",
            "terminal": one.leaf.terminal if one else "", "size": one.proof.head.size if one else 0,
            "witnesses": len(list(one.trust.seen_by(one.proof.checkpoint))) if one else 0,
            "sha256": item.digests.sha256.hex() if item.digests else "",
            "sm3": item.digests.sm3.hex() if item.digests else "",
            "slip": item.slip.view(), "certificate": item.certificate.view(), "certifiable": item.digests is not None,
        }  # fmt: skip

    # ------------------------------------------------------------------ paper

    def print_slip(self, item: Item) -> None:
        """The slip with the whole proof."""
        one, flow = item.proven, self._flow
        if one is None:
            return

        def work(again: bool) -> Any:
            from kiosk.evidence.slip import deposit_slip
            from legalnet.evidence import slips

            codes = slips.texts(slips.slip_of(one.leaf, one.salt, one.proof, one.trust))
            blocks = deposit_slip(
                one.leaf, codes, item.label, place=flow.profile.place, now=flow.clock.now(), again=again,
                language="en" if flow.language == "en" else "zh",
            )  # fmt: skip
            return flow.hardware.print_slip(f"deposit-{one.leaf.code[:8]}", blocks, again)

        item.slip.start(flow.jobs, work)

    def print_certificate(self, item: Item) -> None:
        """The certificate on A4, signed by the terminal; the file carries the proof."""
        one, flow = item.proven, self._flow
        if one is None or item.digests is None:
            return
        found, custody = item.digests, tuple((line.step, line.at) for line in item.custody)
        seen = tuple(key.name for key, _ in one.trust.seen_by(one.proof.checkpoint))
        holder = str(flow.visit.facts().get("name", ""))

        def work(_again: bool) -> Any:
            from kiosk.evidence.certificate import Facts, certificate

            facts = Facts(
                one.leaf, one.text, one.proof.head.size, seen,
                found, item.label, holder, flow.profile.place, custody,
            )  # fmt: skip
            pdf = certificate(facts, flow.attestor, flow.clock.now())
            name = f"deposit-{one.leaf.code[:8]}-{item.certificate.tries}"
            return flow.hardware.print_pages(name, pdf, "ZJ-CZ")

        item.certificate.start(flow.jobs, work)


def begin_deposits(flow: Flow) -> Deposits:
    """Digests of what this matter deposits, on their way; nothing for matters that deposit nothing."""
    deposits = Deposits(flow)
    deposits.begin()
    return deposits


def earlier_deposits(flow: Flow, found: Message) -> Deposits:
    """Those of a filing that was found by its code, as the keeper named them."""
    deposits = Deposits(flow)
    deposits.adopt([str(key) for key in found.get("deposits") or ()], str(found["record"].get("matter_code")))
    return deposits


def find_deposit(flow: Flow, text: str) -> bool:
    """Begin to look up a deposit if the text is a deposit code; False for anything else."""
    from legalnet.evidence.codes import parse_code

    code = parse_code(text)
    if code is None:
        return False
    deposits = flow.handover.deposits = flow.handover.deposits or Deposits(flow)
    deposits.fetch(code)
    flow.go("deposit_found")
    return True


def verdict_of(item: Item, said: str) -> str:
    """The province's verdict as far as it holds here: a match is believed when the leaf holds these digests with the salt
    that came along, whatever was said; empty where the two do not fit."""
    one, found = item.proven, item.digests
    if one is None or found is None or said not in ("match", "mismatch", "cannot_tell"):
        return ""
    return said if one.leaf.holds(found, one.salt) == (said == "match") else ""


def _digests(file: bytes) -> Digests:
    """SHA-256 and SM3."""
    from legalnet.evidence.leaves import digests

    return digests(file)


def proven(text: str, trust: str) -> Proven | None:
    """The deposit in a proof file that verifies; None for any other."""
    from legalnet.evidence.leaves import BadLeaf, parse_leaf
    from legalnet.evidence.proofs import BadProof, parse_extra, parse_proof
    from legalnet.evidence.trust import BadTrust, parse_trust
    from legalnet.evidence.verdict import judge

    try:
        proof, believed = parse_proof(text), parse_trust(trust)
        extra = parse_extra(proof.extra)
        if extra is None or judge(extra.entry, extra.salt, proof, believed).standing != "partial":
            return None
        return Proven(parse_leaf(extra.entry), extra.salt, proof, believed, text)
    except (BadLeaf, BadProof, BadTrust):
        return None
