"""Signs digests for visits, so that the terminal's key never lies in a process that saw a resident.

A visit may ask for a limited number of signatures while it is on the screen; it learns signatures, never the key.
What is signed is a digest: the keeper cannot read the document, so that no plain word of a resident comes here. A
visit that was taken over could have false documents signed while it lives, and not one after its end.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from kiosk.clock import Clock
from kiosk.keeper.answers import Answers
from kiosk.keeper.revocations import RevocationLists
from kiosk.uplink import timestamp
from kiosk.uplink.certificate import SigningKey, keep, load_signing
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

EVERY_S = 3600.0
AGAIN_S = 60.0
MOST_A_VISIT = 200
"""Signatures one visit may have; a visit has seldom more than five documents, each perhaps signed again."""
MOST_WAITING = 4
"""Time-stamp queries under way at once."""
LONGEST_QUERY = 2048

Say = Callable[..., None]


class Issuer(Protocol):
    """Who issues certificates."""

    def certify(self, request: bytes) -> tuple[str, str]:
        """Certificate and root, PEM. Raises `Offline` or `Refused`."""


class SigningDesk:
    """The signing key, its certificate and revocation lists kept fresh, and the way to a time-stamping authority."""

    def __init__(
        self,
        folder: Path,
        issuer: Issuer | None,
        stamp_url: str,
        clock: Clock,
        lists: RevocationLists | None = None,
    ) -> None:
        self._folder = folder
        self._issuer = issuer
        self._stamp_url = stamp_url
        self._clock = clock
        self._lists = lists
        self._key = _read(folder)
        self._due = 0.0
        self._renewal: threading.Thread | None = None
        self._answers = Answers()
        self._waiting = 0
        self._given: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()

    def tick(self) -> None:
        """Pass on what came back, and ask for a certificate when it is time."""
        self._answers.tell()
        if self._lists is not None:
            self._lists.tick()
        idle = self._renewal is None or not self._renewal.is_alive()
        now = self._clock.monotonic()
        if self._issuer is not None and self._key is not None and idle and now >= self._due:
            self._due = now + EVERY_S
            if self._key.due(self._clock.now()):
                self._renewal = threading.Thread(target=self.renew, daemon=True)
                self._renewal.start()

    def stop(self) -> None:
        """Ask for no other certificate, and for no list."""
        self._due = float("inf")
        if self._lists is not None:
            self._lists.stop()

    def renew(self) -> bool:
        """Ask for a certificate and keep it; whether there is a new one."""
        if self._issuer is None or self._key is None:
            return False
        try:
            self._key = keep(self._folder, self._key, *self._issuer.certify(self._key.request()))
        except Offline:
            self._due = self._clock.monotonic() + AGAIN_S
            return False
        except (Refused, ValueError, OSError) as error:
            log.error("no certificate for signing documents: %s", type(error).__name__)
            return False
        log.info("a certificate for signing documents stands")
        return True

    def hear(self, visit: object, message: dict[str, Any], say: Say) -> None:
        """Answer a visit that is on the screen: `signer`, `attest` or `stamp`."""
        request_id = message.get("request_id")
        match message["kind"]:
            case "signer":
                say("signer", request_id=request_id, **self._who())
            case "attest":
                signature = self._signed(visit, message.get("digest"))
                say("attested", request_id=request_id, signature=signature)
            case "stamp":
                self._stamp(request_id, message.get("query"), say)

    def _who(self) -> dict[str, Any]:
        """By what signatures are made and kept; lists only where all that are needed are fresh."""
        roots, lists = self._lists.evidence() if self._lists is not None and self._stamp_url else ("", ())
        return {
            "chain": self._chain(), "stamps": bool(self._stamp_url),
            "roots": roots, "lists": [one.hex() for one in lists],
        }  # fmt: skip

    def _chain(self) -> str:
        return self._key.chain if self._key is not None and self._key.valid(self._clock.now()) else ""

    def _signed(self, visit: object, digest: object) -> str:
        """The signature in hex; empty when it is refused."""
        given = self._given.get(visit, 0)
        raw = _hexed(digest, 32)
        if self._key is None or not self._chain() or len(raw) != 32 or given >= MOST_A_VISIT:
            log.info("a signature was refused")
            return ""
        self._given[visit] = given + 1
        return self._key.sign(raw).hex()

    def _stamp(self, request_id: object, query: object, say: Say) -> None:
        raw = _hexed(query, LONGEST_QUERY)
        if not raw or not self._stamp_url or self._waiting >= MOST_WAITING:
            say("stamped", request_id=request_id, reply="")
            return
        self._waiting += 1
        work = threading.Thread(target=self._bring, args=(request_id, raw, say), daemon=True)
        work.start()

    def _bring(self, request_id: object, query: bytes, say: Say) -> None:
        """In a thread of its own; the answer goes out with the next tick."""
        try:
            reply = timestamp.ask(self._stamp_url, query).hex()
        except Offline as error:
            log.info("no time stamp: %s", error)
            reply = ""
        self._answers.put(lambda: self._tell(request_id, reply, say))

    def _tell(self, request_id: object, reply: str, say: Say) -> None:
        self._waiting -= 1
        say("stamped", request_id=request_id, reply=reply)


def _read(folder: Path) -> SigningKey | None:
    try:
        return load_signing(folder)
    except (OSError, ValueError) as error:
        log.error("the key that signs documents cannot be read: %s", type(error).__name__)
        return None


def _hexed(value: object, longest: int) -> bytes:
    """The bytes of a hex text, empty when it is none or too long."""
    if not isinstance(value, str) or len(value) > 2 * longest:
        return b""
    try:
        return bytes.fromhex(value)
    except ValueError:
        return b""
