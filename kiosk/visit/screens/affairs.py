"""A resident's own affairs: everything handed in or asked for, what came, and whose turn it is."""

from __future__ import annotations

from kiosk.visit.asks import Reply
from kiosk.visit.screens.base import View
from kiosk.visit.screens.province import ProvinceScreen

PAGE = 4


class Affairs(ProvinceScreen):
    """One list, what waits for the resident first; above it what was served."""

    id = "affairs"

    def load(self) -> None:
        """Applications, requests, papers and cases; what one of them cannot say does not hide the others."""
        self.first = 0
        self.rows: list[View] = []
        self.inbox = {"unopened": 0, "papers": 0}
        self.invited = 0
        self.clock: View | None = None
        self.missing = 0
        self._waiting = 4
        self.asks.get("/applications", self._applications)
        self.asks.get("/work-orders", self._orders)
        self.asks.get("/inbox", self._papers)
        self.asks.get("/cases", self._cases)
        if self.flow.profile.rooms:
            self.asks.get("/bookings", self._appointments)

    def _got(self, reply: Reply) -> bool:
        """Count down; ready when all have answered and one of them well."""
        self._waiting -= 1
        good = reply.outcome == "done"
        if not good:
            self.missing += 1
            self.failed(reply)
        if self._waiting == 0 and self.missing < 4:
            self.state, self.words = "ready", ""
        elif self._waiting > 0:
            self.state = "asking"
        return good

    def _applications(self, reply: Reply) -> None:
        from kiosk.visit.affairs import application_row, maps

        language = self.flow.language
        if self._got(reply):
            self.rows += [
                application_row(one, lambda code: self.flow.shelf.title(code, language), language)
                for one in maps(reply.json.get("applications"))
            ]

    def _orders(self, reply: Reply) -> None:
        from kiosk.visit.affairs import maps, order_row

        if self._got(reply):
            self.rows += [order_row(one, self.flow.language) for one in maps(reply.json.get("orders"))]

    def _papers(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models, nearest
        from legalnet.deliveries import Delivery

        if self._got(reply):
            found = models(Delivery, reply.json.get("deliveries"))
            self.inbox = {"unopened": sum(one.opened_at is None for one in found), "papers": len(found)}
            self.clock = nearest(found, self.flow)

    def _appointments(self, reply: Reply) -> None:
        from kiosk.visit.affairs import invitations

        self.invited = len(invitations(reply.json.get("bookings"), self.flow.clock.now()))

    def _cases(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from kiosk.visit.exchange import case_row
        from legalnet.exchange import CaseFile

        if self._got(reply):
            self.rows += [case_row(one) for one in models(CaseFile, reply.json.get("cases"))]

    def view(self) -> View:
        """A page of the list."""
        from kiosk.visit.affairs import in_order

        rows = in_order(self.rows) if self.state == "ready" else []
        return {
            "state": self.state, "words": self.words, "missing": self.missing > 0 and self.state == "ready",
            "rows": rows[self.first : self.first + PAGE], "total": len(rows),
            "first": self.first + 1 if rows else 0, "hasPrev": self.first > 0,
            "hasNext": self.first + PAGE < len(rows), **self.inbox, "invited": self.invited, "clock": self.clock,
        }  # fmt: skip

    def do_open(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One of them."""
        row = next((row for row in self.rows if row["id"] == id), None)
        if row is not None:
            self.flow.visit.selected = (row["kind"], row["id"])
            self.flow.go("exchange" if row["kind"] == "case" else "progress")

    def do_inbox(self) -> None:
        """What was served."""
        self.flow.go("inbox")

    def do_page(self, by: int) -> None:
        """Turn the page."""
        target = self.first + PAGE * (1 if by > 0 else -1)
        if 0 <= target < len(self.rows):
            self.first = target

    def do_code(self) -> None:
        """By the code on a slip, without the province."""
        self.flow.go("lookup")

    def back(self) -> None:
        """Home means the end of this visit, so it is asked first."""
        self.flow.open_overlay("end_confirm")
