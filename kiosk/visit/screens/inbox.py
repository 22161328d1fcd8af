"""What was served on the resident: the list with the clock that runs, and one paper to read, confirm and print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Deed, Reply
from kiosk.visit.course import errand
from kiosk.visit.opened import Opened
from kiosk.visit.printing import Print
from kiosk.visit.screens.base import View
from kiosk.visit.screens.province import ProvinceScreen

if TYPE_CHECKING:
    from legalnet.deliveries import Delivery
    from legalnet.places import Booking

PAGE = 4
RELIEF = "SS-HJ"


class Inbox(ProvinceScreen):
    """Appointments for a meeting, then what was served, opened or not; the clock that ends first stands on top."""

    id = "inbox"

    def load(self) -> None:
        """The list, and what was said about electronic service."""
        self.first = 0
        self.found: list[Delivery] = []
        self.invited: list[Booking] = []
        self.consents: dict[str, Any] = {}
        self.asks.get("/inbox", self._listed)
        if self.flow.profile.rooms:
            self.asks.get("/bookings", self._invited)
        self.asks.get("/delivery-consents", self._agreed)

    def _listed(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from legalnet.deliveries import Delivery

        if not self.failed(reply):
            self.found = models(Delivery, reply.json.get("deliveries"))
            self.state = "ready"

    def _invited(self, reply: Reply) -> None:
        from kiosk.visit.affairs import invitations

        self.invited = invitations(reply.json.get("bookings"), self.flow.clock.now())

    def _agreed(self, reply: Reply) -> None:
        self.consents = reply.json if reply.outcome == "done" else {}

    def view(self) -> View:
        """A page of the list, and the clock that runs."""
        from kiosk.visit.affairs import delivery_row, invitation_row, nearest

        flow, found = self.flow, self.found
        rows = [invitation_row(one, flow) for one in self.invited] + [
            delivery_row(one, flow) for one in found
        ]
        return {
            "state": self.state, "words": self.words, "total": len(found), "invited": len(self.invited),
            "clock": nearest(found, flow), "first": self.first + 1 if rows else 0,
            "rows": rows[self.first : self.first + PAGE],
            "hasPrev": self.first > 0, "hasNext": self.first + PAGE < len(rows),
            "refused": self.consents.get("general") is False, "deed": self.deed_view(),
        }  # fmt: skip

    def do_open(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One paper."""
        if any(one.id == id for one in self.found):
            self.flow.visit.selected = ("delivery", id)
            self.flow.go("served")

    def do_join(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Into the meeting of an appointment: who it is first, then by a way in that nobody types."""
        from kiosk.visit.affairs import invitation_row

        one = next((one for one in self.invited if one.id == id), None)
        if one is None or not invitation_row(one, self.flow)["due"]:
            return
        if not self.flow.visit.reaches("L3"):
            errand(self.flow, self.id, "L3")
            return
        self.perform(Deed(self.asks, f"/bookings/{id}/entrance", {}), self._let_in)

    def _let_in(self, reply: Reply) -> None:
        self.flow.visit.way_in = str(reply.json.get("code", ""))
        self.flow.go("meeting")

    def do_page(self, by: int) -> None:
        """Turn the page."""
        target = self.first + PAGE * (1 if by > 0 else -1)
        if 0 <= target < len(self.found) + len(self.invited):
            self.first = target

    def do_matter(self, code: str) -> None:
        """What the clock asks for, begun here with what is known."""
        clock = self.view()["clock"]
        if clock and clock["matter"] == code:
            begin(self, next(one for one in self.found if one.id == clock["id"]), code)

    def do_address(self) -> None:
        """Say how papers are to come: on paper, or electronically, and where."""
        self.flow.choose_matter("SD-01")


class Served(ProvinceScreen):
    """One paper: its pages and words, when it counts as served, and what it starts."""

    id = "served"

    def load(self) -> None:
        """What it is, that it is opened, and its bytes."""
        _, self.delivery_id = self.flow.visit.selected
        self.one: Delivery | None = None
        self.opened: Opened | None = None
        self.copy = Print()
        self.deed = self.waiting(f"/inbox/{self.delivery_id}/receipt")
        self.opening = Deed(self.asks, f"/inbox/{self.delivery_id}/open", {})
        self.opening.begin(self._opened)

    def leave(self) -> None:
        """The picture goes too."""
        super().leave()
        self.flow.frames.pop("preview", None)

    def _opened(self, reply: Reply) -> None:
        """Opening is noted; without a way to the province nothing is shown, so nothing is opened in silence."""
        self._know(reply)
        if self.state == "ready" and self.one is not None:
            self.opened = Opened(self, self.one.digest)
            self.asks.get(f"/inbox/{self.delivery_id}/document", self.opened.take)

    def _know(self, reply: Reply) -> None:
        from kiosk.visit.affairs import model
        from legalnet.deliveries import Delivery

        if not self.failed(reply):
            self.one = model(Delivery, reply.json) or self.one
            self.state = "ready" if self.one else "refused"

    def view(self) -> View:
        """The page that is shown, what the paper starts, and what was confirmed."""
        from kiosk.visit.affairs import clock_view

        one, flow = self.one, self.flow
        paper = self.opened.view() if self.opened else {"phase": "asking", "page": 0, "pages": 0, "text": ""}
        return {
            "state": self.state, "words": self.words, **paper, "title": one.label if one else "",
            "sender": one.sender if one else "", "about": (one.case_no or one.about) if one else "",
            "arrived": flow.moment_words(one.arrived_at) if one else "",
            "receipted": flow.moment_words(one.receipted_at) if one and one.receipted_at else "",
            "clock": clock_view(one, flow) if one else None, "paper": bool(one and one.paper),
            "deed": self.deed_view(), "copy": self.copy.view(),
            "final": bool(one and one.kind == "small_claims_judgment"),
        }  # fmt: skip

    def do_page(self, by: int) -> None:
        """Turn over."""
        if self.opened is not None:
            self.opened.turn(by)

    def do_receipt(self) -> None:
        """Confirm that it came."""
        if self.state == "ready" and self.one is not None and self.one.receipted_at is None:
            asked = self.deed if self.deed and self.deed.state == "unknown" else None
            place = f"/inbox/{self.delivery_id}/receipt"
            self.perform(asked or self.waiting(place) or Deed(self.asks, place, {}, late=True), self._know)

    def do_print(self) -> None:
        """On paper, whole; that is a right (民诉法 90)."""
        if self.opened is None or not self.opened.pdf:
            return
        name, pdf = f"served-{self.delivery_id[:8]}-{self.copy.tries}", self.opened.pdf
        self.copy.start(self.flow.jobs, lambda _: self.flow.hardware.print_pages(name, pdf, "SD-02"))

    def do_matter(self, code: str) -> None:
        """An appeal, a relief, an answer: begun here with what the paper says."""
        clock = self.view()["clock"]
        if self.one is not None and clock and clock["matter"] == code:
            begin(self, self.one, code)

    def do_lawyer(self) -> None:
        """Somebody who explains it."""
        self.flow.not_offered("")


def begin(screen: ProvinceScreen, one: Delivery, code: str) -> None:
    """A matter that answers a served paper, with what is known of it filled in."""
    from kiosk.visit.journey import Carried

    screen.flow.choose_matter(code, Carried(values=known_of(one, code)))


def known_of(one: Delivery, code: str) -> tuple[tuple[str, Any], ...]:
    """Case number, court and day of service as the matter calls them; what it does not ask for is left out."""
    from kiosk.clock import SHANGHAI

    number, day = one.case_no or one.about, one.arrived_at.astimezone(SHANGHAI).date().isoformat()
    kind = "可上诉裁定" if "ruling" in str(one.kind) else "判决"
    fields: dict[str, tuple[tuple[str, Any], ...]] = {
        "SU-01": (("a.case_no", number), ("a.court", one.sender), ("a.served_on", day), ("a.doc_kind", kind),
                  ("a.small", False)),
        RELIEF: (("relief.case", number), ("relief.court", one.sender)),
        "SS-DB": (("case.case_no", number), ("case.court", one.sender)),
        "ZJ-JZ": (("case.case_no", number), ("case.court", one.sender)),
    }  # fmt: skip
    return tuple((path, value) for path, value in fields.get(code, ()) if value not in ("", None))
