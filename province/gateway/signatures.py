"""Who sends this request: HTTP message signatures (RFC 9421) by the terminal's enrolled Ed25519 key.

Covered are method, authority, path and query, the digest of the body (RFC 9530) wherever there is one, and
the headers that change what a request does. The library checks coverage only when told (`require_components`)
and never replays, so both are asked for here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends, Request
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)
from http_message_signatures.algorithms import ED25519

from province.gateway import swift
from province.gateway.context import Gateway, of
from province.gateway.encodings import as_sent
from province.gateway.known import Known
from province.gateway.ledger.refusals import signed_by
from province.gateway.problems import Problem
from province.gateway.storage.rows import Nonce, Replayed, Stranger

log = logging.getLogger(__name__)

NONCE_LENGTH = range(16, 65)


@dataclass(frozen=True)
class Terminal:
    """The terminal that signed the request."""

    id: str
    profile: str
    """JSON of `settings.Profile`."""
    pending: Nonce | None = None
    """The nonce that is still to be used up, by a request that does so in the commit of what it asks for."""


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


def check(request: Request, key_id: str, key: Ed25519PublicKey, gateway: Gateway, body: bytes | None) -> str:
    """Verify the request's signature by this key; with `body`, its digest too. Gives its nonce, "" where it has none.

    Raises `Problem` with `signature_missing`, `clock_skew` (with the server's time) or `signature_invalid`.
    """
    now, window = gateway.clock.now(), gateway.settings.clock_window_s
    seconds = int(now.timestamp())
    found = swift.nonce_of(request.scope, key_id, key, range(seconds - window + 1, seconds + window), body)
    return thorough(request, key_id, key, gateway, body) if found is None else found


def thorough(
    request: Request, key_id: str, key: Ed25519PublicKey, gateway: Gateway, body: bytes | None
) -> str:
    """The same by the library, which reads every form."""
    if "signature" not in request.headers or "signature-input" not in request.headers:
        raise Problem("signature_missing")
    now = gateway.clock.now()
    verifier = Verifier(key_id, key, now, gateway.settings.clock_window_s)
    message = Message(request.method, str(request.url), request.headers)
    must = swift.required(request.method, request.headers.keys())
    try:
        results = verifier.verify(
            message, max_age=None, expect_tag=swift.TAG, require_components=must, body=body
        )
    except ClockSkew:
        raise Problem("clock_skew", server_time=now.isoformat(timespec="seconds")) from None
    except InvalidSignature:
        raise Problem("signature_invalid") from None
    return results[0].nonce or ""


def claimed_key_id(request: Request) -> str:
    """The key id that the signature names; not to be believed before `check`."""
    header = request.headers.get("signature-input", "")
    _, found, rest = header.partition('keyid="')
    if not found:
        raise Problem("signature_missing")
    return rest.partition('"')[0][:64]


async def recognised(request: Request, body: bytes | None) -> Terminal:
    """The terminal that signed this request; its nonce is not used up yet, see `admit`. Raises `Problem`."""
    gateway = of(request)
    known = await gateway.known.find(gateway.database, claimed_key_id(request))
    nonce = check(request, known.id, known.key, gateway, body)
    if len(nonce) not in NONCE_LENGTH:
        raise Problem("signature_invalid")
    return caller_of(gateway, known, nonce)


def caller_of(gateway: Gateway, known: Known, nonce: str) -> Terminal:
    """Whose signature was right, the nonce of it still to be used up."""
    now = int(gateway.clock.now().timestamp())
    return Terminal(
        known.id, known.profile, Nonce(known.id, nonce, now, now + 2 * gateway.settings.clock_window_s)
    )


async def admit(gateway: Gateway, caller: Terminal) -> Terminal:
    """Use up the nonce. Raises `Problem` `replayed`, or `terminal_unknown` for one that is enrolled no longer."""
    if caller.pending is None:
        return caller
    with admitting(gateway, caller.id):
        if not await gateway.database.use_nonce(caller.pending):
            raise Replayed
    return Terminal(caller.id, caller.profile)


@contextmanager
def admitting(gateway: Gateway, terminal_id: str) -> Iterator[None]:
    """What the storage says of a nonce, in the words of the interface."""
    try:
        yield
    except Replayed:
        raise Problem("replayed") from None
    except Stranger:
        gateway.known.forget(terminal_id)
        raise Problem("terminal_unknown") from None


async def _authenticate(request: Request, body: bytes | None) -> Terminal:
    """The enrolled terminal that signed this request, its nonce used up."""
    gateway = of(request)
    caller = await admit(gateway, await recognised(request, body))
    signed_by(request, caller.id)
    gateway.rates.admit(caller.id, request.method, request.url.path)
    return caller


async def signed(request: Request) -> Terminal:
    """Dependency: the terminal, with the body read and its digest checked."""
    return await _authenticate(request, as_sent(request.scope) or await request.body())


async def signed_head(request: Request) -> Terminal:
    """Dependency for streamed bodies: the digest is covered, and checked when the stream has ended."""
    return await _authenticate(request, None)


Signed = Annotated[Terminal, Depends(signed)]
SignedHead = Annotated[Terminal, Depends(signed_head)]
