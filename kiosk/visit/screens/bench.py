"""The bench of a screen that shows devices: how each is, and a trial of one; no card is read, no picture kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from devices.life import Health, State
from kiosk.clock import SHANGHAI
from kiosk.visit.hardware import CardProblem, Report
from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow
    from kiosk.visit.trials import CameraTrial

log = logging.getLogger(__name__)

ASK_EVERY_S = 5.0
"""How often the keeper and the cameras, which nobody supervises, are asked anew."""
CAMERAS = ("face_camera", "document_camera")
TRIALS = ("id_reader", "receipt_printer", *CAMERAS)
"""What can be tried here; paper in the A4 printer is left to the visits."""
PICTURE = "camera"


def short(at: datetime) -> str:
    """An instant in as few signs as a log has: 11-23 09:58."""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def did(flow: Flow, deed: str, device: str = "", outcome: str = "") -> None:
    """Have a deed entered in the province's audit (`legalnet.telemetry.Deed`); the keeper knows whose it was."""
    flow.tell("technician_act", deed=deed, device=device, outcome=outcome)


@dataclass
class Trial:
    """The last trial of one device."""

    outcome: str = ""
    """Empty, `running`, `done`, `not_done` or `unknown`."""
    reason: str = ""
    """A code; for a reader that works `card` or `no_card`."""


class Bench(Screen):
    """Devices and their trials, for a screen that is `open`."""

    open: bool

    def enter(self) -> None:
        """Nothing was looked at yet."""
        self.cameras: dict[str, Report] = {}
        self.trials: dict[str, Trial] = {}
        self.next_ask = 0.0
        self.asking = False
        self.watched = ""
        self.camera: CameraTrial | None = None

    def leave(self) -> None:
        """No camera stays on."""
        self._close_camera()

    def _devices(self) -> list[View]:
        return [self._row(kind, address) for kind, address in self.flow.hardware.addresses().items()]

    def _row(self, kind: str, address: str) -> View:
        """One device; states are those of `devices.life.State`, or `unknown` while a camera was not asked yet."""
        report = self.flow.hardware.report(kind) or self.cameras.get(kind)
        health = report.health if report else None
        if health is None and kind not in CAMERAS:
            health = Health(State.ABSENT, "no_driver")  # nothing looks after it: no driver takes its address
        trial = self.trials.get(kind, Trial())
        row: View = {
            "kind": kind, "address": address,
            "state": str(health.state) if health else "unknown",
            "reason": health.reason if health else "", "warning": health.warning if health else "",
            "facts": [{"id": id_, "value": value} for id_, value in report.facts.items()] if report else [],
            "counted": report is not None, "reopened": 0, "done": 0, "failed": 0, "lastError": "", "lastErrorAt": "",
            "canTrace": False, "traceLeft": 0, "traced": "", "traceReason": "",
            "canTry": kind in TRIALS, "trial": trial.outcome, "trialReason": trial.reason,
        }  # fmt: skip
        if report:
            counters = report.counters
            at = counters.last_error_at
            row |= {
                "reopened": counters.reopened, "done": counters.done, "failed": counters.failed,
                "lastError": counters.last_error, "lastErrorAt": short(at) if at else "",
            }  # fmt: skip
        return row

    def tick(self) -> None:
        """Ask now and then; show what the camera under trial sees."""
        if not self.open:
            return
        if self.camera:
            self._watch(self.camera)
        if self.flow.clock.monotonic() >= self.next_ask:
            self._ask()

    def _ask(self) -> None:
        self.next_ask = self.flow.clock.monotonic() + ASK_EVERY_S
        self.flow.tell("status")
        if not self.asking:
            self.asking = True
            self.flow.jobs.run(self.flow.hardware.look_at_cameras, self._looked, self._not_looked)

    def _looked(self, found: dict[str, Report]) -> None:
        self.asking, self.cameras = False, found

    def _not_looked(self, error: Exception) -> None:
        self.asking = False
        log.error("technician: cameras not asked: %s", type(error).__name__)

    def do_test(self, kind: str) -> None:
        """Try one device; one trial of it at a time, and one camera at a time."""
        ways: dict[str, Callable[[], None]] = {
            "id_reader": self._try_reader,
            "receipt_printer": self._try_printer,
        } | {name: lambda name=name: self._try_camera(name) for name in CAMERAS}
        running = self.trials.get(kind, Trial()).outcome == "running"
        taken = kind in CAMERAS and self.camera is not None
        if (
            not self.open
            or kind not in ways
            or kind not in self.flow.hardware.addresses()
            or running
            or taken
        ):
            return
        log.info("technician: try %s", kind)
        self.trials[kind] = Trial("running")
        ways[kind]()

    def _tried(self, kind: str, outcome: str, reason: str = "") -> None:
        self.trials[kind] = Trial(outcome, reason)
        log.info("technician: tried %s, %s %s", kind, outcome, reason)
        did(self.flow, "tried", kind, outcome)

    def _try_reader(self) -> None:
        """Look for a card, which is not read."""

        def failed(error: Exception) -> None:
            self._tried("id_reader", "not_done", error.code if isinstance(error, CardProblem) else "device")

        def looked(found: object) -> None:
            self._tried("id_reader", "done", "card" if found else "no_card")

        self.flow.jobs.run(self.flow.hardware.look_for_card, looked, failed)

    def _try_printer(self) -> None:
        flow, at = self.flow, self.flow.clock.now()

        def work() -> Any:
            from kiosk.visit.trials import trial_slip

            blocks = trial_slip(flow.profile.terminal_id, flow.profile.place, at)
            return flow.hardware.print_slip(f"test-{at:%Y%m%d%H%M%S%f}", blocks, again=False)

        def failed(error: Exception) -> None:
            log.error("technician: trial slip: %s", type(error).__name__)
            self._tried("receipt_printer", "unknown", "unknown")

        flow.jobs.run(
            work, lambda result: self._tried("receipt_printer", str(result.outcome), result.reason), failed
        )

    # ------------------------------------------------------------------ cameras

    def _try_camera(self, kind: str) -> None:
        self.watched, self.camera = kind, self.flow.hardware.try_camera(kind)

    def _watch(self, camera: CameraTrial) -> None:
        picture = camera.picture()
        if picture is not None:
            self.flow.show_frame(PICTURE, picture)
        if camera.left <= 0:
            reason = camera.reason
            self._tried(self.watched, "not_done" if reason else "done", reason)
            self._close_camera()
            self.next_ask = 0.0

    def _close_camera(self) -> None:
        """The picture goes at once; the camera's thread is waited for beside the screen."""
        if self.camera:
            self.flow.jobs.run(self.camera.stop, lambda _: None, lambda _: None)
            self.flow.hardware.camera_off()
        self.camera, self.watched = None, ""
        self.flow.frames.pop(PICTURE, None)
