"""How much room the memory may take, and what it lets go of when that runs short: reference data, never a filing.

Only records whose names begin with one of `Limits.expendable` are ever dropped, the least needed first; they can be
fetched again. When nothing of that is left the door is closed to new attachments, while what a resident began
before is still taken in from the reserve.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from offline_cache.blobs import Blobs
from offline_cache.records import Records
from offline_cache.store import Store

log = logging.getLogger(__name__)

MIB = 1024 * 1024
RESERVE = 256 * MIB
"""Kept for filings that were begun before the door was closed: the largest sealed file the province takes."""
LET_GO = "let-go/"
"""Records that tell how large an evicted record was, so that it is fetched again only where it fits."""


class Room(StrEnum):
    """How much room there is."""

    AMPLE = "ample"
    TIGHT = "tight"
    """Expendable records go."""
    FULL = "full"
    """Nothing expendable is left: no new attachments."""


@dataclass(frozen=True)
class Limits:
    """What the memory may take."""

    budget: int = 1 << 62
    """Bytes of store and sealed files together."""
    spare: int = 0
    """Bytes of the disk that stay free for everything else."""
    expendable: tuple[str, ...] = ()
    """Beginnings of names of records that may be dropped, the least needed first."""

    @property
    def reserve(self) -> int:
        """Bytes kept for filings under way; of a small budget a quarter."""
        return min(RESERVE, self.budget // 4)


@dataclass(frozen=True)
class Measure:
    """What was found, in bytes."""

    used: int
    left: int
    """Until the budget or the disk ends; below zero when it is passed."""
    room: Room


class Larder:
    """Watches over the room of one memory."""

    def __init__(self, store: Store, records: Records, blobs: Blobs, folder: Path, limits: Limits) -> None:
        self._store = store
        self._records = records
        self._blobs = blobs
        self._folder = folder
        self._limits = limits

    def measure(self) -> Measure:
        """How much is used and left; cheap enough for every minute."""
        used = self._store.live_bytes() + self._blobs.total_bytes()
        free = shutil.disk_usage(self._folder).free
        left = min(self._limits.budget - used, free - self._limits.spare)
        return Measure(used, left, self._judged(left))

    def _judged(self, left: int) -> Room:
        if left < self._limits.reserve:
            return Room.FULL
        return Room.TIGHT if left < 2 * self._limits.reserve else Room.AMPLE

    def make_room(self) -> list[str]:
        """Let go of expendable records until there is ample room or none of them is left; their names."""
        gone: list[str] = []
        while self.measure().room is not Room.AMPLE and (name := self._least_needed()):
            self._records.let_go(name, LET_GO + name)
            log.info("room is short: let go of %s", name)
            gone.append(name)
        if gone:
            self._store.compact()
        return gone

    def _least_needed(self) -> str | None:
        for beginning in self._limits.expendable:
            oldest = self._records.oldest(beginning)
            if oldest is not None:
                return oldest
        return None

    def fits_again(self, name: str) -> bool:
        """Whether a record that was let go of may come back: its size fits without making room short again."""
        size = self._records.get(LET_GO + name)
        if size is None:
            return True
        return self.measure().left - int(size) >= 2 * self._limits.reserve
