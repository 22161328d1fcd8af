"""The technician's screen: how each device, the network and the queue are, and a trial of each device.

It is reached from the idle screen only, behind a PIN, and shows nothing of any case. Leaving it ends the process.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.visit.screens.base import View
from kiosk.visit.screens.bench import did, short
from kiosk.visit.screens.recording import Recording
from kiosk.visit.screens.technician_tools import Tools

if TYPE_CHECKING:
    from kiosk.keeper.link import Message

log = logging.getLogger(__name__)

HANDS_FULL_S = 300.0
"""Seconds of quiet after a touch here: whoever has both hands in the cabinet touches no screen."""
MOST_LETTERS = 20
"""Shown at a time; `main.py outbox` lists all of them."""


class Technician(Tools, Recording):
    """First a PIN, then the state of the machine."""

    id = "technician"
    can_end = False

    def enter(self) -> None:
        """Closed until PIN and ticket were given."""
        super().enter()
        self.error = ""
        self.status: dict[str, Any] = {}
        self.letters: list[View] = []

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
            "card": flow.service_card,
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

    # ------------------------------------------------------------------ what is heard

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
        did(self.flow, "released", outcome="done" if message.get("outcome") == "done" else "not_done")
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
        did(self.flow, "refused")

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
            did(self.flow, "left")
            self.flow.end("technician")
