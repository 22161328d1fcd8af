"""Accounts, their sessions and their failed tries as jobs of SQLAlchemy Core."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from province.gateway.clock import stamp
from province.gateway.storage.tables import staff_accounts, staff_sessions, staff_tries

TRIES, LOCK_S = 5, 15 * 60
"""Failed sign-ins that an account name may have, and how long it is closed then, whether it exists or not."""
IDLE_S, LONGEST_S = 30 * 60, 12 * 3600
"""A session ends after so long without a request, and after so long in any case."""
MOST = 5
"""Sessions of one account side by side; a further one ends the one that was not used for the longest."""
TOUCH_S = 60
"""A session's last use is written down at most this often."""


class StaffRole(StrEnum):
    """What somebody may do at the desk; one account may have several."""

    LAWYER = "lawyer"
    MEDIATOR = "mediator"
    JUDGE = "judge"
    CLERK = "clerk"
    NOTARY = "notary"
    INTERPRETER = "interpreter"
    OPERATOR = "operator"
    """Runs the terminals; sees no case."""
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True)
class NewAccount:
    """An account to be made."""

    name: str
    display: str
    roles: frozenset[StaffRole]
    password_hash: str = field(repr=False)
    totp: bytes = field(repr=False)
    card: str = "{}"
    """JSON of what a resident may see: firm, licence, languages."""
    oidc_subject: str | None = None
    given_out: bool = True
    """The password was made for them; it must be changed before anything else is done with it."""


@dataclass(frozen=True)
class Session:
    """A signed-in browser: whose it is, and the token its own forms and requests carry."""

    account: str
    display: str
    roles: frozenset[StaffRole]
    csrf: str = field(repr=False)
    card: str = "{}"
    must_change: bool = False
    """Signed in by a password that was given out: nothing but changing it is open."""
    vouched: bool = False
    """By an identity provider."""

    def may(self, *roles: StaffRole) -> bool:
        """Whether one of these roles is held."""
        return bool(self.roles.intersection(roles))


@dataclass(frozen=True)
class NewSession:
    """A session to be opened."""

    account: str
    csrf: str = field(repr=False)
    place: bytes = b""
    """Sealed: where it was opened."""
    vouched: bool = False
    """By an identity provider; no password of ours was used."""


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _roles(text: str) -> frozenset[StaffRole]:
    """Roles from their JSON."""
    return frozenset(StaffRole(name) for name in json.loads(text))


def add(connection: Connection, new: NewAccount, now: datetime) -> None:
    """Make an account. Raises `IntegrityError` when the name is taken."""
    connection.execute(
        insert(staff_accounts).values(
            name=new.name,
            display=new.display,
            roles=json.dumps(sorted(new.roles)),
            password_hash=new.password_hash,
            totp=new.totp,
            last_counter=0,
            card=new.card,
            oidc_subject=new.oidc_subject,
            given_out=int(new.given_out),
            created_at=stamp(now),
        )
    )


def find(connection: Connection, name: str) -> Row[Any] | None:
    """The row of an account that is not disabled."""
    query = select(staff_accounts).where(
        staff_accounts.c.name == name, staff_accounts.c.disabled_at.is_(None)
    )
    return connection.execute(query).one_or_none()


def every(connection: Connection) -> list[Row[Any]]:
    """All accounts, by name."""
    return list(connection.execute(select(staff_accounts).order_by(staff_accounts.c.name)))


def by_subject(connection: Connection, subject: str) -> str | None:
    """The name of the account that an identity provider's subject was tied to."""
    query = select(staff_accounts.c.name).where(
        staff_accounts.c.oidc_subject == subject, staff_accounts.c.disabled_at.is_(None)
    )
    return connection.execute(query).scalar_one_or_none()


def disable(connection: Connection, name: str, now: datetime) -> bool:
    """Close an account and end its sessions; False when there is none."""
    where = staff_accounts.c.name == name
    changed = connection.execute(update(staff_accounts).where(where).values(disabled_at=stamp(now))).rowcount
    connection.execute(delete(staff_sessions).where(staff_sessions.c.account == name))
    return bool(changed)


def reset(connection: Connection, name: str, password_hash: str, totp: bytes) -> bool:
    """New factors for an account; its sessions end, its failed tries are forgotten, a closed one opens."""
    values = {
        "password_hash": password_hash, "totp": totp, "last_counter": 0, "disabled_at": None, "given_out": 1,
    }  # fmt: skip
    where = staff_accounts.c.name == name
    changed = connection.execute(update(staff_accounts).where(where).values(**values)).rowcount
    connection.execute(delete(staff_sessions).where(staff_sessions.c.account == name))
    forget_tries(connection, name)
    return bool(changed)


def use_counter(connection: Connection, name: str, counter: int) -> bool:
    """Use up a TOTP counter; False when it, or a later one, was used before, on whichever gateway."""
    where = (staff_accounts.c.name == name) & (staff_accounts.c.last_counter < counter)
    return connection.execute(update(staff_accounts).where(where).values(last_counter=counter)).rowcount == 1


def locked_until(connection: Connection, name: str, now: datetime) -> str | None:
    """Until when a name is closed for sign-ins, None when it is open."""
    where = staff_tries.c.account == digest(name)
    row = connection.execute(select(staff_tries).where(where)).one_or_none()
    if row is None or row.failed < TRIES or row.until <= stamp(now):
        return None
    return str(row.until)


def note_failure(connection: Connection, name: str, now: datetime) -> None:
    """One more failed try; a run of them counts from the first within the lock's time."""
    key, until = digest(name), stamp(now + timedelta(seconds=LOCK_S))
    row = connection.execute(select(staff_tries).where(staff_tries.c.account == key)).one_or_none()
    if row is None:
        connection.execute(insert(staff_tries).values(account=key, failed=1, until=until))
        return
    failed = 1 if row.until <= stamp(now) else row.failed + 1
    where = staff_tries.c.account == key
    connection.execute(update(staff_tries).where(where).values(failed=failed, until=until))


def forget_tries(connection: Connection, name: str) -> None:
    """After a sign-in that succeeded."""
    connection.execute(delete(staff_tries).where(staff_tries.c.account == digest(name)))


def change_password(connection: Connection, name: str, former_hash: str, password_hash: str) -> bool:
    """The password that its owner chose; all sessions end. False when it was changed meanwhile."""
    where = (staff_accounts.c.name == name) & (staff_accounts.c.password_hash == former_hash)
    values = {"password_hash": password_hash, "given_out": 0}
    changed = connection.execute(update(staff_accounts).where(where).values(**values)).rowcount
    if changed:
        connection.execute(delete(staff_sessions).where(staff_sessions.c.account == name))
    return bool(changed)


def open_session(connection: Connection, new: NewSession, token: str, now: datetime) -> int:
    """A new session; over-aged ones are dropped on the way, and those of this account above `MOST`, the one unused for
    the longest first. Returns how many of those there were."""
    oldest = stamp(now - timedelta(seconds=IDLE_S))
    connection.execute(delete(staff_sessions).where(staff_sessions.c.seen_at < oldest))
    over = [row.token_hash for row in of_account(connection, new.account, now)[MOST - 1 :]]
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token_hash.in_(over)))
    at = stamp(now)
    connection.execute(
        insert(staff_sessions).values(
            token_hash=digest(token),
            account=new.account,
            csrf=new.csrf,
            opened_at=at,
            seen_at=at,
            place=new.place,
            vouched=int(new.vouched),
        )
    )
    return len(over)


def of_account(connection: Connection, account: str, now: datetime) -> list[Row[Any]]:
    """The live sessions of somebody, the one used last first."""
    here = staff_sessions.c
    query = select(staff_sessions).where(
        here.account == account,
        here.seen_at >= stamp(now - timedelta(seconds=IDLE_S)),
        here.opened_at >= stamp(now - timedelta(seconds=LONGEST_S)),
    )
    return list(connection.execute(query.order_by(here.seen_at.desc(), here.opened_at.desc())))


def close_others(connection: Connection, account: str, kept: str, handle: str | None) -> int:
    """End one of somebody's sessions by its handle, or all but the one of the token `kept`; how many ended."""
    here = staff_sessions.c
    query = delete(staff_sessions).where(here.account == account, here.token_hash != digest(kept))
    if handle is not None:
        query = query.where(here.token_hash.startswith(handle, autoescape=True))
    return connection.execute(query).rowcount


def session(connection: Connection, token: str, now: datetime) -> tuple[Session, bool] | None:
    """The live session of a token, and whether its last use should be written down."""
    joined = staff_sessions.join(staff_accounts, staff_accounts.c.name == staff_sessions.c.account)
    about = staff_accounts.c
    columns = (*staff_sessions.c, about.display, about.roles, about.card, about.given_out)
    query = select(*columns).select_from(joined)
    query = query.where(staff_sessions.c.token_hash == digest(token), staff_accounts.c.disabled_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None or row.seen_at < stamp(now - timedelta(seconds=IDLE_S)):
        return None
    if row.opened_at < stamp(now - timedelta(seconds=LONGEST_S)):
        return None
    stale = row.seen_at < stamp(now - timedelta(seconds=TOUCH_S))
    must_change = bool(row.given_out) and not row.vouched
    who = Session(
        row.account, row.display, _roles(row.roles), row.csrf, row.card, must_change, bool(row.vouched)
    )
    return who, stale


def touch(connection: Connection, token: str, now: datetime) -> None:
    """Its time starts anew."""
    where = staff_sessions.c.token_hash == digest(token)
    connection.execute(update(staff_sessions).where(where).values(seen_at=stamp(now)))


def close_session(connection: Connection, token: str) -> None:
    """End a session; an unknown one is fine."""
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == digest(token)))


def roles_of(names: Iterable[str]) -> frozenset[StaffRole]:
    """Roles by their names. Raises `ValueError` for an unknown one."""
    return frozenset(StaffRole(name) for name in names)
