"""The first start, seven steps: network, clock, one-time code, profile, devices, test prints, ready.

Nobody was served here yet, so no PIN is asked. The present step is the first that is not done; each says in a code
what is missing, and is looked at again by itself.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from kiosk.visit.screens.base import View
from kiosk.visit.screens.bench import Bench

if TYPE_CHECKING:
    from kiosk.keeper.link import Message

log = logging.getLogger(__name__)

STEPS = ("network", "clock", "code", "profile", "devices", "paper", "ready")
QUESTIONS = ("edges", "strokes", "greys", "code", "cut")
LOOK_EVERY_S = 4.0
BROKEN = ("faulted", "gone", "absent")


class Setup(Bench):
    """The wizard; devices and their trials are the technician's bench."""

    id = "setup"
    can_end = False

    @property
    def can_back(self) -> bool:
        """There is nothing before it."""
        return False

    def enter(self) -> None:
        """Ask how things are."""
        super().enter()
        self.open = True
        self.seen: dict[str, Any] = {}
        self.trouble = ""
        self.enrolling = False
        self.absent: set[str] = set()
        """Devices that this site has none of."""
        self.answers: dict[str, bool] = {}
        self.sheets = ""
        """Outcome of the two test sheets."""
        self.report = ""
        """Outcome of the report: empty, `running`, `done`, `not_done` or `unknown`."""
        self.mark = ""
        self.look_at = 0.0

    # ------------------------------------------------------------------ steps

    def _codes(self) -> dict[str, str]:
        """What each step still misses, as a code or a word of ours; empty when it is done."""
        seen = self.seen
        enrolled = bool(self.flow.profile.terminal_id)
        if not seen:
            return dict.fromkeys(STEPS, "unknown")
        reach = "" if seen.get("reach") in ("", "clock_skew") else str(seen.get("reach"))
        return {
            "network": str(seen.get("link") or "") or ("bad_address" if not seen.get("url") else reach),
            "clock": str(seen.get("clock") or ""),
            "code": "" if enrolled else self.trouble or "not_enrolled",
            "profile": "" if seen.get("profile") else "unknown",
            "devices": next((row["reason"] or "no_answer" for row in self._missing()), ""),
            "paper": "" if len(self.answers) == len(QUESTIONS) else "unknown",
            "ready": "" if self.report == "done" else "unknown",
        }

    def _missing(self) -> list[View]:
        """Devices that are not there, and were not said to be none."""
        return [row for row in self._devices() if row["state"] in BROKEN and row["kind"] not in self.absent]

    @property
    def present(self) -> str:
        """The first step that is not done."""
        codes = self._codes()
        return next((step for step in STEPS if codes[step]), STEPS[-1])

    def view(self) -> View:
        """See docs/screens.md."""
        codes, present = self._codes(), self.present
        behind = STEPS.index(present)
        steps = [
            {"id": step, "state": "done" if place < behind else "now" if place == behind else "todo",
             "code": codes[step] if place == behind else ""}
            for place, step in enumerate(STEPS)
        ]  # fmt: skip
        return {
            "step": present,
            "steps": steps,
            "address": str(self.seen.get("address") or ""),
            "skew": self.seen.get("skew"),
            "key": str(self.seen.get("key") or ""),
            "terminal": self.flow.profile.terminal_id,
            "busy": self.enrolling,
            "error": self.trouble,
            "devices": [row for row in self._devices() if row["kind"] not in self.absent]
            if present == "devices"
            else [],
            "missing": [row["kind"] for row in self._missing()] if present == "devices" else [],
            "watched": self.watched,
            "seconds": round(self.camera.left) if self.camera else 0,
            "sheets": self.sheets,
            "answers": [{"id": name, "yes": self.answers.get(name)} for name in QUESTIONS],
            "report": self.report,
            "mark": self.mark,
        }

    # ------------------------------------------------------------------ looking and enrolling

    def tick(self) -> None:
        """Look again by itself; a cable that is plugged in is seen within seconds."""
        super().tick()
        if self.flow.clock.monotonic() >= self.look_at:
            self.do_look()

    def do_look(self) -> None:
        """Ask anew, at once."""
        self.look_at = self.flow.clock.monotonic() + LOOK_EVERY_S
        self.flow.tell("setup_look")

    def hear_setup_seen(self, message: Message) -> None:
        """The keeper's answer."""
        self.seen = {name: value for name, value in message.items() if name != "kind"}

    def do_enrol(self, code: str) -> None:
        """Exchange the one-time code; asking again with the same one after a lost answer does no harm."""
        if self.present == "code" and not self.enrolling and code.strip():
            self.enrolling, self.trouble = True, ""
            self.flow.tell("setup_enrol", code=code.strip()[:64])

    def hear_setup_enrolled(self, message: Message) -> None:
        """Done: the keeper begins anew and comes back at the next step."""
        self.enrolling = False
        done = message.get("outcome") == "done"
        self.trouble = "" if done else str(message.get("reason") or "down")
        log.info("setup: enrolment, %s", message.get("outcome"))

    # ------------------------------------------------------------------ devices and paper

    def do_none(self, kind: str) -> None:
        """This site has no such device; the report says so."""
        if kind in self.flow.hardware.addresses():
            self.absent.add(kind)

    def do_sheets(self) -> None:
        """One test ticket, and one page where there is an A4 printer."""
        if self.sheets == "running":
            return
        self.sheets = "running"
        flow, at = self.flow, self.flow.clock.now()

        def work() -> str:
            from kiosk.visit.trials import test_page, trial_slip

            blocks = trial_slip(flow.profile.terminal_id, flow.profile.place, at)
            results = [flow.hardware.print_slip(f"setup-{at:%Y%m%d%H%M%S%f}", blocks, again=False)]
            if "page_printer" in flow.hardware.addresses() and "page_printer" not in self.absent:
                page = test_page(flow.profile.terminal_id, at)
                results.append(flow.hardware.print_pages(f"setup-a4-{at:%Y%m%d%H%M%S%f}", page, "test"))
            outcomes = {str(result.outcome) for result in results if result is not None}
            return next((word for word in ("not_done", "unknown") if word in outcomes), "done")

        def done(outcome: str) -> None:
            self.sheets = outcome
            log.info("setup: test sheets, %s", outcome)

        def failed(error: Exception) -> None:
            log.error("setup: test sheets: %s", type(error).__name__)
            self.sheets = "unknown"

        flow.jobs.run(work, done, failed)

    def do_say(self, id: str, yes: bool) -> None:  # noqa: A002 - the scene's word
        """One of the five questions about the sheets in the hand."""
        if id in QUESTIONS:
            self.answers[id] = bool(yes)

    # ------------------------------------------------------------------ the report

    def do_report(self) -> None:
        """Have it signed, then print it; a "no" above is kept in it honestly."""
        if self.present == "ready" and self.report != "running":
            self.report = "running"
            self.flow.tell("setup_report", answers=dict(self.answers), none=sorted(self.absent))

    def hear_setup_reported(self, message: Message) -> None:
        """Signed and kept; on paper for the cabinet."""
        self.mark = str(message.get("mark") or "")[:16]
        flow, at, rows = self.flow, self.flow.clock.now(), message.get("rows")

        def work() -> str:
            from kiosk.visit.trials import state_slip

            blocks = state_slip(flow.profile.terminal_id, flow.profile.place, at, rows, mark=self.mark)
            return str(flow.hardware.print_slip(f"ready-{at:%Y%m%d%H%M%S%f}", blocks, again=False).outcome)

        def done(outcome: str) -> None:
            self.report = outcome

        def failed(error: Exception) -> None:
            log.error("setup: report: %s", type(error).__name__)
            self.report = "unknown"

        flow.jobs.run(work, done, failed)

    def do_finish(self) -> None:
        """Into service; also with a report that did not reach paper, it is kept all the same."""
        if self.mark and self.report in ("done", "not_done", "unknown"):
            log.info("setup: finished")
            self.flow.tell("setup_done")
