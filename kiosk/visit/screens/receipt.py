"""What the resident holds at the end: the receipt, or the slip that says saved and not yet delivered."""

from __future__ import annotations

from kiosk.visit.course import follow
from kiosk.visit.printing import Print
from kiosk.visit.screens.base import Screen, View

TAKE_S = 60.0
RETRY_S = 10.0
"""How long 再送一次 says that it is being tried."""


class Handed(Screen):
    """Shared by both ends of a filing: one slip, and honest words about the paper."""

    step = "submit"

    @property
    def can_back(self) -> bool:
        """The filing is handed in."""
        return False

    @property
    def slip(self) -> Print:
        """The receipt printer's job."""
        return self.flow.paper.slip

    def do_finish(self) -> None:
        """On to taking one's things."""
        self.flow.go("take")

    @property
    def deposit(self) -> str:
        """How the deposits of this filing stand; `none` where it deposits nothing."""
        deposits = self.flow.handover.deposits
        return deposits.state if deposits else "none"

    def do_deposit(self) -> None:
        """The deposits: codes, slips, certificates."""
        if self.deposit != "none":
            self.flow.go("deposit")

    def do_trouble(self) -> None:
        """The paper did not come: what now."""
        self.flow.go("printer_trouble")

    def do_chain(self, code: str) -> None:
        """Another matter that often follows, with the same answers."""
        if any(chain["code"] == code for chain in self.view()["chains"]):
            follow(self.flow, code)


class ReceiptScreen(Handed):
    """Delivered: number, dates, code."""

    id = "receipt"

    def enter(self) -> None:
        """Print once, by itself."""
        self.flow.paper.print_slip_once()
        self.flow.paper.print_copies_once()

    def view(self) -> View:
        """Code, number and next dates."""
        return self.flow.handover.receipt_view(self.flow.next_dates) | {
            "slip": self.slip.view(),
            "copies": self.flow.paper.copies.view(),
            "deposit": self.deposit,
            "chains": self.flow.journey_now.chains(),
        }

    def do_print_again(self) -> None:
        """Once more, marked 补打."""
        self.flow.paper.print_slip()

    def do_print_copies(self) -> None:
        """The A4 copies."""
        self.flow.paper.print_copies()


class Saved(Handed):
    """Saved, not yet delivered; promises no date."""

    id = "saved"

    def enter(self) -> None:
        """Print once, by itself."""
        self.retry_until = 0.0
        self.flow.paper.print_slip_once()

    @property
    def retrying(self) -> bool:
        """Whether the province was asked just now."""
        return self.flow.clock.monotonic() < self.retry_until and self.flow.handover.record_state == "saved"

    def tick(self) -> None:
        """It may still arrive, or be refused, while the resident is here."""
        match self.flow.handover.record_state:
            case "delivered":
                self.flow.replace("receipt")
            case "refused":
                self.flow.paper.print_slip_once()

    def view(self) -> View:
        """Code and when it was saved."""
        refused = self.flow.handover.record_state == "refused"
        return self.flow.handover.saved_view() | {
            "slip": self.slip.view(),
            "retrying": self.retrying,
            "deposit": self.deposit,
            "chains": [] if refused else self.flow.journey_now.chains(),
        }

    def do_print(self) -> None:
        """The slip again, marked 补打."""
        self.flow.paper.print_slip()

    def do_retry(self) -> None:
        """Ask the province now instead of at the next interval."""
        self.retry_until = self.flow.clock.monotonic() + RETRY_S
        self.flow.tell("retry_now")


class Take(Screen):
    """Card, slip, copies, originals: nothing is left behind."""

    id = "take"
    can_end = False

    @property
    def can_back(self) -> bool:
        """Over."""
        return False

    def enter(self) -> None:
        """Look whether the card still lies there."""
        self.until = self.flow.clock.monotonic() + self.flow.wait_s(TAKE_S)
        self.card_there: bool | None = None
        self.looking = False
        self.next_look = 0.0

    def view(self) -> View:
        """What there is to take."""
        items = []
        if self.flow.visit.card is not None:
            items.append({"id": "card", "taken": {True: "no", False: "yes", None: ""}[self.card_there]})
        papers = [self.flow.paper, *(one.paper for one in self.flow.finished)]
        printed = {name for paper in papers for name, job in paper.jobs.items() if job.any_paper}
        items += [{"id": name, "taken": ""} for name in self.flow.paper.jobs if name in printed]
        journeys = [self.flow.journey_now, *(one.journey for one in self.flow.finished)]
        if any(journey.scans.all() for journey in journeys):
            items.append({"id": "originals", "taken": ""})
        return {"items": items, "left": max(0, round(self.until - self.flow.clock.monotonic()))}

    def tick(self) -> None:
        """Ask the reader, and end when the time is up and the card is not there."""
        now = self.flow.clock.monotonic()
        self.flow.rest(self.flow.idle_s)
        if self.flow.visit.card is not None and not self.looking and now >= self.next_look:
            self.looking = True
            self.next_look = now + 1.0
            self.flow.jobs.run(self.flow.hardware.card_present, self._looked, lambda _: self._looked(None))
        if now >= self.until and self.card_there is not True:
            self.flow.end("finished")

    def _looked(self, there: bool | None) -> None:
        self.looking, self.card_there = False, there

    def do_more_time(self) -> None:
        """Slower hands need longer."""
        self.until = self.flow.clock.monotonic() + self.flow.wait_s(TAKE_S)

    def do_taken(self) -> None:
        """All taken."""
        self.flow.end("finished")

    def do_call(self) -> None:
        """Cannot find something."""
        self.flow.open_overlay("help")
