"""The technician's tools: the province's ticket beside the PIN, doctor, the log, a state ticket and a bundle."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from devices.life import Outcome, PrintResult
from devices.receipt_printer.blocks import Pair
from devices.receipt_printer.encode import encode
from kiosk.visit.trials import state_slip
from tests.kiosk.visit.cabinet import PIN, Cabinet, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet


@pytest.fixture
def closed(make: MakeCabinet) -> Cabinet:
    """A terminal that the province gives tickets for, at the question for the ticket."""
    cabinet = make(technician_pin_hash=staff_hash(), ticket=True)
    cabinet.act("technician")
    cabinet.act("pin", pin=PIN)
    return cabinet


@pytest.fixture
def opened(closed: Cabinet) -> Cabinet:
    """Behind both."""
    admitted(closed, "done")
    assert closed.view["phase"] == "open"
    return closed


def admitted(cabinet: Cabinet, outcome: str, reason: str = "", left: int = 0) -> None:
    """What the keeper says of a ticket."""
    cabinet.act("ticket", ticket="0412-ABCD-EFGH")
    cabinet.flow.hear([{"kind": "admitted", "outcome": outcome, "reason": reason, "left": left}])


def test_the_pin_alone_opens_nothing_where_tickets_are_given(closed: Cabinet) -> None:
    assert (closed.view["phase"], closed.view["devices"], closed.view["log"]) == ("ticket", [], [])
    for name in ("doctor", "log", "status_ticket", "bundle", "refresh"):
        closed.act(name)
    assert closed.keeper.told("doctor") == closed.keeper.told("bundle") == []


def test_a_wrong_ticket_is_said_and_a_right_one_opens(closed: Cabinet) -> None:
    admitted(closed, "not_done", "wrong_ticket")
    assert (closed.view["phase"], closed.view["error"]) == ("ticket", "wrong_ticket")
    admitted(closed, "not_done", "locked", 42)
    assert (closed.view["error"], closed.view["left"]) == ("locked", 42)
    admitted(closed, "done")
    assert (closed.view["phase"], closed.view["error"], closed.view["left"]) == ("open", "", 0)


def test_the_keepers_word_without_a_question_opens_nothing(make: MakeCabinet) -> None:
    cabinet = make(technician_pin_hash=staff_hash(), ticket=True)
    cabinet.act("technician")
    cabinet.flow.hear([{"kind": "admitted", "outcome": "done"}])
    assert cabinet.view["phase"] == "pin"


def test_doctor_is_asked_on_entering_and_the_worst_comes_first(opened: Cabinet) -> None:
    assert opened.view["examining"]
    items = [
        {"id": "disk", "state": "ok", "found": "9 MiB free"},
        {"id": "province", "state": "fail", "found": "tls"},
    ]
    opened.flow.hear([{"kind": "doctored", "items": items, "rows": [["version", "1.4.2"]]}])
    assert [one["id"] for one in opened.view["findings"]] == ["province", "disk"]
    assert not opened.view["examining"]


def test_the_log_is_paged(opened: Cabinet) -> None:
    opened.act("log")
    opened.flow.hear([{"kind": "logged", "lines": [f"line {number}" for number in range(30)]}])
    assert (opened.view["log"][-1], opened.view["logTotal"]) == ("line 29", 30)
    opened.act("log_page", by=-1)
    assert opened.view["log"][0] == "line 6"
    opened.act("log_page", by=-5)
    assert opened.view["log"][0] == "line 0"


def test_the_state_goes_to_paper_with_its_honest_outcome(opened: Cabinet) -> None:
    rows = [["version", "1.4.2"], ["device.id_reader", "no_answer"], ["secret", "陈小明"], "nonsense"]
    opened.flow.hear([{"kind": "doctored", "items": [], "rows": rows}])
    opened.hardware.receipt_answers.append(PrintResult(Outcome.UNKNOWN, "no_answer"))
    opened.act("status_ticket")
    opened.tick()
    assert opened.view["slip"] == "unknown"


def test_a_state_slip_says_ids_and_numbers_in_words_and_nothing_else() -> None:
    at = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
    rows: list[Any] = [
        ["version", "1.4.2"],
        ["device.id_reader", "no_answer"],
        ["name", "陈小明"],
        ["network", "陈小明"],
    ]
    blocks = state_slip("T1", "桂花里", at, rows)
    pairs = {block.label: block.value for block in blocks if isinstance(block, Pair)}
    assert pairs["身份证阅读器"] == "没有回话 no_answer"
    assert (pairs["软件"], pairs["网络"]) == ("1.4.2", "-")
    assert "陈小明" not in json.dumps([str(block) for block in blocks], ensure_ascii=False)
    assert encode(blocks)
    assert state_slip("T1", "", at, None)


def test_a_bundle_ends_with_what_the_keeper_says(opened: Cabinet) -> None:
    opened.act("bundle")
    opened.act("bundle")
    assert len(opened.keeper.told("bundle")) == 1
    opened.flow.hear([{"kind": "bundled", "outcome": "done", "reason": ""}])
    assert opened.view["bundle"] == "done"


# ---------------------------------------------------------------------- from afar, while nobody is here


def test_a_closed_terminal_says_so_and_lets_the_technician_in(make: MakeCabinet) -> None:
    cabinet = make(closed=True, technician_pin_hash=staff_hash())
    assert cabinet.screen == "out_of_service"
    cabinet.act("technician")
    assert cabinet.screen == "technician"


def test_the_idle_screen_asks_a_device_and_prints_for_those_far_away(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        cabinet.hardware, "retest", lambda kind: ("not_done", f"{kind}_is_silent"), raising=False
    )
    cabinet.flow.hear([{"kind": "retest", "request_id": "r1", "device": "id_reader"}])
    cabinet.flow.hear([{"kind": "status_ticket", "request_id": "r2", "rows": [["version", "1"]]}])
    cabinet.tick()
    [answer] = cabinet.keeper.told("retested")
    assert (answer["request_id"], answer["outcome"], answer["reason"]) == (
        "r1",
        "not_done",
        "id_reader_is_silent",
    )
    assert cabinet.keeper.told("ticket_printed")[0]["request_id"] == "r2"
