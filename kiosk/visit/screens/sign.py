"""The signature, and the last look before the filing is handed in."""

from __future__ import annotations

from typing import Any

from kiosk.visit.screens.base import Screen, View

Strokes = list[list[float]]
LONGEST = 60_000
"""Numbers of all strokes together; more is not a signature."""


class Sign(Screen):
    """By pen or finger on the screen, or on paper with an attendant."""

    id = "sign"
    step = "sign"

    def enter(self) -> None:
        """An empty pad."""
        self.mark = ""
        self.busy = False

    def view(self) -> View:
        """What is signed, and to whom it goes."""
        from legalnet.display import day

        journey = self.flow.journey_now
        today = self.flow.today_now().date().isoformat()
        return {
            "documents": [{"title": d.title, "pages": d.pages} for d in journey.to_sign()],
            "byPen": [d.title for d in journey.by_pen()],
            "to": journey.addressee,
            "date": day(today, self.flow.language),
            "mark": self.mark,
            "busy": self.busy,
        }

    def do_sign(self, strokes: Strokes) -> None:
        """Confirm what was written."""
        if self.busy or not well_formed(strokes):
            self.mark = self.mark if self.busy else "empty"
            return
        self.busy, self.mark = True, ""
        self.flow.jobs.run(lambda: self.flow.journey_now.sign(strokes), self._signed, self._failed)

    def _signed(self, accepted: Any) -> None:
        self.busy = False
        if not self.shown:
            return
        if accepted:
            self._warm_up()
            self.flow.go("confirm")
        else:
            self.mark = "empty"

    def _warm_up(self) -> None:
        """What the terminal's own signature needs is brought in while the resident looks everything over."""
        from kiosk.documents.attest import warm_up

        self.flow.jobs.run(warm_up, lambda _: None, lambda _: None)

    def _failed(self, _: Exception) -> None:
        self.busy = False
        self.mark = "failed"

    def do_paper(self) -> None:
        """Signed on paper in front of an attendant: the documents go unsigned and say so."""
        if self.busy:
            return  # the written one is being set: it would come out beside the wish for paper
        self.flow.journey_now.sign_on_paper()
        self.flow.go("confirm")

    def do_review(self) -> None:
        """Back to the documents."""
        self.flow.replace("preview")

    def back(self) -> None:
        """Back to the documents."""
        self.flow.replace("preview")


def well_formed(strokes: Any) -> bool:
    """Whether this is a list of strokes, each x, y, x, y ... within the pad."""
    if (
        not isinstance(strokes, list)
        or not strokes
        or not all(isinstance(stroke, list) for stroke in strokes)
    ):
        return False
    if sum(len(stroke) for stroke in strokes) > LONGEST:
        return False
    return all(
        len(stroke) % 2 == 0 and all(isinstance(n, int | float) and -0.5 <= n <= 1.5 for n in stroke)
        for stroke in strokes
    )


class Confirm(Screen):
    """One last look; then, and only then, it is handed in."""

    id = "confirm"
    step = "submit"

    def view(self) -> View:
        """What goes where."""
        return self.flow.journey_now.handover_view()

    def do_submit(self) -> None:
        """Hand it in: the sealed bundle is made and committed once."""
        self.flow.hand_in()
        self.flow.replace("sending")

    def do_review(self) -> None:
        """Back to the documents."""
        self.flow.replace("preview")

    def back(self) -> None:
        """The signature, or the documents where nothing is signed."""
        self.flow.replace("sign" if self.flow.journey_now.needs_signature else "preview")
