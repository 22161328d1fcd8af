"""How is my filing going: by the code on the slip, nothing personal shown; or everything of one's own, by the card."""

from __future__ import annotations

from kiosk.keeper.link import Message
from kiosk.visit.course import ask_for_draft, errand
from kiosk.visit.deposits import earlier_deposits, find_deposit
from kiosk.visit.printing import Print
from kiosk.visit.screens.base import Screen, View

ANSWER_S = 5.0
"""The keeper answers at once; this long without an answer it cannot read its memory."""


class Lookup(Screen):
    """Enter the code."""

    id = "lookup"

    def enter(self) -> None:
        """An empty field."""
        self.error = ""
        self.asked = ""
        self.until = 0.0

    def view(self) -> View:
        """What was wrong with the code, if anything."""
        return {"error": self.error, "online": self.flow.network.up}

    def tick(self) -> None:
        """No answer is not "there is none": say that it cannot be looked up now."""
        if self.asked and self.flow.clock.monotonic() >= self.until:
            self.error, self.asked = "unavailable", ""

    def do_find(self, code: str) -> None:
        """Ask the keeper for what it knows under this code."""
        from legalnet.receipts import DRAFT_LENGTH, parse_code

        if self.flow.memory == "closed":
            self.error = "unavailable"
            return
        draft = parse_code(code, DRAFT_LENGTH)
        if draft is not None:
            ask_for_draft(self.flow, draft)
            return
        if find_deposit(self.flow, code):
            return
        parsed = parse_code(code)
        if parsed is None:
            self.error, self.asked = "format", ""
            return
        self.error, self.asked = "", parsed
        self.until = self.flow.clock.monotonic() + ANSWER_S
        self.flow.tell("lookup", code=parsed)

    def do_mine(self) -> None:
        """Everything of one's own, behind the card."""
        errand(self.flow, "affairs")

    def hear_found(self, message: Message) -> None:
        """The keeper's answer."""
        if not self.asked or message.get("code") != self.asked:
            return
        self.asked = ""
        if message.get("record") is None:
            self.error = "not_found"
            return
        self.flow.paper.found = message["record"]
        self.flow.handover.deposits = earlier_deposits(self.flow, message)
        self.flow.go("lookup_result")


class LookupResult(Screen):
    """What is known, and the acknowledgement on paper once more."""

    id = "lookup_result"

    def enter(self) -> None:
        """Nothing printed yet."""
        self.slip = Print()

    def view(self) -> View:
        """The record in words."""
        deposits = self.flow.handover.deposits
        return self.flow.paper.found_view() | {
            "slip": self.slip.view(),
            "deposit": deposits.state if deposits else "none",
        }

    def do_deposit(self) -> None:
        """The deposits of that filing which were made after its visit, or wait for the network."""
        if self.view()["deposit"] != "none":
            self.flow.go("deposit")

    def do_print(self) -> None:
        """Print the acknowledgement by its code."""
        self.flow.paper.print_found(self.slip)

    def do_finish(self) -> None:
        """Done."""
        self.flow.end("looked_up")

    def back(self) -> None:
        """Another code."""
        self.flow.replace("lookup")
