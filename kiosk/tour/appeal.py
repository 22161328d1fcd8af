"""一键上诉 by touch: from a judgment in the inbox, through the appeal that it fills in, to the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.clock import SHANGHAI, SystemClock
from kiosk.tour.resident import LONG_S, Stuck, View
from kiosk.tour.script import Visit

if TYPE_CHECKING:
    from kiosk.tour.journeys import Walk

MATTER = "SU-01"
FILLED = ("case_no", "court", "served_on", "doc_kind", "small")
"""What the judgment itself tells; the resident types none of it."""


def appeal(walk: Walk) -> None:
    """Read the judgment to its last page, touch 一键上诉, check what is filled in, sign, hand in."""
    look = walk.look
    row, _ = open_judgment(walk)
    _to_its_last_page(walk)
    walk.note("judgment")
    look.tap("action-matter")
    look.see("intro")
    walk.note("intro")
    look.tap("action-begin")
    look.see("consent")
    look.tap("action-decline")
    walk.proving.ask_attendant()
    script = _script(walk)
    script.interview()
    script.scan()
    _check_filled(look.see("summary"), row)
    script.check_and_sign()
    if script.hand_in() != "receipt":
        raise Stuck("the appeal was not acknowledged")
    script.leave()


def open_judgment(walk: Walk) -> tuple[View, View]:
    """From the idle screen to the judgment in one's inbox: its row there, and what its screen shows."""
    look = walk.look
    walk.to_affairs()
    look.tap("row-inbox")
    look.see("inbox")
    row = walk.turn_to("rows", lambda row: row["kind"] == "judgment")
    walk.note("inbox")
    look.tap(f"paper-{row['id']}")
    look.see("served")
    return row, look.see_that(lambda view: view["phase"] == "ready", "the judgment", LONG_S)


def _to_its_last_page(walk: Walk) -> None:
    look = walk.look
    while True:
        view = look.look()["view"]
        if view["page"] >= view["pages"] - 1:
            return
        look.tap("action-next-page")
        look.see_that(lambda now, at=view["page"]: now["page"] != at, "the next page")  # type: ignore[misc]


def _script(walk: Walk) -> Visit:
    """The tour's answers without those that the judgment gives."""
    today = SystemClock().now().astimezone(SHANGHAI).date()
    script = Visit(walk.look, MATTER, today, face=False, note=walk.note)
    for key in FILLED:
        script.answers["a"].pop(key, None)
    return script


def _check_filled(view: View, row: View) -> None:
    """The case of the judgment stands among the answers, though nobody typed it."""
    said = [answer["value"] for one in view["rows"] for answer in one["answers"]]
    if not any(row["about"] in value for value in said):
        raise Stuck("the judgment's case is not filled in")
