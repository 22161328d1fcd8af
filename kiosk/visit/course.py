"""From the page about a matter to its first question, and from one matter to the next in the same visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.visit import Errand, Identified, Left

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow
    from kiosk.visit.journey import Carried

OVER: dict[str, tuple[str, ...]] = {
    "inbox": ("affairs",),
    "progress": ("affairs",),
    "served": ("affairs", "inbox"),
    "exchange": ("affairs",),
    "booking": ("advice", "places"),
}
"""What lies above a screen of one's own affairs, for 返回."""


def begin(flow: Flow) -> None:
    """The question of consent, then who it is; both only once for matters that follow one another."""
    visit, journey = flow.visit, flow.journey_now
    visit.errand = None
    if journey.carried is None or not visit.agreed("data"):
        flow.go("consent")
    elif visit.card is not None and journey.needs_card:
        identified_by_card(flow)
    else:
        consented(flow)


ORALLY = "oral"
"""The way of those who would rather say it than write it (民诉法123; 行政复议法22; 劳动争议调解仲裁法28)."""


def say_it(flow: Flow) -> bool:
    """Begin, and tell on the paper that it was said and read aloud; False where nothing can be begun now."""
    if flow.journey is None or flow.closed_for(flow.journey.matter):
        return False
    flow.journey.oral = True
    begin(flow)
    return True


def consented(flow: Flow) -> None:
    """On to the card, where the matter needs to know who it is and nobody has shown it yet."""
    if flow.resuming:
        flow.go("card")
        return
    if flow.visit.errand is not None:
        run_errand(flow)
        return
    journey = flow.journey_now
    known = journey.carried is not None and flow.visit.reaches(journey.level)
    if journey.needs_card and not known:
        flow.go("card")
    else:
        begin_interview(flow)


def identified_by_card(flow: Flow) -> None:
    """The resident said the card is theirs: enough for some matters, a face or a person for others."""
    visit = flow.visit
    if visit.identified is None:
        visit.identified = Identified("L2", "card", flow.clock.now())
    errand = visit.errand
    if flow.resuming:
        flow.replace("resume")
    elif errand is None and too_young(flow):
        flow.go("minor")
    elif visit.reaches(errand.level if errand else flow.journey_now.level):
        begin_interview(flow) if errand is None else run_errand(flow)
    elif visit.chip_rgb is None or not flow.profile.devices.face_camera:
        flow.ask_attendant("no_camera")
    elif (visit.age(flow.today_now().date()) or 0) < FACE:
        flow.ask_attendant("young")
    else:
        flow.go("face_consent")


FACE = 14
"""Under this age no camera looks at a face without a guardian's consent (`legalnet.minors.FACE`)."""


def too_young(flow: Flow) -> bool:
    """Whether who is here is a minor who cannot do this matter alone: said before any camera or question."""
    from legalnet.minors import stops

    age = flow.visit.age(flow.today_now().date())
    if age is None or flow.journey is None:
        return False
    return stops(flow.journey.matter, age, flow.visit.own_income) is not None


def identified(flow: Flow, result: Identified) -> None:
    """A face check or an attendant said yes."""
    flow.visit.identified = result
    if flow.resuming:
        flow.replace("resume")
    elif flow.visit.errand is not None:
        run_errand(flow)
    elif too_young(flow):
        flow.go("minor")
    else:
        begin_interview(flow)


def errand(flow: Flow, screen: str, level: str = "L2") -> None:
    """Something of the resident's own that is no matter: consent and identity first, as far as they are missing."""
    flow.visit.errand, flow.resuming = Errand(screen, level), ""
    if flow.visit.agreed("data"):
        run_errand(flow)
    else:
        flow.go("consent")


def run_errand(flow: Flow) -> None:
    """On to its screen, or to what is still missing; 返回 leads out of it, not through the card again."""
    wanted = flow.visit.errand
    if wanted is None:
        return
    if flow.visit.reaches(wanted.level):
        flow.visit.errand = None
        flow.replace(wanted.screen)
        flow.forget_way("idle", *OVER.get(wanted.screen, ()))
    elif flow.visit.card is not None and flow.visit.identified is not None:
        identified_by_card(flow)
    else:
        flow.go("card")


def begin_interview(flow: Flow) -> None:
    """The questions, with what the card says filled in; those that somebody else's card began are dropped."""
    if flow.journey_now.of_another:
        flow.begin_journey(flow.journey_now.matter)
    answered = flow.journey_now.proved_last()
    flow.journey_now.start()
    flow.go("preview" if answered else "interview")


def before_interview(flow: Flow) -> None:
    """返回 from the first question: what the card said, or the page about the matter."""
    flow.replace("card_read" if flow.visit.card else "intro")


def compose(flow: Flow) -> None:
    """The papers; before them what a check-up found, which anybody may see."""
    if flow.journey_now.matter.checkup is not None:
        flow.go("checkup")
    else:
        write_papers(flow)


def write_papers(flow: Flow) -> None:
    """The papers; before them who the resident is, where the answers call for more than is proved."""
    if flow.visit.reaches(flow.journey_now.level):
        flow.go("preview")
    else:
        flow.journey_now.identity_last = True
        flow.go("card")


def follow(flow: Flow, code: str) -> None:
    """The next matter after one that was handed in, with the answers that go along."""
    if flow.shelf.get(code) is None:
        return
    carried = flow.journey_now.carry(code)
    flow.finish_matter()
    flow.choose_matter(code, carried)
    flow.forget_way("take")


def aside(flow: Flow, code: str, way: tuple[str, ...], carried: Carried | None = None) -> None:
    """Another matter from the middle of one; 返回 from its page leads back to this screen, with all answers there."""
    if flow.shelf.get(code) is not None:
        here = flow.journey_now.matter.code
        flow.visit.left = Left(here, flow.screen, way, code)
    flow.choose_matter(code, carried)


def returned(flow: Flow) -> bool:
    """返回 from a matter that was only looked at: back into the one it was opened from; False where there is none."""
    left, flow.visit.left = flow.visit.left, None
    if left is None or left.to != flow.journey_now.matter.code or flow.journey_now.begun:
        return False
    flow.choose_matter(left.code)
    flow.replace(left.screen)
    flow.forget_way(*left.way)
    return True


def ask_for_draft(flow: Flow, code: str) -> None:
    """A draft's code was typed: who is here, then its box."""
    flow.resuming = code
    flow.journey = flow.visit.errand = None
    if flow.visit.agreed("data"):
        consented(flow)
    else:
        flow.go("consent")
