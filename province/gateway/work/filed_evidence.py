"""举证 by a filing (ZJ-JZ): what a party handed in at a terminal is laid before the other side of the case.

The filing names the case by its number. Pieces and files are entered once, in the name of the party who was identified;
a filing whose case is not here, or whose filer is no party, stays a filing that the court handles.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from legalnet.applications import State
from legalnet.exchange import NewItem
from legalnet.submission import AttachedMaterial, Manifest
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.storage.rows import NewSubmission
from province.gateway.storage.worktables import applications
from province.gateway.work import cases, documents
from province.gateway.work.filed import manifest_of, part_of, submission_row
from province.gateway.work.notices import ring

log = logging.getLogger(__name__)

MATTER = "ZJ-JZ"
MATERIAL = "evidence"
KINDS = {"当事人的陈述": "当事人陈述"}
"""What the questions call a kind of evidence otherwise than the exchange does."""


async def lay_new(gateway: Gateway, new: NewSubmission) -> bool:
    """Lay the pieces of a filing that was just taken in before the other side; whether anything was laid."""
    return new.matter_code == MATTER and await lay(gateway, new.submission_id, new.filer.holder)


async def lay_missing(gateway: Gateway) -> int:
    """What a gateway that died in between took in and did not lay; how many filings were laid now."""
    query = select(applications.c.submission_id, applications.c.holder).where(
        (applications.c.matter_code == MATTER) & (applications.c.state == State.RECEIVED)
    )
    rows = await gateway.database.read(lambda c: c.execute(query).all())
    return sum([await lay(gateway, str(row.submission_id), str(row.holder)) for row in rows])


async def lay(gateway: Gateway, submission_id: str, holder: str) -> bool:
    """Lay the pieces of one filing before the other side, once; False where there is nothing to lay."""
    row = await submission_row(gateway, submission_id)
    if row is None or not holder:
        return False
    manifest = await manifest_of(gateway, row)
    seat = await gateway.database.read(lambda c: cases.numbered(c, _case_no(manifest), holder))
    if seat is None:
        return False
    scan = next((one for one in manifest.materials if one.id == MATERIAL), None)
    pdf = (await part_of(gateway, row, scan.part))[1] if scan is not None else b""
    others = await cases.ears_of_others(gateway, seat.case.id, holder)

    def job(connection: Connection) -> bool:
        """Pieces, file and events together."""
        mine = cases.seat_again(connection, seat)
        digest = _kept(connection, gateway, pdf)
        if not cases.add_filed(connection, gateway, mine, submission_id, pieces(manifest, scan, digest)):
            return False
        now = cases.seat_again(connection, seat)
        cases.tell_evidence(connection, gateway, others, seat.case.id, now.case.rev)
        return True

    try:
        laid = await gateway.database.write(job)
    except IntegrityError:
        return False  # another gateway laid it at this moment
    for _, ears in others:
        await ring(gateway, ears)
    return laid


def _kept(connection: Connection, gateway: Gateway, pdf: bytes) -> str | None:
    """The digest of the scan, kept for the parties; None where there is none, or it is too large to be shown."""
    try:
        return documents.keep(connection, gateway, pdf) if pdf else None
    except Problem as problem:
        log.info("evidence of a filing is listed without its file: %s", problem.code)
        return None


def pieces(manifest: Manifest, scan: AttachedMaterial | None, digest: str | None) -> list[NewItem]:
    """What the filer listed, as the exchange has it; what does not fit is left to the filing itself."""
    found = []
    for line in _lines(manifest.answers.get("ev")):
        kind = str(line.get("type", ""))
        try:
            found.append(
                NewItem.model_validate({
                    "title": line.get("name"), "kind": KINDS.get(kind, kind), "purpose": line.get("purpose"),
                    "pages": int(line.get("pages") or (scan.pages if scan else 0)), "digest": digest,
                })
            )  # fmt: skip
        except (ValidationError, ValueError, TypeError):
            continue
    return found


def _lines(section: Any) -> list[Mapping[str, Any]]:
    listed = section.get("evidence") if isinstance(section, Mapping) else None
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _case_no(manifest: Manifest) -> str:
    section = manifest.answers.get("case")
    return str(section.get("case_no", "")) if isinstance(section, Mapping) else ""
