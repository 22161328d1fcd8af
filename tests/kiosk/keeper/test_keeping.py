"""The map of the terminal's store against the live one, and what is over against a moved clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.keeper import retention
from kiosk.keeper.vault import Vault
from legalnet import keeping
from legalnet.submission import Acknowledgement
from offline_cache.cache import Cache
from offline_cache.uplink import Reply
from tests.kiosk.keeper.parts import ROOT, WHEN, commit

NAMED = re.compile(r'f"([a-z-]+/)[^"]*\{|^[A-Z_]+ = "([a-z-]+/[a-z]*)"', re.M)
"""How sources name records: a beginning in an f-string, or a constant."""


def test_the_map_is_the_live_schema(cache: Cache) -> None:
    tables = cache.records._store.read("SELECT name FROM sqlite_schema WHERE type = 'table'")
    live = {
        str(name): {str(row[1]) for row in cache.records._store.read(f"PRAGMA table_info({name})")}
        for (name,) in tables
    }
    assert live == {name: set(columns) for name, columns in retention.TABLES.items()}


def test_every_kind_of_record_is_mapped() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "kiosk/keeper").glob("*.py")]
    sources += [path.read_text(encoding="utf-8") for path in (ROOT / "offline_cache").glob("*.py")]
    named = {one or other for text in sources for one, other in NAMED.findall(text)}
    assert {"receipt/", "draft/", "inbox/", "let-go/"} <= named, "the search finds them"
    unmapped = {name for name in named if retention.kind_of(name) is None} - {"queue/"}
    assert not unmapped, "say in kiosk/keeper/retention.py what it holds and how long"


def test_every_kind_has_days_or_a_reason() -> None:
    for kind, _ in retention.RECORDS.values():
        keeping.days(kind)
    assert keeping.days("draft") == 7


def delivered(vault: Vault, cache: Cache, visit: Path, code: str) -> str:
    """A filing that was taken in."""
    message = commit(visit, code=code)
    assert vault.commit(message, visit) == ("done", "")
    key = str(message["request_id"])
    item = cache.outbox.expect(key)
    told = Acknowledgement(submission_id=key, number="33", received_at=WHEN, status="received", next_dates=())
    reply = Reply(told.model_dump_json().encode())
    cache.outbox.sending(key)
    cache.outbox.acknowledge(key, reply.body, vault.delivered(item, reply))
    cache.outbox.settle()
    return key


def test_receipts_go_after_their_days_and_what_waits_stays(
    vault: Vault, cache: Cache, tmp_path: Path
) -> None:
    visit = tmp_path / "visit-1"
    visit.mkdir()
    key = delivered(vault, cache, visit, "K74P29")
    vault.commit(commit(visit, code="K74P2A"), visit)
    cache.records.put("inbox/1", b"{}")
    now, period = datetime.now(UTC), timedelta(days=keeping.days("receipt") or 0)
    assert retention.forget(vault, cache.records, now + period - timedelta(minutes=1)) == 0
    assert vault.by_code("K74P29") is not None
    assert retention.forget(vault, cache.records, now + period + timedelta(minutes=1)) == 2
    assert vault.by_code("K74P29") is None
    assert cache.outbox.get(key) is None
    assert cache.records.get(f"submission/{key}") is None
    assert cache.records.get("inbox/1") is None
    assert vault.by_code("K74P2A") is not None, "not delivered yet: it must not be lost"
    assert len(cache.outbox.pending()) == 1
    assert retention.forget(vault, cache.records, now + period + timedelta(minutes=2)) == 0
