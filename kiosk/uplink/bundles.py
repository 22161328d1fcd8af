"""What the province publishes, as it comes over the line: messages, and what else it signs."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass, field


class BadSignature(Exception):
    """A message that is not the province's; what stands, stays."""


@dataclass(frozen=True)
class SignedBundle:
    """A message of `legalnet.bundles` that says of itself what may be believed."""

    body: bytes = field(repr=False)
    etag: str


def etag(name: str, serial: int, digest: str) -> str:
    """Names one state of one collection, as the province does."""
    return f'"{name}-{serial}-{digest[:16]}"'


def described(body: bytes) -> tuple[int, str]:
    """Serial and digest of the collection that a message says it leads to; `legalnet.bundles.apply` holds it to that."""
    try:
        found = json.loads(body)
        return int(found["serial"]), str(found["digest"])
    except (ValueError, KeyError, TypeError):
        raise BadSignature("no message") from None


def verify(body: bytes, signature: str, key: str, signed_as: bytes) -> None:
    """Check a message against the Base64 key of the enrolment. Raises `BadSignature`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True))
        public.verify(b64decode(signature, validate=True), signed_as + body)
    except (InvalidSignature, ValueError):
        raise BadSignature("the signature does not fit") from None
