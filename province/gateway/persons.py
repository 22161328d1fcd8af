"""Whom a request speaks for: short sessions of an identified person at one terminal, inside the sealed tunnel only.

Handlers that other rooms write use `needs`: `caller: Annotated[Person, needs("L2")]`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Request
from pydantic import AwareDatetime
from sqlalchemy import Connection, delete, insert, select, update

from legalnet.asking import Claim
from province.gateway.clock import stamp
from province.gateway.context import Gateway, note, of
from province.gateway.problems import Problem
from province.gateway.signatures import Terminal
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.persontables import people, person_sessions, visited
from province.gateway.wire import Wire

router = APIRouter(prefix="/identity/sessions", tags=["identity"])

LIFETIME = timedelta(minutes=10)
TERMINAL, CLAIM = "lawbooth.terminal", "lawbooth.claim"
"""Keys of the request's scope, set by the tunnel (`asks`) and by nobody outside."""
Level = Literal["L0", "L1", "L2", "L3", "L4"]
OLDEST_CLAIM = timedelta(minutes=30)
"""How long before a session begins the person may have been identified."""


@dataclass(frozen=True)
class Who:
    """A name and the number of a document."""

    name: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True)
class Person:
    """The person that a request speaks for."""

    holder: str
    """Keyed mark; what tables know them by."""
    level: str
    method: str
    terminal_id: str
    name: str = field(repr=False)
    number: str = field(repr=False)


class SessionReply(Wire):
    """A session's token; it is told once and kept as a hash."""

    token: str
    level: Level
    expires_at: AwareDatetime


class Ended(Wire):
    """The session is over."""

    state: Literal["ended"] = "ended"


def inside(request: Request) -> Terminal:
    """Dependency: the terminal that forwarded the sealed question. Raises `Problem` `tunnel_only` outside of it."""
    found = request.scope.get(TERMINAL)
    if not isinstance(found, Terminal):
        raise Problem("tunnel_only")
    return found


Inside = Annotated[Terminal, Depends(inside)]
PersonToken = Annotated[str, Header(max_length=64)]


async def _anyone(request: Request, terminal: Inside, person_token: PersonToken = "") -> Person:
    """The person of the token or of a late question's claim, whatever the level."""
    gateway, claim = of(request), request.scope.get(CLAIM)
    if isinstance(claim, Claim):
        return await known(gateway, terminal.id, claim)
    return await _of_token(gateway, terminal.id, person_token)


def needs(level: Level) -> Any:
    """Dependency: the person, identified at least so well. `Problem` `person_unknown` or `level_too_low` otherwise."""

    async def check(person: Annotated[Person, Depends(_anyone)]) -> Person:
        """L0 to L4 sort as text."""
        if person.level < level:
            raise Problem("level_too_low", needed=level)
        return person

    return Depends(check)


async def known(gateway: Gateway, terminal_id: str, claim: Claim) -> Person:
    """The person of a claim, written down where new."""
    who = Who(claim.holder_name, claim.holder_number)
    holder = await gateway.database.write(lambda c: remember(c, gateway, terminal_id, who))
    return Person(holder, claim.level, claim.method, terminal_id, name=who.name, number=who.number)


def remember(connection: Connection, gateway: Gateway, terminal_id: str, who: Who) -> str:
    """Write down a person and where they were; gives their mark."""
    holder, now = gateway.records.holder(who.number), stamp(gateway.clock.now())
    hidden = gateway.records.hide_json(
        f"people/{holder}", {"name": who.name, "number": who.number.strip().upper()}
    )
    insert_once(connection, people, {"holder": holder, "who": hidden, "since": now})
    if not insert_once(connection, visited, {"holder": holder, "terminal_id": terminal_id, "last_at": now}):
        here = (visited.c.holder == holder) & (visited.c.terminal_id == terminal_id)
        connection.execute(update(visited).where(here).values(last_at=now))
    return holder


def named(connection: Connection, gateway: Gateway, holder: str) -> Who | None:
    """Name and number of a person, None when nobody has that mark."""
    hidden = connection.execute(select(people.c.who).where(people.c.holder == holder)).scalar_one_or_none()
    if hidden is None:
        return None
    found = gateway.records.show_json(f"people/{holder}", hidden)
    return Who(str(found["name"]), str(found["number"]))


def _hash(token: str) -> str:
    """What is kept of a token: it has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


async def _of_token(gateway: Gateway, terminal_id: str, token: str) -> Person:
    """The person of a live session at this very terminal. Raises `Problem` `person_unknown`."""

    def job(connection: Connection) -> Person | None:
        """Session and person."""
        mine = (person_sessions.c.token_hash == _hash(token)) & (person_sessions.c.terminal_id == terminal_id)
        row = connection.execute(select(person_sessions).where(mine)).one_or_none()
        if row is None or row.expires_at <= stamp(gateway.clock.now()):
            return None
        who = named(connection, gateway, row.holder)
        if who is None:
            return None
        return Person(row.holder, row.level, row.method, terminal_id, name=who.name, number=who.number)

    found = await gateway.database.read(job) if token else None
    if found is None:
        raise Problem("person_unknown")
    return found


def _check_age(claim: Claim, now: datetime) -> None:
    """Whether the identification is fresh. Raises `Problem` `claim_stale`."""
    if not -OLDEST_CLAIM <= now - claim.at <= OLDEST_CLAIM:
        raise Problem("claim_stale")


@router.post("", status_code=201, response_model=SessionReply)
async def begin(request: Request, claim: Claim, terminal: Inside) -> SessionReply:
    """Begin a session of ten minutes for the person whom the terminal identified; only inside a sealed question."""
    gateway, now = of(request), of(request).clock.now()
    _check_age(claim, now)
    token, expires = secrets.token_urlsafe(32), now + LIFETIME

    def job(connection: Connection) -> None:
        """The person, the session, the trace; sessions that are over go."""
        holder = remember(connection, gateway, terminal.id, Who(claim.holder_name, claim.holder_number))
        connection.execute(delete(person_sessions).where(person_sessions.c.expires_at < stamp(now)))
        connection.execute(
            insert(person_sessions).values(
                token_hash=_hash(token), terminal_id=terminal.id, holder=holder, level=claim.level,
                method=claim.method, created_at=stamp(now), expires_at=stamp(expires),
            )
        )  # fmt: skip
        note(connection, now, terminal.id, "person.session", f"{claim.level} {claim.method}")

    await gateway.database.write(job)
    return SessionReply(token=token, level=claim.level, expires_at=expires)


@router.delete("", response_model=Ended)
async def end(request: Request, terminal: Inside, person_token: PersonToken = "") -> Ended:
    """End the session of the token; one that is over already is fine."""
    gateway = of(request)
    mine = (person_sessions.c.token_hash == _hash(person_token)) & (
        person_sessions.c.terminal_id == terminal.id
    )

    def job(connection: Connection) -> None:
        """The row goes."""
        connection.execute(delete(person_sessions).where(mine))

    await gateway.database.write(job)
    return Ended()
