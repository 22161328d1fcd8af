"""The reference data that stands: fetched when it changed, checked, committed whole, never lost to a bad one.

The store has each collection as one record, so a crash leaves the old or the new one. Visits cannot read the
store: for them each collection is also written as a file, made again from the store whenever it is missing.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kiosk.clock import Clock
from kiosk.uplink.bundles import BadSignature, SignedBundle
from legalnet.bundles import BundleError, Collection, apply, canonical
from legalnet.reference import NAMES, FaultyReference, catalogue_bundle, check
from offline_cache.errors import CacheError, Closed
from offline_cache.uplink import Offline, Refused

log = logging.getLogger(__name__)

EVERY_S = 300.0
AGAIN_S = 60.0
"""Pause after the province was not reached."""
SHELF = "reference/"
"""Where the collections lie among the records."""


class Source(Protocol):
    """Who brings what the province publishes."""

    def fetch_index(self) -> dict[str, str]:
        """Name -> ETag."""

    def fetch_bundle(self, name: str, since: int = 0) -> SignedBundle:
        """A message whose signature fits."""


class Records(Protocol):
    """Where collections are kept (`offline_cache.records`)."""

    def get(self, name: str) -> bytes | None:
        """A value."""

    def put(self, name: str, value: bytes, *, durable: bool = True) -> None:
        """Set one value, flushed."""


class ReferenceKeeper:
    """Keeps the last good of every collection; refreshes in a thread of its own."""

    def __init__(
        self,
        folder: Path,
        records: Records,
        source: Source | None,
        clock: Clock,
        fits: Callable[[str], bool] = lambda _name: True,
    ) -> None:
        """`fits` tells whether a record that was let go of for want of room may come back."""
        self._folder = folder
        self._records = records
        self._source = source
        self._clock = clock
        self._fits = fits
        self._due = 0.0
        self._thread: threading.Thread | None = None
        self._refused: set[str] = set()
        """ETags of what was refused: said and fetched once, until something else is published."""
        self._write_missing()

    def path(self, name: str) -> Path:
        """The file that visits read."""
        return file_of(self._folder, name)

    def let_go(self, records: Sequence[str]) -> None:
        """Those were dropped for want of room: their files go as well."""
        for name in NAMES:
            if SHELF + name in records:
                self.path(name).unlink(missing_ok=True)

    def serials(self) -> dict[str, int]:
        """Which serial of each collection stands; 0 for one that never came."""
        standing = {name: self.standing(name) for name in NAMES}
        return {name: one[0].serial if one else 0 for name, one in standing.items()}

    def standing(self, name: str) -> tuple[Collection, str] | None:
        """The collection that stands and its ETag, None while there is none that can be used."""
        raw = self._records.get(SHELF + name)
        if raw is None:
            return None
        try:
            kept: dict[str, Any] = json.loads(raw)
            found = Collection(name, int(kept["serial"]), kept["items"])
            sound = found.digest() == kept["digest"]
        except (ValueError, TypeError, KeyError):
            sound = False
        if not sound:
            log.error("the kept %s is damaged and will be fetched anew", name)
            return None
        return found, str(kept["etag"])

    def tick(self) -> None:
        """Begin a refresh when it is time."""
        idle = self._thread is None or not self._thread.is_alive()
        if self._source is not None and idle and self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + EVERY_S
            self._thread = threading.Thread(target=self.refresh, name="reference", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Begin no other refresh."""
        self._due = float("inf")

    def refresh(self) -> list[str]:
        """Ask for the index and fetch what changed; the names of what is new now."""
        assert self._source is not None  # noqa: S101 - tick() saw to it
        try:
            index = self._source.fetch_index()
            self._refused &= set(index.values())
            wanted = [name for name in NAMES if name in index and self._fits(SHELF + name)]
            return [name for name in wanted if self._renew(self._source, name, index[name])]
        except BadSignature as error:
            log.error("what the province published cannot be believed, the last good one stays: %s", error)
            self._due = min(self._due, self._clock.monotonic() + AGAIN_S)
        except (Offline, Refused):
            self._due = min(self._due, self._clock.monotonic() + AGAIN_S)
        except Closed:
            log.info("the memory was closed in the meantime")
        except CacheError as error:
            log.error("reference data was not kept: %s", error.code)
        return []

    def _renew(self, source: Source, name: str, etag: str) -> bool:
        """Bring one collection to what the index names; whether it changed."""
        standing = self.standing(name)
        if etag in self._refused or (standing is not None and standing[1] == etag):
            return False
        known = standing[0] if standing else None
        try:
            new, etag = self._fetched(source, name, known)
            check(name, new.items)
        except (BadSignature, BundleError, FaultyReference) as error:
            self._refused.add(etag)
            reason = error.code if isinstance(error, BundleError) else type(error).__name__
            log.error("a published %s was refused, the last good one stays: %s", name, reason)
            return False
        value = {"serial": new.serial, "etag": etag, "digest": new.digest(), "items": new.items}
        self._records.put(SHELF + name, canonical(value))
        self._write(new)
        log.info("%s: serial %d stands", name, new.serial)
        return True

    @staticmethod
    def _fetched(source: Source, name: str, known: Collection | None) -> tuple[Collection, str]:
        """By the difference to what stands; by the whole where that does not lead there."""
        if known is not None:
            try:
                found = source.fetch_bundle(name, known.serial)
                return apply(found.body, name, known), found.etag
            except BundleError as error:
                if error.code not in ("other_base", "digest"):
                    raise
        found = source.fetch_bundle(name)
        return apply(found.body, name, known), found.etag

    # ---- files for the visits

    def _write_missing(self) -> None:
        """What a crash between commit and file left behind."""
        for name in NAMES:
            standing = self.standing(name)
            if standing is not None and not self._is_written(standing[0]):
                self._write(standing[0])

    def _is_written(self, collection: Collection) -> bool:
        """Whether the file says what the store says."""
        path = self.path(collection.name)
        return path.exists() and path.read_bytes() == _content(collection)

    def _write(self, collection: Collection) -> None:
        """The file, whole; the store has it in any case."""
        path = self.path(collection.name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(path, _content(collection))
        except OSError as error:
            log.error("%s was not written: %s", path.name, errno.errorcode.get(error.errno or 0, "unknown"))


def file_of(folder: Path, name: str) -> Path:
    """The file from which visits read a collection."""
    return folder / ("catalogue.json" if name == "catalogue" else f"reference/{name}.json")


def kept_file(folder: Path, name: str) -> str:
    """Path of the last good collection, or empty while there is none."""
    path = file_of(folder, name)
    return str(path) if path.exists() else ""


def _content(collection: Collection) -> bytes:
    """What visits read: the catalogue as its own loader wants it, the others with their serial."""
    if collection.name == "catalogue":
        return catalogue_bundle(collection.items)
    return canonical({"serial": collection.serial, "items": dict(collection.items)})


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
