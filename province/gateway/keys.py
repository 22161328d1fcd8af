"""The province's keys: one opens what terminals seal, one signs the catalogue, one certifies terminals,
one signs the evidence log.

Made at first start, readable by their owner only.
"""

from __future__ import annotations

import os
import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legalnet import sealing
from province.gateway.authority import Authority, dump, load, new_authority

SEALING, EARLIER = "sealing.key", "sealing-earlier-"
ROOT_NAME = "省公共法律服务网终端签名根证书"
"""Common name of the root that certifies terminals."""


@dataclass(frozen=True)
class Keys:
    """The key pairs of the province; nothing secret shows in a repr."""

    sealing_keys: Mapping[str, sealing.PrivateKey] = field(repr=False)
    """By key id: the present one, and those before it, which open what was sealed on the way or long ago."""
    sealing_public: bytes = field(repr=False)
    key_id: str
    catalogue_key: Ed25519PrivateKey = field(repr=False)
    authority: Authority = field(repr=False)
    records: bytes = field(repr=False)
    """Secret that hides what the database says about people; the same for all gateways of a province."""
    evidence_key: Ed25519PrivateKey = field(repr=False)
    """Signs the heads of the evidence log; another one would be another log."""
    staff_key: bytes = field(repr=False)
    """32 bytes that seal what the database keeps of people: TOTP secrets, call-back numbers, opinions."""

    @property
    def catalogue_public(self) -> str:
        """Base64 of the raw public key that terminals check the catalogue with."""
        return b64encode(self.catalogue_key.public_key().public_bytes_raw()).decode()


def load_keys(folder: Path, now: datetime) -> Keys:
    """The keys in `folder`, made when absent. Raises `OSError` or `sealing.SealError` when unreadable."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = sealing.load_private(
        _secret(folder / SEALING, lambda: sealing.private_bytes(sealing.generate_keypair()[0]))
    )
    public = sealing.public_of(private)
    earlier = [sealing.load_private(path.read_bytes()) for path in sorted(folder.glob(f"{EARLIER}*[0-9a-f]"))]
    every = {sealing.key_id(sealing.public_of(key)): key for key in (*earlier, private)}
    signing = _secret(folder / "catalogue.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Keys(
        every,
        sealing.public_bytes(public),
        sealing.key_id(public),
        Ed25519PrivateKey.from_private_bytes(signing),
        load(_secret(folder / "authority.pem", lambda: dump(new_authority(ROOT_NAME, now)))),
        _secret(folder / "records.key", lambda: os.urandom(32)),
        Ed25519PrivateKey.from_private_bytes(
            _secret(folder / "evidence.key", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
        ),
        _secret(folder / "staff.key", lambda: secrets.token_bytes(32)),
    )


def renew_sealing_key(folder: Path) -> str:
    """A fresh key for terminals to seal to; gives its id. The earlier one is kept first, so that nothing sealed
    to it is ever lost, and a crash in between only keeps it twice. Gateways take it up at their next start.
    """
    present = (folder / SEALING).read_bytes()
    name = sealing.key_id(sealing.public_of(sealing.load_private(present)))
    write_private(folder / f"{EARLIER}{name}", present)
    private, public = sealing.generate_keypair()
    write_private(folder / SEALING, sealing.private_bytes(private))
    return sealing.key_id(public)


def _secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The secret in the file, or a fresh one written there whole and flushed.

    Two gateways may start on a fresh folder at a time: the first to give its file the name wins.
    """
    if not path.exists():
        part = path.with_name(f"{path.name}.{os.getpid()}")
        write_private(part, make())
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
        flush_folder(path.parent)
    return path.read_bytes()


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read: all of it or nothing, flushed with its folder."""
    part = path.with_name(path.name + ".new")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush a folder, so that a rename in it survives a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
