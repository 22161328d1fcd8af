"""What a resident does with their own affairs, journey by journey: papers served, progress, help nearby, advice, a case.

Each goes from the idle screen to the idle screen by touch, on the people and affairs of the demonstration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.tour.appeal import appeal, open_judgment
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
    _, view = open_judgment(walk)
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


def urge(walk: Walk) -> None:
    """A request that takes long: its line, whose turn it is, and a reminder with a word; the line taken along."""
    look = walk.look
    walk.to_affairs()
    open_affair(walk, "order")
    walk.note("line")
    look.tap("panel-urge")
    look.until(lambda: look.has("field-words"), "the field for a word")
    look.write("field-words", "等了一周了，想知道谈得怎么样。")
    walk.note("urge")
    look.tap("action-send")
    walk.done("the reminder")
    walk.ready()
    walk.note("urged")
    look.tap("action-print")
    look.see_that(lambda view: view["slip"]["outcome"] == "done", "the slip", LONG_S)
    walk.leave()


def rate(walk: Walk) -> None:
    """What was done is rated."""
    look = walk.look
    walk.to_affairs()
    open_affair(walk, "order")
    look.tap("panel-rate")
    look.see_that(lambda view: view["panel"] == "rate", "the choice")
    look.until(lambda: look.has("score-5"), "the five answers")
    walk.note("rate")
    look.tap("score-5")
    walk.done("the rating")
    walk.ready()
    walk.note("rated")
    look.tap("bar-back")
    walk.leave()


def open_affair(walk: Walk, kind: str) -> View:
    """The first of the list of that kind, opened."""
    row = walk.turn_to("rows", lambda row: row["kind"] == kind)
    walk.look.tap(f"affair-{row['id']}")
    walk.look.see("exchange" if kind == "case" else "progress")
    return walk.ready()


def help_nearby(walk: Walk) -> None:
    """The plan of who helps, a law firm that has an hour free, that hour taken, and given up again."""
    look = walk.look
    walk.begin()
    look.tap("action-advice")
    look.see("advice")
    look.tap("row-places")
    look.see("places")
    walk.note("places")
    open_firm(walk, 0)
    look.tap("action-book")
    walk.show_card()
    view = free_hours(walk)
    walk.note("hours")
    look.tap(f"slot-{view['slots'][0]['id']}")
    walk.done("the booking")
    mine = look.see_that(lambda view: view["state"] == "ready" and view["mine"], "the booked hour", LONG_S)[
        "mine"
    ]
    if len(mine) != 1 or mine[0]["when"] != view["slots"][0]["when"]:
        raise Stuck("another hour was booked than was touched")
    walk.note("booked")
    look.tap(f"mine-{mine[0]['id']}")
    look.see_that(lambda view: view["leaving"], "the question before it is given up")
    walk.note("leaving")
    look.tap("action-cancel")
    look.see_that(
        lambda view: view["state"] == "ready" and not view["mine"], "the hour to be given up", LONG_S
    )
    walk.note("cancelled")
    walk.leave()


def open_firm(walk: Walk, number: int) -> None:
    """The law firms by distance, and that one of them in full."""
    look = walk.look
    look.tap("kind-law_firm")
    view = look.see_that(lambda view: view["kind"] == "law_firm" and view["places"], "the law firms")
    for _ in range(number // len(view["places"])):
        first = view["first"]
        look.tap("action-next")
        view = look.see_that(lambda now, first=first: now["first"] != first, "firms further out")  # type: ignore[misc]
    walk.note("firms")
    look.tap(f"place-{view['places'][number % len(view['places'])]['id']}")
    look.see_that(lambda view: view["place"], "the firm in full")
    walk.note("firm")


def free_hours(walk: Walk) -> View:
    """The free hours of that firm; of the next one where it has none."""
    look = walk.look
    for number in range(1, MOST_FIRMS):
        look.see("booking")
        view = walk.ready()
        if view["slots"]:
            return view
        look.tap("bar-back")
        look.see("places")
        open_firm(walk, number)
        look.tap("action-book")
    raise Stuck("no law firm has an hour free")


def advice(walk: Walk) -> None:
    """A question in plain words, a source read in full, and the matter that fits."""
    look = walk.look
    walk.begin()
    look.tap("action-advice")
    look.see("advice")
    walk.note("advice")
    look.write("field-question", "借出去的钱不还怎么办")
    if look.look()["view"]["question"] == "":
        look.tap("action-ask")
    view = look.see_that(lambda view: view["answered"], "what was found", LONG_S)
    walk.note("found")
    if "SS-LA-01" not in [one["code"] for one in view["matters"]]:
        raise Stuck("the suit for money lent is not named")
    sources = [n for n, one in enumerate(view["sources"]) if one["id"] > 0]
    if not sources:
        raise Stuck("no source can be read in full")
    look.tap(f"source-{sources[0]}")
    look.see_that(lambda view: view["article"], "the article", LONG_S)
    walk.note("article")
    look.tap("bar-back")
    look.see_that(lambda view: not view["article"] and view["answered"], "what was found, again")
    look.tap("matter-SS-LA-01")
    look.see("intro")
    walk.note("matter")
    walk.leave()


def exchange(walk: Walk) -> None:
    """The other side's evidence: an opinion on one piece; then their proposal answered by another one."""
    look = walk.look
    walk.to_affairs()
    view = open_affair(walk, "case")
    walk.note("evidence")
    look.tap(f"item-{view['items'][0]['number']}")
    look.see_that(lambda view: view["item"], "the piece")
    walk.note("piece")
    look.tap("action-read")
    look.see_that(lambda view: view["paper"] and view["paper"]["phase"] == "ready", "the file", LONG_S)
    walk.note("piece-read")
    look.tap("action-back-to-piece")
    look.see_that(lambda view: not view["paper"], "the piece again")
    look.tap("action-prove")
    look.see("consent")
    look.tap("action-decline")
    walk.proving.ask_attendant()
    look.see("exchange")
    number = walk.ready()["items"][0]["number"]
    if look.look()["view"]["item"] is None:
        look.tap(f"item-{number}")
    for question, answer in (
        ("authenticity", "accepted"),
        ("legality", "accepted"),
        ("relevance", "disputed"),
    ):
        look.tap(f"{question}-{answer}")
    look.write("field-why", "钱是还货款的，不是借的。")
    walk.note("opinion")
    look.tap("action-opine")
    walk.done("the opinion")
    look.see_that(lambda view: view["item"] and view["item"]["said"], "one's own opinion", LONG_S)
    walk.note("opinion-given")
    look.tap("bar-back")
    propose(walk)
    walk.leave()


def propose(walk: Walk) -> None:
    """Another sum in other payments; the other side's proposal is countered by it."""
    look = walk.look
    look.tap("tab-settle")
    look.see_that(lambda view: view["tab"] == "settle", "what was written")
    walk.note("settlement")
    look.tap("action-propose")
    look.digits("field-amount", "6000")
    look.tap("times-3")
    look.write("field-note", "每月十五日付。")
    walk.note("proposal")
    look.tap("action-propose")
    walk.done("the proposal")
    look.see_that(
        lambda view: view["messages"][-1]["mine"] and view["messages"][-1]["terms"], "the proposal", LONG_S
    )
    walk.note("proposed")


MOST_FIRMS = 24
JOURNEYS: dict[str, Journey] = {
    "inbox": Journey("wang", inbox, {"open": 1, "opened": 1, "receipt": 1, "receipted": 1}, printed=1),
    "appeal": Journey("wang", appeal, {"open": 1, "opened": 1, "submissions": 1}, printed=1),
    "progress": Journey("zhang", urge, {"urge": 1, "urges": 1}),
    "rate": Journey("yang", rate, {"rate_good": 1}),
    "map": Journey("zhang", help_nearby, {"slot cancelled": 1}),
    "advice": Journey("zhang", advice, {}),
    "exchange": Journey("wang", exchange, {"message": 1, "opinion": 1}),
}
