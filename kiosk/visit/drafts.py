"""A draft: what was answered so far, sealed to a code on a slip, opened only with that code by the same person.

Name and key of the box grow out of code and identity number by scrypt, so that a stolen disk gives no quick way
to try codes (59 bits, 32 MB and about 0.1 s each), and another person's card leads to a name that does not exist.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.keeper.link import Message
from kiosk.visit.course import begin_interview, identified_by_card, too_young
from kiosk.visit.journey import Carried

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow

log = logging.getLogger(__name__)

SALT = b"lawbooth draft 1"
"""The same for all: name and key must be found from the code alone; codes are random, not chosen."""
COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
NONCE = 12
FORMAT = 1
ANSWER_S = 15.0
"""The keeper answers within this time, or the outcome is unknown."""


class Keys(NamedTuple):
    """What code and identity give."""

    name: str
    key: bytes


class Draft(NamedTuple):
    """What an opened box holds."""

    matter: str
    values: tuple[tuple[str, Any], ...]
    page: str
    name: str


def keys_of(code: str, number: str) -> Keys:
    """Name and key of the box of `code` and identity number; takes 0.1 s on purpose, so never on the screen's thread."""
    made = hashlib.scrypt(f"{code}|{number}".encode(), salt=SALT, dklen=48, **COST)
    return Keys(made[:16].hex(), made[16:])


def sealed(content: dict[str, Any], keys: Keys, urandom: Callable[[int], bytes] = os.urandom) -> str:
    """`content` as a box (base64), bound to its name."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = urandom(NONCE)
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(nonce + AESGCM(keys.key).encrypt(nonce, plain, keys.name.encode())).decode()


def content_of(box: str, keys: Keys) -> dict[str, Any] | None:
    """What is in a box; None where the key does not fit, or it is none."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.b64decode(box)
        plain = AESGCM(keys.key).decrypt(raw[:NONCE], raw[NONCE:], keys.name.encode())
        content = json.loads(plain)
    except (InvalidTag, ValueError):
        return None
    return content if isinstance(content, dict) else None


def opened(box: str, keys: Keys) -> Draft | None:
    """The draft in a box; None where the key does not fit, or it is no draft of this version."""
    content = content_of(box, keys)
    if content is None or content.get("format") != FORMAT:
        return None
    values = tuple((str(section), rows) for section, rows in content["values"])
    return Draft(content["matter"], values, content["page"], keys.name)


def can_keep(flow: Flow) -> bool:
    """Whether what was answered can be kept: somebody is identified, and nothing of it was handed in."""
    journey = flow.journey
    begun = journey is not None and journey.begun and not flow.submitted
    return begun and bool(flow.visit.facts().get("number")) and flow.visit.reaches("L2")


class Keeping:
    """One draft on its way to the keeper, with an outcome that is never guessed."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.stage = "saving"
        self.code = ""
        self.until = ""
        self._asked_at = flow.clock.monotonic()
        self._message: dict[str, str] = {}
        journey = flow.journey_now
        self._older = journey.draft_name
        content = {"format": FORMAT, "matter": journey.matter.code, "page": journey.page.id,
                   "values": journey.interview.typed()}  # fmt: skip
        number = str(flow.visit.facts()["number"])
        flow.jobs.run(lambda: _made(content, number), self._made, self._failed)

    def _made(self, made: tuple[str, str, str]) -> None:
        self.code, name, box = made
        self._message = {"name": name, "box": box}
        self._ask()

    def _failed(self, error: Exception) -> None:
        log.error("a draft cannot be sealed: %s", type(error).__name__)
        self.stage = "not_kept"

    def _ask(self) -> None:
        self.stage, self._asked_at = "saving", self._flow.clock.monotonic()
        self._flow.tell("draft_keep", **self._message)

    def retry(self) -> None:
        """Ask again: the same box under the same name can only be kept once."""
        if self._message and self.stage in ("unknown", "not_kept"):
            self._ask()

    def tick(self) -> None:
        """No answer in time is an unknown outcome, and says so."""
        waited = self._flow.clock.monotonic() - self._asked_at
        if self.stage == "saving" and self._message and waited > ANSWER_S:
            self.stage = "unknown"

    def hear(self, message: Message) -> None:
        """What the keeper says of this draft."""
        if not self._message or message.get("name") != self._message["name"]:
            return
        outcome = str(message.get("outcome"))
        self.stage = {"done": "kept", "not_done": "not_kept"}.get(outcome, "unknown")
        if self.stage == "kept":
            self.until = str(message.get("until"))
            self._flow.journey_now.draft_name = self._message["name"]
            if self._older and self._older != self._message["name"]:
                self._flow.tell("draft_drop", name=self._older)
                self._older = ""


def _made(content: dict[str, Any], number: str) -> tuple[str, str, str]:
    from legalnet.receipts import DRAFT_LENGTH, new_code

    code = new_code(os.urandom(32), DRAFT_LENGTH)
    keys = keys_of(code, number)
    return code, keys.name, sealed(content, keys)


def drop_when_saved(flow: Flow) -> None:
    """A draft whose matter was handed in is of no more use."""
    journey = flow.journey
    if journey is not None and journey.draft_name and flow.submitted and flow.handover.saved:
        flow.tell("draft_drop", name=journey.draft_name)
        journey.draft_name = ""


def resume(flow: Flow, draft: Draft) -> None:
    """Go on where it was left, once the identity reaches what the matter asks."""
    matter = flow.shelf.get(draft.matter)
    flow.resuming = ""
    if matter is None:
        flow.not_offered(draft.matter)
        return
    journey = flow.begin_journey(matter, Carried(draft.values, page=draft.page))
    journey.draft_name = draft.name
    if flow.visit.card is not None:
        identified_by_card(flow)
    elif too_young(flow):
        flow.go("minor")
    else:
        begin_interview(flow)
    flow.forget_way("idle", "lookup")
