"""Taking in submissions exactly once: same key, same answer, byte for byte, however often it is asked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import ValidationError
from starlette.background import BackgroundTask
from starlette.responses import Response

from legalnet.honest_time import acted
from legalnet.matter import Matter
from legalnet.parcel import MEDIA_TYPE, Parcel, ParcelError, unpack
from legalnet.receipts import next_dates
from legalnet.submission import Acknowledgement, Envelope, Manifest, Uptime
from province.gateway.chain import arrived
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note, of
from province.gateway.inspection import SealedSubmission
from province.gateway.judging import SMALL, Case
from province.gateway.problems import Problem
from province.gateway.signatures import Signed, Terminal, admit, admitting
from province.gateway.storage.rows import Announcement, Filer, NewSubmission, Nonce, Order, SubmissionRow
from province.gateway.work.applications import complete_earlier
from province.gateway.work.filed_evidence import lay_new

log = logging.getLogger(__name__)


router = APIRouter(prefix="/submissions", tags=["submissions"])

LONGEST_VERSION = 80
"""As much as the storage keeps."""
SOURCE = "01"
"""来源: a terminal."""
ACKNOWLEDGED: dict[int | str, dict[str, Any]] = {
    200: {"model": Acknowledgement, "description": "Taken in earlier; the same bytes as then."},
}


@dataclass(frozen=True)
class Arrival:
    """An envelope as it came, and when."""

    envelope: Envelope
    raw: bytes
    at: datetime
    uptime: Uptime | None
    """The terminal's at sending, where it told."""
    brought: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Sealed files that came along, by the digest that was reckoned here."""


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
    return await hand_in(gateway, caller, idempotency_key, Arrival(envelope, raw, gateway.clock.now(), sent))


@router.post(
    "/parcel",
    status_code=201,
    response_model=Acknowledgement,
    responses=ACKNOWLEDGED,
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "LBP1, then records of a length (4 bytes, big-endian) and so many bytes: "
            "the envelope's JSON as gzip, then sealed files, known by the SHA-256 that the envelope lists.",
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def submit_parcel(
    request: Request,
    caller: Signed,
    idempotency_key: Annotated[str, Header(max_length=64)],
    sent: Annotated[Uptime | None, Depends(since_start)],
) -> Response:
    """Take in a submission in one piece: its envelope and those of its files that were not uploaded before.

    Everything is kept, or nothing. Otherwise as the hand-in of a submission whose files are there.
    """
    gateway, body = of(request), await request.body()
    if request.headers.get("content-type") != MEDIA_TYPE:
        raise Problem("media_type")
    try:
        parcel = unpack(body, gateway.settings.max_body_bytes)
        envelope = Envelope.model_validate_json(parcel.envelope)
    except (ParcelError, ValidationError):
        await admit(gateway, caller)
        raise Problem("bad_request") from None
    arrival = Arrival(envelope, parcel.envelope, gateway.clock.now(), sent, brought_by(parcel))
    return await hand_in(gateway, caller, idempotency_key, arrival)


def brought_by(parcel: Parcel) -> dict[str, bytes]:
    """The sealed files of a parcel by the digest that is reckoned here."""
    return {hashlib.sha256(part).hexdigest(): part for part in parcel.parts}


async def hand_in(gateway: Gateway, caller: Terminal, key: str, arrival: Arrival) -> Response:
    """Judge it and take it in; where that fails, a repeat of what was taken in still gets its answer."""
    envelope = arrival.envelope
    try:
        _check_envelope(gateway, caller.id, envelope, key)
    except Problem:
        await admit(gateway, caller)
        raise
    if sum(part.size for part in envelope.parts) > SMALL:
        caller = await admit(gateway, caller)
        earlier = await gateway.database.find(key)
        if earlier is not None:
            return _again(gateway, earlier, caller.id, arrival.raw)
    try:
        accepted = await _judge(gateway, arrival, caller.pending)
    except Problem as problem:
        return await _refused(gateway, caller, arrival, problem)
    with admitting(gateway, caller.id):
        taken = await gateway.database.take(accepted)
    if not taken.fresh:
        return _again(gateway, taken.row, caller.id, arrival.raw)
    gateway.metrics.submissions.labels("taken").inc()
    await lay_new(gateway, accepted)
    linked = envelope.link is not None and envelope.link.seq > 1
    look = BackgroundTask(_afterwards, gateway, envelope, accepted) if linked or accepted.follows else None
    return Response(taken.row.acknowledgement, 201, media_type="application/json", background=look)


async def _refused(gateway: Gateway, caller: Terminal, arrival: Arrival, problem: Problem) -> Response:
    """The answer that was given before, if there is one; else the refusal, noted."""
    await admit(gateway, caller)
    earlier = await gateway.database.find(arrival.envelope.submission_id)
    if earlier is not None:
        return _again(gateway, earlier, caller.id, arrival.raw)
    gateway.metrics.submissions.labels(problem.code).inc()
    await _note_refusal(gateway, caller.id, arrival.envelope, problem.code)
    raise problem


async def _afterwards(gateway: Gateway, envelope: Envelope, accepted: NewSubmission) -> None:
    """What an arrival means for others: its place among the terminal's commits, and what it completes."""
    await arrived(gateway, envelope)
    if accepted.follows and accepted.filer.holder:
        await gateway.database.write(lambda c: complete_earlier(c, gateway, accepted))


@router.get("/by-key/{key}", response_model=Acknowledgement)
async def by_key(request: Request, key: str, caller: Signed) -> Response:
    """The acknowledgement of an earlier submission of this terminal, the same bytes as then."""
    row = await of(request).database.find(key)
    if row is None or row.terminal_id != caller.id:
        raise Problem("submission_unknown")
    return Response(row.acknowledgement, 200, media_type="application/json")


def _again(gateway: Gateway, row: SubmissionRow, terminal_id: str, raw: bytes) -> Response:
    """Answer a repeat; another content or terminal under the same key is refused."""
    gateway.metrics.submissions.labels("repeated").inc()
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


async def _judge(gateway: Gateway, arrival: Arrival, nonce: Nonce | None) -> NewSubmission:
    """Files there, seal opens, content right; what came along lies on the disk afterwards."""
    envelope, brought = arrival.envelope, arrival.brought
    wanted = {part.digest for part in envelope.parts}
    if not brought.keys() <= wanted:
        raise Problem("inconsistent", part="unannounced")
    catalogue = await gateway.published.for_version(gateway.database, envelope.catalogue_version)
    async with gateway.files.at_hand(envelope.terminal_id, list(wanted - brought.keys())) as paths:
        contents: dict[str, Path | bytes] = {**paths, **brought}
        missing = [part.digest for part in envelope.parts if part.digest not in contents]
        if missing:
            raise Problem("parts_missing", digests=missing)
        sealed = SealedSubmission(envelope, contents, gateway.keys.sealing_keys[envelope.key_id])
        manifest = await gateway.judges.judge(Case(sealed, catalogue))
    if brought:
        await gateway.files.keep(envelope.terminal_id, brought)
    matter = catalogue.get(envelope.matter_code)
    assert matter is not None  # noqa: S101 - `inspect` refuses unknown matters
    return _accepted(gateway, arrival, manifest, matter, nonce)


def _accepted(
    gateway: Gateway, arrival: Arrival, manifest: Manifest, matter: Matter, nonce: Nonce | None
) -> NewSubmission:
    """What goes into the storage, and how its answer will read."""
    envelope, now, region = arrival.envelope, arrival.at, gateway.profile.region
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
        submission_id=envelope.submission_id, terminal_id=envelope.terminal_id,
        matter_code=envelope.matter_code, catalogue_version=envelope.catalogue_version, status="received",
        envelope=arrival.raw.decode(), envelope_sha256=hashlib.sha256(arrival.raw).hexdigest(),
        committed_at=stamp(envelope.committed.wall), received_at=stamp(now), region=region,
        series=f"{region}{SOURCE}{civil_date(now):%Y%m%d}", acknowledge=acknowledge,
        order=_order(manifest) if is_request(matter) else None, nonce=nonce, brought=_brought(arrival),
        filer=_filer(gateway, manifest), follows=manifest.follows,
    )  # fmt: skip


def _brought(arrival: Arrival) -> tuple[Announcement, ...]:
    """The files that came along."""
    terminal, at = arrival.envelope.terminal_id, stamp(arrival.at)
    return tuple(Announcement(terminal, digest, len(data), at) for digest, data in arrival.brought.items())


def _filer(gateway: Gateway, manifest: Manifest) -> Filer:
    """Who handed it in: the person whom the terminal identified, never one that the answers merely name."""
    name, number = manifest.identity.holder_name, manifest.identity.holder_number
    if not number:
        return Filer()
    who = {"name": name or "", "number": number.strip().upper()}
    return Filer(
        gateway.records.holder(number),
        gateway.records.hide_json(f"application/{manifest.submission_id}", who),
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
