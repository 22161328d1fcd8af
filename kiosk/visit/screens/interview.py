"""The interview: one group of questions a screen, as the matter's definition asks them."""

from __future__ import annotations

from typing import Any

from kiosk.visit.screens.base import Screen, View


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
        if journey.editing or not journey.forward():
            self._finished()

    def _finished(self) -> None:
        journey = self.flow.journey_now
        back_to_summary, journey.editing = journey.editing, False
        if back_to_summary or not journey.scans_wanted():
            self.flow.go("summary")
        else:
            self.flow.go("scan")

    def back(self) -> None:
        """The page before; what was answered stays."""
        self.tried = False
        if self.flow.journey_now.editing:
            self.flow.journey_now.editing = False
            self.flow.replace("summary")
        elif not self.flow.journey_now.backward():
            self.flow.before_interview()

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
