"""Who this terminal is to the province: its own key, and the record of its enrolment."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from offline_cache.chip import Chip

KEY_FILE = "terminal.key"
RECORD_FILE = "enrolment.json"


class NotEnrolled(Exception):
    """The terminal has no enrolment, or its record is damaged; the text says which."""


@dataclass(frozen=True)
class Enrolment:
    """What the terminal keeps from its enrolment. Nothing in it is secret."""

    url: str
    """Of the province, without a path: `https://host` or `http://127.0.0.1:port`."""
    terminal_id: str
    sealing_key: str = field(repr=False)
    """Base64 of the province's public sealing key (`legalnet.sealing.load_public`)."""
    key_id: str
    catalogue_key: str
    """Base64 of the raw Ed25519 key that signs the catalogue."""
    profile: Mapping[str, Any]
    """Place, region, court, services, PIN policy as the province gave them."""

    def dump(self) -> str:
        """As JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def load_or_create_key(path: Path, chip: Chip | None = None) -> Ed25519PrivateKey:
    """The terminal's own key, made at first call: sealed to the security chip where there is one, else 32 raw bytes
    that only the owner may read (0600).

    Raises `ValueError` when the file holds no key or this machine's chip does not open it.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not path.exists():
        _keep_key(path, Ed25519PrivateKey.generate().private_bytes_raw(), chip)
    return Ed25519PrivateKey.from_private_bytes(_read_key(path, chip))


def seal_key(path: Path, chip: Chip | None = None) -> bool:
    """Seal a key that lies in a bare file to the chip, where there is one now; whether it is sealed after that.

    The key stays the same, so the province need not hear of it. Raises `ValueError` when there is no key to seal.
    """
    if not is_sealed(path):
        _keep_key(path, _read_key(path, chip), chip)
    return is_sealed(path)


def is_sealed(path: Path) -> bool:
    """Whether the key in this file opens on this machine only. Raises `OSError` when it cannot be read."""
    from offline_cache.keys import SEALED, kept

    return kept(path.read_bytes()) == SEALED


def _chip(chip: Chip | None) -> Chip:
    from offline_cache.chip import TERMINAL_NAME, Chip

    return chip or Chip(name=TERMINAL_NAME)


def _keep_key(path: Path, raw: bytes, chip: Chip | None) -> None:
    there = _chip(chip)
    write_private(path, (there.seal(raw) if there.present() else None) or raw)


def _read_key(path: Path, chip: Chip | None) -> bytes:
    from offline_cache.disk import Disk
    from offline_cache.errors import WrongKey
    from offline_cache.keys import KeyFile

    try:
        return KeyFile(path, Disk(), _chip(chip)).load()
    except WrongKey as error:
        raise ValueError(str(error)) from None


def load_enrolment(folder: Path) -> Enrolment:
    """The record of an earlier enrolment. Raises `NotEnrolled` when there is none that can be used."""
    try:
        return Enrolment(**json.loads((folder / RECORD_FILE).read_bytes()))
    except FileNotFoundError:
        raise NotEnrolled("this terminal was never enrolled") from None
    except (ValueError, TypeError):
        raise NotEnrolled(f"{folder / RECORD_FILE} is damaged; enrol again") from None


def save_enrolment(folder: Path, enrolment: Enrolment) -> None:
    """Keep the record, whole and flushed."""
    write_private(folder / RECORD_FILE, enrolment.dump().encode())


def write_private(path: Path, data: bytes) -> None:
    """All of the file or nothing, readable by its owner only, flushed with its folder."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".new")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
