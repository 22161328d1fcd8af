"""What the sync engine tells whoever listens; keys and codes only, nothing personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from offline_cache.states import Lane
from offline_cache.uplink import Reply


@dataclass(frozen=True)
class Uploading:
    """Blobs of an item are going over: bytes there, bytes in all."""

    key: str
    sent: int
    total: int


@dataclass(frozen=True)
class Delivered:
    """The other end has it, and answered."""

    key: str
    reply: Reply = field(repr=False)


@dataclass(frozen=True)
class Refused:
    """It will not be delivered unless a person does something."""

    key: str
    code: str
    message: str = field(repr=False)


@dataclass(frozen=True)
class Waiting:
    """An attempt decided nothing; the next one is planned for `until` by the wall clock."""

    key: str
    until: datetime
    reason: str


@dataclass(frozen=True)
class Died:
    """A thread of the engine ended that should not have."""

    lane: Lane
    reason: str
    """Name of the error's type."""


SyncEvent = Uploading | Delivered | Refused | Waiting | Died
