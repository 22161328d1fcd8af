"""The attendant's PIN: hashed, slow to guess, locked after three wrong ones."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

WRONG_ALLOWED = 3
LOCK_S = 60.0
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}


def hash_pin(pin: str, salt: bytes) -> str:
    """`scrypt$<salt>$<hash>`, both in hex; the salt is 16 random bytes."""
    digest = hashlib.scrypt(pin.encode(), salt=salt, dklen=32, n=SCRYPT["n"], r=SCRYPT["r"], p=SCRYPT["p"],
                            maxmem=SCRYPT["maxmem"])  # fmt: skip
    return f"scrypt${salt.hex()}${digest.hex()}"


def check_pin(pin: str, stored: str) -> bool:
    """Whether the PIN is the one that was hashed; an empty or malformed hash fits none."""
    method, _, rest = stored.partition("$")
    salt, _, _digest = rest.partition("$")
    if method != "scrypt" or not salt:
        return False
    return hmac.compare_digest(hash_pin(pin, bytes.fromhex(salt)), stored)


class PinGuard:
    """Counts wrong tries over a visit and locks for a minute after three."""

    def __init__(self, stored: str, monotonic: Callable[[], float]) -> None:
        self._stored = stored
        self._monotonic = monotonic
        self._wrong = 0
        self._locked_until = 0.0

    def locked_for(self) -> float:
        """Seconds until the next try is heard."""
        return max(0.0, self._locked_until - self._monotonic())

    def check(self, pin: str) -> bool:
        """Try a PIN; always False while locked."""
        if self.locked_for():
            return False
        if check_pin(pin, self._stored):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= WRONG_ALLOWED:
            self._wrong = 0
            self._locked_until = self._monotonic() + LOCK_S
        return False
