"""The first start walked by touch: from a terminal that nobody enrolled to one that serves, over simulated devices."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.control import RigClient
from kiosk.clock import SystemClock
from kiosk.tour.resident import LONG_S, Resident
from kiosk.tour.stage import Stage, run_folder
from kiosk.uplink.identity import KEY_FILE, load_or_create_key

QUESTIONS = ("edges", "strokes", "greys", "code", "cut")
WRONG_CODE = "2345-6789-ABCD"


class FirstStart:
    """Province, hardware and a terminal that was never enrolled, with a technician in front of it."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, headless=True)
        self.stage.start_province()
        self.stage.start_rig()
        self.stage.start_terminal()
        self.rig = RigClient(Path(str(self.stage.rig["control"])))
        self.technician = Resident(self.stage.driver_socket, self.rig, SystemClock())

    @property
    def home(self) -> Path:
        """The terminal's folder."""
        return self.stage.folder / "terminal"

    def at_step(self, step: str) -> None:
        """Wait for a step; the keeper begins anew after the enrolment, and the screen with it."""
        look = self.technician

        def there() -> bool:
            try:
                seen = look.look()
            except OSError:
                look.arrive()
                return False
            return bool(seen["screen"] == "setup" and seen["view"]["step"] == step)

        look.until(there, f"the step {step}", LONG_S)

    def code(self, code: str) -> None:
        """Type the one-time code on the screen's keys and hand it over."""
        look = self.technician
        for sign in code.replace("-", ""):
            look.press(sign)
        look.tap("action-enrol")

    def put_away(self) -> None:
        """End everything."""
        self.technician.go_away()
        self.stage.stop_all()
        shutil.rmtree(run_folder(self.stage.folder), ignore_errors=True)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[FirstStart]:
    made = FirstStart(tmp_path)
    yield made
    made.put_away()


@pytest.mark.timeout(600)
def test_from_a_bare_terminal_to_one_that_serves(fresh: FirstStart, tmp_path: Path) -> None:
    look = fresh.technician
    look.arrive()
    fresh.at_step("code")
    look.shot(tmp_path / "code.png")
    fresh.code(WRONG_CODE)
    look.see_that(lambda view: view["error"] == "code_invalid", "the wrong code to be refused")
    look.press("clear")
    fresh.code(str(fresh.stage.ready["enrol_code"]))
    fresh.at_step("paper")
    look.shot(tmp_path / "paper.png")
    look.tap("action-sheets")
    look.see_that(lambda view: view["sheets"] == "done", "the two sheets", LONG_S)
    for name in QUESTIONS:
        look.tap(f"{'no' if name == 'greys' else 'yes'}-{name}")
    fresh.at_step("ready")
    look.tap("action-report")
    look.see_that(lambda view: view["report"] == "done" and view["mark"], "the report on paper", LONG_S)
    look.shot(tmp_path / "ready.png")
    kept = json.loads((fresh.home / "readiness.json").read_text(encoding="utf-8"))
    public = load_or_create_key(fresh.home / KEY_FILE).public_key()
    public.verify(base64.b64decode(kept["signature"]), kept["report"].encode())
    report = json.loads(kept["report"])
    assert report["paper"] == {name: name != "greys" for name in QUESTIONS}
    assert report["devices"]["id_reader"] == "ok"
    look.tap_last("action-finish")
    look.arrive()
    look.see("idle", seconds=LONG_S)
    assert not (fresh.home / "setup.json").exists()


@pytest.mark.timeout(600)
def test_a_device_that_is_not_there_holds_the_first_start_until_it_is_plugged_in(fresh: FirstStart) -> None:
    look = fresh.technician
    fresh.rig.do("device.unplug", kind="receipt_printer")
    look.arrive()
    fresh.at_step("code")
    fresh.code(str(fresh.stage.ready["enrol_code"]))
    fresh.at_step("devices")
    view = look.see_that(lambda view: view["missing"] == ["receipt_printer"], "the printer to be missed")
    states = {one["kind"]: one["state"] for one in view["devices"]}
    assert states["receipt_printer"] in ("absent", "gone", "faulted")
    assert states["id_reader"] == "ready"
    fresh.rig.do("device.replug", kind="receipt_printer")
    fresh.at_step("paper")
