"""The key a terminal signs documents with, and its certificate by the province.

It is not the key that signs requests: that one is Ed25519, which PDF readers do not check, and a key should do one
thing. The private key is read by the keeper only; visits ask for signatures of digests.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.uplink.identity import write_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

log = logging.getLogger(__name__)

KEY_FILE = "signing.key"
CHAIN_FILE = "signing.pem"
"""The terminal's certificate and the province's root below it."""
ROOT_FILE = "authority.pem"
"""The province's root alone: what `main.py document verify` trusts."""
LIST_FILE = "revocations.crl"
"""The province's last revocation list (DER), which `main.py document verify` asks."""

RENEW_BEFORE = timedelta(days=120)
"""A new certificate is asked for when less than this is left."""


@dataclass(frozen=True)
class SigningKey:
    """The key with its certificates as they lie in the terminal's folder."""

    key: EllipticCurvePrivateKey = field(repr=False)
    chain: str
    """PEM, empty while the province has not issued a certificate for this key."""
    expires: datetime | None

    def sign(self, digest: bytes) -> bytes:
        """An ECDSA signature (DER) over a SHA-256 digest. Raises `ValueError` for another length."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
        from cryptography.hazmat.primitives.hashes import SHA256

        return self.key.sign(digest, ECDSA(Prehashed(SHA256())))

    def request(self) -> bytes:
        """A PKCS#10 request (DER) that proves the key is ours; whose it is, the province writes itself."""
        from cryptography import x509
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import Encoding

        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.DER)

    def valid(self, now: datetime) -> bool:
        """Whether there is a certificate that has not run out."""
        return bool(self.chain) and self.expires is not None and now < self.expires

    def due(self, now: datetime) -> bool:
        """Whether it is time to ask for the next certificate."""
        return self.expires is None or now >= self.expires - RENEW_BEFORE


def load_signing(folder: Path) -> SigningKey:
    """The signing key in `folder`, made at first call (0600), and its certificate if there is one that fits.

    Raises `OSError` or `ValueError` when the key cannot be read.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        load_pem_private_key,
    )

    path = folder / KEY_FILE
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        write_private(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{KEY_FILE} is not a P-256 key")
    chain = folder / CHAIN_FILE
    if not chain.exists():
        return SigningKey(key, "", None)
    return _with_chain(key, chain.read_bytes())


def _with_chain(key: EllipticCurvePrivateKey, chain: bytes) -> SigningKey:
    """The key with a chain; without one when it is damaged or for another key."""
    from cryptography import x509

    try:
        own = x509.load_pem_x509_certificates(chain)[0]
    except (ValueError, IndexError):
        log.error("%s is damaged; a new certificate will be asked for", CHAIN_FILE)
        return SigningKey(key, "", None)
    if own.public_key() != key.public_key():
        return SigningKey(key, "", None)
    return SigningKey(key, chain.decode("ascii", "replace"), own.not_valid_after_utc)


def keep(folder: Path, key: SigningKey, certificate: str, authority: str) -> SigningKey:
    """Keep an issued certificate, whole and flushed. Raises `ValueError` when it is not for this key."""
    chain = f"{certificate.strip()}\n{authority.strip()}\n"
    found = _with_chain(key.key, chain.encode())
    if not found.chain:
        raise ValueError("a certificate for another key")
    write_private(folder / ROOT_FILE, f"{authority.strip()}\n".encode())
    write_private(folder / CHAIN_FILE, chain.encode())
    return found
