"""Three honest stages: saved here, on its way, received."""

from __future__ import annotations

from kiosk.visit.drafts import drop_when_saved
from kiosk.visit.screens.base import Screen, View

PATIENCE_S = 25.0
"""After this long without an acknowledgement the saved slip is offered as the result."""


class Sending(Screen):
    """Shows how far the filing is; never a second submit."""

    id = "sending"
    step = "submit"
    can_end = False

    @property
    def can_back(self) -> bool:
        """What was handed in cannot be un-handed."""
        return False

    def may_end(self) -> bool:
        """Not while the outcome is open; where saving failed, there must be a way out."""
        return self.flow.handover.stage == "save_failed" and not self.flow.handover.saved

    def enter(self) -> None:
        """Begin to wait."""
        self.since = self.flow.clock.monotonic()

    def view(self) -> View:
        """Stage and progress."""
        return self.flow.handover.view()

    def tick(self) -> None:
        """On to the receipt, or to the saved slip when there is no network."""
        handover = self.flow.handover
        drop_when_saved(self.flow)
        self.flow.rest(self.flow.idle_s)
        if handover.record_state in ("delivered", "refused"):
            self.flow.replace("receipt" if handover.record_state == "delivered" else "saved")
        elif handover.saved and self._long_enough():
            self.flow.replace("saved")

    def _long_enough(self) -> bool:
        waited = self.flow.clock.monotonic() - self.since
        return waited > (PATIENCE_S if self.flow.network.up else 2.0)

    def do_leave(self) -> None:
        """Do not wait: take the saved slip."""
        if self.flow.handover.saved:
            self.flow.replace("saved")

    def do_retry(self) -> None:
        """Saving failed or its answer never came: ask and try again under the same number."""
        self.flow.handover.retry()
