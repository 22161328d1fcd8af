"""What one running gateway consists of, and how requests reach it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request

from province.evidence.log import EvidenceLog
from province.fleet.beats import Beats
from province.fleet.figures import FleetFigures
from province.gateway.bells import Bells, Messenger
from province.gateway.blobs.interface import BlobStore
from province.gateway.clock import Clock
from province.gateway.guard.rates import Rates
from province.gateway.judging import Judges
from province.gateway.keys import Keys
from province.gateway.known import KnownTerminals
from province.gateway.ledger.notes import note
from province.gateway.metrics import Metrics
from province.gateway.published import Published
from province.gateway.records import Records
from province.gateway.sessions import Sessions
from province.gateway.settings import Profile, Settings
from province.gateway.storage.interface import Storage

__all__ = ["Gateway", "note", "of"]


@dataclass
class Gateway:
    """The parts that every request handler may use."""

    settings: Settings
    clock: Clock
    profile: Profile
    keys: Keys = field(repr=False)
    database: Storage
    files: BlobStore
    published: Published
    sessions: Sessions = field(repr=False)
    bells: Bells
    messenger: Messenger
    metrics: Metrics
    records: Records = field(repr=False)
    evidence: EvidenceLog
    rates: Rates = field(repr=False)
    judges: Judges = field(default_factory=Judges)
    known: KnownTerminals = field(default_factory=KnownTerminals, repr=False)
    beats: Beats = field(default_factory=Beats, repr=False)
    fleet: FleetFigures = field(default_factory=FleetFigures)

    async def close(self) -> None:
        """Let go of everything that was opened."""
        await self.beats.drain()
        self.judges.close()
        await self.messenger.stop()
        await self.evidence.close()
        await self.database.close()


def of(request: Request) -> Gateway:
    """The gateway that serves this request."""
    gateway = request.app.state.gateway
    assert isinstance(gateway, Gateway)  # noqa: S101 - set by `app.build`, nobody else
    return gateway
