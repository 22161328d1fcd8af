"""The order of a terminal's commits: gaps and rewritten commits are shown, nothing is refused for them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import load_or_create_key
from legalnet.submission import Acknowledgement
from main import main
from province.gateway.clock import SystemClock
from tests.province.running import Filing, Running, SealedFiling, Terminal

CHAIN = "0123456789abcdef"


class Chained:
    """Seals filings one after another as the terminal's memory links them."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.sealed: list[SealedFiling] = []

    def commit(self) -> SealedFiling:
        previous = hashlib.sha256(self.sealed[-1].header).hexdigest() if self.sealed else ""
        link = {"chain": CHAIN, "seq": len(self.sealed) + 1, "previous": previous}
        filing = Filing.request()
        filing.envelope_changes = {"link": link}
        self.sealed.append(self.terminal.seal(filing))
        return self.sealed[-1]

    def send(self, number: int) -> None:
        sealed = self.sealed[number]
        self.terminal.upload(sealed)
        self.terminal.uplink.submit(sealed.key, sealed.header)


def noted_gaps(province: Running) -> list[str]:
    """What the audit table says, once it says something: it is written after the answer went out."""
    end = SystemClock().monotonic() + 30
    while SystemClock().monotonic() < end:
        found = [row["subject"] for row in province.rows("audit") if row["action"] == "chain.gap"]
        if found:
            return found
    raise AssertionError("no gap was noted")


def report(
    province: Running, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]]]:
    """What the command prints while the gateway runs."""
    code = main(
        [
            "gateway",
            "--data",
            str(province.gateway.settings.data),
            "--commits",
            terminal.enrolment.terminal_id,
        ]
    )
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_gap_is_taken_shown_and_closed(
    province: Running, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    chained = Chained(terminal)
    for _ in range(3):
        chained.commit()
    chained.send(0)
    chained.send(2)
    code, found = report(province, terminal, capsys)
    assert (code, [line["place"] for line in found]) == (0, ["first", "gap"])
    chained.send(1)
    code, found = report(province, terminal, capsys)
    assert [(line["seq"], line["place"]) for line in found] == [(1, "first"), (2, "linked"), (3, "linked")]
    assert noted_gaps(province) == [f"{CHAIN} 3"]


def test_a_rewritten_commit_is_taken_and_said(
    province: Running, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    chained = Chained(terminal)
    chained.commit()
    honest = chained.commit()
    chained.sealed = []
    chained.commit()
    chained.send(0)
    terminal.upload(honest)
    terminal.uplink.submit(honest.key, honest.header)
    code, found = report(province, terminal, capsys)
    assert (code, [line["place"] for line in found]) == (1, ["first", "broken"])


def test_the_answer_tells_when_the_resident_acted_by_counted_seconds(
    province: Running, terminal: Terminal
) -> None:
    """The terminal's wall clock said 2020 at the commit; the seconds since its start say an hour ago."""
    clock = SystemClock()
    key = load_or_create_key(terminal.folder / "terminal.key")
    uplink = ProvinceUplink(terminal.enrolment, key, clock, boot_id="this-start")
    filing = Filing.request()
    filing.envelope_changes = {
        "committed": {
            "wall": datetime(2020, 1, 1, tzinfo=UTC),
            "monotonic": clock.monotonic() - 3600,
            "boot_id": "this-start",
            "uncertainty_s": 5.0,
        }
    }
    sealed = terminal.seal(filing)
    terminal.upload(sealed)
    answer = Acknowledgement.model_validate_json(uplink.submit(sealed.key, sealed.header).body)
    assert answer.acted is not None
    assert answer.acted.basis == "uptime"
    an_hour_ago = answer.received_at - timedelta(hours=1)
    assert answer.acted.earliest is not None
    assert answer.acted.earliest <= an_hour_ago <= answer.acted.latest + timedelta(seconds=60)
    assert province.rows("submissions")[0]["acknowledgement"] == answer.model_dump_json().encode()
