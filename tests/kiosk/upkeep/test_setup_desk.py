"""The first start at the keeper: what is found, the clock before TLS, a real enrolment, a report that verifies."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.settings import Settings
from kiosk.upkeep.setup import REPORT_FILE, SetupDesk, link_of, reach, stage_of
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from tests.province.running import Running, ShiftedClock

WAIT_TICKS = 2000


class Desk:
    """A keeper's desk for the first start, and what it said."""

    def __init__(self, folder: Path, url: str, clock: ShiftedClock) -> None:
        settings = {
            "terminal": {"folder": folder},
            "province": {"url": url},
            "devices": {"id_reader": "sim:/reader"},
        }
        self.folder = folder
        self.anew = 0
        self.said: list[tuple[str, dict[str, Any]]] = []
        links = folder.parent / "links"
        (links / "eth0").mkdir(parents=True, exist_ok=True)
        (links / "eth0" / "carrier").write_text("1\n")
        self.links = links
        self.desk = SetupDesk(Settings.model_validate(settings), clock, self._again, links)

    def _again(self) -> None:
        self.anew += 1

    def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask and wait for the answer."""
        before = len(self.said)
        self.desk.hear({"kind": kind, **fields}, lambda said, **told: self.said.append((said, told)))
        self._until(lambda: len(self.said) > before)
        return self.said[-1][1]

    def _until(self, condition: Callable[[], bool]) -> None:
        import threading

        for _ in range(WAIT_TICKS):
            self.desk.tick()
            if condition():
                return
            threading.Event().wait(0.02)
        raise AssertionError("no answer")


@pytest.fixture
def desk(province: Running, tmp_path: Path) -> Desk:
    """A terminal that was never enrolled, beside a province that listens."""
    return Desk(tmp_path / "fresh", province.url, ShiftedClock())


def test_from_the_cable_to_the_signed_report(province: Running, desk: Desk) -> None:
    assert stage_of(desk.folder) == "enrol"
    found = desk.ask("setup_look")
    assert {name: found[name] for name in ("link", "clock", "reach", "key", "profile")} == {
        "link": "", "clock": "", "reach": "", "key": "file", "profile": False,
    }  # fmt: skip
    assert found["address"] == "127.0.0.1"
    assert desk.ask("setup_enrol", code="WRNG-WRNG-WRNG") == {"outcome": "not_done", "reason": "code_invalid"}
    assert (stage_of(desk.folder), desk.anew) == ("enrol", 0)
    assert desk.ask("setup_enrol", code=province.code()) == {"outcome": "done", "reason": ""}
    assert (stage_of(desk.folder), desk.anew) == ("devices", 1)
    answers = {"edges": True, "strokes": True, "greys": False, "code": True, "cut": True, "name": "陈小明"}
    told = desk.ask("setup_report", answers=answers, none=["ups", "not an id"])
    assert (told["rows"], told["paper"]) == ([["device.id_reader", "unknown"]], False)
    kept = json.loads((desk.folder / REPORT_FILE).read_text())
    key: Ed25519PublicKey = load_or_create_key(desk.folder / KEY_FILE).public_key()
    key.verify(b64decode(kept["signature"]), kept["report"].encode())
    report = json.loads(kept["report"])
    assert (report["none"], report["paper"]["greys"]) == (["ups"], False)
    assert "陈小明" not in kept["report"]
    desk.desk.hear({"kind": "setup_done"}, lambda *_, **__: None)
    assert (stage_of(desk.folder), desk.anew) == ("", 2)


def test_a_clock_that_was_never_set_is_said_before_anything_is_called(desk: Desk, province: Running) -> None:
    never_set = ShiftedClock(timedelta(days=-9000))
    assert (
        reach("https://192.0.2.1", never_set, None).reason == "clock_skew"
    )  # an address that would only time out
    ten_minutes = ShiftedClock(timedelta(minutes=10))
    assert reach(province.url, ten_minutes, None).reason == "clock_skew"
    assert desk.ask("setup_look")["clock"] == ""


def test_a_cable_that_is_not_plugged_in_is_seen(desk: Desk) -> None:
    (desk.links / "eth0" / "carrier").write_text("0\n")
    assert link_of(desk.links) == "no_link"
    assert desk.ask("setup_look")["link"] == "no_link"


def test_a_terminal_that_was_enrolled_from_a_shell_serves(province: Running, tmp_path: Path) -> None:
    province.terminal(tmp_path / "terminal")
    assert stage_of(tmp_path / "terminal") == ""
