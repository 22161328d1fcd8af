"""What the province publishes, as it comes over the line: an index, and signed messages."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field

from legalnet.bundles import SIGNED_AS


class BadSignature(Exception):
    """A message that is not the province's; what stands, stays."""


@dataclass(frozen=True)
class SignedBundle:
    """A message of `legalnet.bundles`, its signature checked."""

    body: bytes = field(repr=False)
    etag: str


def verify(body: bytes, signature: str, key: str, signed_as: bytes = SIGNED_AS) -> None:
    """Check a message against the Base64 key of the enrolment. Raises `BadSignature`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True))
        public.verify(b64decode(signature, validate=True), signed_as + body)
    except (InvalidSignature, ValueError):
        raise BadSignature("the signature does not fit") from None
