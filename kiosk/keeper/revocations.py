"""Revocation lists (RFC 5280) of province and time authority, fresh, for signatures that last (PAdES B-LTA).

They come from the province and from the one configured address, never from an address in a file. A list counts when a
root that this terminal trusts signed it, while it says of itself that it is the newest, and so long at most. The last
good ones lie in the encrypted store; the province's also as a file, for `main.py document verify`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.clock import Clock
from kiosk.keeper.answers import Answers
from kiosk.keeper.memory import Memory
from kiosk.uplink.certificate import LIST_FILE, ROOT_FILE
from kiosk.uplink.identity import write_private
from kiosk.uplink.revocations import LONGEST, fetch_list
from offline_cache.uplink import NotYet, Offline, Refused

if TYPE_CHECKING:
    from cryptography.x509 import CertificateRevocationList

log = logging.getLogger(__name__)

EVERY_S = 3600.0
AGAIN_S = 300.0
OLDEST = {"province": timedelta(days=3), "time": timedelta(days=200)}
"""A list is used so long after it was issued, whatever it says itself. Time authorities' roots
issue theirs seldom, twice a year at the least."""
AHEAD = timedelta(minutes=10)
"""So much may the issuer's clock be ahead of ours."""
SHELF = "revocations/"
"""Where the lists lie among the records."""
PROVINCE, TIME = "province", "time"


class Publisher(Protocol):
    """Who says which certificates of the province count no more."""

    def fetch_revocations(self) -> bytes:
        """The list (DER). Raises `Offline`, `NotYet` or `Refused`."""


@dataclass(frozen=True)
class Places:
    """Where the lists come from, and by which roots they are judged."""

    folder: Path
    """The terminal's; the province's root lies there."""
    time_url: str = ""
    """Address of the time authority's list; empty: there is none, and nothing is sealed."""
    time_roots: str = ""
    """PEM file of the time authority's roots."""


class RevocationLists:
    """Keeps the last good list of each; fetches in a thread of its own, keeps in the keeper's."""

    def __init__(
        self, places: Places, memory: Memory | None, province: Publisher | None, clock: Clock
    ) -> None:
        self._places = places
        self._memory = memory
        self._province = province
        self._clock = clock
        self._answers = Answers()
        self._due = 0.0
        self._thread: threading.Thread | None = None

    def tick(self) -> None:
        """Keep what came, and fetch anew when it is time."""
        self._answers.tell()
        idle = self._thread is None or not self._thread.is_alive()
        if self._memory is not None and idle and self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + EVERY_S
            self._thread = threading.Thread(target=self._fetch, name="revocations", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Fetch nothing any more."""
        self._due = float("inf")

    def evidence(self) -> tuple[str, tuple[bytes, ...]]:
        """Roots (PEM) and lists (DER) of both, all fresh; nothing where one is missing."""
        found = [self._standing(name) for name in (PROVINCE, TIME)]
        roots = [self._roots(name) for name in (PROVINCE, TIME)]
        if not all(found) or not all(roots):
            return "", ()
        return "\n".join(roots), tuple(found)

    # ---- fetching, in the thread

    def _fetch(self) -> None:
        if self._province is not None:
            self._bring(PROVINCE, self._province.fetch_revocations)
        if self._places.time_url:
            self._bring(TIME, lambda: fetch_list(self._places.time_url))

    def _bring(self, name: str, fetch: Callable[[], bytes]) -> None:
        try:
            found = fetch()
        except (Offline, NotYet, Refused):
            self._due = min(self._due, self._clock.monotonic() + AGAIN_S)
            return
        self._answers.put(lambda: self._keep(name, found))

    # ---- keeping, in the keeper's thread

    def _keep(self, name: str, raw: bytes) -> None:
        """The list, unless it is none, not signed as it must, or older than the one that stands."""
        new = self._judged(name, raw)
        if new is None:
            log.error("a revocation list was refused, the last good one stays: %s", name)
            return
        old = self._judged(name, self._kept(name), fresh=False)
        if old is not None and old.last_update_utc > new.last_update_utc:
            return
        assert self._memory is not None  # noqa: S101 - tick() saw to it
        with self._memory.guarded():
            self._memory.parts.cache.records.put(SHELF + name, raw)
        if name == PROVINCE:
            try:
                write_private(self._places.folder / LIST_FILE, raw)
            except OSError as error:
                log.error("the revocation list was not written: %s", type(error).__name__)

    def _standing(self, name: str) -> bytes:
        """The list that can be used now; empty for none."""
        raw = self._kept(name)
        return raw if self._judged(name, raw) is not None else b""

    def _kept(self, name: str) -> bytes:
        found: bytes | None = None
        if self._memory is not None:
            with self._memory.guarded():
                found = self._memory.parts.cache.records.get(SHELF + name)
        return found or b""

    def _judged(self, name: str, raw: bytes, *, fresh: bool = True) -> CertificateRevocationList | None:
        """The list, when it is signed by a root of whose certificates it speaks, and (if asked for) fresh."""
        from cryptography import x509

        if not raw or len(raw) > LONGEST:
            return None
        try:
            found = x509.load_der_x509_crl(raw)
            above = x509.load_pem_x509_certificates(self._roots(name).encode())
            issued = [one.public_key() for one in above if one.subject == found.issuer]
            signed = any(found.is_signature_valid(key) for key in issued)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return None
        if not signed:
            return None
        return found if not fresh or _is_fresh(name, found, self._clock.now()) else None

    def _roots(self, name: str) -> str:
        """PEM of the roots by which a list is judged; empty for none."""
        path = self._places.folder / ROOT_FILE if name == PROVINCE else Path(self._places.time_roots or "/")
        try:
            return path.read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            return ""


def _is_fresh(name: str, found: CertificateRevocationList, now: datetime) -> bool:
    """By its own word, by the terminal's clock, and not older than `OLDEST`."""
    start, end = found.last_update_utc, found.next_update_utc
    return end is not None and start - AHEAD <= now < min(end, start + OLDEST[name])
