"""The map of what the terminal's store holds, and letting go of what is over (`legalnet.keeping`).

Nothing here is personal: answers lie sealed to the province, drafts to their code. What is kept is still a trace of
somebody's errand, so it has its days too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.keeper.vault import Vault
from legalnet.keeping import days
from offline_cache.records import Records

TABLES: dict[str, dict[str, str]] = {
    "items": {
        "id": "count",
        "key": "code",
        "lane": "code",
        "state": "code",
        "header": "envelope: ids, matter code, digests, receipt code; or a sealed question; or a deposit's "
        "digests; empty once delivered",
        "blobs": "digests of ciphertext; empty once delivered",
        "enqueued_at": "time",
        "attempts": "count",
        "next_at": "time",
        "reason": "code",
        "message": "the province's words of refusal",
        "reply": "acknowledgement: number and dates",
        "settled_at": "time",
        "seq": "count",
    },
    "records": {"id": "count", "name": "code", "value": "see RECORDS", "updated_at": "time"},
    "chain": {"id": "count", "value": "digest of the last commit's place"},
}
"""Every column of the store (`offline_cache.schema`) and what it can say; a test holds it against the live schema."""
RECORDS: dict[str, tuple[str, str]] = {
    "receipt/": ("receipt", "code, state, number, dates"),
    "submission/": ("receipt", "which code a submission has"),
    "deposit/": ("receipt", "proof of a deposit that was made after its visit: code, time, salted digests"),
    "draft/": ("draft", "a box that only its code and its person open"),
    "inbox/": ("events", "that something waits: codes, times, marks of 20 bits"),
    "booking/": ("events", "that an appointment changed: codes and times"),
    "mediation/": ("events", "that a message waits in a mediation: codes"),
    "room/": ("events", "that a room is open: codes and times"),
    "events/": ("permanent", "how far the province's log was followed"),
    "reference/": ("permanent", "published directory, laws, notices"),
    "revocations/": ("permanent", "published lists of certificates that count no more"),
    "let-go/": ("permanent", "how many bytes a published collection had"),
    "probe": ("permanent", "nothing: shows that the disk takes writes"),
}
"""Beginning of a record's name: kind of `legalnet.keeping`, what it says."""


def kind_of(name: str) -> str | None:
    """The kind of a record; None for one that nobody mapped."""
    return next((kind for beginning, (kind, _) in RECORDS.items() if name.startswith(beginning)), None)


def forget(vault: Vault, records: Records, now: datetime) -> int:
    """Let go of receipts and notices that are over; drafts are tidied by their own end. Raises `CacheError`."""
    receipts = vault.forget(now - timedelta(days=days("receipt") or 0))
    oldest = now - timedelta(days=days("events") or 0)
    notices = [beginning for beginning, (kind, _) in RECORDS.items() if kind == "events"]
    return receipts + sum(records.forget(beginning, oldest) for beginning in notices)
