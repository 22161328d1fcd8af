"""The ordinary request, quickly: a signature in the one form that our terminals write, without a general parser.

`http-message-signatures` reads every form that RFC 9421 allows, which costs ten times what the signature itself does.
Terminals write one form. This module accepts exactly that one, and only where the bytes that were signed follow from
the request without any normalising; whatever else comes, a wrong signature too, is left to the library.
So it can only say yes, and says it only where the library would (`tests/province/test_swift.py` holds them together).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TAG = "lawbooth"
"""Application tag of our signatures, so that one made for something else never counts here."""
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_PRESENT = (
    "content-digest", "content-encoding", "content-type", "idempotency-key", "repr-digest", "upload-complete",
    "upload-length", "upload-offset",
)  # fmt: skip
"""Headers that change the meaning of a request: covered whenever they are sent."""
BODIED = ("POST", "PUT", "PATCH")
PLAIN = r"[ !#-\[\]-~]"
"""Characters of a string that is written as it is."""
INPUT = re.compile(
    r"pyhms=(?P<params>\((?P<covered>\"@?[a-z-]+\"(?: \"@?[a-z-]+\")*)\)"
    rf';created=(?P<created>[1-9][0-9]{{0,11}});keyid="(?P<keyid>{PLAIN}{{1,64}})";alg="ed25519"'
    rf';nonce="(?P<nonce>{PLAIN}{{16,64}})";tag="{TAG}")'
)
SIGNATURE = re.compile(r"pyhms=:(?P<value>[A-Za-z0-9+/]{86}==):")
AUTHORITY = re.compile(r"[a-z0-9.-]+(?::(?P<port>[1-9][0-9]{0,4}))?")
PATH = re.compile(r"/[A-Za-z0-9/._-]*")
QUERY = re.compile(r"[A-Za-z0-9=&._:-]*")
DEFAULT_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True)
class Fields:
    """The headers of a request, each that came once by its name in lower case."""

    single: Mapping[str, str]
    names: frozenset[str]
    """Of all that came."""

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]]) -> Fields:
        """From an ASGI scope, whose names are lower case."""
        single: dict[str, str] = {}
        names: set[str] = set()
        for raw, value in headers:
            name = raw.decode("latin-1")
            if name in names:
                single.pop(name, None)
            else:
                single[name] = value.decode("latin-1")
                names.add(name)
        return cls(single, frozenset(names))


def required(method: str, names: Iterable[str]) -> tuple[str, ...]:
    """What the signature of a request with these headers must cover."""
    found = set(names)
    present = tuple(name for name in IF_PRESENT if name in found)
    bodied = method in BODIED and "content-digest" not in found
    return ALWAYS + present + (("content-digest",) if bodied else ())


def claimed_key_id(signature_input: str) -> str | None:
    """The key id that a signature in our own form names; not to be believed before `nonce_of`."""
    written = INPUT.fullmatch(signature_input)
    return None if written is None else written["keyid"]


def nonce_of(  # noqa: PLR0917 - what a signature is checked by
    scope: MutableMapping[str, Any],
    key_id: str,
    key: Ed25519PublicKey,
    created: range,
    body: bytes | None,
    fields: Fields | None = None,
) -> str | None:
    """The nonce of a right signature in our own form by this key, made at a time in `created`; None: ask the library.

    With `body`, its digest fits too. `fields` are the request's headers, where somebody read them before.
    """
    fields = fields or Fields.of(scope["headers"])
    written = INPUT.fullmatch(fields.single.get("signature-input", ""))
    signature = SIGNATURE.fullmatch(fields.single.get("signature", ""))
    if written is None or signature is None or written["keyid"] != key_id:
        return None
    if int(written["created"]) not in created or not _covers(scope["method"], fields, body):
        return None
    base = _base(scope, fields, written)
    if base is None:
        return None
    try:
        key.verify(b64decode(signature["value"]), base)
    except InvalidSignature:
        return None
    return written["nonce"]


def _covers(method: str, fields: Fields, body: bytes | None) -> bool:
    """Whether the body is the one of the digest, which is in the one form that we write."""
    if body is None or (not body and method not in BODIED and "content-digest" not in fields.names):
        return True
    digest = b64encode(hashlib.sha256(body).digest()).decode()
    return fields.single.get("content-digest") == f"sha-256=:{digest}:"


def _base(scope: MutableMapping[str, Any], fields: Fields, written: re.Match[str]) -> bytes | None:
    """The signature base (RFC 9421, 2.5), where each value is what it is without normalising."""
    derived = _derived(scope, fields)
    covered = written["covered"][1:-1].split('" "')
    if derived is None or len(set(covered)) != len(covered):
        return None
    if not set(required(scope["method"], fields.names)) <= set(covered):
        return None
    lines = []
    for name in covered:
        value = derived.get(name) if name.startswith("@") else fields.single.get(name)
        if not value or not value.isascii() or not value.isprintable() or value != value.strip():
            return None
        lines.append(f'"{name}": {value}')
    lines.append(f'"@signature-params": {written["params"]}')
    return "\n".join(lines).encode()


def _derived(scope: MutableMapping[str, Any], fields: Fields) -> dict[str, str] | None:
    """The values that come from the request's first line and its host, where nothing in them can be written otherwise."""
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    authority = AUTHORITY.fullmatch(fields.single.get("host", ""))
    if authority is None or authority["port"] == DEFAULT_PORTS.get(scope["scheme"]):
        return None
    if (
        not PATH.fullmatch(path)
        or "//" in path
        or not QUERY.fullmatch(query)
        or not scope["method"].isupper()
    ):
        return None
    return {"@method": scope["method"], "@authority": authority[0], "@path": path, "@query": f"?{query}"}
