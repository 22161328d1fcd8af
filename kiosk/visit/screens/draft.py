"""Keeping a draft, and going on with one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kiosk.keeper.link import Message
from kiosk.visit.drafts import Keeping, Keys, keys_of, opened, resume
from kiosk.visit.printing import Print
from kiosk.visit.screens.base import Screen, View

ANSWER_S = 5.0
"""The keeper answers at once; this long without an answer it cannot read its memory."""


class DraftKept(Screen):
    """The answers so far are sealed to a code; the slip with it is printed, nothing else leaves the visit."""

    id = "draft"

    def enter(self) -> None:
        """Seal and ask the keeper."""
        self.keeping = Keeping(self.flow)
        self.slip = Print()

    @property
    def can_back(self) -> bool:
        """While it is being kept nothing else is."""
        return self.keeping.stage != "saving"

    def view(self) -> View:
        """What became of it, the code, until when, and whether photos have to be taken again."""
        from legalnet.receipts import format_code

        kept = self.keeping.stage == "kept"
        until = self.flow.date_words(self._until) if kept else ""
        return {
            "stage": self.keeping.stage, "code": format_code(self.keeping.code) if kept else "", "until": until,
            "slip": self.slip.view(), "photos": bool(self.flow.journey_now.scans.all()),
        }  # fmt: skip

    @property
    def _until(self) -> datetime:
        from kiosk.clock import SHANGHAI

        return datetime.fromisoformat(self.keeping.until).astimezone(SHANGHAI)

    def tick(self) -> None:
        """Print once, by itself, when it is safe."""
        self.keeping.tick()
        if self.keeping.stage == "kept" and self.slip.tries == 0:
            self.do_print()

    def hear_draft_kept(self, message: Message) -> None:
        """The keeper's answer."""
        self.keeping.hear(message)

    def do_print(self) -> None:
        """The slip with the code."""
        if self.keeping.stage == "kept":
            self.flow.paper.print_draft(self.slip, self.keeping.code, self._until)

    def do_retry(self) -> None:
        """Ask again."""
        self.keeping.retry()

    def do_finish(self) -> None:
        """On to taking one's things."""
        if self.keeping.stage == "kept":
            self.flow.go("take")


class Resume(Screen):
    """Behind the identity: the box of this code and this person is looked for and opened."""

    id = "resume"

    def enter(self) -> None:
        """Reckon name and key beside the screen."""
        self.phase = "looking"
        self.keys: Keys | None = None
        self.until = self.flow.clock.monotonic() + ANSWER_S
        code, number = self.flow.resuming, str(self.flow.visit.facts().get("number", ""))
        self.flow.jobs.run(lambda: keys_of(code, number), self._reckoned, self._failed)

    def view(self) -> View:
        """Being looked for, not found, or not to be found now."""
        return {"phase": self.phase}

    def _reckoned(self, keys: Keys) -> None:
        if self.shown:
            self.keys = keys
            self.until = self.flow.clock.monotonic() + ANSWER_S
            self.flow.tell("draft_find", name=keys.name)

    def _failed(self, _error: Any) -> None:
        self.phase = "unavailable"

    def tick(self) -> None:
        """No answer is not "there is none"."""
        if self.phase == "looking" and self.keys and self.flow.clock.monotonic() >= self.until:
            self.phase = "unavailable"

    def hear_draft_found(self, message: Message) -> None:
        """The keeper's answer."""
        if self.keys is None or self.phase != "looking" or message.get("name") != self.keys.name:
            return
        box = message.get("box")
        draft = opened(box, self.keys) if isinstance(box, str) else None
        if draft is None:
            self.phase = "not_found"
        else:
            resume(self.flow, draft)

    def do_retry(self) -> None:
        """Ask the keeper once more."""
        if self.phase == "unavailable":
            self.enter()

    def do_again(self) -> None:
        """Type the code again."""
        self.back()

    def back(self) -> None:
        """To the code."""
        self.flow.resuming = ""
        self.flow.replace("lookup")
