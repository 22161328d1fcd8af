"""Tickets for technicians: short codes by which a terminal knows, also offline, that the province sent somebody.

A ticket is `1234-ABCD-EFGH`: the order's number and 40 bits of an HMAC-SHA-256 over terminal, number and the hour, by
a key that province and terminal share (RFC 2104; truncated as RFC 4226 does it, for people who type). It is good for the
hour it was made in and the two around it, at one terminal, whose keeper also counts wrong tries.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, as people read these codes to each other."""
HOUR_S = 3600
AROUND = (0, -1, 1)
"""Hours that are tried, for clocks that differ and technicians that travel."""
SIGNS = 8


def terminal_key(secret: bytes, terminal_id: str) -> str:
    """The key of one terminal in hex; `secret` is the province's own."""
    return hmac.new(secret, b"ticket-key\0" + terminal_id.encode(), hashlib.sha256).hexdigest()


def make(key: str, terminal_id: str, number: int, at: datetime) -> str:
    """A ticket for this hour; `number` has up to four digits."""
    signs = _signs(key, terminal_id, number, int(at.timestamp()) // HOUR_S)
    return f"{number:04d}-{signs[:4]}-{signs[4:]}"


def check(key: str, terminal_id: str, typed: str, at: datetime) -> int | None:
    """The order's number where the ticket is good now, else None. Dashes, spaces and small letters don't matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(plain) != 4 + SIGNS or not (plain.isascii() and plain[:4].isdigit()):
        return None
    number, hour = int(plain[:4]), int(at.timestamp()) // HOUR_S
    fits = [hmac.compare_digest(_signs(key, terminal_id, number, hour + by), plain[4:]) for by in AROUND]
    return number if any(fits) else None


def _signs(key: str, terminal_id: str, number: int, hour: int) -> str:
    """Eight signs of 31 for one hour."""
    message = f"{terminal_id}|{number:04d}|{hour}".encode()
    found = int.from_bytes(hmac.new(bytes.fromhex(key), message, hashlib.sha256).digest()[:8], "big")
    signs = []
    for _ in range(SIGNS):
        found, place = divmod(found, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)
