"""An hour with somebody who helps: free hours of a place, taken and given up again; only with a network."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.visit import modes
from kiosk.visit.asks import Deed, Reply
from kiosk.visit.screens.base import View
from kiosk.visit.screens.province import ProvinceScreen

if TYPE_CHECKING:
    from legalnet.places import Booking, Slot

PAGE = 6
SERVICES = {"law_firm": "lawyer", "mediation": "mediation", "notary": "notary", "legal_aid": "legal_aid"}
"""What can be booked at which kind of place."""


class BookingScreen(ProvinceScreen):
    """Free hours, the next first; and what this person has booked there."""

    id = "booking"

    def load(self) -> None:
        """Free hours, and one's own."""
        self.place_id = self.flow.visit.selected[1]
        self.place: dict[str, Any] = next((p for p in self.flow.board.places if p["id"] == self.place_id), {})
        self.first = 0
        self.leaving = ""
        self.slots: list[Slot] = []
        self.mine: list[Booking] = []
        service = SERVICES.get(str(self.place.get("kind")), "")
        self.asks.get("/slots", self._free, f"service={service}&provider={self.place_id}&limit=50")

    def _free(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from legalnet.places import Slot

        if not self.failed(reply):
            self.slots = models(Slot, reply.json.get("slots"))
            self.asks.get("/bookings", self._booked)

    def _booked(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from legalnet.places import Booking

        if not self.failed(reply):
            found = models(Booking, reply.json.get("bookings"))
            self.mine = [b for b in found if b.slot.provider == self.place_id and str(b.state) == "booked"]
            self.state = "ready"

    def view(self) -> View:
        """A page of hours."""
        from kiosk.visit.board import said

        shown = self.slots[self.first : self.first + PAGE]
        return {
            "state": self.state, "words": self.words,
            "place": said(self.place["name"], self.flow.language) if self.place else "",
            "phone": str(self.place.get("phone", "")),
            "slots": [self._row(one) for one in shown], "hasPrev": self.first > 0,
            "hasNext": self.first + PAGE < len(self.slots),
            "mine": [self._mine(one) for one in self.mine], "deed": self.deed_view(),
            "leaving": next((self._mine(one) for one in self.mine if one.id == self.leaving), None),
        }  # fmt: skip

    def _mine(self, one: Booking) -> View:
        return {**self._row(one.slot), "id": one.id}

    def _row(self, slot: Slot) -> View:
        return {"id": slot.id, "when": self.flow.moment_words(slot.starts), "until": f"{_local(slot.ends):%H:%M}",
                "by": slot.by}  # fmt: skip

    def do_page(self, by: int) -> None:
        """Later hours, or earlier ones."""
        target = self.first + PAGE * (1 if by > 0 else -1)
        if 0 <= target < len(self.slots):
            self.first = target

    def do_book(self, slot: str) -> None:
        """Take an hour."""
        if any(one.id == slot for one in self.slots):
            self._send("/bookings", {"slot": slot, "needs": modes.needs(self.flow.modes)})

    def do_give_up(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Ask once before one is given up: somebody else may take it at once; "" keeps it."""
        self.leaving = id if any(one.id == id for one in self.mine) else ""

    def do_cancel(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Give up the one that was asked about."""
        if id == self.leaving and any(one.id == id for one in self.mine):
            self._send(f"/bookings/{id}/cancel", {})

    def _send(self, path: str, body: dict[str, Any]) -> None:
        again = self.deed if self.deed is not None and self.deed.state in ("unknown", "asking") else None
        self.perform(again or Deed(self.asks, path, body), self._done)

    def _done(self, _: Reply) -> None:
        """As it stands now."""
        deed = self.deed
        self.state = "asking"
        self.load()
        self.deed = deed


def _local(moment: datetime) -> datetime:
    from kiosk.clock import SHANGHAI

    return moment.astimezone(SHANGHAI)
