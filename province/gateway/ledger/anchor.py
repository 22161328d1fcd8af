"""The chain's head, deposited in the evidence log: whoever rewrites the whole chain in the database is found out there.

A deposit under the key `audit/<place>` holds the link of that place, salted like any other. Witnesses cosign the
log, so not even who holds the database and the log's key can put another history in its place.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from legalnet.evidence.leaves import digests
from province.evidence import rows
from province.evidence.deposits import Asked, Deposit
from province.evidence.log import Closed, EvidenceLog
from province.gateway.ledger.chain import Head
from province.gateway.storage.tables import audit_links, evidence_deposits

NAME = "audit"
"""The depositor that leaves of this kind name."""


async def anchor(log: EvidenceLog, head: Head) -> bool:
    """Deposit a head; once for each. False while the log does not run. Raises `StorageDown`."""
    if not head.place or not log.running:
        return False
    asked = Asked(f"{NAME}/{head.place}", NAME, "document", digests(head.link.encode()))
    try:
        await log.deposit(asked)
    except Closed:
        return False
    return True


def anchors(connection: Connection) -> dict[int, Deposit]:
    """Deposited heads by their place, where the log is kept in this database."""
    query = select(*rows.COLUMNS).where(evidence_deposits.c.terminal_id == NAME)
    found = map(rows.deposit_of, connection.execute(query))
    return {int(deposit.key.rpartition("/")[2]): deposit for deposit in found}


def misfits(connection: Connection, held: Mapping[int, Deposit], first: int) -> list[str]:
    """What of the deposited heads is not in the chain any more, or is another; before `first` rows were let go of."""
    query = select(audit_links.c.place, audit_links.c.link)
    links = {int(row.place): row.link for row in connection.execute(query)}
    faults = []
    for place, deposit in sorted(held.items()):
        if place < first:
            continue
        if place not in links:
            faults.append(f"link {place} was deposited in the evidence log and is missing here")
        elif not deposit.is_of(digests(links[place].encode())):
            faults.append(f"link {place} is not the one that was deposited in the evidence log")
    return faults
