"""找人帮忙 from the button to a person: the lamp over the cabinet, an operator, a work order at the province."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devices.life import Kind
from kiosk.tour.script import LONG_S
from tests.e2e.terminal import Terminal, eventually
from tests.e2e.test_face_to_face import decoding, hired, sign_in
from tests.province.browsers import chromium, page_of

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]

WAIT_S = 20


def lamp(terminal: Terminal) -> bool:
    """Whether the simulated board's lamp is lit."""
    return bool(terminal.rig.do("state")[Kind.RELAYS.value]["lamp"])


def help_view(terminal: Terminal) -> dict[str, object]:
    """What the dialog shows."""
    return dict(terminal.resident.look()["overlayView"])


def call(terminal: Terminal) -> None:
    """From the idle screen."""
    terminal.resident.arrive()
    terminal.resident.see("idle", seconds=LONG_S)
    terminal.resident.tap("bar-help")
    terminal.resident.tap("action-call")


def test_a_call_for_help_reaches_a_person_or_leaves_an_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWBOOTH_VISIT_HELP_S", str(WAIT_S))
    terminal = Terminal(tmp_path / "stage")
    try:
        with chromium() as browser:
            desk = page_of(browser)
            sign_in(desk, terminal, hired(terminal, "zhou", "staff"))
            call(terminal)
            eventually(lambda: lamp(terminal), "the lamp")
            desk.get_by_text("找人帮忙").wait_for()
            assert terminal.resident.look()["status"]["help"] == "calling"
            desk.get_by_role("button", name="有人过去").click()
            eventually(lambda: help_view(terminal)["coming"], "the operator's answer on the screen")
            terminal.resident.shot(tmp_path / "coming.png")
            terminal.resident.tap("action-stop")
            eventually(lambda: not lamp(terminal), "the lamp to go off")
        left_alone(terminal)
    finally:
        terminal.put_away()


def left_alone(terminal: Terminal) -> None:
    """Nobody answers: an order is at the province, once; without a network it is kept, and arrives once."""
    call(terminal)
    eventually(lambda: help_view(terminal)["orderState"] == "delivered", "an order when nobody came")
    assert terminal.arrived() == 1
    terminal.resident.tap("action-stop")


@pytest.mark.parametrize("role", ["lawyer", "staff"])
def test_a_call_for_help_is_taken_as_a_video_call(tmp_path: Path, role: str) -> None:
    """Whoever is at the desk speaks with the resident where they stand, and sends somebody when that is needed."""
    terminal = Terminal(tmp_path / "stage")
    resident = terminal.resident
    try:
        with chromium() as browser:
            desk = page_of(browser)
            sign_in(desk, terminal, hired(terminal, "zhou", role, "周敏"))
            call(terminal)
            desk.get_by_text("找人帮忙").first.wait_for()
            desk.get_by_role("button", name=re.compile("视频接听")).click()
            eventually(lambda: help_view(terminal).get("video"), "the offer of a video call")
            resident.shot(tmp_path / "offered.png")
            resident.tap("action-video")
            eventually(lambda: not lamp(terminal), "the lamp to go off")
            resident.see_that(lambda view: view["state"] == "ringing", "the ringing", LONG_S)
            resident.shot(tmp_path / "ringing.png")
            resident.tap("action-accept")
            resident.see("consult", seconds=LONG_S)
            resident.see_that(lambda view: view["state"] == "talking", "the other end", LONG_S)
            resident.see_that(decoding, "pictures from the desk", LONG_S)
            resident.shot(tmp_path / "talking.png")
            desk.screenshot(path=str(tmp_path / "desk.png"))
            for hidden in ("意见单", "建议", "材料"):
                assert desk.get_by_role("tab", name=hidden).count() == 0, "words and faces only"
            desk.get_by_role("button", name=re.compile("结束通话")).click()
            desk.get_by_role("button", name="有人过去了").click()
            resident.see_that(lambda view: view["outcome"] == "coming", "that somebody comes", LONG_S)
            eventually(lambda: lamp(terminal), "the lamp for whoever comes")
            resident.shot(tmp_path / "sent.png")
    finally:
        terminal.put_away()
