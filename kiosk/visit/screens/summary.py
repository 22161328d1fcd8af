"""All answers once more, before they become documents."""

from __future__ import annotations

from kiosk.visit.course import compose
from kiosk.visit.screens.base import Screen, View


class Summary(Screen):
    """Each group in one row; 改 returns here afterwards."""

    id = "summary"
    step = "sign"

    def view(self) -> View:
        """Rows, fee, warnings, and what is still missing."""
        return self.flow.journey_now.summary()

    def do_edit(self, page: str) -> None:
        """Open that page, and come back here."""
        if page == "scan":
            if self.flow.journey_now.scans_wanted():
                self.flow.go("scan")
        elif self.flow.journey_now.open_page(page):
            self.flow.journey_now.editing = True
            self.flow.go("interview")

    def do_edit_answer(self, path: str) -> None:
        """Open the page of this one answer, and come back here."""
        if self.flow.journey_now.open_path(path):
            self.flow.journey_now.editing = True
            self.flow.go("interview")

    def do_compose(self) -> None:
        """Nothing missing: write the documents."""
        if not self.view()["incomplete"]:
            compose(self.flow)

    def back(self) -> None:
        """The last page of questions, or the scans."""
        if self.flow.journey_now.scans_wanted():
            self.flow.replace("scan")
        else:
            self.flow.journey_now.open_last()
            self.flow.replace("interview")
