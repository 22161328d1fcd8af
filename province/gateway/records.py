"""What the province writes down about people: hidden in the database, found by a keyed mark instead of a number.

The tables hold codes, states and dates; names, numbers and sentences stand in them only under AES-256-GCM, bound to
where they belong. Whoever copies the database without the key folder reads nothing and can try no numbers.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class Damaged(Exception):
    """Something hidden does not open: another key, another place, or changed bytes."""


class Records:
    """Hides and shows; one per gateway, from the secret in its key folder."""

    def __init__(self, secret: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        self._cipher = AESGCM(_derived(secret, b"words"))
        self._holders = _derived(secret, b"holders")
        self._random = random

    def holder(self, number: str) -> str:
        """The mark of a person by the number of their document: 32 hex digits, the same on every gateway."""
        plain = number.strip().upper().encode()
        return hmac.new(self._holders, plain, "sha256").hexdigest()[:32]

    def hide(self, place: str, data: bytes) -> bytes:
        """Bytes for the database; `place` names table and row, so that no row can stand in for another."""
        nonce = self._random(NONCE)
        return nonce + self._cipher.encrypt(nonce, data, place.encode())

    def show(self, place: str, hidden: bytes) -> bytes:
        """The bytes again. Raises `Damaged`."""
        try:
            return self._cipher.decrypt(hidden[:NONCE], hidden[NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise Damaged(place) from None

    def hide_json(self, place: str, value: Any) -> bytes:
        """A JSON value for the database."""
        return self.hide(place, json.dumps(value, ensure_ascii=False).encode())

    def show_json(self, place: str, hidden: bytes | None) -> Any:
        """The value again, None where nothing is kept. Raises `Damaged`."""
        return None if hidden is None else json.loads(self.show(place, hidden))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    """A key of its own for each purpose."""
    return HKDF(SHA256(), 32, None, b"lawbooth/records/1/" + purpose).derive(secret)
