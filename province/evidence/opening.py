"""Puts a log together from the gateway's settings."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legalnet.evidence.notes import COSIGNATURE, BadNote, ForeignSigner, Signer, parse_key
from province.evidence.deposits import Maker
from province.evidence.in_database import InDatabase
from province.evidence.in_folder import InFolder
from province.evidence.interface import Keeping
from province.evidence.log import EvidenceLog
from province.evidence.sm2 import Sm2Line
from province.evidence.witnesses import Address, Witnesses
from province.gateway.clock import Clock
from province.gateway.settings import Profile, Settings, SettingsError
from province.gateway.storage.interface import Storage


def open_log(
    settings: Settings, profile: Profile, key: Ed25519PrivateKey, database: Storage, clock: Clock
) -> EvidenceLog:
    """The log, not running yet. Raises `SettingsError`."""
    origin = settings.evidence_origin or f"pln.cn-{profile.region}/evidence"
    further: list[ForeignSigner] = [Sm2Line(origin, settings.sm2_key)] if settings.sm2_key else []
    return EvidenceLog(
        _keeping(settings, database), Signer(origin, key), Maker(os.urandom, clock.now), _witnesses(settings, clock),
        further,
    )  # fmt: skip


def _keeping(settings: Settings, database: Storage) -> Keeping:
    """Where its tree lies."""
    if not settings.evidence:
        return InDatabase(database)
    if not settings.evidence.startswith("file:///"):
        raise SettingsError("evidence: must be file:///folder or empty")
    return InFolder(database, Path(settings.evidence.removeprefix("file://")))


def _witnesses(settings: Settings, clock: Clock) -> Witnesses:
    """Whom to ask."""
    found = []
    for text in settings.witnesses:
        encoded, _, url = text.partition("@")
        try:
            key = parse_key(encoded)
        except BadNote:
            raise SettingsError("witnesses: each must be KEY@URL") from None
        if key.kind != COSIGNATURE or not url.startswith(
            ("https://", "http://127.0.0.1:", "http://localhost:")
        ):
            raise SettingsError("witnesses: each must be a witness's key and an https:// address")
        found.append(Address(key, url))
    if settings.witness_quorum > len(found):
        raise SettingsError("witness_quorum: more than there are witnesses")
    return Witnesses(tuple(found), settings.witness_quorum, clock)
