"""The two factors of a sign-in: a password kept as an argon2id hash, and a TOTP code that counts once.

argon2id takes 64 MiB and about 0.3 s by design, so it runs in a thread and never more than twice at a time.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

STEP_S = 30
"""RFC 6238."""
DRIFT = 1
"""Steps that a phone's clock may be off, either way."""
AT_ONCE = 2
NONCE = 12
ISSUER = "Lawbooth"

_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


def hash_password(password: str) -> str:
    """The argon2id hash (RFC 9106, second recommended option's memory) with its parameters and salt."""
    return _HASHER.hash(password)


def _verify(kept: str, password: str) -> bool:
    """Whether the password belongs to the hash; slow."""
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


class Passwords:
    """Verifies passwords beside the event loop; an unknown account costs as much as a known one."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._nobody: str | None = None

    async def right(self, kept: str | None, password: str) -> bool:
        """Whether it is the one that was kept; with None (no such account) False after the same time."""
        async with self._room:
            if kept is None:
                await asyncio.to_thread(_verify, await self._nobodys(), password)
                return False
            return await asyncio.to_thread(_verify, kept, password)

    async def _nobodys(self) -> str:
        """A hash that no password fits, made once."""
        if self._nobody is None:
            self._nobody = await asyncio.to_thread(hash_password, secrets.token_urlsafe(32))
        return self._nobody


def totp_counter(secret: str, code: str, now: datetime, last: int) -> int | None:
    """The counter a code stands for, None when it is wrong, too old or not newer than the last one used.

    pyotp itself takes the same code twice; RFC 6238 section 5.2 forbids that, so the counter decides.
    """
    digits = "".join(c for c in code if c.isascii() and c.isdigit())
    if len(digits) != 6:
        return None
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    for counter in range(present - DRIFT, present + DRIFT + 1):
        if counter > last and secrets.compare_digest(totp.generate_otp(counter), digits):
            return counter
    return None


@dataclass(frozen=True)
class Box:
    """Seals what the database keeps of people (TOTP secrets, call-back numbers) under a key beside it."""

    key: bytes

    def seal(self, text: str, bound_to: str) -> bytes:
        """AES-256-GCM, bound to the row it belongs to."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, text.encode(), bound_to.encode())

    def open(self, sealed: bytes, bound_to: str) -> str:
        """The text again. Raises `ValueError` when it was changed or belongs elsewhere."""
        try:
            return AESGCM(self.key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode()).decode()
        except InvalidTag:
            raise ValueError("sealed under another key, or changed") from None


def new_totp_secret() -> str:
    """160 random bits in Base32, as RFC 4226 recommends."""
    return pyotp.random_base32(32)


def totp_uri(secret: str, account: str) -> str:
    """What an authenticator app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)
