"""Doing what a person asks for exactly once: the same key gets the same answer, however often it is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated

from fastapi import Header, Request
from pydantic import BaseModel
from sqlalchemy import Connection, delete, select, update
from starlette.responses import Response

from province.gateway.clock import stamp
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.persontables import given_answers

KEPT = timedelta(days=30)
"""How long an answer is kept for a repeat; a terminal gives up far earlier."""
JSON = "application/json"
IdempotencyKey = Annotated[str, Header(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]
IfMatch = Annotated[str | None, Header(max_length=64)]


@dataclass(frozen=True)
class Given:
    """What a job answers."""

    body: BaseModel = field(repr=False)
    status: int = 200
    rev: int | None = None
    """The revision that the thing has now; becomes the ETag."""


def etag(rev: int) -> str:
    """The ETag of a revision."""
    return f'"{rev}"'


def check_match(if_match: str | None, rev: int, *, needed: bool = False) -> None:
    """Refuse a change of something that was changed meanwhile. Raises `Problem` `changed` or `match_needed`."""
    if if_match is None:
        if needed:
            raise Problem("match_needed")
        return
    if if_match not in (etag(rev), "*"):
        raise Problem("changed", headers={"ETag": etag(rev)})


def answer(given: Given) -> Response:
    """As it goes out."""
    headers = {"Cache-Control": "no-store"} | ({} if given.rev is None else {"ETag": etag(given.rev)})
    return Response(given.body.model_dump_json(), given.status, headers, JSON)


async def once(
    gateway: Gateway, request: Request, asker: str, key: str, job: Callable[[Connection], Given]
) -> Response:
    """Run a writing job under an idempotency key, in one transaction with the note of its answer.

    `asker` is a person's mark or a member of staff; keys of different askers never meet. Another request under
    a key that was used is `key_reused`. What the job raises undoes everything, so it can be tried again.
    """
    raw = await request.body()
    digest = _digest(request, raw)

    def run(connection: Connection) -> Given | tuple[int, str, bytes]:
        """The note first: its unique key makes a second gateway wait."""
        row = {"asker": asker, "key": key, "request": digest, "status": 0, "etag": "", "body": b""}
        now = gateway.clock.now()
        if not insert_once(connection, given_answers, {**row, "at": stamp(now)}):
            return _earlier(connection, asker, key, digest)
        found = job(connection)
        hidden = gateway.records.hide(f"answer/{asker}/{key}", found.body.model_dump_json().encode())
        tag = "" if found.rev is None else etag(found.rev)
        mine = (given_answers.c.asker == asker) & (given_answers.c.key == key)
        connection.execute(
            update(given_answers).where(mine).values(status=found.status, etag=tag, body=hidden)
        )
        connection.execute(delete(given_answers).where(given_answers.c.at < stamp(now - KEPT)))
        return found

    done = await gateway.database.write(run)
    if isinstance(done, Given):
        return answer(done)
    status, tag, hidden = done
    headers = {"Cache-Control": "no-store"} | ({"ETag": tag} if tag else {})
    return Response(gateway.records.show(f"answer/{asker}/{key}", hidden), status, headers, JSON)


def _earlier(connection: Connection, asker: str, key: str, digest: str) -> tuple[int, str, bytes]:
    """The answer that was given. Raises `Problem` `key_reused` when something else was asked."""
    mine = (given_answers.c.asker == asker) & (given_answers.c.key == key)
    row = connection.execute(select(given_answers).where(mine)).one()
    if row.request != digest:
        raise Problem("key_reused")
    return int(row.status), str(row.etag), bytes(row.body)


def _digest(request: Request, raw: bytes) -> str:
    """Of everything that says what is asked."""
    target = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(target + raw).hexdigest()
