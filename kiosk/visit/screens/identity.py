"""Who is here: consent, the card, the face, and the attendant as the equal way."""

from __future__ import annotations

import logging
from typing import Any

from kiosk.identity.check import FaceCheck
from kiosk.identity.decision import Verdict
from kiosk.identity.events import Distance, FaceEvent, Hint, Light, Preview, Prompt, Result
from kiosk.visit.course import consented, identified, identified_by_card
from kiosk.visit.hardware import CardProblem
from kiosk.visit.screens.base import Screen, View
from kiosk.visit.visit import Identified, greeting

log = logging.getLogger(__name__)

CARD_WAIT_S = 60.0
LOOK_EVERY_S = 0.3
"""How often the reader is asked for a card (devices reference, 1.6)."""
GONE_EVERY_S = 2.0
"""How often a reader that is not there is asked for."""
IDENTITY_STEP = "identity"
NO_CAMERA = ("no_camera", "camera_gone", "card_photo", "no_models", "worker_died", "worker_silent")
"""Reasons that say nothing about the resident: the machine could not look."""


class Consent(Screen):
    """The notice of what is collected and why; two equal answers."""

    id = "consent"
    step = IDENTITY_STEP
    purpose = "data"

    def view(self) -> View:
        """Which notice."""
        return {"purpose": self.purpose}

    def do_agree(self, text: str) -> None:
        """Agreed, with the words that were shown."""
        self.flow.visit.consent(self.purpose, True, text, self.flow.clock.now())
        consented(self.flow)

    def do_kept(self) -> None:
        """What is kept where and how long, in full; back leads here."""
        self.flow.go("kept")

    def do_decline(self, text: str) -> None:
        """Not agreed: nothing is collected, a person can help instead."""
        self.flow.visit.consent(self.purpose, False, text, self.flow.clock.now())
        self.flow.open_overlay("help")


class FaceConsent(Consent):
    """The separate consent for the camera; declining leads to an attendant, with the same effect."""

    purpose = "face"

    @classmethod
    def key(cls) -> str:
        """Its own key: it shows the consent screen with another notice."""
        return "face_consent"

    def do_agree(self, text: str) -> None:
        """The camera may be used."""
        self.flow.visit.consent("face", True, text, self.flow.clock.now())
        self.flow.go("face")

    def do_decline(self, text: str) -> None:
        """A person checks instead."""
        self.flow.visit.consent("face", False, text, self.flow.clock.now())
        self.flow.ask_attendant("declined")


class Card(Screen):
    """Waiting for the card on the plate."""

    id = "card"
    step = IDENTITY_STEP

    def enter(self) -> None:
        """Begin to look for a card."""
        self.phase, self.error = "waiting", ""
        self.until = self.flow.clock.monotonic() + self.flow.wait_s(CARD_WAIT_S)
        self.next_look = 0.0
        self.looking = False
        self.lifted = self.flow.came_from not in ("card_read", "minor")
        """A card that was just given back is read again only when it was lifted and put down anew."""

    def view(self) -> View:
        """The phase, and the seconds left."""
        left = max(0, round(self.until - self.flow.clock.monotonic()))
        return {
            "phase": self.phase,
            "error": self.error,
            "left": left,
            "total": round(self.flow.wait_s(CARD_WAIT_S)),
        }

    def tick(self) -> None:
        """Look again, or give up waiting; a reader that is plugged in again is noticed by itself."""
        now = self.flow.clock.monotonic()
        if self.phase == "error" and self.error != "no_reader":
            return
        if self.looking or now < self.next_look:
            return
        if now >= self.until and self.phase != "error":
            self.phase, self.error = "error", "timeout"
            return
        self.looking = True
        self.flow.jobs.run(self.flow.hardware.look_for_card, self._looked, self._failed)

    def _looked(self, read: Any) -> None:
        self.looking = False
        self.next_look = self.flow.clock.monotonic() + LOOK_EVERY_S
        if not self.shown:
            return
        if self.phase == "error":
            self._reader_is_back()
        elif read is None:
            self.lifted = True
        elif self.lifted:
            self.phase, self.looking = "reading", True
            self.flow.visit.personal = True  # from now on this process may hold what the card says
            self.flow.jobs.run(self.flow.hardware.read_card, self._read, self._failed)

    def _reader_is_back(self) -> None:
        """The screen offers no 再试 for a reader that is not there; its answer is as good as one."""
        if self.error == "no_reader":
            self.do_retry()

    def _read(self, read: Any) -> None:
        self.looking = False
        if not self.shown:
            return
        card, chip = read
        if card.valid_to is not None and card.valid_to < self.flow.today_now().date():
            self.phase, self.error = "error", "expired"
            return
        self.flow.visit.take_card(card, chip)
        self.flow.go("card_read")

    def _failed(self, error: Exception) -> None:
        self.looking = False
        self.next_look = self.flow.clock.monotonic() + GONE_EVERY_S
        self.phase = "error"
        self.error = error.code if isinstance(error, CardProblem) else "device"

    def do_retry(self) -> None:
        """Once more from the start."""
        looking = self.looking
        self.enter()
        self.looking, self.lifted = looking, True

    def do_more_time(self) -> None:
        """Another minute."""
        if self.error == "timeout":
            self.do_retry()
        self.until = self.flow.clock.monotonic() + self.flow.wait_s(CARD_WAIT_S)

    def do_attendant(self) -> None:
        """No card, or it cannot be read."""
        self.flow.ask_attendant("no_card")


class CardRead(Screen):
    """What the card says, masked, for the resident to confirm."""

    id = "card_read"
    step = IDENTITY_STEP

    def enter(self) -> None:
        """Masked first."""
        self.revealed = False

    def view(self) -> View:
        """Greeting and rows."""
        card = self.flow.visit.card
        if card is None:
            return {"greeting": "", "rows": [], "revealed": False, "expiresSoon": False}
        masked = card.masked()
        shown = {"number": card.number, "birth": card.birth.isoformat(),
                 "address": card.address} if self.revealed else {}  # fmt: skip
        values = {key: shown.get(key, text) for key, text in masked.items()}
        today = self.flow.today_now().date()
        return {
            "greeting": greeting(card, self.flow.language),
            "rows": [{"id": key, "label": key, "value": value} for key, value in values.items()],
            "revealed": self.revealed,
            "expiresSoon": card.valid_to is not None and (card.valid_to - today).days <= 30,
        }

    def do_reveal(self, on: bool) -> None:
        """Held down: the whole number; let go: masked again."""
        self.revealed = bool(on)

    def do_confirm(self) -> None:
        """It is me."""
        identified_by_card(self.flow)

    def do_not_mine(self) -> None:
        """Somebody else's card: forget it at once."""
        self.back()

    def back(self) -> None:
        """Before the card: forget it."""
        self.flow.visit.forget_card()
        self.flow.replace("card")


class Face(Screen):
    """Card photo against the person in front of the camera, with a few calm movements."""

    id = "face"
    step = IDENTITY_STEP

    def enter(self) -> None:
        """Start the check in its own process."""
        self.state: dict[str, Any] = {
            "prompt": "starting", "hint": "", "done": 0, "total": 3, "light": False, "distance": False,
            "result": "", "reason": "",
        }  # fmt: skip
        self.check: FaceCheck | None = self.flow.hardware.face_check(self.flow.visit.chip_rgb)
        if self.check is None:
            self.state |= {"result": "attendant", "reason": "no_camera"}

    def leave(self) -> None:
        """The camera goes off and its process dies."""
        if self.check:
            self.check.stop()
        self.flow.hardware.camera_off()
        self.flow.frames.pop("face", None)

    def view(self) -> View:
        """The prompt, the hints and the result."""
        return dict(self.state)

    def tick(self) -> None:
        """Take what the check says."""
        if self.check and not self.state["result"]:
            for event in self.check.poll():
                self._take(event)
                if not self.shown:
                    return  # accepted: what else the camera saw is not taken

    def _take(self, event: FaceEvent) -> None:
        match event:
            case Prompt():
                self.state |= {"prompt": event.name, "done": event.done, "total": event.total, "hint": ""}
            case Hint():
                self.state["hint"] = event.code
            case Light():
                self.state["light"] = event.ok
            case Distance():
                self.state["distance"] = event.ok
            case Preview():
                self.flow.show_frame("face", event.jpeg)
            case Result():
                self._decided(event)

    def _decided(self, result: Result) -> None:
        accepted = result.decision is Verdict.ACCEPT
        self.state |= {"result": "accepted" if accepted else str(result.decision), "reason": result.reason}
        if accepted:
            identified(
                self.flow, Identified("L3", "card+face", self.flow.clock.now(), result.distance,
                           result.thresholds.version, str(result.liveness))
            )  # fmt: skip

    def do_retry(self) -> None:
        """Once more, if the check allows it."""
        if self.check and self.state["result"] == "retry":
            self.state |= {"result": "", "reason": "", "prompt": "look", "done": 0}
            self.check.retry()

    def do_attendant(self) -> None:
        """A person instead, at any moment."""
        if self.state["reason"] in NO_CAMERA:
            reason = "no_camera"
        else:
            reason = "not_recognised" if self.state["result"] in ("attendant", "retry") else "asked"
        self.flow.ask_attendant(reason)
