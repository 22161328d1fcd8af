"""The technician's screen: how each device, the network and the queue are, and a trial of each device.

It is reached from the idle screen only, behind a PIN, and shows nothing of any case. Leaving it ends the process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from devices.life import Health, State
from kiosk.clock import SHANGHAI
from kiosk.visit.hardware import CardProblem, Report
from kiosk.visit.screens.base import View
from kiosk.visit.screens.technician_tools import Tools

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.visit.trials import CameraTrial

log = logging.getLogger(__name__)

ASK_EVERY_S = 5.0
"""How often the keeper and the cameras, which nobody supervises, are asked anew."""
HANDS_FULL_S = 300.0
"""Seconds of quiet after a touch here: whoever has both hands in the cabinet touches no screen."""
CAMERAS = ("face_camera", "document_camera")
TRIALS = ("id_reader", "receipt_printer", *CAMERAS)
"""What can be tried here; paper in the A4 printer is left to the visits."""
PICTURE = "camera"
MOST_LETTERS = 20
"""Shown at a time; `main.py outbox` lists all of them."""


def short(at: datetime) -> str:
    """An instant in as few signs as a log has: 11-23 09:58."""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


@dataclass
class Trial:
    """The last trial of one device."""

    outcome: str = ""
    """Empty, `running`, `done`, `not_done` or `unknown`."""
    reason: str = ""
    """A code; for a reader that works `card` or `no_card`."""


class Technician(Tools):
    """First a PIN, then the state of the machine."""

    id = "technician"
    can_end = False

    def enter(self) -> None:
        """Closed until PIN and ticket were given."""
        super().enter()
        self.error = ""
        self.status: dict[str, Any] = {}
        self.letters: list[View] = []
        self.cameras: dict[str, Report] = {}
        self.trials: dict[str, Trial] = {}
        self.next_ask = 0.0
        self.asking = False
        self.watched = ""
        self.camera: CameraTrial | None = None

    def leave(self) -> None:
        """No camera stays on."""
        self._close_camera()

    def back(self) -> None:
        """Before the PIN nothing happened; after it this process has served its purpose."""
        if self.open:
            self.do_leave()
        else:
            super().back()

    def act(self, name: str, args: dict[str, Any]) -> bool:
        """As everywhere, but the next question whether somebody is there comes later."""
        known = super().act(name, args)
        if self.open and not self.flow.over:
            self.flow.rest(HANDS_FULL_S)
        return known

    # ------------------------------------------------------------------ what is shown

    def view(self) -> View:
        """See docs/screens.md; nothing but the question for a PIN while closed."""
        flow, guard = self.flow, self.flow.technician_guard
        locked = guard.locked_for()
        return {
            **self.tools_view(),
            "error": "locked" if locked else self.error,
            "left": round(locked) or self.ticket_left,
            "devices": self._devices() if self.open else [],
            "watched": self.watched,
            "seconds": round(self.camera.left) if self.camera else 0,
            "network": {"up": flow.network.up, "reason": flow.network.reason},
            "outbox": self._outbox(),
            "letters": self.letters[:MOST_LETTERS] if self.open else [],
            "memory": str(self.status.get("memory") or ""),
            "skewed": bool(self.status.get("skewed")),
            "terminal": flow.profile.terminal_id if self.open else "",
            "version": self._version() if self.open else "",
        }

    @staticmethod
    def _version() -> str:
        from kiosk.version import version

        return version()

    def _outbox(self) -> list[View]:
        counts = self.status.get("counts")
        if not self.open or not isinstance(counts, dict):
            return []
        return [{"state": str(state), "count": count} for state, count in counts.items()]

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

    # ------------------------------------------------------------------ what is heard

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

    def hear_status(self, message: Message) -> None:
        """The keeper's answer: numbers and codes."""
        self.status = dict(message)
        counts = message.get("counts")
        if self.open and (self.letters or (isinstance(counts, dict) and counts.get("dead"))):
            self.flow.tell("letters")

    def hear_letters(self, message: Message) -> None:
        """What was laid aside; the keeper tells of what waits as well."""
        self.letters = [self._letter(one) for one in message["items"] if one["state"] == "dead"]

    def _letter(self, one: dict[str, Any]) -> View:
        at = datetime.fromisoformat(one["settled_at"] or one["enqueued_at"])
        title = self.flow.shelf.title(one["matter"], self.flow.language)
        return {
            "key": one["key"],
            "matter": one["matter"],
            "title": title,
            "reason": one["reason"],
            "at": short(at),
        }

    def hear_released(self, message: Message) -> None:
        """It waits to be sent, or it was no dead letter any more."""
        log.info("technician: letter released: %s", message.get("outcome"))
        self.letters = [one for one in self.letters if one["key"] != message.get("key")]
        self.next_ask = 0.0

    # ------------------------------------------------------------------ what is done

    def do_pin(self, pin: str) -> None:
        """Open, unless this process has seen a person: then there is something to see."""
        guard = self.flow.technician_guard
        if self.open or self.flow.visit.personal:
            return
        if guard.check(pin):
            self.error = ""
            self.pin_right()
            return
        self.error = "wrong_pin"
        log.info("technician: %s", "locked" if guard.locked_for() else "wrong_pin")

    def do_refresh(self) -> None:
        """Ask everything anew, at once."""
        if self.open:
            log.info("technician: refresh")
            self.flow.tell("retry_now")
            self._ask()

    def do_release(self, key: str) -> None:
        """Send one that was laid aside again; the province is asked about it first."""
        if self.open and any(one["key"] == key for one in self.letters):
            self.flow.tell("release", key=key)

    def do_calibrate(self) -> None:
        """Nine crosses for the touch panel."""
        if self.open:
            log.info("technician: calibrate")
            self.flow.go("calibrate")

    def do_leave(self) -> None:
        """Back to service in a fresh process."""
        if self.open:
            log.info("technician: left")
            self.flow.end("technician")

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
