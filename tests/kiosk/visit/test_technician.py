"""The technician's screen: who gets in, what is shown there, what can be tried, and that it shows nobody's case."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from devices.camera.capture import Camera, Frame
from devices.life import Health, Outcome, PrintResult, State
from devices.notebook import Counters
from devices.receipt_printer.blocks import Cut, Line
from devices.receipt_printer.encode import encode
from kiosk.visit.hardware import Report
from kiosk.visit.trials import PICTURE_WIDTH, WATCH_S, CameraTrial, trial_slip
from tests.kiosk.visit.cabinet import PIN, Cabinet, HandClock, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.walk import to_card_read, to_saved

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture
def closed(make: MakeCabinet) -> Cabinet:
    """A terminal with a technician's PIN, on the idle screen."""
    return make(technician_pin_hash=staff_hash())


@pytest.fixture
def opened(closed: Cabinet) -> Cabinet:
    """Behind the PIN."""
    closed.act("technician")
    closed.act("pin", pin=PIN)
    assert closed.view["phase"] == "open"
    return closed


def row(cabinet: Cabinet, kind: str) -> dict[str, Any]:
    """The row of one device."""
    (found,) = [one for one in cabinet.view["devices"] if one["kind"] == kind]
    assert isinstance(found, dict)
    return found


def reports(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch, **known: Report) -> None:
    """Let the supervisors say this."""
    monkeypatch.setattr(cabinet.hardware, "report", known.get)


# ---------------------------------------------------------------------- getting in


def test_without_a_pin_of_its_own_there_is_no_such_screen(cabinet: Cabinet) -> None:
    cabinet.act("technician")
    assert cabinet.screen == "idle"
    cabinet.act("menu")
    assert cabinet.flow.overlay_view["technician"] is False
    cabinet.act("technician")
    assert (cabinet.screen, cabinet.flow.overlay) == ("idle", "menu")


def test_the_menu_leads_there_too_but_from_the_idle_screen_only(closed: Cabinet) -> None:
    closed.act("services")
    closed.act("menu")
    assert closed.flow.overlay_view["technician"] is False
    closed.act("technician")
    assert closed.screen == "services"
    closed.act("close")
    closed.act("back")
    closed.act("menu")
    assert closed.flow.overlay_view["technician"] is True
    closed.act("technician")
    assert (closed.screen, closed.flow.overlay) == ("technician", "")


def test_nothing_of_the_machine_is_shown_before_the_pin(closed: Cabinet) -> None:
    closed.act("technician")
    closed.tick(6.0)
    view = closed.view
    assert (view["phase"], view["devices"], view["outbox"], view["terminal"]) == ("pin", [], [], "")
    assert closed.keeper.told("status") == []
    for name, args in (("test", {"kind": "receipt_printer"}), ("refresh", {}), ("leave", {})):
        closed.act(name, **args)
    assert (closed.screen, closed.hardware.slips, closed.flow.over) == ("technician", [], False)


def test_three_wrong_pins_lock_for_a_minute_even_when_one_leaves_and_comes_back(closed: Cabinet) -> None:
    closed.act("technician")
    closed.act("pin", pin="000000")
    assert closed.view["error"] == "wrong_pin"
    closed.act("back")
    assert closed.screen == "idle"
    closed.act("technician")
    closed.act("pin", pin="000000")
    closed.act("pin", pin="000000")
    assert (closed.view["error"], closed.view["left"]) == ("locked", 60)
    closed.act("pin", pin=PIN)
    assert closed.view["phase"] == "pin"
    closed.tick(61.0)
    closed.act("pin", pin=PIN)
    assert closed.view["phase"] == "open"


def test_a_process_that_saw_a_person_never_opens(closed: Cabinet) -> None:
    to_card_read(closed)
    closed.flow.replace("technician")
    closed.act("pin", pin=PIN)
    assert (closed.view["phase"], closed.view["devices"]) == ("pin", [])


def test_asking_for_help_leads_to_no_visit_from_here(opened: Cabinet) -> None:
    opened.act("help")
    assert opened.flow.overlay_view["canRequest"] is False
    opened.act("request")
    assert (opened.screen, opened.flow.journey) == ("technician", None)


# ---------------------------------------------------------------------- leaving


@pytest.mark.parametrize("way", ["leave", "back"])
def test_leaving_ends_the_process(opened: Cabinet, way: str) -> None:
    opened.act(way)
    assert opened.flow.over
    assert [message["reason"] for message in opened.keeper.told("ended")] == ["technician"]


def test_who_works_in_the_cabinet_is_asked_later_whether_they_are_there(opened: Cabinet) -> None:
    opened.act("refresh")
    for _ in range(290):
        opened.tick(1.0)
    assert opened.flow.overlay == ""
    for _ in range(11):
        opened.tick(1.0)
    assert opened.flow.overlay == "ending"
    for _ in range(61):
        opened.tick(1.0)
    assert opened.flow.over


# ---------------------------------------------------------------------- what is shown


def test_every_configured_device_has_a_row(make: MakeCabinet, opened: Cabinet) -> None:
    assert [one["kind"] for one in opened.view["devices"]] == [
        "id_reader",
        "receipt_printer",
        "page_printer",
        "face_camera",
        "document_camera",
    ]
    assert row(opened, "page_printer")["address"] == "file:/x"
    assert (row(opened, "page_printer")["state"], row(opened, "page_printer")["reason"]) == (
        "absent",
        "no_driver",
    )
    assert row(opened, "face_camera")["state"] == "ready"
    assert [one["canTry"] for one in opened.view["devices"]] == [True, True, False, True, True]


def test_a_row_tells_what_the_supervisor_knows(opened: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    health = Health(State.READY, warning="paper_low")
    counters = Counters(reopened=2, done=7, failed=1, last_error="cover_open", last_error_at=AT)
    reports(opened, monkeypatch, receipt_printer=Report(health, counters, {"model": "escpos"}))
    shown = row(opened, "receipt_printer")
    assert (shown["state"], shown["reason"], shown["warning"]) == ("ready", "", "paper_low")
    assert (shown["reopened"], shown["done"], shown["failed"]) == (2, 7, 1)
    assert (shown["lastError"], shown["lastErrorAt"]) == ("cover_open", "11-23 08:30")
    assert shown["facts"] == [{"id": "model", "value": "escpos"}]
    assert shown["counted"]


def test_cameras_are_looked_for_without_being_started(
    opened: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    counters = Counters(done=4, failed=2, reopened=1, last_error="frozen", last_error_at=AT)
    found = {
        "face_camera": Report(Health(State.READY), counters, {"firmware": "0117"}),
        "document_camera": Report(Health(State.GONE, "unplugged"), Counters(), {}),
    }
    monkeypatch.setattr(opened.hardware, "look_at_cameras", lambda: found)
    opened.tick(5.1)
    opened.tick()
    shown = row(opened, "face_camera")
    assert (shown["state"], shown["counted"], shown["lastError"]) == ("ready", True, "frozen")
    assert (shown["done"], shown["failed"], shown["reopened"]) == (4, 2, 1)
    assert shown["facts"] == [{"id": "firmware", "value": "0117"}]
    assert (row(opened, "document_camera")["state"], row(opened, "document_camera")["reason"]) == (
        "gone",
        "unplugged",
    )
    assert opened.flow.status["camera"] == "off"


def test_a_camera_is_unknown_until_it_was_asked(closed: Cabinet) -> None:
    closed.act("technician")
    closed.jobs.hold()
    closed.act("pin", pin=PIN)
    assert row(closed, "face_camera")["state"] == "unknown"
    closed.jobs.release()
    closed.tick()
    assert row(closed, "face_camera")["state"] == "ready"


@pytest.mark.expect_log("cameras not asked")
def test_a_camera_that_cannot_be_asked_is_asked_again(
    opened: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def look() -> dict[str, Report]:
        asked.append(1)
        raise ValueError

    monkeypatch.setattr(opened.hardware, "look_at_cameras", look)
    for _ in range(2):
        opened.tick(5.1)
        opened.tick()
    assert len(asked) == 2
    assert opened.screen == "technician"


def test_the_queue_is_numbers_by_state(make: MakeCabinet) -> None:
    cabinet = make(technician_pin_hash=staff_hash())
    to_saved(cabinet)
    cabinet.flow._blank()
    counted = cabinet.keeper.counts()
    assert sum(counted.values()) == 1
    after = make(technician_pin_hash=staff_hash())
    after.keeper.counts = lambda: counted  # type: ignore[method-assign]
    after.act("technician")
    after.act("pin", pin=PIN)
    after.tick(0.1, times=2)
    assert {one["state"]: one["count"] for one in after.view["outbox"]} == counted
    assert after.view["memory"] == "ok"


def test_the_keeper_is_asked_again_and_again_and_at_once_on_refresh(opened: Cabinet) -> None:
    opened.tick()
    first = len(opened.keeper.told("status"))
    assert first == 1
    opened.tick(2.0)
    assert len(opened.keeper.told("status")) == first
    opened.act("refresh")
    assert len(opened.keeper.told("status")) == first + 1
    assert len(opened.keeper.told("retry_now")) == 1
    opened.tick(5.1)
    assert len(opened.keeper.told("status")) == first + 2


def test_network_and_version_are_named(opened: Cabinet) -> None:
    opened.network(up=False)
    view = opened.view
    assert view["network"] == {"up": False, "reason": "down"}
    assert view["terminal"] == "T-1"
    assert view["version"][0].isdigit()


# ---------------------------------------------------------------------- trials


@pytest.mark.parametrize(
    ("card", "fault", "outcome", "reason"),
    [
        ("zhang", "", "done", "card"),
        ("", "", "done", "no_card"),
        ("", "no_reader", "not_done", "no_reader"),
    ],
)
def test_the_reader_looks_for_a_card_and_never_reads_it(
    opened: Cabinet, card: str, fault: str, outcome: str, reason: str
) -> None:
    opened.hardware.card = card_of(card) if card else None
    opened.hardware.look_fault = fault
    opened.act("test", kind="id_reader")
    shown = row(opened, "id_reader")
    assert (shown["trial"], shown["trialReason"]) == (outcome, reason)
    assert opened.hardware.opened.count("look") == 1
    assert not opened.flow.visit.personal
    assert "张" not in json.dumps(opened.view, ensure_ascii=False)


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        (PrintResult(Outcome.DONE), "done", ""),
        (PrintResult(Outcome.NOT_DONE, "cover_open"), "not_done", "cover_open"),
        (PrintResult(Outcome.UNKNOWN, "no_answer"), "unknown", "no_answer"),
    ],
)
def test_a_test_slip_ends_with_its_honest_outcome(
    opened: Cabinet, answer: PrintResult, outcome: str, reason: str
) -> None:
    opened.hardware.receipt_answers.append(answer)
    opened.act("test", kind="receipt_printer")
    shown = row(opened, "receipt_printer")
    assert (shown["trial"], shown["trialReason"]) == (outcome, reason)


def test_two_test_slips_are_two_jobs(opened: Cabinet) -> None:
    opened.act("test", kind="receipt_printer")
    opened.tick(1.0)
    opened.act("test", kind="receipt_printer")
    first, second = opened.hardware.slips
    assert first.job_id != second.job_id
    assert not (first.again or second.again)


def test_a_trial_under_way_is_not_begun_twice(opened: Cabinet) -> None:
    opened.jobs.hold()
    opened.act("test", kind="receipt_printer")
    opened.act("test", kind="receipt_printer")
    assert row(opened, "receipt_printer")["trial"] == "running"
    opened.jobs.release()
    opened.tick()
    assert len(opened.hardware.slips) == 1


@pytest.mark.expect_log("trial slip")
def test_a_fault_of_ours_is_an_unknown_slip(opened: Cabinet) -> None:
    opened.hardware.receipt_answers.append(ValueError("whatever it says"))
    opened.act("test", kind="receipt_printer")
    assert row(opened, "receipt_printer")["trial"] == "unknown"


def test_the_slip_cannot_be_taken_for_a_receipt_and_fits_the_printer() -> None:
    blocks = trial_slip("T-1", "桂花里", AT)
    words = [block.text for block in blocks if isinstance(block, Line)]
    assert words[:2] == ["测试小票", "不是回执"]
    assert isinstance(blocks[-1], Cut)
    assert all(encode(blocks, 48))


class Pictures:
    """Frames as a camera's thread would leave them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, health: Health) -> None:
        self.frame: Frame | None = None
        self.stopped = 0
        monkeypatch.setattr(Camera, "start", lambda _: None)
        monkeypatch.setattr(Camera, "stop", lambda _: self._stop())
        monkeypatch.setattr(Camera, "probe", lambda _: health)
        monkeypatch.setattr(Camera, "latest", lambda _, after=0, wait=0.0: self._latest(after))

    def _stop(self) -> None:
        self.stopped += 1

    def _latest(self, after: int) -> Frame | None:
        return self.frame if self.frame and self.frame.seq > after else None

    def come(self, seq: int) -> None:
        """Another picture."""
        self.frame = Frame(seq, 0.0, np.full((720, 1280, 3), seq, np.uint8))


MakePictures = Callable[[Health], Pictures]


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> MakePictures:
    """Cameras whose pictures the test makes."""
    return lambda health: Pictures(monkeypatch, health)


def test_a_camera_is_looked_through_for_five_seconds(opened: Cabinet, pictures: MakePictures) -> None:
    camera = pictures(Health(State.BUSY))
    opened.act("test", kind="face_camera")
    camera.come(1)
    opened.tick(1.0)
    assert (opened.view["watched"], opened.view["seconds"]) == ("face_camera", 4)
    assert opened.flow.status["camera"] == "on"
    shown = opened.flow.live_frame("camera")
    assert shown is not None
    assert shown[1].startswith(b"\xff\xd8")
    opened.act("test", kind="document_camera")
    assert row(opened, "document_camera")["trial"] == "", "one camera at a time"
    opened.tick(WATCH_S)
    opened.tick()
    assert (row(opened, "face_camera")["trial"], opened.view["watched"]) == ("done", "")
    assert (opened.flow.live_frame("camera"), opened.flow.status["camera"]) == (None, "off")
    assert camera.stopped == 1


@pytest.mark.parametrize(
    ("health", "reason"),
    [
        (Health(State.FAULTED, "frozen"), "frozen"),
        (Health(State.BUSY, warning="unplugged"), "unplugged"),
        (Health(State.BUSY), "no_picture"),
    ],
)
def test_a_camera_without_a_picture_says_why(
    opened: Cabinet, pictures: MakePictures, health: Health, reason: str
) -> None:
    pictures(health)
    opened.act("test", kind="document_camera")
    opened.tick(WATCH_S)
    shown = row(opened, "document_camera")
    assert (shown["trial"], shown["trialReason"]) == ("not_done", reason)


def test_leaving_closes_the_camera(opened: Cabinet, pictures: MakePictures) -> None:
    camera = pictures(Health(State.BUSY))
    opened.act("test", kind="face_camera")
    camera.come(1)
    opened.tick()
    opened.act("leave")
    assert (camera.stopped, opened.flow.frames) == (1, {})


def test_a_picture_is_small_and_shown_once(pictures: MakePictures) -> None:
    camera = pictures(Health(State.BUSY))
    trial = CameraTrial("face_camera", "sim:http://127.0.0.1:1/face.mjpg", HandClock())
    camera.come(1)
    first = trial.picture()
    assert first is not None
    from io import BytesIO

    from PIL import Image

    assert Image.open(BytesIO(first)).size == (PICTURE_WIDTH, 360)
    assert trial.picture() is None
    assert (trial.frames, trial.reason) == (1, "")


# ---------------------------------------------------------------------- what stays behind


def test_what_a_technician_does_is_logged_as_codes(opened: Cabinet, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    opened.hardware.card = card_of("zhang")
    opened.act("test", kind="id_reader")
    opened.act("refresh")
    opened.act("leave")
    said = [record.getMessage() for record in caplog.records if "technician" in record.getMessage()]
    assert said == [
        "technician: try id_reader",
        "technician: tried id_reader, done card",
        "technician: refresh",
        "technician: left",
    ]
    assert PIN not in caplog.text


def test_what_was_laid_aside_is_shown_without_its_content_and_sent_again(opened: Cabinet) -> None:
    letter = {"key": "k-1", "matter": "SQ-01", "state": "dead", "reason": "blob_damaged",
              "enqueued_at": AT.isoformat(), "settled_at": AT.isoformat()}  # fmt: skip
    assert opened.view["letters"] == []
    opened.flow.hear([{"kind": "status", "counts": {"dead": 1}, "memory": "ok"}])
    opened.keeper.step()
    assert opened.keeper.told("letters") != []
    opened.flow.hear(
        [{"kind": "letters", "items": [letter, {**letter, "key": "k-2", "state": "waiting"}], "total": 2}]
    )
    (shown,) = opened.view["letters"]
    assert set(shown) == {"key", "matter", "title", "reason", "at"}
    assert (shown["key"], shown["reason"], shown["at"]) == ("k-1", "blob_damaged", "11-23 08:30")
    opened.act("release", key="k-2")
    opened.act("release", key="k-1")
    opened.keeper.step()
    assert [message["key"] for message in opened.keeper.told("release")] == ["k-1"]
    opened.flow.hear([{"kind": "released", "key": "k-1", "outcome": "done"}])
    assert opened.view["letters"] == []


def test_nothing_is_released_before_the_pin(closed: Cabinet) -> None:
    closed.act("technician")
    closed.act("release", key="k-1")
    closed.keeper.step()
    assert closed.keeper.told("release") == []
