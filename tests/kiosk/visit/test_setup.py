"""The first start as a visit shows it: seven steps in their order, each with what it misses, to the signed report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from devices.life import Health, State
from devices.notebook import Counters
from kiosk.visit.hardware import Report
from kiosk.visit.trials import test_page as page_of_trials
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet

WELL: dict[str, Any] = {"link": "", "address": "192.168.40.17", "clock": "", "skew": 0, "reach": "", "url": True,
                        "key": "file", "profile": True}  # fmt: skip
QUESTIONS = ("edges", "strokes", "greys", "code", "cut")


def seen(cabinet: Cabinet, **changes: Any) -> None:
    """What the keeper finds."""
    cabinet.flow.hear([{"kind": "setup_seen", **WELL, **changes}])


def step(cabinet: Cabinet) -> tuple[str, str]:
    """The present step and what it misses."""
    [now] = [one for one in cabinet.view["steps"] if one["state"] == "now"]
    assert now["id"] == cabinet.view["step"]
    return now["id"], now["code"]


@pytest.fixture
def fresh(make: MakeCabinet) -> Cabinet:
    """Never enrolled."""
    cabinet = make(setup="enrol", terminal_id="", province_key="")
    assert cabinet.screen == "setup"
    return cabinet


@pytest.fixture
def enrolled(make: MakeCabinet, monkeypatch: pytest.MonkeyPatch) -> Cabinet:
    """Come back after the enrolment, with every device in its place."""
    cabinet = make(setup="devices", terminal_id="T330199-1a2b3c4d")
    ready = Report(Health(State.READY), Counters(), {})
    monkeypatch.setattr(cabinet.hardware, "report", lambda kind: ready)
    return cabinet


def test_steps_come_in_their_order_and_say_what_is_missing(fresh: Cabinet) -> None:
    assert step(fresh) == ("network", "unknown")
    seen(fresh, link="no_link", clock="clock_skew")
    assert step(fresh) == ("network", "no_link")
    seen(fresh, clock="clock_skew", reach="clock_skew")
    assert step(fresh) == ("clock", "clock_skew")  # before anybody looks at a certificate
    seen(fresh, reach="tls")
    assert step(fresh) == ("network", "tls")
    seen(fresh)
    assert step(fresh) == ("code", "not_enrolled")


def test_it_looks_again_by_itself_and_at_once_when_asked(fresh: Cabinet) -> None:
    fresh.tick(0.1)
    before = len(fresh.keeper.told("setup_look"))
    fresh.tick(5.0)
    assert len(fresh.keeper.told("setup_look")) == before + 1
    fresh.act("look")
    assert len(fresh.keeper.told("setup_look")) == before + 2


def test_a_code_is_exchanged_once_at_a_time_and_a_refusal_is_said(fresh: Cabinet) -> None:
    seen(fresh)
    fresh.act("enrol", code="ABCD-EFGH-JKMN")
    fresh.act("enrol", code="ABCD-EFGH-JKMN")
    [asked] = fresh.keeper.told("setup_enrol")
    assert (asked["code"], fresh.view["busy"]) == ("ABCD-EFGH-JKMN", True)
    fresh.flow.hear([{"kind": "setup_enrolled", "outcome": "not_done", "reason": "code_invalid"}])
    assert (fresh.view["busy"], fresh.view["error"], step(fresh)) == (
        False,
        "code_invalid",
        ("code", "code_invalid"),
    )
    fresh.act("enrol", code="ABCD-EFGH-JKMN")
    assert len(fresh.keeper.told("setup_enrol")) == 2


def test_nothing_behind_the_present_step_can_be_done(fresh: Cabinet) -> None:
    fresh.act("enrol", code="ABCD-EFGH-JKMN")
    fresh.act("report")
    fresh.act("finish")
    assert (
        fresh.keeper.told("setup_enrol")
        == fresh.keeper.told("setup_report")
        == fresh.keeper.told("setup_done")
        == []
    )


def test_a_device_that_is_missing_holds_the_steps_until_the_site_has_none(
    enrolled: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Report(Health(State.GONE, "unplugged"), Counters(), {})
    ready = Report(Health(State.READY), Counters(), {})
    monkeypatch.setattr(enrolled.hardware, "report", lambda kind: gone if kind == "page_printer" else ready)
    seen(enrolled)
    assert step(enrolled) == ("devices", "unplugged")
    assert enrolled.view["missing"] == ["page_printer"]
    enrolled.act("none", kind="no such thing")
    enrolled.act("none", kind="page_printer")
    assert step(enrolled) == ("paper", "unknown")


def test_from_the_sheets_to_the_signed_report_and_into_service(enrolled: Cabinet) -> None:
    seen(enrolled)
    assert step(enrolled)[0] == "paper"
    enrolled.act("sheets")
    enrolled.tick()
    assert enrolled.view["sheets"] == "done"
    for name in QUESTIONS:
        enrolled.act("say", id=name, yes=name != "greys")
    assert step(enrolled)[0] == "ready"
    enrolled.act("report")
    [asked] = enrolled.keeper.told("setup_report")
    assert (asked["answers"]["greys"], asked["answers"]["cut"]) == (False, True)
    enrolled.act("finish")
    assert enrolled.keeper.told("setup_done") == []  # not before the keeper signed
    enrolled.flow.hear(
        [{"kind": "setup_reported", "rows": [["device.id_reader", "ok"]], "mark": "9f86d081884c7d65"}]
    )
    enrolled.tick()
    assert (enrolled.view["report"], enrolled.view["mark"]) == ("done", "9f86d081884c7d65")
    enrolled.act("finish")
    assert len(enrolled.keeper.told("setup_done")) == 1


def test_the_test_page_is_a_pdf_with_the_terminals_number() -> None:
    page = page_of_trials("T330199-1a2b3c4d", datetime(2026, 11, 30, 4, 0, tzinfo=UTC))
    assert page.startswith(b"%PDF-")
    assert len(page) > 5000
