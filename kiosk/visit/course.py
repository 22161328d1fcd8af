"""From the page about a matter to its first question, and from one matter to the next in the same visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow


def begin(flow: Flow) -> None:
    """The question of consent, then who it is; both only once for matters that follow one another."""
    visit, journey = flow.visit, flow.journey_now
    if journey.carried is None or not visit.agreed("data"):
        flow.go("consent")
    elif visit.card is not None and journey.needs_card:
        flow.identified_by_card()
    else:
        consented(flow)


def consented(flow: Flow) -> None:
    """On to the card, where the matter needs to know who it is and nobody has shown it yet."""
    if flow.resuming:
        flow.go("card")
        return
    journey = flow.journey_now
    known = journey.carried is not None and flow.visit.reaches(journey.level)
    if journey.needs_card and not known:
        flow.go("card")
    else:
        flow.begin_interview()


def follow(flow: Flow, code: str) -> None:
    """The next matter after one that was handed in, with the answers that go along."""
    if flow.shelf.get(code) is None:
        return
    carried = flow.journey_now.carry(code)
    flow.finish_matter()
    flow.choose_matter(code, carried)
    flow.forget_way("take")


def ask_for_draft(flow: Flow, code: str) -> None:
    """A draft's code was typed: who is here, then its box."""
    flow.resuming = code
    flow.journey = None
    if flow.visit.agreed("data"):
        consented(flow)
    else:
        flow.go("consent")
