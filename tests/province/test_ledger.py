"""The audit's chain: every way to change it afterwards shows, on SQLite and PostgreSQL, and in the evidence log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, update

from main import main
from province.gateway.accounts.store import StaffRole
from province.gateway.clock import stamp
from province.gateway.context import note
from province.gateway.housekeeping import tidy
from province.gateway.ledger import anchor, chain
from province.gateway.storage.interface import open_storage
from province.gateway.storage.tables import audit, audit_links
from tests.province.running import Filing, Running, Terminal
from tests.province.staffing import at_the_desk, hire

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=365)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite'}"
    address: str = request.getfixturevalue("postgres_server").fresh()
    return address


def ten_rows(connection: Connection) -> None:
    """Nine looks by staff, the fourth while a hand-in's row was not tied yet."""
    for number in range(10):
        at = NOW + timedelta(minutes=number)
        if number == 3:
            row = {"at": stamp(at), "actor": "T1", "action": "submission.received", "subject": "1"}
            connection.execute(insert(audit).values(row))
        else:
            note(connection, at, "staff:clerk", "staff.part", f"{number}")


def after(url: str, *jobs: Callable[[Connection], object]) -> chain.Finding:
    """What a reading finds once these were done, each in a transaction of its own."""

    async def run() -> chain.Finding:
        storage = open_storage(url)
        await storage.open()
        try:
            for job in (ten_rows, *jobs):
                await storage.write(job)
            return await storage.read(lambda c: chain.read(c, LONG_AGO))
        finally:
            await storage.close()

    return asyncio.run(run())


def test_every_row_is_tied(url: str) -> None:
    found = after(url)
    assert (found.rows, found.first, found.head.place, found.faults) == (10, 1, 10, ())


@pytest.mark.parametrize(
    "deed",
    [
        lambda c: c.execute(update(audit).where(audit.c.subject == "5").values(actor="staff:other")),
        lambda c: c.execute(update(audit).where(audit.c.subject == "5").values(at=stamp(NOW))),
        lambda c: c.execute(delete(audit).where(audit.c.subject == "5")),
        lambda c: c.execute(delete(audit_links).where(audit_links.c.place == 5)),
        lambda c: c.execute(update(audit_links).where(audit_links.c.place == 5).values(link="0" * 64)),
        lambda c: (c.execute(delete(audit_links).where(audit_links.c.place <= 2)),
                   c.execute(delete(audit).where(audit.c.subject.in_(["0", "1"])))),
        lambda c: c.execute(delete(audit).where(audit.c.subject == "0")),
    ],
    ids=["another actor", "another time", "row gone", "link gone", "link changed", "beginning gone", "first row gone"],
)  # fmt: skip
def test_what_was_changed_afterwards_shows(url: str, deed: Callable[[Connection], object]) -> None:
    assert after(url, deed).faults


def test_what_is_old_may_go_and_the_rest_still_follows(url: str) -> None:
    def trimmed(connection: Connection) -> None:
        """Four of them."""
        assert chain.trim(connection, NOW + timedelta(minutes=4)) == 4

    async def run() -> tuple[chain.Finding, chain.Finding]:
        storage = open_storage(url)
        await storage.open()
        try:
            await storage.write(ten_rows)
            await storage.write(trimmed)
            later = await storage.read(lambda c: chain.read(c, NOW + timedelta(days=400)))
            return later, await storage.read(lambda c: chain.read(c, LONG_AGO))
        finally:
            await storage.close()

    found, too_soon = asyncio.run(run())
    assert (found.rows, found.first, found.head.place, found.faults) == (6, 5, 10, ())
    assert too_soon.faults, "rows younger than a year were let go of"


def test_a_whole_new_chain_does_not_fit_the_evidence_log(
    province: Running, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever holds the database can reckon a chain anew: what the log was given says so."""
    terminal.hand_in(Filing())
    province.call(tidy(province.gateway, hourly=True))
    data = str(province.gateway.settings.data)
    assert main(["audit", "--data", data]) == 0
    assert "1 heads in the evidence log" in capsys.readouterr().out

    def rewritten(connection: Connection) -> None:
        """Another actor, and every link reckoned again."""
        connection.execute(update(audit).values(actor="nobody"))
        connection.execute(delete(audit_links))
        chain.tie(connection, whole=True)

    province.call(province.gateway.database.write(rewritten))
    assert main(["audit", "--data", data]) == 1
    out = capsys.readouterr().out
    assert "is not the one that was deposited in the evidence log" in out

    def cut(connection: Connection) -> None:
        """The end of the chain and its rows."""
        connection.execute(delete(audit))
        connection.execute(delete(audit_links))

    province.call(province.gateway.database.write(cut))
    held = province.call(province.gateway.database.read(anchor.anchors))
    assert province.call(province.gateway.database.read(lambda c: anchor.misfits(c, held, 0)))


def test_every_change_by_staff_and_every_key_has_its_row(province: Running) -> None:
    """Also what came to nothing, and what another page forged; and what the operator did in the shell."""
    session = at_the_desk(province, hire(province, "clerk", StaffRole.CLERK))
    url = f"{province.url}/pln/v1/staff"
    assert session.post(f"{url}/applications/nothing/actions", json={}, timeout=60).status_code >= 400
    forged = session.delete(f"{url}/sessions", headers={"X-Csrf-Token": "guessed"}, timeout=60)
    assert forged.status_code == 403
    province.call(province.gateway.sessions.reset("clerk"))
    province.call(province.gateway.sessions.disable("clerk"))
    found = [(row["actor"], row["action"], row["subject"]) for row in province.rows("audit")]
    for expected in (
        ("operator", "key.sealing", province.gateway.keys.key_id),
        ("operator", "account.add", "clerk"),
        ("staff", "staff.sign_in", "-"),
        ("staff:clerk", "desk.post", "staff/applications/nothing/actions"),
        ("staff:clerk", "desk.forged", "staff/sessions"),
        ("operator", "account.reset", "clerk"),
        ("operator", "account.disable", "clerk"),
    ):
        assert expected in found
    finding = province.call(province.gateway.database.read(lambda c: chain.read(c, LONG_AGO)))
    assert (finding.rows, finding.faults) == (len(found), ())
