"""What a resident does with their own affairs, journey by journey: papers served, progress, help nearby, advice, a case.

Each goes from the idle screen to the idle screen by touch, on the people and affairs of the demonstration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.tour.proving import Proving
from kiosk.tour.resident import LONG_S, Resident, Stuck, View

Walked = Callable[["Walk"], None]


@dataclass(frozen=True)
class Journey:
    """Who goes, what they do, and what the province must hold more of afterwards: that, and nothing else."""

    persona: str
    walk: Walked
    holds: Mapping[str, int]
    printed: int = 0
    """Documents that lie in the tray afterwards."""


class Walk:
    """A resident on the way; `note(label)` is called whenever a new screen stands."""

    def __init__(self, resident: Resident, persona: str, note: Callable[[str], None]) -> None:
        self.look, self.persona, self.note = resident, persona, note
        self.proving = Proving(resident, note)

    def begin(self) -> None:
        """At the idle screen."""
        self.look.see("idle", seconds=LONG_S)
        self.note("idle")

    def show_card(self) -> None:
        """Consent, then the card: enough for one's own affairs."""
        self.look.see("consent")
        self.note("consent")
        self.look.tap("action-agree")
        self.look.see("card")
        self.proving.lay_card(self.persona)

    def to_affairs(self) -> View:
        """查进度, and all that is one's own instead of a code."""
        self.begin()
        self.look.tap("tile-progress")
        self.look.see("lookup")
        self.note("lookup")
        self.look.tap("action-mine")
        self.show_card()
        self.look.see("affairs")
        view = self.ready()
        self.note("affairs")
        return view

    def ready(self) -> View:
        """The province answered."""
        return self.look.see_that(lambda view: view.get("state") == "ready", "the province's answer", LONG_S)

    def turn_to(self, key: str, wanted: Callable[[View], bool], forward: str = "action-next") -> View:
        """Page after page until a row fits; that row."""
        while True:
            view = self.ready() if "state" in self.look.look()["view"] else self.look.look()["view"]
            found = next((row for row in view[key] if wanted(row)), None)
            if found is not None:
                return dict(found)
            if not view["hasNext"]:
                raise Stuck(f"no row of {key} fits")
            first = view[key][0]["id"]
            self.look.tap(forward)
            self.look.see_that(lambda now, first=first: now[key][0]["id"] != first, "the next page")  # type: ignore[misc]

    def done(self, what: str) -> View:
        """The province noted it."""
        return self.look.see_that(lambda view: view["deed"]["state"] == "done", what, LONG_S)

    def leave(self) -> None:
        """End the visit, with everything taken along."""
        look = self.look
        look.tap("bar-end")
        look.until(lambda: look.look()["overlay"] == "end_confirm", "the question before ending")
        self.note("end")
        look.tap_last("action-end-now")


def inbox(walk: Walk) -> None:
    """A judgment came: read it with its clock, confirm that it came, take it along on paper."""
    look = walk.look
    walk.to_affairs()
    look.tap("row-inbox")
    look.see("inbox")
    row = walk.turn_to("rows", lambda row: row["kind"] == "judgment")
    walk.note("inbox")
    look.tap(f"paper-{row['id']}")
    look.see("served")
    view = look.see_that(lambda view: view["phase"] == "ready", "the judgment", LONG_S)
    if not view["clock"] or view["clock"]["matter"] != "SU-01" or not view["clock"]["day"]:
        raise Stuck("the judgment starts no time limit for an appeal")
    walk.note("served")
    look.tap("action-receipt")
    look.see_that(lambda view: view["receipted"], "the receipt to be noted", LONG_S)
    walk.note("receipted")
    look.tap("action-print")
    look.see_that(lambda view: view["copy"]["outcome"] == "done", "the paper", LONG_S)
    walk.note("printed")
    walk.leave()


JOURNEYS: dict[str, Journey] = {
    "inbox": Journey("wang", inbox, {"opened": 1, "receipted": 1}, printed=1),
}
