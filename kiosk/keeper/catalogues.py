"""The newest good catalogue: fetched now and then, kept when signed and sound, never lost to a bad one."""

from __future__ import annotations

import errno
import logging
import os
import threading
from pathlib import Path
from typing import Protocol

from kiosk.clock import Clock
from kiosk.uplink.client import BadCatalogue, CatalogueBundle
from legalnet.catalogue import CatalogueError, load_bundle
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

EVERY_S = 3600.0
AGAIN_S = 60.0
"""Pause after the province was not reached."""


class Source(Protocol):
    """Who fetches bundles."""

    def fetch_catalogue(self, etag: str | None = None) -> CatalogueBundle | None:
        """A bundle whose signature fits, None when nothing changed."""


class CatalogueKeeper:
    """Keeps `catalogue.json` beside its ETag; refreshes in a thread of its own."""

    def __init__(self, folder: Path, source: Source | None, clock: Clock) -> None:
        self._bundle = folder / "catalogue.json"
        self._etag = folder / "catalogue.etag"
        self._source = source
        self._clock = clock
        self._due = 0.0
        self._thread: threading.Thread | None = None

    def file(self) -> str:
        """Path of the last good bundle, or empty while there is none."""
        return str(self._bundle) if self._bundle.exists() else ""

    def tick(self) -> None:
        """Begin a refresh when it is time."""
        idle = self._thread is None or not self._thread.is_alive()
        if self._source is not None and idle and self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + EVERY_S
            self._thread = threading.Thread(target=self.refresh, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Begin no other refresh."""
        self._due = float("inf")

    def refresh(self) -> bool:
        """Fetch, check, and put in place; whether a new catalogue stands."""
        assert self._source is not None  # noqa: S101 - tick() saw to it
        try:
            bundle = self._source.fetch_catalogue(self._known_etag())
            if bundle is None:
                return False
            load_bundle(bundle.body)
        except (Offline, Refused):
            self._due = self._clock.monotonic() + AGAIN_S
            return False
        except (BadCatalogue, CatalogueError) as error:
            log.error("a published catalogue was refused, the last good one stays: %s", type(error).__name__)
            return False
        return self._put_in_place(bundle)

    def _known_etag(self) -> str | None:
        """The tag of the bundle that stands; None asks for the whole bundle."""
        if not self.file() or not self._etag.exists():
            return None
        return self._etag.read_bytes().decode("ascii", "ignore")

    def _put_in_place(self, bundle: CatalogueBundle) -> bool:
        try:
            replace(self._bundle, bundle.body)
            replace(self._etag, bundle.etag.encode("ascii", "ignore"))
        except OSError as error:
            log.error("a new catalogue was not kept: %s", errno.errorcode.get(error.errno or 0, "unknown"))
            return False
        log.info("a new catalogue stands")
        return True


def replace(path: Path, data: bytes) -> None:
    """All of the new file or all of the old one, whatever happens to the power."""
    part = path.with_name(path.name + ".new")
    with part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
