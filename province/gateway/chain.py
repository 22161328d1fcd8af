"""The order of each terminal's commits, looked at when one arrives and whenever somebody asks.

Nothing is refused for it: filings take different lanes, so a later one may well arrive first, and a resident is
not to blame for a terminal's memory. What is missing or rewritten is shown.
"""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Connection, select

from legalnet.honest_time import Commit, Finding, acted, examine
from legalnet.submission import Acknowledgement, Envelope
from province.gateway.context import Gateway, note
from province.gateway.storage.tables import submissions

log = logging.getLogger(__name__)


async def arrived(gateway: Gateway, envelope: Envelope) -> None:
    """Look for the commit before this one; where it is missing, leave a trace in the audit table."""
    link = envelope.link
    if link is None or link.seq == 1:
        return
    before = select(submissions.c.number).where(
        submissions.c.terminal_id == envelope.terminal_id, submissions.c.envelope_sha256 == link.previous
    )
    if await gateway.database.read(lambda c: c.execute(before).first()) is None:
        now, subject = gateway.clock.now(), f"{link.chain} {link.seq}"
        await gateway.database.write(lambda c: note(c, now, envelope.terminal_id, "chain.gap", subject))


def commits_of(connection: Connection, terminal_id: str) -> list[Finding]:
    """All commits of a terminal in their order, with what the chain says of each."""
    columns = ("number", "envelope", "envelope_sha256", "acknowledgement")
    query = select(*(submissions.c[name] for name in columns)).where(submissions.c.terminal_id == terminal_id)
    return examine([_commit(row._mapping) for row in connection.execute(query)])


def _commit(row: Any) -> Commit:
    envelope = Envelope.model_validate_json(row["envelope"])
    given = Acknowledgement.model_validate_json(row["acknowledgement"])
    return Commit(
        number=row["number"],
        link=envelope.link,
        digest=row["envelope_sha256"],
        committed=envelope.committed,
        received=given.received_at,
        acted=given.acted or acted(envelope.committed, given.received_at),
    )


def shown(finding: Finding) -> dict[str, Any]:
    """A finding as JSON; numbers and instants, nothing of what was handed in."""
    commit = finding.commit
    return {
        "number": commit.number,
        "chain": commit.link.chain if commit.link else None,
        "seq": commit.link.seq if commit.link else None,
        "place": finding.place,
        "clock_jump_s": finding.jump_s,
        "received_at": commit.received.isoformat(),
        "acted": commit.acted.model_dump(mode="json"),
    }
