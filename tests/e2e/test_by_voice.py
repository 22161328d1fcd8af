"""A filing by voice alone: sound into the microphone's adapter, real recogniser, real screen, real province."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.tour.spoken import Speaking
from kiosk.voice.model import install
from tests.e2e.terminal import Terminal
from tests.kiosk.voice.mouth import MODEL, Synthesised

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]

ANSWERS = {
    "w": {
        "kind": "咨询",
        "service": "法援",
        "text": "包工头欠我两个月工钱。想问能不能申请法律援助",
        "urgent": "一般",
        "reply_by": "电话",
        "contact": "13800005678",
        "secret": True,
    }
}


def filed_by_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, matter: str, own: dict[str, Any]) -> int:
    """From the idle screen to the province without a touch but the microphone's; how often something was said."""
    microphone = tmp_path / "microphone.sock"
    monkeypatch.setenv("LAWBOOTH_VOICE_MICROPHONE", f"sim:{microphone}")
    monkeypatch.setenv("LAWBOOTH_VOICE_SPEAKER", f"sim:{tmp_path / 'speaker.sock'}")
    assert install(MODEL, tmp_path / "terminal" / "voice" / "model", SystemClock()) == []
    terminal = Terminal(tmp_path)
    try:
        resident = Speaking(
            terminal.stage.driver_socket, terminal.rig, SystemClock(), microphone, Synthesised()
        )
        terminal.resident = resident
        visit = terminal.visit(matter)
        visit.answers = own or visit.answers
        resident.begin()
        visit.choose()
        visit.identify("zhang")
        visit.interview()
        visit.scan()
        visit.check_and_sign()
        assert visit.hand_in() == "receipt"
        number = resident.look()["view"]["number"]
        visit.leave()
        assert [one["number"] for one in terminal.stage.submissions()] == [number]
        return len(resident.said)
    finally:
        terminal.put_away()


WALKS: list[tuple[str, dict[str, Any], int]] = [("SQ-01", ANSWERS, 20)]
"""Matter, answers where they are not the tour's own, and how much is said at least. `make by-voice` files a suit too,
signed on paper before the attendant, whose own finger enters the PIN: six minutes."""
if os.environ.get("LAWBOOTH_SPOKEN") == "full":
    WALKS.append(("SS-LA-01@voice", {}, 100))


@pytest.mark.timeout(1500)
@pytest.mark.parametrize(("matter", "own", "least"), WALKS)
def test_it_is_filed_by_voice_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, matter: str, own: dict[str, Any], least: int
) -> None:
    assert filed_by_voice(tmp_path, monkeypatch, matter, own) > least
