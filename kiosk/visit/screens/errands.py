"""What the keeper may ask of a screen nobody uses: ask a device anew, print how the terminal is; for those far away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.visit.screens.base import Screen
from kiosk.visit.service_card import CardWatch

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.visit.flow import Flow

log = logging.getLogger(__name__)


class Errands(Screen):
    """The idle screen, and the one that says that nobody is served; here a technician may come with a service card."""

    def __init__(self, flow: Flow) -> None:
        super().__init__(flow)
        self.cards = CardWatch(flow)

    def enter(self) -> None:
        """Nobody's card was seen yet."""
        super().enter()
        self.flow.service_card = ""

    def tick(self) -> None:
        """Look for a card."""
        super().tick()
        self.cards.tick()

    def hear_retest(self, message: Message) -> None:
        """Ask that device."""
        kind = str(message.get("device"))
        self._run("retested", message, lambda: self.flow.hardware.retest(kind))

    def hear_status_ticket(self, message: Message) -> None:
        """Print it."""
        from kiosk.visit.trials import state_slip

        flow, rows = self.flow, message.get("rows")
        at = flow.clock.now()

        def work() -> tuple[str, str]:
            blocks = state_slip(flow.profile.terminal_id, flow.profile.place, at, rows)
            result = flow.hardware.print_slip(f"state-{at:%Y%m%d%H%M%S%f}", blocks, again=False)
            return str(result.outcome), str(result.reason)

        self._run("ticket_printed", message, work)

    def _run(self, answer: str, message: Message, work: Callable[[], tuple[str, str]]) -> None:
        """Beside the screen; a fault of ours leaves the outcome unknown."""
        request_id = message.get("request_id")

        def told(found: Any) -> None:
            self.flow.tell(answer, request_id=request_id, outcome=found[0], reason=found[1])

        def failed(error: Exception) -> None:
            log.error("errand: %s", type(error).__name__)
            told(("unknown", "interrupted"))

        self.flow.jobs.run(work, told, failed)
