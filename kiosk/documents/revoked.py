"""Which certificates count no more, out of revocation lists that were handed over for judging (RFC 5280)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


class ForeignList(ValueError):
    """A file that is no revocation list, or one that none of the given roots signed; its text is the file's name."""


@dataclass(frozen=True)
class Revoked:
    """What lists say."""

    since: dict[str, str] = field(default_factory=dict)
    """`mark` of a certificate -> the moment since when, ISO 8601."""
    issuers: dict[str, str] = field(default_factory=dict)
    """Digest of an issuer's name -> the moment of its list: of others' certificates nothing is known."""


def mark(issuer: bytes, serial: int) -> str:
    """What names a certificate: digest of its issuer's name (DER), and its serial number."""
    return f"{name_digest(issuer)}:{serial:x}"


def name_digest(issuer: bytes) -> str:
    """Of a name in DER."""
    return hashlib.sha256(issuer).hexdigest()


def read_lists(paths: list[Path], roots: list[str]) -> Revoked:
    """What the lists in files (DER or PEM) say, each signed by one of the roots (PEM).

    Raises `OSError` or `ForeignList`.
    """
    from cryptography import x509

    above = [one for pem in roots for one in x509.load_pem_x509_certificates(pem.encode())]
    since: dict[str, str] = {}
    issuers: dict[str, str] = {}
    for path in paths:
        raw = path.read_bytes()
        load = x509.load_pem_x509_crl if raw.startswith(b"-----") else x509.load_der_x509_crl
        try:
            found = load(raw)
            issued = [one.public_key() for one in above if one.subject == found.issuer]
            signed = any(found.is_signature_valid(key) for key in issued)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            signed = False
        if not signed:
            raise ForeignList(path.name)
        issuer = found.issuer.public_bytes()
        issuers[name_digest(issuer)] = found.last_update_utc.isoformat()
        since |= {mark(issuer, one.serial_number): one.revocation_date_utc.isoformat() for one in found}
    return Revoked(since, issuers)


def counts_no_more(revoked: Revoked, named: str, proven: str) -> bool:
    """Whether a certificate was revoked and nothing proves that it signed before.

    `proven`: when, by a time stamp; empty for a time that somebody only says.
    """
    since = revoked.since.get(named)
    if since is None:
        return False
    return not proven or datetime.fromisoformat(proven) >= datetime.fromisoformat(since)
