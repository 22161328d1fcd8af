"""What a technician does beside the devices: the province's ticket, doctor, the log, a state ticket, a debug bundle.

Everything here is asked of the keeper; no answer holds anything of a case.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.bench import did

if TYPE_CHECKING:
    from kiosk.keeper.link import Message

log = logging.getLogger(__name__)

ORDER = {"fail": 0, "warn": 1, "ok": 2}
LINES = 12
"""Lines of the log on one page."""


class Tools(Screen):
    """The upper half of the technician's screen."""

    open: bool
    error: str

    def enter(self) -> None:
        """Nothing was given yet."""
        super().enter()
        self.open = False
        self.admitted = False
        """Whether the PIN was right; a terminal that the province gives tickets for wants one too."""
        self.ticket_left = 0
        self.asked_ticket = False
        self.findings: list[View] = []
        self.examining = False
        self.lines: list[str] = []
        self.first_line = 0
        self.slip = self.bundle = ""
        """Outcomes: empty, `running`, `done`, `not_done` or `unknown`."""
        self.rows: list[Any] = []

    @property
    def phase(self) -> str:
        """`pin`, `ticket` or `open`."""
        return "open" if self.open else "ticket" if self.admitted else "pin"

    def tools_view(self) -> View:
        """Its part of the view; empty but for the phase until everything was given."""
        shown = self.lines[self.first_line : self.first_line + LINES] if self.open else []
        return {
            "phase": self.phase,
            "asking": self.asked_ticket,
            "findings": self.findings if self.open else [],
            "examining": self.examining,
            "log": shown,
            "logFirst": self.first_line,
            "logTotal": len(self.lines) if self.open else 0,
            "slip": self.slip,
            "bundle": self.bundle,
        }

    # ------------------------------------------------------------------ getting in

    def pin_right(self) -> None:
        """The first half; open at once where the province gives no tickets yet."""
        self.admitted = True
        log.info("technician: PIN right")
        if not self.flow.profile.ticket:
            self._let_in()

    def do_ticket(self, ticket: str) -> None:
        """The second half, judged by the keeper, which works without a network too."""
        if self.admitted and not self.open and not self.asked_ticket:
            self.asked_ticket, self.error = True, ""
            self.flow.tell("admission", ticket=ticket[:40])

    def hear_admitted(self, message: Message) -> None:
        """The keeper's judgement."""
        self.asked_ticket = False
        if not self.admitted or self.open:
            return
        self.ticket_left = int(message.get("left") or 0)
        if message.get("outcome") == "done":
            self._let_in()
        else:
            self.error = "locked" if message.get("reason") == "locked" else "wrong_ticket"
            did(self.flow, "refused")

    def _let_in(self) -> None:
        self.open, self.error, self.ticket_left = True, "", 0
        log.info("technician: entered")
        did(self.flow, "entered")
        self.do_doctor()

    # ------------------------------------------------------------------ doctor, log, paper, bundle

    def do_doctor(self) -> None:
        """Look at everything but the devices, which are shown by themselves."""
        if self.open and not self.examining:
            log.info("technician: doctor")
            did(self.flow, "doctor")
            self.examining = True
            self.flow.tell("doctor")

    def hear_doctored(self, message: Message) -> None:
        """What it found, the worst first."""
        self.examining = False
        items = [one for one in message.get("items", ()) if isinstance(one, dict)]
        found = [
            {name: str(one.get(name, ""))[:80] for name in ("id", "state", "found")}
            for one in sorted(items, key=lambda one: ORDER.get(str(one.get("state")), 0))
        ]
        self.findings, self.rows = list(found), list(message.get("rows") or ())

    def do_log(self) -> None:
        """The keeper's last lines."""
        if self.open:
            did(self.flow, "log")
            self.flow.tell("log")

    def hear_logged(self, message: Message) -> None:
        """The newest page first."""
        self.lines = [str(line)[:200] for line in message.get("lines", ())]
        self.first_line = max(0, len(self.lines) - LINES)

    def do_log_page(self, by: int) -> None:
        """The page after, or before."""
        self.first_line = max(
            0, min(self.first_line + (LINES if by > 0 else -LINES), len(self.lines) - LINES)
        )

    def do_status_ticket(self) -> None:
        """How the terminal is, on paper."""
        if not self.open or self.slip == "running":
            return
        log.info("technician: status ticket")
        self.slip = "running"
        flow, at, rows = self.flow, self.flow.clock.now(), self.rows

        def work() -> Any:
            from kiosk.visit.trials import state_slip

            blocks = state_slip(flow.profile.terminal_id, flow.profile.place, at, rows)
            return flow.hardware.print_slip(f"state-{at:%Y%m%d%H%M%S%f}", blocks, again=False)

        def done(result: Any) -> None:
            self.slip = str(result.outcome)
            log.info("technician: status ticket, %s", self.slip)
            did(self.flow, "status_ticket", "receipt_printer", self.slip)

        def failed(error: Exception) -> None:
            log.error("technician: status ticket: %s", type(error).__name__)
            self.slip = "unknown"

        flow.jobs.run(work, done, failed)

    def do_bundle(self) -> None:
        """Collect a debug bundle and bring it to the province."""
        if self.open and self.bundle != "running":
            log.info("technician: bundle")
            self.bundle = "running"
            self.flow.tell("bundle")

    def hear_bundled(self, message: Message) -> None:
        """What came of it."""
        outcome = str(message.get("outcome"))
        self.bundle = outcome if outcome in ("done", "not_done") else "unknown"
        log.info("technician: bundle, %s", self.bundle)
        did(self.flow, "bundle", outcome=self.bundle)
