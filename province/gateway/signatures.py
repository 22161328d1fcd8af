"""Who sends this request: HTTP message signatures (RFC 9421) by the terminal's enrolled Ed25519 key.

Covered are method, authority, path and query, the digest of the body (RFC 9530) wherever there is one, and
the headers that change what a request does. The library checks coverage only when told (`require_components`)
and never replays, so both are asked for here.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends, Request
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
)
from http_message_signatures.algorithms import ED25519

from province.gateway.context import Gateway, of
from province.gateway.encodings import as_sent
from province.gateway.problems import Problem
from province.gateway.storage.rows import Nonce

log = logging.getLogger(__name__)

TAG = "lawbooth"
"""Application tag of our signatures, so that one made for something else never counts here."""
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_PRESENT = (
    "content-digest", "content-encoding", "content-type", "idempotency-key", "repr-digest", "upload-complete",
    "upload-length", "upload-offset",
)  # fmt: skip
"""Headers that change the meaning of a request: covered whenever they are sent."""
NONCE_LENGTH = range(16, 65)


@dataclass(frozen=True)
class Terminal:
    """The terminal that signed the request."""

    id: str
    profile: str
    """JSON of `settings.Profile`."""


@dataclass(frozen=True)
class Message:
    """A request as the verifier wants to see it."""

    method: str
    url: str
    headers: Any


class ClockSkew(InvalidSignature):
    """The signature's time is too far from ours."""


class OneKey(HTTPSignatureKeyResolver):
    """Resolves one key id to one key."""

    def __init__(self, key_id: str, key: Ed25519PublicKey) -> None:
        self._key_id, self._key = key_id, key

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        """The key, when it is the one that was asked for."""
        return self._key if key_id == self._key_id else None


class Verifier(HTTPMessageVerifier):
    """The library's verifier on our clock; a time too early or late is told apart from a bad signature."""

    def __init__(self, key_id: str, key: Ed25519PublicKey, now: datetime, window_s: int) -> None:
        super().__init__(signature_algorithm=ED25519, key_resolver=OneKey(key_id, key))
        self._now, self._window = now, timedelta(seconds=window_s)

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        """Called by `verify` for each signature."""
        if "created" not in sig_input.params:
            raise InvalidSignature("created is missing")
        created = cast(datetime, self._parse_integer_timestamp(sig_input.params["created"], "created"))  # type: ignore[no-untyped-call]
        if abs(self._now - created) > (max_age or self._window):
            raise ClockSkew("created is outside the window")


def required(request: Request) -> tuple[str, ...]:
    """What the signature of this request must cover."""
    present = tuple(name for name in IF_PRESENT if name in request.headers)
    bodied = request.method in ("POST", "PUT", "PATCH") and "content-digest" not in present
    return ALWAYS + present + (("content-digest",) if bodied else ())


def check(
    request: Request, key_id: str, key: Ed25519PublicKey, gateway: Gateway, body: bytes | None
) -> VerifyResult:
    """Verify the request's signature by this key; with `body`, its digest too.

    Raises `Problem` with `signature_missing`, `clock_skew` (with the server's time) or `signature_invalid`.
    """
    if "signature" not in request.headers or "signature-input" not in request.headers:
        raise Problem("signature_missing")
    now = gateway.clock.now()
    verifier = Verifier(key_id, key, now, gateway.settings.clock_window_s)
    message = Message(request.method, str(request.url), request.headers)
    try:
        results = verifier.verify(
            message, max_age=None, expect_tag=TAG, require_components=required(request), body=body
        )
    except ClockSkew:
        raise Problem("clock_skew", server_time=now.isoformat(timespec="seconds")) from None
    except InvalidSignature:
        raise Problem("signature_invalid") from None
    return results[0]


def claimed_key_id(request: Request) -> str:
    """The key id that the signature names; not to be believed before `check`."""
    header = request.headers.get("signature-input", "")
    _, found, rest = header.partition('keyid="')
    if not found:
        raise Problem("signature_missing")
    return rest.partition('"')[0][:64]


def public_key(encoded: str) -> Ed25519PublicKey:
    """The Ed25519 key in Base64 of its raw bytes. Raises `Problem` when it is none."""
    try:
        return Ed25519PublicKey.from_public_bytes(b64decode(encoded, validate=True))
    except ValueError:
        raise Problem("signature_invalid") from None


async def _authenticate(request: Request, body: bytes | None) -> Terminal:
    """The enrolled terminal that signed this request, its nonce used up."""
    gateway = of(request)
    terminal_id = claimed_key_id(request)
    row = await gateway.database.terminal(terminal_id)
    if row is None or row.revoked_at is not None:
        raise Problem("terminal_unknown")
    result = check(request, terminal_id, public_key(row.public_key), gateway, body)
    nonce = result.nonce or ""
    if len(nonce) not in NONCE_LENGTH:
        raise Problem("signature_invalid")
    window = 2 * gateway.settings.clock_window_s
    now = int(gateway.clock.now().timestamp())
    if not await gateway.database.use_nonce(Nonce(terminal_id, nonce, now, now + window)):
        raise Problem("replayed")
    return Terminal(terminal_id, row.profile)


async def signed(request: Request) -> Terminal:
    """Dependency: the terminal, with the body read and its digest checked."""
    return await _authenticate(request, as_sent(request.scope) or await request.body())


async def signed_head(request: Request) -> Terminal:
    """Dependency for streamed bodies: the digest is covered, and checked when the stream has ended."""
    return await _authenticate(request, None)


Signed = Annotated[Terminal, Depends(signed)]
SignedHead = Annotated[Terminal, Depends(signed_head)]
