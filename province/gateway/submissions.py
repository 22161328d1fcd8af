"""Taking in submissions exactly once: same key, same answer, byte for byte, however often it is asked."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.background import BackgroundTask
from starlette.responses import Response

from legalnet.catalogue import Catalogue
from legalnet.honest_time import acted
from legalnet.matter import Matter
from legalnet.receipts import next_dates
from legalnet.submission import Acknowledgement, Envelope, Manifest, Uptime
from province.gateway.chain import arrived
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note, of
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.problems import Problem
from province.gateway.signatures import Signed
from province.gateway.storage.rows import NewSubmission, Order, SubmissionRow

log = logging.getLogger(__name__)
router = APIRouter(prefix="/submissions", tags=["submissions"])

LONGEST_VERSION = 80
"""As much as the storage keeps."""
SOURCE = "01"
"""来源: a terminal."""
ACKNOWLEDGED: dict[int | str, dict[str, Any]] = {
    200: {"model": Acknowledgement, "description": "Taken in earlier; the same bytes as then."},
}


def since_start(
    boot_id: Annotated[str, Query(max_length=64)] = "",
    uptime: Annotated[float, Query(ge=0, allow_inf_nan=False)] = 0.0,
) -> Uptime | None:
    """The terminal's uptime at sending, where it told."""
    return Uptime(boot_id=boot_id, seconds=uptime) if boot_id else None


@router.post("", status_code=201, response_model=Acknowledgement, responses=ACKNOWLEDGED)
async def submit(
    request: Request,
    envelope: Envelope,
    caller: Signed,
    idempotency_key: Annotated[str, Header(max_length=64)],
    sent: Annotated[Uptime | None, Depends(since_start)],
) -> Response:
    """Take in a submission whose files are all there.

    `Idempotency-Key` is the submission's id. A repeat gets the stored acknowledgement with 200. `boot_id` and
    `uptime` are the terminal's at sending: by them the answer tells when the resident acted.
    """
    gateway, raw = of(request), await request.body()
    _check_envelope(gateway, caller.id, envelope, idempotency_key)
    earlier = await gateway.database.find(idempotency_key)
    if earlier is not None:
        gateway.metrics.submissions.labels("repeated").inc()
        return _again(earlier, caller.id, raw)
    try:
        accepted = await _judge(gateway, Arrival(envelope, raw, gateway.clock.now(), sent))
    except Problem as problem:
        gateway.metrics.submissions.labels(problem.code).inc()
        await _note_refusal(gateway, caller.id, envelope, problem.code)
        raise
    taken = await gateway.database.take(accepted)
    gateway.metrics.submissions.labels("taken" if taken.fresh else "repeated").inc()
    if not taken.fresh:
        return _again(taken.row, caller.id, raw)
    look = BackgroundTask(arrived, gateway, envelope)
    return Response(taken.row.acknowledgement, 201, media_type="application/json", background=look)


@router.get("/by-key/{key}", response_model=Acknowledgement)
async def by_key(request: Request, key: str, caller: Signed) -> Response:
    """The acknowledgement of an earlier submission of this terminal, the same bytes as then."""
    row = await of(request).database.find(key)
    if row is None or row.terminal_id != caller.id:
        raise Problem("submission_unknown")
    return Response(row.acknowledgement, 200, media_type="application/json")


def _again(row: SubmissionRow, terminal_id: str, raw: bytes) -> Response:
    """Answer a repeat; another content or terminal under the same key is refused."""
    if row.terminal_id != terminal_id or row.envelope_sha256 != hashlib.sha256(raw).hexdigest():
        raise Problem("key_reused")
    return Response(row.acknowledgement, 200, media_type="application/json")


def _check_envelope(gateway: Gateway, terminal_id: str, envelope: Envelope, key: str) -> None:
    """What can be seen without opening anything."""
    if envelope.submission_id != key:
        raise Problem("inconsistent", part="idempotency-key")
    version = envelope.catalogue_version
    if len(version) > LONGEST_VERSION or not version.isprintable():
        raise Problem("inconsistent", part="catalogue_version")
    if envelope.terminal_id != terminal_id:
        raise Problem("terminal_other")
    if envelope.committed.wall.tzinfo is None:
        raise Problem("invalid", problems=[{"path": "body.committed.wall", "message": "needs a time zone"}])
    if envelope.key_id not in gateway.keys.sealing_keys:
        raise Problem("key_unknown", key_id=gateway.keys.key_id)


@dataclass(frozen=True)
class Arrival:
    """An envelope as it came, and when."""

    envelope: Envelope
    raw: bytes
    at: datetime
    uptime: Uptime | None
    """The terminal's at sending, where it told."""


async def _judge(gateway: Gateway, arrival: Arrival) -> NewSubmission:
    """Files there, seal opens, content right."""
    envelope = arrival.envelope
    catalogue = await gateway.published.for_version(gateway.database, envelope.catalogue_version)
    digests = [part.digest for part in envelope.parts]
    async with gateway.files.at_hand(envelope.terminal_id, digests) as paths:
        missing = [digest for digest in digests if digest not in paths]
        if missing:
            raise Problem("parts_missing", digests=missing)
        sealed = SealedSubmission(envelope, paths, gateway.keys.sealing_keys[envelope.key_id])
        manifest = await asyncio.to_thread(_inspected, sealed, catalogue)
    matter = catalogue.get(envelope.matter_code)
    assert matter is not None  # noqa: S101 - `inspect` refuses unknown matters
    return _accepted(gateway.profile.region, arrival, manifest, matter)


def _inspected(sealed: SealedSubmission, catalogue: Catalogue) -> Manifest:
    """Sizes as announced, then everything that `inspect` looks at; runs beside the event loop."""
    for part in sealed.envelope.parts:
        if sealed.paths[part.digest].stat().st_size != part.size:
            raise Problem("inconsistent", part=part.name)
    return inspect(sealed, catalogue)


def _accepted(region: str, arrival: Arrival, manifest: Manifest, matter: Matter) -> NewSubmission:
    """What goes into the storage, and how its answer will read."""
    envelope, now = arrival.envelope, arrival.at
    dates = next_dates(matter, civil_date(now))

    def acknowledge(number: str) -> bytes:
        """The answer's bytes."""
        return (
            Acknowledgement(
                submission_id=envelope.submission_id,
                number=number,
                received_at=now,
                status="received",
                next_dates=dates,
                acted=acted(envelope.committed, now, arrival.uptime),
            )
            .model_dump_json()
            .encode()
        )

    return NewSubmission(
        submission_id=envelope.submission_id,
        terminal_id=envelope.terminal_id,
        matter_code=envelope.matter_code,
        catalogue_version=envelope.catalogue_version,
        status="received",
        envelope=arrival.raw.decode(),
        envelope_sha256=hashlib.sha256(arrival.raw).hexdigest(),
        committed_at=stamp(envelope.committed.wall),
        received_at=stamp(now),
        region=region,
        series=f"{region}{SOURCE}{civil_date(now):%Y%m%d}",
        acknowledge=acknowledge,
        order=_order(manifest) if is_request(matter) else None,
    )


async def _note_refusal(gateway: Gateway, terminal_id: str, envelope: Envelope, code: str) -> None:
    """Leave a trace of a refusal that a person can look up; without anything personal."""
    now, subject = gateway.clock.now(), f"{envelope.submission_id} {envelope.matter_code} {code}"
    log.info("submission refused: %s", code)
    await gateway.database.write(lambda c: note(c, now, terminal_id, "submission.refused", subject[:160]))


def is_request(matter: Matter) -> bool:
    """Whether the matter is handled as a 工单: its definition says so by its statuses."""
    return "待派单" in matter.followup.statuses


def _order(manifest: Manifest) -> Order:
    """The classification of a request; the words stay sealed."""
    answers: dict[str, Any] = {}
    for section in manifest.answers.values():
        if isinstance(section, dict):
            answers |= section
    return Order(
        kind=str(answers.get("kind", ""))[:32],
        service=str(answers.get("service", ""))[:32],
        urgency=str(answers.get("urgent", ""))[:16],
    )
