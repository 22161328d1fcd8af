"""Who may look at the staff pages: one password, kept as a scrypt hash, and sessions that live in memory."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path

from province.gateway.clock import Clock
from province.gateway.keys import write_private

SCRYPT_N, SCRYPT_R, SCRYPT_P = 16384, 8, 1
SESSION_S = 30 * 60
"""A session ends after so long without a request."""
TRIES, TRIES_S = 5, 300
"""Wrong passwords allowed in that many seconds, from everybody together."""
PASSWORD_FILE = "staff-password.txt"  # noqa: S105 - the name of the file, not a password


def _hash(password: str, salt: bytes) -> bytes:
    """The scrypt hash (RFC 7914) of a password."""
    return hashlib.scrypt(password.encode(), salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=64 << 20)


def ensure_password(data: Path) -> str | None:
    """Make the staff password at first start; returns it then (to be shown once), None afterwards.

    The hash stays in `staff.json`, the password in a file that only the owner reads, to delete once noted.
    """
    if (data / "staff.json").exists():
        return None
    password, salt = secrets.token_urlsafe(12), secrets.token_bytes(16)
    record = {"salt": b64encode(salt).decode(), "hash": b64encode(_hash(password, salt)).decode()}
    write_private(data / PASSWORD_FILE, f"{password}\n".encode())
    write_private(data / "staff.json", json.dumps(record).encode())
    return password


@dataclass
class Session:
    """One signed-in browser."""

    csrf: str = field(repr=False)
    seen: float


class Sessions:
    """Sign-in, sessions by token, sign-out. All in memory: a restart signs everybody out."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self._data = data
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._wrong: list[float] = []

    @property
    def locked(self) -> bool:
        """Whether too many wrong passwords came lately."""
        now = self._clock.monotonic()
        self._wrong = [at for at in self._wrong if now - at < TRIES_S]
        return len(self._wrong) >= TRIES

    def sign_in(self, password: str) -> str | None:
        """A new session's token, or None when the password is wrong. Slow on purpose (scrypt)."""
        record = json.loads((self._data / "staff.json").read_bytes())
        right = b64decode(record["hash"])
        if not secrets.compare_digest(_hash(password, b64decode(record["salt"])), right):
            self._wrong.append(self._clock.monotonic())
            return None
        token = secrets.token_urlsafe(32)
        self._sessions[token] = Session(secrets.token_urlsafe(16), self._clock.monotonic())
        return token

    def find(self, token: str) -> Session | None:
        """The live session of a token; its time starts anew."""
        session = self._sessions.get(token)
        if session is None or self._clock.monotonic() - session.seen > SESSION_S:
            self._sessions.pop(token, None)
            return None
        session.seen = self._clock.monotonic()
        return session

    def sign_out(self, token: str) -> None:
        """End a session; an unknown one is fine."""
        self._sessions.pop(token, None)
