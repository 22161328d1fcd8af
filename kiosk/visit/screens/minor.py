"""A minor alone with a card: what a guardian has to do, and what is open to them all the same."""

from __future__ import annotations

from kiosk.visit.course import begin_interview, identified_by_card
from kiosk.visit.journey import Carried
from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.identity import IDENTITY_STEP

WAYS = {"consult": "ZX-01", "report": "SQ-01", "aid": "FY-01"}
"""What is open to somebody of eight and older: a lawyer's advice, telling of harm, what legal aid is."""


class Minor(Screen):
    """Nobody under eighteen files alone (domain of `legalnet.minors`); said kindly, before any camera or question."""

    id = "minor"
    step = IDENTITY_STEP

    def view(self) -> View:
        """Why, and which ways are open at that age."""
        from legalnet.minors import CHILD, WORKER, stops

        flow = self.flow
        matter, age = flow.journey_now.matter, flow.visit.age(flow.today_now().date()) or 0
        words = stops(matter, age)
        return {
            "title": matter.plain.pick(flow.language),
            "message": words.pick(flow.language) if words else "",
            "ways": [
                way
                for way, code in WAYS.items()
                if age >= CHILD and code != matter.code and flow.shelf.get(code)
            ],
            "canWork": age >= WORKER,
        }

    def do_guardian(self) -> None:
        """The guardian is here: this card is given back, theirs is read."""
        self.flow.visit.forget_card()
        self.flow.visit.forget_typed()
        self.flow.replace("card")

    def do_own_income(self) -> None:
        """Sixteen or older, living on their own work: as good as grown (民法典18(2)), and said so in the filing."""
        from legalnet.minors import WORKER

        flow = self.flow
        if (flow.visit.age(flow.today_now().date()) or 0) >= WORKER:
            flow.visit.own_income = True
            if flow.visit.card is not None:
                identified_by_card(flow)
            else:
                begin_interview(flow)

    def do_way(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Something that is open to them, with what the card said."""
        if id in self.view()["ways"]:
            self.flow.choose_matter(WAYS[id], Carried())

    def back(self) -> None:
        """Before the card: forget it."""
        self.do_guardian()
