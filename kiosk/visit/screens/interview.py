"""The interview: one group of questions a screen, as the matter's definition asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.course import aside, before_interview
from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow


def move_on(flow: Flow) -> None:
    """The next page, or what comes after the questions; called while the interview is shown."""
    journey = flow.journey_now
    if not journey.editing and journey.forward():
        return
    back_to_summary, journey.editing = journey.editing, False
    if back_to_summary or not journey.scans_wanted():
        flow.go("summary")
    else:
        flow.go("scan")


class InterviewScreen(Screen):
    """Shows the journey's current page; answers are given when a field is left, Back drops nothing."""

    id = "interview"

    def step_id(self) -> str:
        """Each page names its own step."""
        return self.flow.journey_now.page.group

    def enter(self) -> None:
        """No complaints before the resident has tried to go on."""
        self.tried = False

    def side(self) -> str:
        """Which group of how many."""
        return self.flow.journey_now.side_words()

    def view(self) -> View:
        """The page as docs/screens.md describes it."""
        return self.flow.journey_now.page_view(self.tried)

    def do_answer(self, path: str, value: Any) -> None:
        """A field was left, or an option touched."""
        self.flow.journey_now.answer(path, value)

    def do_keep_warning(self, path: str) -> None:
        """Seen, and still so."""
        self.flow.journey_now.keep_warning(path)

    def do_next(self) -> None:
        """On, when nothing on this page needs another look."""
        journey = self.flow.journey_now
        self.tried = True
        if journey.page_problems():
            return
        self.tried = False
        if journey.gate() is not None:
            self.flow.go("gate")
        else:
            move_on(self.flow)

    def back(self) -> None:
        """The page before; what was answered stays."""
        self.tried = False
        if self.flow.journey_now.editing:
            self.flow.journey_now.editing = False
            self.flow.replace("summary")
        elif not self.flow.journey_now.backward():
            before_interview(self.flow)

    def do_edit(self, path: str) -> None:
        """Open the page that holds this answer."""
        self.flow.journey_now.open_path(path)

    def do_go_page(self, page: str) -> None:
        """Open a page by its id."""
        self.flow.journey_now.open_page(page)

    def do_add_entry(self) -> None:
        """One more person in a repeated section."""
        self.flow.journey_now.add_entry()

    def do_remove_entry(self) -> None:
        """Take this person out again."""
        self.flow.journey_now.remove_entry()

    def do_undo(self) -> None:
        """Bring back what was taken away last."""
        self.flow.journey_now.undo()


class GateScreen(Screen):
    """Something comes before this matter: what, why, and the way there; where it only warns, on all the same."""

    id = "gate"

    def step_id(self) -> str:
        """The step of the page that led here."""
        return self.flow.journey_now.page.group

    def view(self) -> View:
        """What comes first, and whether one may go on; nothing where another answer has opened it."""
        gate = self.flow.journey_now.gate()
        if gate is None:
            return {"message": "", "basis": "", "block": False, "other": None}
        title = self.flow.shelf.title(gate.matter, self.flow.language)
        other = {"code": gate.matter, "title": title} if gate.matter else None
        return {"message": gate.message, "basis": gate.basis, "block": gate.block, "other": other}

    def do_other(self) -> None:
        """That one first; what was answered here stays until the visit ends, and what fits there goes along."""
        gate = self.flow.journey_now.gate()
        if gate is not None and gate.matter:
            carried = self.flow.journey_now.carry(gate.matter, handed_in=False)
            aside(self.flow, gate.matter, ("intro", "interview"), carried)

    def do_go_on(self) -> None:
        """Seen, and on with it; what blocks stays."""
        journey = self.flow.journey_now
        gate = journey.gate()
        if gate is not None:
            journey.keep_gate(gate.index)
        if journey.gate() is None:
            self.flow.replace("interview")
            move_on(self.flow)

    def do_change(self) -> None:
        """To the answer that closed it."""
        gate = self.flow.journey_now.gate()
        if gate is not None:
            self.flow.journey_now.open_page(gate.page)
        self.back()

    def back(self) -> None:
        """To the questions."""
        self.flow.replace("interview")
