"""Collections that the province publishes and terminals keep: numbered, signed, whole or as a difference.

A message brings a collection from one serial to a higher one and names the digest of the result, so that a
difference put on anything else than what it was made from is noticed. Which digest may be believed, the caller knows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from legalnet.submission import Digest, Frozen

FORMAT = "lawbooth-bundle-1"


class BundleError(ValueError):
    """A message that must not be applied; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Collection:
    """One collection at one serial."""

    name: str
    serial: int
    items: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Id -> JSON value."""

    def digest(self) -> str:
        """SHA-256 over name, serial and items as canonical JSON."""
        return hashlib.sha256(canonical(vars(self))).hexdigest()


class Message(Frozen):
    """What travels and is signed."""

    format: str
    name: str
    serial: int
    base: int | None
    """Serial that `put` and `drop` start from; None: `put` is everything."""
    put: dict[str, Any]
    drop: tuple[str, ...] = ()
    digest: Digest
    """Of the collection afterwards."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and without spaces, in UTF-8: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def whole(new: Collection) -> bytes:
    """The message that brings the whole collection."""
    return _message(new, None, dict(new.items), ())


def difference(old: Collection, new: Collection) -> bytes:
    """The message that brings `old` to `new`."""
    put = {key: value for key, value in new.items.items() if old.items.get(key, ...) != value}
    return _message(new, old.serial, put, tuple(sorted(old.items.keys() - new.items.keys())))


def _message(new: Collection, base: int | None, put: dict[str, Any], drop: tuple[str, ...]) -> bytes:
    """As canonical JSON."""
    fixed = {"format": FORMAT, "name": new.name, "serial": new.serial, "digest": new.digest()}
    return canonical({**fixed, "base": base, "put": put, "drop": drop})


def apply(message: bytes, name: str, known: Collection | None) -> Collection:
    """The collection after a message. Nothing is changed in `known`.

    Raises `BundleError`: `malformed`, `other_format`, `other_collection`, `older` (a serial that is not higher
    than the known one), `other_base` (a difference to something else), `digest` (the result is not what the
    province meant).
    """
    try:
        found = Message.model_validate_json(message)
    except ValidationError:
        raise BundleError("malformed") from None
    if found.format != FORMAT:
        raise BundleError("other_format")
    if found.name != name:
        raise BundleError("other_collection")
    if known is not None and found.serial <= known.serial:
        raise BundleError("older")
    items: dict[str, Any] = {}
    if found.base is not None:
        if known is None or known.serial != found.base:
            raise BundleError("other_base")
        items = {key: value for key, value in known.items.items() if key not in found.drop}
    new = Collection(name, found.serial, items | found.put)
    if new.digest() != found.digest:
        raise BundleError("digest")
    return new
