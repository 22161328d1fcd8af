"""Who may look: named accounts with two factors, and sessions that live in the database.

A session survives a restart of the gateway and is known to every gateway beside it. Whether the name, the
password or the code was wrong is never said, and a name that does not exist behaves like one that does.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from province.gateway.accounts import store
from province.gateway.accounts.factors import (
    Box,
    Passwords,
    hash_password,
    new_totp_secret,
    totp_counter,
    totp_uri,
)
from province.gateway.accounts.store import NewAccount, NewSession, Session, StaffRole
from province.gateway.clock import Clock
from province.gateway.keys import write_private
from province.gateway.ledger.notes import OPERATOR, note
from province.gateway.storage.interface import Storage

PASSWORD_FILE = "staff-password.txt"  # noqa: S105 - the name of the file, not a password
HANDLE = 16
"""Signs of a token's digest that name a session to its owner."""
FIRST = "admin"
"""Name of the account that a fresh province has."""


@dataclass(frozen=True)
class Secrets:
    """What a person is given once: never kept in the clear."""

    account: str
    password: str = field(repr=False)
    totp: str = field(repr=False)
    """otpauth:// address for an authenticator app."""

    def text(self) -> str:
        """Three lines."""
        return f"{self.account}\n{self.password}\n{self.totp}\n"


@dataclass(frozen=True)
class Place:
    """Where somebody signed in: the address, and the browser and system in two words."""

    address: str = ""
    program: str = ""


NOWHERE = Place()


@dataclass(frozen=True)
class OwnSession:
    """One of somebody's sessions, as they are shown it; the handle names it and opens nothing."""

    handle: str
    opened_at: str
    seen_at: str
    place: Place
    vouched: bool
    this: bool


class Locked(Exception):
    """Too many failed tries on this name; try again later."""


class Sessions:
    """Sign-in, sessions by token, sign-out, and the making of accounts."""

    def __init__(self, data: Path, database: Storage, box: Box, clock: Clock) -> None:
        self._data = data
        self._database = database
        self._box = box
        self._clock = clock
        self._passwords = Passwords()

    async def ensure_first(self) -> Secrets | None:
        """Make the first administrator where there is no account yet; returns its secrets then, to be shown once.

        They also lie in a file that only the owner reads, to delete once noted.
        """
        if await self._database.read(store.every):
            return None
        roles = frozenset({StaffRole.ADMIN, StaffRole.STAFF})
        try:
            made = await self.add(FIRST, "管理员", roles)
        except IntegrityError:  # another gateway on the same fresh database was first
            return None
        write_private(self._data / PASSWORD_FILE, made.text().encode())
        return made

    async def add(
        self,
        name: str,
        display: str,
        roles: frozenset[StaffRole],
        card: str = "{}",
        oidc_subject: str | None = None,
        *,
        given_out: bool = True,
    ) -> Secrets:
        """Make an account with fresh factors; the password has to be changed at the first sign-in unless it is not
        `given_out`. Raises `IntegrityError` when the name is taken."""
        made, hashed, sealed = await self._fresh(name)
        new = NewAccount(name, display, roles, hashed, sealed, card, oidc_subject, given_out)

        def job(connection: Connection) -> None:
            """The account, and who may say that it was made."""
            store.add(connection, new, self._clock.now())
            note(connection, self._clock.now(), OPERATOR, "account.add", name)

        await self._database.write(job)
        return made

    async def reset(self, name: str) -> Secrets | None:
        """Fresh factors for an account; None when there is none of that name."""
        made, hashed, sealed = await self._fresh(name)

        def job(connection: Connection) -> bool:
            """The factors, and a row of it."""
            known = store.reset(connection, name, hashed, sealed)
            if known:
                note(connection, self._clock.now(), OPERATOR, "account.reset", name)
            return known

        return made if await self._database.write(job) else None

    async def _fresh(self, name: str) -> tuple[Secrets, str, bytes]:
        """New secrets, and what is kept of them."""
        password, secret = secrets.token_urlsafe(12), new_totp_secret()
        hashed = await asyncio.to_thread(hash_password, password)
        return Secrets(name, password, totp_uri(secret, name)), hashed, self._box.seal(secret, name)

    async def disable(self, name: str) -> bool:
        """Close an account; its sessions end at once. False when there is none of that name."""

        def job(connection: Connection) -> bool:
            """The account, and a row of it."""
            known = store.disable(connection, name, self._clock.now())
            if known:
                note(connection, self._clock.now(), OPERATOR, "account.disable", name)
            return known

        return await self._database.write(job)

    async def sign_in(self, name: str, password: str, code: str, place: Place = NOWHERE) -> str | None:
        """A new session's token, or None when something was wrong. Raises `Locked`."""
        now = self._clock.now()
        locked, row = await self._database.read(
            lambda c: (store.locked_until(c, name, now), store.find(c, name))
        )
        if locked is not None:
            raise Locked
        right = await self._passwords.right(None if row is None else str(row.password_hash), password)
        counter = None
        if row is not None:
            secret = self._box.open(row.totp, name)
            counter = totp_counter(secret, code, now, row.last_counter)
        if not right or counter is None:
            await self._database.write(lambda c: store.note_failure(c, name, now))
            return None
        return await self._open(name, place, counter)

    async def second_factor(self, name: str, code: str) -> bool:
        """Whether this is a code of the account that was not used before; wrong ones count as failed tries."""
        now = self._clock.now()
        locked, row = await self._database.read(
            lambda c: (store.locked_until(c, name, now), store.find(c, name))
        )
        if locked is not None or row is None:
            return False
        counter = totp_counter(self._box.open(row.totp, name), code, now, row.last_counter)
        if counter is None:
            await self._database.write(lambda c: store.note_failure(c, name, now))
            return False
        return await self._database.write(lambda c: store.use_counter(c, name, counter))

    async def _open(self, name: str, place: Place, counter: int | None, vouched: bool = False) -> str | None:
        """A session, the code's counter used up with it; None when another sign-in used that code first."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        new = self._new(name, token, place, vouched)

        def job(connection: Connection) -> bool:
            """Both or nothing."""
            if counter is not None and not store.use_counter(connection, name, counter):
                return False
            store.forget_tries(connection, name)
            if store.open_session(connection, new, token, now):
                note(connection, now, f"staff:{name}", "staff.session_over", "-")
            return True

        return token if await self._database.write(job) else None

    def _new(self, name: str, token: str, place: Place, vouched: bool = False) -> NewSession:
        """What is kept of a session."""
        sealed = self._box.seal(json.dumps(place.__dict__), store.digest(token))
        return NewSession(name, secrets.token_urlsafe(16), sealed, vouched)

    async def vouched(self, subject: str, place: Place = NOWHERE) -> str | None:
        """A session for the account that an identity provider's subject is tied to; None when there is none."""
        name = await self._database.read(lambda c: store.by_subject(c, subject))
        return None if name is None else await self._open(name, place, None, vouched=True)

    async def right(self, name: str, password: str) -> str | None:
        """The hash that this password of a signed-in person belongs to; None when it is wrong, which counts as a failed
        try of the name. Raises `Locked`."""
        now = self._clock.now()
        locked, row = await self._database.read(
            lambda c: (store.locked_until(c, name, now), store.find(c, name))
        )
        if locked is not None:
            raise Locked
        kept = None if row is None else str(row.password_hash)
        if await self._passwords.right(kept, password):
            return kept
        await self._database.write(lambda c: store.note_failure(c, name, now))
        return None

    async def change_password(self, caller: Session, former: str, password: str, place: Place) -> str | None:
        """Take the password that somebody chose: every session of theirs ends, a new one begins, whose token is
        returned. `former` is the hash that `right` gave; None when it was changed meanwhile."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        hashed = await asyncio.to_thread(hash_password, password)
        new = self._new(caller.account, token, place, caller.vouched)

        def job(connection: Connection) -> bool:
            """Password and sessions, or neither."""
            if not store.change_password(connection, caller.account, former, hashed):
                return False
            store.open_session(connection, new, token, now)
            note(connection, now, f"staff:{caller.account}", "staff.password", "-")
            return True

        return token if await self._database.write(job) else None

    async def own(self, account: str, token: str) -> list[OwnSession]:
        """The live sessions of somebody, the one used last first; `token` is of the one that asks."""
        rows = await self._database.read(lambda c: store.of_account(c, account, self._clock.now()))
        return [self._own(row, store.digest(token)) for row in rows]

    def _own(self, row: Row[Any], here: str) -> OwnSession:
        """As its owner sees it."""
        place = Place(**json.loads(self._box.open(row.place, row.token_hash))) if row.place else NOWHERE
        return OwnSession(
            row.token_hash[:HANDLE],
            row.opened_at,
            row.seen_at,
            place,
            bool(row.vouched),
            row.token_hash == here,
        )

    async def end_others(self, account: str, token: str, handle: str | None) -> int:
        """End one other session of somebody, or all others; how many ended."""
        now = self._clock.now()

        def job(connection: Connection) -> int:
            """The sessions, and a row of it."""
            ended = store.close_others(connection, account, token, handle)
            note(connection, now, f"staff:{account}", "staff.sessions_ended", str(ended))
            return ended

        return await self._database.write(job)

    async def find(self, token: str) -> Session | None:
        """The live session of a token; its time starts anew."""
        if not token:
            return None
        now = self._clock.now()
        found = await self._database.read(lambda c: store.session(c, token, now))
        if found is None:
            return None
        session, stale = found
        if stale:
            await self._database.write(lambda c: store.touch(c, token, now))
        return session

    async def sign_out(self, token: str) -> None:
        """End a session; an unknown one is fine."""
        await self._database.write(lambda c: store.close_session(c, token))
