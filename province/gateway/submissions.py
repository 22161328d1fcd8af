"""Taking in submissions exactly once: same key, same answer, byte for byte, however often it is asked."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from sqlalchemy import Connection, Row, insert, select, update
from starlette.responses import Response

from legalnet.matter import Matter
from legalnet.receipts import next_dates
from legalnet.submission import Acknowledgement, Envelope, Manifest, NextDate
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note, of
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.problems import Problem
from province.gateway.signatures import Signed
from province.gateway.tables import counters, submissions, work_orders

log = logging.getLogger(__name__)
router = APIRouter(prefix="/submissions", tags=["submissions"])

SOURCE = "01"
"""来源: a terminal."""
ACKNOWLEDGED: dict[int | str, dict[str, Any]] = {
    200: {"model": Acknowledgement, "description": "Taken in earlier; the same bytes as then."},
}


@dataclass(frozen=True)
class Accepted:
    """A submission that passed every check, on its way into the database."""

    envelope: Envelope
    raw: bytes
    manifest: Manifest
    matter: Matter
    region: str
    at: datetime
    next_dates: tuple[NextDate, ...]


@router.post("", status_code=201, response_model=Acknowledgement, responses=ACKNOWLEDGED)
async def submit(
    request: Request,
    envelope: Envelope,
    caller: Signed,
    idempotency_key: Annotated[str, Header(max_length=64)],
) -> Response:
    """Take in a submission whose files are all there.

    `Idempotency-Key` is the submission's id. A repeat gets the stored acknowledgement with 200.
    """
    gateway, raw = of(request), await request.body()
    _check_envelope(gateway, caller.id, envelope, idempotency_key)
    earlier = await gateway.database.read(lambda c: _find(c, idempotency_key))
    if earlier is not None:
        return _again(earlier, caller.id, raw)
    try:
        accepted = await asyncio.to_thread(_judge, gateway, envelope, raw)
    except Problem as problem:
        await _note_refusal(gateway, caller.id, envelope, problem.code)
        raise
    row, fresh = await gateway.database.write(lambda c: take(c, accepted))
    return (
        Response(row.acknowledgement, 201, media_type="application/json")
        if fresh
        else _again(row, caller.id, raw)
    )


@router.get("/by-key/{key}", response_model=Acknowledgement)
async def by_key(request: Request, key: str, caller: Signed) -> Response:
    """The acknowledgement of an earlier submission of this terminal, the same bytes as then."""
    row = await of(request).database.read(lambda c: _find(c, key))
    if row is None or row.terminal_id != caller.id:
        raise Problem("submission_unknown")
    return Response(row.acknowledgement, 200, media_type="application/json")


def _find(connection: Connection, key: str) -> Row[Any] | None:
    """The row of a submission."""
    return connection.execute(select(submissions).where(submissions.c.submission_id == key)).one_or_none()


def _again(row: Row[Any], terminal_id: str, raw: bytes) -> Response:
    """Answer a repeat; another content or terminal under the same key is refused."""
    if row.terminal_id != terminal_id or row.envelope_sha256 != hashlib.sha256(raw).hexdigest():
        raise Problem("key_reused")
    return Response(row.acknowledgement, 200, media_type="application/json")


def _check_envelope(gateway: Gateway, terminal_id: str, envelope: Envelope, key: str) -> None:
    """What can be seen without opening anything."""
    if envelope.submission_id != key:
        raise Problem("inconsistent", part="idempotency-key")
    if envelope.terminal_id != terminal_id:
        raise Problem("terminal_other")
    if envelope.committed.wall.tzinfo is None:
        raise Problem("invalid", problems=[{"path": "body.committed.wall", "message": "needs a time zone"}])
    if envelope.key_id != gateway.keys.key_id:
        raise Problem("key_unknown", key_id=gateway.keys.key_id)


def _judge(gateway: Gateway, envelope: Envelope, raw: bytes) -> Accepted:
    """Files there, seal opens, content right; runs beside the event loop."""
    store, terminal = gateway.files, envelope.terminal_id
    missing = [part.digest for part in envelope.parts if not store.whole(terminal, part.digest)]
    if missing:
        raise Problem("parts_missing", digests=missing)
    for part in envelope.parts:
        if store.path(terminal, part.digest).stat().st_size != part.size:
            raise Problem("inconsistent", part=part.name)
    catalogue = gateway.database.read_now(
        lambda c: gateway.published.for_version(c, envelope.catalogue_version)
    )
    sealed = SealedSubmission(envelope, lambda d: store.path(terminal, d), gateway.keys.sealing_key)
    manifest = inspect(sealed, catalogue)
    matter = catalogue.get(envelope.matter_code)
    assert matter is not None  # noqa: S101 - `inspect` refuses unknown matters
    now = gateway.clock.now()
    dates = next_dates(matter, civil_date(now))
    return Accepted(envelope, raw, manifest, matter, gateway.profile.region, now, dates)


async def _note_refusal(gateway: Gateway, terminal_id: str, envelope: Envelope, code: str) -> None:
    """Leave a trace of a refusal that a person can look up; without anything personal."""
    now, subject = gateway.clock.now(), f"{envelope.submission_id} {envelope.matter_code} {code}"
    log.info("submission refused: %s", code)
    await gateway.database.write(lambda c: note(c, now, terminal_id, "submission.refused", subject[:160]))


def take(connection: Connection, accepted: Accepted) -> tuple[Row[Any], bool]:
    """Insert the submission unless it is there; the writer runs one at a time, so this cannot race.

    Returns its row and whether it is new.
    """
    envelope = accepted.envelope
    row = _find(connection, envelope.submission_id)
    if row is not None:
        return row, False
    number = _number(connection, accepted.region, accepted.at)
    acknowledgement = Acknowledgement(
        submission_id=envelope.submission_id,
        number=number,
        received_at=accepted.at,
        status="received",
        next_dates=accepted.next_dates,
    )
    connection.execute(insert(submissions).values(_row(accepted, acknowledgement)))
    if is_request(accepted.matter):
        connection.execute(insert(work_orders).values(_order(accepted, number)))
    note(connection, accepted.at, envelope.terminal_id, "submission.received", number)
    row = _find(connection, envelope.submission_id)
    assert row is not None  # noqa: S101 - inserted above in this transaction
    return row, True


def _number(connection: Connection, region: str, at: datetime) -> str:
    """The next 回执号: region (6), source (2), date (8), running number of the day (6)."""
    name = f"{region}{SOURCE}{civil_date(at):%Y%m%d}"
    where = counters.c.name == name
    raised = connection.execute(update(counters).where(where).values(value=counters.c.value + 1))
    if raised.rowcount == 0:
        connection.execute(insert(counters).values(name=name, value=1))
    value = connection.execute(select(counters.c.value).where(where)).scalar_one()
    return f"{name}{value:06d}"


def _row(accepted: Accepted, acknowledgement: Acknowledgement) -> dict[str, Any]:
    """The values of a submission's row."""
    envelope = accepted.envelope
    return {
        "submission_id": envelope.submission_id,
        "number": acknowledgement.number,
        "terminal_id": envelope.terminal_id,
        "matter_code": envelope.matter_code,
        "catalogue_version": envelope.catalogue_version,
        "status": acknowledgement.status,
        "envelope": accepted.raw.decode(),
        "envelope_sha256": hashlib.sha256(accepted.raw).hexdigest(),
        "acknowledgement": acknowledgement.model_dump_json().encode(),
        "committed_at": stamp(envelope.committed.wall),
        "received_at": stamp(accepted.at),
    }


def is_request(matter: Matter) -> bool:
    """Whether the matter is handled as a 工单: its definition says so by its statuses."""
    return "待派单" in matter.followup.statuses


def _order(accepted: Accepted, number: str) -> dict[str, Any]:
    """The values of a work order's row: classification only, the words stay sealed."""
    answers: dict[str, Any] = {}
    for section in accepted.manifest.answers.values():
        if isinstance(section, dict):
            answers |= section
    return {
        "order_no": number,
        "submission_id": accepted.envelope.submission_id,
        "channel": "终端",
        "kind": str(answers.get("kind", ""))[:32],
        "service": str(answers.get("service", ""))[:32],
        "urgency": str(answers.get("urgent", ""))[:16],
        "region_code": accepted.region,
        "status": "待受理",
        "created_at": stamp(accepted.at),
        "rev": 1,
    }
