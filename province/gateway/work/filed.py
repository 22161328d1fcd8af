"""What lies in a sealed submission, opened for whoever may see it."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Row, select

from legalnet.matter import Matter
from legalnet.submission import Envelope, Manifest, Role
from province.gateway.context import Gateway
from province.gateway.inspection import SealedSubmission
from province.gateway.problems import Problem
from province.gateway.storage.tables import submissions


async def submission_row(gateway: Gateway, submission_id: str | None) -> Row[Any] | None:
    """The submission of that id, None for an application that was not made at a terminal."""
    if submission_id is None:
        return None
    query = select(submissions).where(submissions.c.submission_id == submission_id)
    return await gateway.database.read(lambda c: c.execute(query).one_or_none())


async def manifest_of(gateway: Gateway, row: Row[Any]) -> Manifest:
    """The sealed heart of a submission. Raises `Problem` `cannot_open`."""
    envelope = Envelope.model_validate_json(row.envelope)
    digests = [part.digest for part in envelope.parts if part.role is Role.MANIFEST]
    async with gateway.files.at_hand(row.terminal_id, digests) as paths:
        sealed = SealedSubmission(envelope, dict(paths), gateway.keys.sealing_keys[envelope.key_id])
        return await asyncio.to_thread(sealed.manifest)


async def part_of(gateway: Gateway, row: Row[Any], name: str) -> tuple[str, bytes]:
    """Media type and clear bytes of one part. Raises `Problem` `not_found` or `cannot_open`."""
    envelope = Envelope.model_validate_json(row.envelope)
    found = next((part for part in envelope.parts if part.name == name), None)
    if found is None or found.role not in (Role.DOCUMENT, Role.MATERIAL):
        raise Problem("not_found")
    async with gateway.files.at_hand(row.terminal_id, [found.digest]) as paths:
        sealed = SealedSubmission(envelope, dict(paths), gateway.keys.sealing_keys[envelope.key_id])
        return found.media_type, await asyncio.to_thread(sealed.open, found)


async def matter_of(gateway: Gateway, row: Row[Any] | None, code: str) -> Matter | None:
    """The definition it was made with, else today's."""
    catalogue = gateway.published.current
    if row is not None:
        catalogue = await gateway.published.for_version(gateway.database, row.catalogue_version)
    return catalogue.get(code) or gateway.published.current.get(code)


def service_consents(manifest: Manifest) -> dict[str, bool]:
    """What the person answered about electronic service: in general, and of judgments apart."""
    found: dict[str, bool] = {}
    for section in manifest.answers.values():
        for entry in section if isinstance(section, list) else [section]:
            if isinstance(entry, dict) and isinstance(entry.get("e_ok"), bool):
                found["general"] = entry["e_ok"]
                found["judgments"] = entry["e_ok"] and entry.get("e_judgment") is True
    return found
