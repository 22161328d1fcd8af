"""What terminals may keep a copy of, as TUF metadata (The Update Framework 1.0): authentic, whole, newest, and in date.

Targets are the published collections: path `<name>.json`, length and SHA-256 of the collection as canonical JSON, its
serial beside them. How a terminal gets the content (whole or as a difference, `bundles`) does not matter: what comes
out must have that digest. Roles: the catalogue key, known to terminals since their enrolment, signs root and targets;
a second key made from it signs snapshot and timestamp, which are renewed by the calendar.

Nothing is stored: versions follow from the serials and the day, Ed25519 signs alike every time, so every gateway of a
province gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from legalnet.bundles import Collection, canonical

if TYPE_CHECKING:
    from tuf.api.metadata import Metadata

NAMES = ("1.root.json", "timestamp.json", "snapshot.json", "targets.json")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""Days are counted from here."""
ROOT_ENDS = datetime(2046, 1, 1, tzinfo=UTC)
FRESH = timedelta(days=7)
"""A timestamp lives so long from the beginning of its day: who is kept from newer ones notices after a week."""
MONTH = timedelta(days=30)
LASTS = timedelta(days=120)
"""Snapshot and targets, from the beginning of their month."""
MOST = 1_000_000
"""Days, and so renewals, for one state of the collections; versions are serials times this and the day."""


@dataclass(frozen=True)
class Published:
    """One collection as the targets name it."""

    name: str
    serial: int
    length: int
    digest: str

    @classmethod
    def of(cls, collection: Collection) -> Published:
        """Of what stands."""
        raw = canonical(vars(collection))
        return cls(collection.name, collection.serial, len(raw), collection.digest())


@dataclass(frozen=True)
class Roles:
    """Both keys."""

    catalogue: Ed25519PrivateKey = field(repr=False)

    def online(self) -> Ed25519PrivateKey:
        """The key of snapshot and timestamp."""
        seed = HKDF(SHA256(), 32, None, b"lawbooth/tuf/online/1").derive(self.catalogue.private_bytes_raw())
        return Ed25519PrivateKey.from_private_bytes(seed)

    def root(self) -> bytes:
        """Who may sign what; the first and only version."""
        from tuf.api.metadata import Metadata, Root

        root = Root(expires=ROOT_ENDS, consistent_snapshot=False)
        for role, key in (("root", self.catalogue), ("targets", self.catalogue), ("snapshot", self.online()),
                          ("timestamp", self.online())):  # fmt: skip
            root.add_key(_signer(key).public_key, role)
        return _signed(Metadata(root), self.catalogue)

    def files(self, published: Iterable[Published], now: datetime) -> dict[str, bytes]:
        """Every file of the repository, by name."""
        from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

        every = sorted(published, key=lambda one: one.name)
        state = sum(one.serial for one in every) * MOST
        day, month = (now - BEGINNING) // timedelta(days=1), (now - BEGINNING) // MONTH
        month_began = BEGINNING + month * MONTH
        targets = Targets(version=state + month, expires=month_began + LASTS)
        for one in every:
            path = f"{one.name}.json"
            custom = {"custom": {"serial": one.serial}}
            targets.targets[path] = TargetFile(one.length, {"sha256": one.digest}, path, custom)
        snapshot = Snapshot(version=state + month, expires=month_began + LASTS)
        snapshot.meta["targets.json"] = MetaFile(version=targets.version)
        timestamp = Timestamp(version=state + day, expires=BEGINNING + timedelta(days=day) + FRESH)
        timestamp.snapshot_meta = MetaFile(version=snapshot.version)
        return {
            "1.root.json": self.root(),
            "targets.json": _signed(Metadata(targets), self.catalogue),
            "snapshot.json": _signed(Metadata(snapshot), self.online()),
            "timestamp.json": _signed(Metadata(timestamp), self.online()),
        }


def _signer(key: Ed25519PrivateKey) -> Any:
    from securesystemslib.signer import CryptoSigner

    return CryptoSigner(key)


def _signed(metadata: Metadata[Any], key: Ed25519PrivateKey) -> bytes:
    metadata.sign(_signer(key))
    return metadata.to_bytes()
