"""举证、质证 and 自行和解: what the other side laid before one, one's opinion on it, and proposals back and forth."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Deed, Reply
from kiosk.visit.comparing import Held
from kiosk.visit.course import errand
from kiosk.visit.opened import Opened
from kiosk.visit.screens.base import View
from kiosk.visit.screens.province import ProvinceScreen

if TYPE_CHECKING:
    from legalnet.exchange import CaseFile, Item, Message

CONFIRM = "TJ-SFQR"
LONGEST = 2000
SHORT = 80
FILE = "ZJ-JZ"
PROVEN = "L3"
"""Evidence is for who was seen again (在线诉讼规则 7)."""


class Exchange(ProvinceScreen):
    """Two tabs: evidence with opinions, and the search for a settlement."""

    id = "exchange"

    def leave(self) -> None:
        """The picture goes too."""
        super().leave()
        self.flow.frames.pop("preview", None)

    def load(self) -> None:
        """The case, its evidence, and what was written."""
        _, self.case_id = self.flow.visit.selected
        self.tab, self.number, self.mark = "evidence", 0, ""
        self.adding = False
        self.paper: Opened | None = None
        self.against: Held | None = None
        self.case: CaseFile | None = None
        self.items: list[Item] = []
        self.messages: list[Message] = []
        self.asks.get(f"/cases/{self.case_id}", self._case)

    def _case(self, reply: Reply) -> None:
        from kiosk.visit.affairs import model
        from legalnet.exchange import CaseFile

        if not self.failed(reply):
            self.case = model(CaseFile, reply.json)
            self.asks.get(f"/cases/{self.case_id}/evidence", self._evidence)

    def _evidence(self, reply: Reply) -> None:
        if not self.failed(reply):
            self._take_items(reply)
            self.asks.get(f"/cases/{self.case_id}/messages", self._written)

    def _take_items(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from legalnet.exchange import Item

        self.items = models(Item, reply.json.get("items"))

    def _written(self, reply: Reply) -> None:
        if not self.failed(reply):
            self._take_messages(reply)
            self.state = "ready" if self.case else "refused"

    def _take_messages(self, reply: Reply) -> None:
        from kiosk.visit.affairs import models
        from legalnet.exchange import Message

        self.messages = models(Message, reply.json.get("messages"))

    def view(self) -> View:
        """The tab that is open."""
        from kiosk.visit.exchange import accepted, item_row, message_row, until_view

        case, flow = self.case, self.flow
        side = case.my_side if case else ""
        rows = [item_row(one, side) for one in self.items]
        return {
            "state": self.state, "words": self.words, "tab": self.tab, "title": case.title if case else "",
            "about": (case.case_no or case.court) if case else "",
            "until": until_view(case, flow.language) if case else None,
            "items": rows, "item": next((row for row in rows if row["number"] == self.number), None),
            "messages": [message_row(one, flow) for one in self.messages[-6:]],
            "settled": accepted(self.messages) is not None and flow.shelf.get(CONFIRM) is not None,
            "proven": flow.visit.reaches(PROVEN), "mark": self.mark, "deed": self.deed_view(),
            "adding": self.adding, "scan": flow.shelf.get(FILE) is not None,
            "paper": self.paper.view() if self.paper else None,
            "against": self.against.view() if self.against else None,
        }  # fmt: skip

    def do_tab(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Evidence, or settlement."""
        if id in ("evidence", "settle"):
            self.tab, self.number, self.mark, self.deed = id, 0, "", None
            self.adding = False

    def do_open(self, number: int) -> None:
        """One piece."""
        if any(one.number == number for one in self.items):
            self.number, self.mark, self.against = int(number), "", None
            self.deed, self.adding = self.waiting(self._opinions()), False

    def _opinions(self) -> str:
        """Where an opinion on the open piece is given."""
        return f"/cases/{self.case_id}/evidence/{self.number}/opinions"

    def do_read(self) -> None:
        """The file of the open piece, on the screen."""
        one = next((one for one in self.items if one.number == self.number), None)
        if one is not None and one.file and one.digest:
            self.paper = Opened(self, one.digest)
            self.asks.get(f"/cases/{self.case_id}/evidence/{one.number}/document", self.paper.take)

    def do_compare(self) -> None:
        """The file of the open piece against its deposit: is it the one that was deposited?"""
        one = next((one for one in self.items if one.number == self.number), None)
        if one is None or not one.file or not one.digest or not one.deposit_code:
            return
        if self.against is None or self.against.over:
            self.against = Held(self.flow, one.deposit_code, one.digest)
            self.asks.get(f"/cases/{self.case_id}/evidence/{one.number}/document", self.against.take)

    def do_page(self, by: int) -> None:
        """Turn over."""
        if self.paper is not None:
            self.paper.turn(by)

    def do_add(self) -> None:
        """Evidence of one's own: by its deposit code here, or photographed as a filing."""
        if self.state == "ready" and self.tab == "evidence" and not self.number:
            self.adding, self.mark, self.deed = True, "", None

    def do_scan(self) -> None:
        """Photograph it: a filing of evidence, begun with this case; the other side sees it once it arrived."""
        from kiosk.visit.exchange import case_values
        from kiosk.visit.journey import Carried

        if self.case is not None and self.flow.shelf.get(FILE):
            self.flow.choose_matter(FILE, Carried(values=case_values(self.case)))

    def do_lay(self, title: str, purpose: str, deposit: str) -> None:
        """List a piece that was deposited before, by its code (存证编码)."""
        from legalnet.evidence.codes import parse_code

        if not self.adding or not self.flow.visit.reaches(PROVEN):
            return
        code = parse_code(deposit)
        if not title.strip() or not purpose.strip():
            self.mark = "words"
        elif code is None:
            self.mark = "code"
        else:
            self.mark = ""
            body = {"title": title.strip()[:SHORT], "kind": "电子数据", "purpose": purpose.strip()[:LONGEST],
                    "deposit_code": code}  # fmt: skip
            self._send(f"/cases/{self.case_id}/evidence", body, self._take_items)

    def do_prove(self) -> None:
        """Be seen again, by camera or by a person, before speaking about evidence."""
        errand(self.flow, self.id, PROVEN)

    def do_opine(self, authenticity: str, legality: str, relevance: str, words: str) -> None:
        """Say of one piece of the other side whether it is genuine, lawful, and to the point."""
        from kiosk.visit.exchange import JUDGED

        found = self.view()["item"]
        if found is None or found["mine"] or not self.flow.visit.reaches(PROVEN):
            return
        if not {authenticity, legality, relevance} <= set(JUDGED):
            self.mark = "choose"
        elif "disputed" in (authenticity, legality, relevance) and not words.strip():
            self.mark = "why"
        else:
            self.mark = ""
            body = {"authenticity": authenticity, "legality": legality, "relevance": relevance,
                    "reason": words.strip()[:LONGEST]}  # fmt: skip
            waiting = self.waiting(self._opinions())
            if waiting is None or waiting.state == "unknown":
                self._send(self._opinions(), body, self._take_items)

    def do_write(self, words: str) -> None:
        """Words to the other side."""
        if words.strip():
            self._message({"words": words.strip()[:LONGEST]})

    def do_propose(self, amount: str, instalments: int, first: str, words: str) -> None:
        """A proposal: how much, in how many payments, from which day."""
        try:
            yuan = Decimal(amount.replace(",", "").strip()).quantize(Decimal("0.01"))
            day = date.fromisoformat(first).isoformat() if first else None
        except (InvalidOperation, ValueError):
            self.mark = "amount"
            return
        if not (0 < yuan < Decimal("1e12")) or not 1 <= instalments <= 120:
            self.mark = "amount"
            return
        self.mark = ""
        terms = {
            "amount": f"{yuan:f}",
            "instalments": int(instalments),
            "first_due": day,
            "words": words.strip()[:LONGEST],
        }
        self._message({"terms": terms, **self._in_answer_to()})

    def _in_answer_to(self) -> dict[str, str]:
        """Their proposal that still waits: a new one answers it, so that no two are open against each other."""
        theirs = [one for one in self.messages if not one.mine and str(one.proposal or "") == "open"]
        return {"answer_to": theirs[-1].id, "answer": "counter"} if theirs else {}

    def do_reply(self, id: str, answer: str) -> None:  # noqa: A002 - the scene's word
        """Accept or decline the other side's proposal, or take one's own back."""
        one = next((one for one in self.messages if one.id == id), None)
        allowed = ("withdraw",) if one is not None and one.mine else ("accept", "decline")
        if one is not None and str(one.proposal or "") == "open" and answer in allowed:
            self._message({"answer_to": id, "answer": answer})

    def _message(self, body: dict[str, Any]) -> None:
        self._send(f"/cases/{self.case_id}/messages", {"id": uuid.uuid4().hex, **body}, self._take_messages)

    def _send(self, path: str, body: dict[str, Any], then: Any) -> None:
        """Once; after an unknown outcome the same is asked again, whatever is on the screen now."""
        again = self.deed if self.deed is not None and self.deed.state in ("unknown", "asking") else None
        self.perform(again or Deed(self.asks, path, body, late=True), then)

    def do_matter(self) -> None:
        """The agreement confirmed by the court, begun with its terms."""
        from kiosk.visit.exchange import accepted, agreement_values
        from kiosk.visit.journey import Carried

        one = accepted(self.messages)
        if one is not None and self.case is not None and self.flow.shelf.get(CONFIRM):
            self.flow.choose_matter(CONFIRM, Carried(values=agreement_values(self.case, one)))

    def back(self) -> None:
        """From the file to its piece, to the list, from there out."""
        if self.paper is not None:
            self.paper = None
            self.flow.frames.pop("preview", None)
        elif self.number or self.adding:
            self.number, self.mark, self.deed, self.adding, self.against = 0, "", None, False, None
        else:
            self.flow.go_back()
