"""The province's key that filings are sealed to: taken anew when the province says, signed, that it changed."""

from __future__ import annotations

import logging
import threading
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kiosk.clock import Clock
from kiosk.uplink.bundles import BadSignature
from kiosk.uplink.identity import Enrolment, save_enrolment
from legalnet import sealing
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

EVERY_S = 3600.0
AGAIN_S = 60.0
"""Pause after the province was not reached."""


class Source(Protocol):
    """Who asks the province for its present key."""

    def fetch_sealing_key(self) -> tuple[str, str]:
        """(Base64 of the public key, key id), the signature checked."""


class ProvinceKey:
    """Keeps the enrolment's key the present one. A visit that began before seals to the key it was given."""

    def __init__(
        self, folder: Path, enrolment: Enrolment | None, source: Source | None, clock: Clock
    ) -> None:
        self.enrolment = enrolment
        self._folder = folder
        self._source = source
        self._clock = clock
        self._due = 0.0
        self._thread: threading.Thread | None = None

    def tick(self) -> None:
        """Begin to ask when it is time."""
        idle = self._thread is None or not self._thread.is_alive()
        if self._source is not None and idle and self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + EVERY_S
            self._thread = threading.Thread(target=self.refresh, name="province-key", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._due = float("inf")

    def refresh(self) -> bool:
        """Ask, check, keep; whether another key stands now."""
        assert self._source is not None  # noqa: S101 - tick() saw to it
        try:
            key, key_id = self._source.fetch_sealing_key()
            found = sealing.key_id(sealing.load_public(b64decode(key, validate=True)))
        except (Offline, Refused):
            self._due = min(self._due, self._clock.monotonic() + AGAIN_S)
            return False
        except (BadSignature, sealing.SealError, ValueError) as error:
            log.error("the province's new key was refused, the known one stays: %s", type(error).__name__)
            return False
        if self.enrolment is None or key_id in (self.enrolment.key_id, "") or found != key_id:
            return False
        return self._keep(replace(self.enrolment, sealing_key=key, key_id=key_id))

    def _keep(self, enrolment: Enrolment) -> bool:
        try:
            save_enrolment(self._folder, enrolment)
        except OSError as error:
            log.error("the province's new key was not kept: %s", type(error).__name__)
            return False
        self.enrolment = enrolment
        log.info("filings are sealed to the province's key %s from now on", enrolment.key_id)
        return True
