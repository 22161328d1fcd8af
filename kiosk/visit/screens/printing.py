"""When paper does not come: first that the filing is safe, then where the fault is, then the ways on."""

from __future__ import annotations

from kiosk.visit.screens.base import Screen, View


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
            "reason": job.reason or "unknown",
            "safe": "delivered" if state == "delivered" else "saved",
            "code": self.flow.handover.shown_code,
        }

    def tick(self) -> None:
        """Paper is back and the job ended: return to the receipt."""
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
