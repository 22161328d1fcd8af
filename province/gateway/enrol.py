"""How a terminal becomes known: a one-time code from a person, exchanged once for the terminal's own key."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64encode
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection, insert, select, update
from starlette.responses import Response

from legalnet.sealing import KEY_SIGNED_AS
from province.gateway.clock import stamp
from province.gateway.context import Gateway, note, of
from province.gateway.known import public_key
from province.gateway.problems import Problem
from province.gateway.settings import Profile
from province.gateway.signatures import Signed, check
from province.gateway.storage import eventlog
from province.gateway.storage.tables import enrol_codes, terminals
from province.gateway.wire import EnrolReply, EnrolRequest, SealingKey

router = APIRouter(prefix="/terminals", tags=["terminals"])

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L, as people read these codes to each other."""
CODE_LENGTH = 12
"""59 bits; nobody guesses one within its day."""


async def new_code(gateway: Gateway, actor: str = "operator") -> str:
    """Make a one-time code in groups of four; only its hash is kept. It expires after a day by default.

    `actor`: who asked for it, for the audit.
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    now = gateway.clock.now()
    expires = stamp(now + timedelta(seconds=gateway.settings.code_lifetime_s))

    def job(connection: Connection) -> None:
        """One row for the code, one for the audit."""
        connection.execute(insert(enrol_codes).values(code_hash=_hash(letters), expires_at=expires))
        note(connection, now, actor, "enrol.code", "new")

    await gateway.database.write(job)
    return "-".join(letters[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def _hash(code: str) -> str:
    """What is kept of a code; spaces, dashes and small letters don't matter."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


async def proven(request: Request, body: EnrolRequest) -> EnrolRequest:
    """The request, when it is signed by the very key it brings (key id `enrol`)."""
    check(request, "enrol", public_key(body.public_key), of(request), await request.body())
    return body


@router.post("/enrol", status_code=201, response_model=EnrolReply)
async def enrol(request: Request, body: Annotated[EnrolRequest, Depends(proven)]) -> EnrolReply:
    """Exchange a one-time code for a place in the province.

    Single use: another key with the same code is refused. The same key with the same code gets the same
    answer again, so that a lost reply costs nobody a trip.
    """
    gateway = of(request)
    terminal_id = await gateway.database.write(lambda c: _take(c, gateway, body))
    keys = gateway.keys
    return EnrolReply(
        terminal_id=terminal_id,
        sealing_key=b64encode(keys.sealing_public).decode(),
        key_id=keys.key_id,
        catalogue_key=keys.catalogue_public,
        profile=gateway.profile,
        server_time=gateway.clock.now(),
    )


def _take(connection: Connection, gateway: Gateway, body: EnrolRequest) -> str:
    """Use up the code and make the terminal, in one transaction; returns the terminal's id."""
    now = gateway.clock.now()
    code = connection.execute(
        select(enrol_codes).where(enrol_codes.c.code_hash == _hash(body.code)).with_for_update()
    ).one_or_none()
    known = connection.execute(
        select(terminals.c.id).where(terminals.c.public_key == body.public_key)
    ).scalar_one_or_none()
    if code is None:
        raise Problem("code_invalid")
    if code.used_at is not None:
        if known is not None and code.terminal_id == known:
            return str(known)
        raise Problem("code_invalid")
    if code.expires_at < stamp(now) or known is not None:
        raise Problem("code_invalid")
    return _make(connection, gateway, body)


def _make(connection: Connection, gateway: Gateway, body: EnrolRequest) -> str:
    """The rows of a new terminal."""
    now = gateway.clock.now()
    terminal_id = f"T{gateway.profile.region}-{secrets.token_hex(4)}"
    connection.execute(
        insert(terminals).values(
            id=terminal_id,
            public_key=body.public_key,
            profile=json.dumps(gateway.profile.model_dump(), ensure_ascii=False),
            enrolled_at=stamp(now),
        )
    )
    eventlog.begin(connection, terminal_id)
    connection.execute(
        update(enrol_codes)
        .where(enrol_codes.c.code_hash == _hash(body.code))
        .values(used_at=stamp(now), terminal_id=terminal_id)
    )
    note(connection, now, "operator", "enrol.terminal", terminal_id)
    return terminal_id


@router.get("/sealing-key", response_model=SealingKey)
async def sealing_key(request: Request, _caller: Signed) -> Response:
    """The present key to seal to, signed by the catalogue key: `lawbooth-sealing-key-1\\n` and the exact body."""
    keys = of(request).keys
    told = SealingKey(sealing_key=b64encode(keys.sealing_public).decode(), key_id=keys.key_id)
    body = told.model_dump_json().encode()
    signature = b64encode(keys.catalogue_key.sign(KEY_SIGNED_AS + body)).decode()
    return Response(body, 200, {"Bundle-Signature": signature}, "application/json")


@router.get("/{terminal_id}/profile", response_model=Profile)
async def profile(terminal_id: str, caller: Signed) -> Profile:
    """The profile of the calling terminal."""
    if terminal_id != caller.id:
        raise Problem("terminal_other")
    return Profile.model_validate_json(caller.profile)
