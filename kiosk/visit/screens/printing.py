"""When paper does not come: first that the filing is safe, then where the fault is, then the ways on."""

from __future__ import annotations

from kiosk.visit.printing import Print
from kiosk.visit.screens.base import Screen, View

WORDED = (
    "paper_end", "paper_low", "cover_open", "jam", "cutter", "offline", "unplugged", "toner_empty", "no_answer",
    "write_stalled", "output_full", "outlet_full", "overheated", "paused", "held", "busy", "aborted", "timeout",
    "service", "broken", "memory", "journal", "not_sent", "no_printer", "unknown",
)  # fmt: skip
"""Codes for which the scene has words of their own."""


def worded(job: Print) -> str:
    """Why paper did not come, as a code the scene has words for.

    A code of a driver that it does not know, such as a vendor's, is `broken` when nothing came out, and only when
    something may have come out `unknown`, which asks the resident to look first.
    """
    if job.reason in WORDED:
        return job.reason
    return "unknown" if job.outcome == "unknown" else "broken"


class PrinterTrouble(Screen):
    """Four ways on from a printer that cannot print."""

    id = "printer_trouble"
    step = "submit"

    @property
    def can_back(self) -> bool:
        """The ways on are on the screen."""
        return False

    def view(self) -> View:
        """Which printer, why, and what is safe."""
        slip = self.flow.paper.slip
        device, job = ("receipt", slip) if slip.troubled else ("page", self.flow.paper.copies)
        state = self.flow.handover.record_state
        return {
            "device": device,
            "reason": worded(job),
            "part": self._part(worded(job)) if device == "page" else "",
            "safe": "delivered" if state == "delivered" else "saved",
            "code": self.flow.handover.shown_code,
        }

    @staticmethod
    def _part(reason: str) -> str:
        """Where in the drawing of the A4 printer to look."""
        from devices.page_printer.reasons import TROUBLES

        return TROUBLES[reason].part if reason in TROUBLES else ""

    def tick(self) -> None:
        """Nothing is in trouble, or is being tried again: return to the receipt, which tells how that goes."""
        if not any(job.troubled for job in self.flow.paper.jobs.values()):
            self.flow.replace(self._home())

    def _home(self) -> str:
        return "receipt" if self.flow.handover.record_state == "delivered" else "saved"

    def do_reprint(self) -> None:
        """The cause is mended: print again, marked 补打 when part of it may be out already."""
        self.flow.paper.reprint()

    def do_read_code(self) -> None:
        """Without paper: the code in large letters (the scene reads it aloud)."""

    def do_later(self) -> None:
        """Print it another day, at any terminal, by the code."""
        self.flow.go("take")

    def do_call(self) -> None:
        """Somebody who adds paper."""
        self.flow.open_overlay("help")
