"""Before a call: what it is about, the place in the queue, and the ringing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.visit import modes
from kiosk.visit.call import Call
from kiosk.visit.course import errand
from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from legalnet.queues import Place

TOPICS = {
    "owed": "借钱要不回来",
    "wages": "拖欠工资",
    "family": "婚姻和家事",
    "housing": "房子和邻里",
    "accident": "受伤和事故",
    "other": "别的事",
}
"""What a call can be about; the lawyer reads these words and no name before answering."""
OTHER_SIDE = ("defendant", "other", "respondent")
"""Sections of the definitions that say who stands on the other side."""
AGAIN_S = 2.0


class Waiting(Screen):
    """Say what it is about, wait with everybody else, be rung up."""

    id = "waiting"

    def enter(self) -> None:
        """A call under way goes on; else it begins with the topic."""
        call = self.flow.call
        self.state = "topic"
        self.asking = False
        self.trouble = ""
        self.due = 0.0
        self.other = ""
        if call is not None and call.ticket is not None and not call.over:
            self.state = "waiting"
        elif self.flow.journey is not None:
            self._join(self.flow.journey.matter.plain.zh)

    def leave(self) -> None:
        """Going on to the call keeps the place; going anywhere else gives it up."""

    def view(self) -> View:
        """The topic's choice, the place, or who is calling."""
        call = self.flow.call
        place = call.place if call else None
        return {
            "state": self.state, "topics": list(TOPICS), "title": call.title if call else "",
            "trouble": self.trouble, "online": self.flow.network.up,
            "calledBack": bool(call and call.call_back), "helping": bool(call and call.helping), **_shown(place),
        }  # fmt: skip

    def do_topic(self, id: str, other: str = "") -> None:  # noqa: A002 - the scene's word
        """What it is about, and whom it is against: for the check of the lawyer's interests only, never shown to them."""
        if self.state == "topic" and id in TOPICS:
            self.other = other.strip()[:80]
            self._join(TOPICS[id])

    def _opposite(self) -> list[dict[str, str]] | None:
        """Whom it is against, as far as that is known; None: nothing to check."""
        named = [self.other] if self.other else []
        if self.flow.journey is not None:
            named += names_of(self.flow.journey.interview.clean_answers())
        return [{"name": name} for name in dict.fromkeys(named)][:8] or None

    def do_called(self) -> None:
        """Called to a mediation, a notary or a hearing: in by a code, once it is clear who the resident is."""
        if self.state == "topic":
            errand(self.flow, "meeting", "L3")

    def _join(self, title: str) -> None:
        """Ask the keeper for a place."""
        flow = self.flow
        flow.call = Call(title)
        self.state, self.trouble = "joining", ""
        visit = flow.visit
        who = {"name": visit.card.name, "number": visit.card.number} if visit.card else None
        topic = {"title": title[:40], "needs": modes.needs(flow.modes), "locale": flow.language}
        join = {"topic": topic, "level": visit.level, "self": who, "opposite": self._opposite()}
        flow.tell("room_join", service="consult", join=join)

    def hear_room_joined(self, message: Message) -> None:
        """The keeper got a place, or none."""
        from kiosk.rooms.ticket import ticket_of

        call = self.flow.call
        if self.state != "joining" or call is None or message.get("service") != "consult":
            return
        call.ticket = ticket_of(message)
        if call.ticket is None:
            self.state, self.trouble = "trouble", str(message.get("reason", "refused"))
            return
        self.flow.visit.personal = True  # a place is somebody's: going home ends the visit
        self.state = "waiting"

    def tick(self) -> None:
        """Ask how the place stands, one question at a time."""
        call = self.flow.call
        if self.state not in ("waiting", "ringing") or call is None or call.ticket is None:
            return
        self.flow.rest(self.flow.profile.idle_s)  # waiting is not walking away
        if self.asking or self.flow.clock.monotonic() < self.due:
            return
        self.asking = True
        ticket, place = call.ticket, call.place
        ahead, state = (place.ahead, place.state.value) if place else (-1, "")
        self.flow.jobs.run(lambda: ticket.place(ahead, state), self._placed, self._lost)

    def _placed(self, place: Place) -> None:
        """It stands like this."""
        self.asking = False
        call = self.flow.call
        if call is None or not self.shown:
            return
        call.place, self.trouble = place, ""
        if place.state == "accepted" and self.state == "waiting":
            self.state = "ringing"
        elif place.state in ("waiting", "offered") and self.state == "ringing":
            self.state = "waiting"
        elif place.state in ("left", "done"):
            self.state, self.trouble, call.over = "trouble", "left", "left"

    def _lost(self, _error: Exception) -> None:
        """No answer: said, and asked again; the place is kept at the province for a while."""
        self.asking = False
        self.trouble = "unreachable"
        self.due = self.flow.clock.monotonic() + AGAIN_S

    def do_accept(self) -> None:
        """Take the call."""
        if self.state == "ringing":
            self.flow.replace("consult")

    def do_quit(self) -> None:
        """Not waiting any more."""
        self._give_up()
        self.flow.go_back()

    def do_retry(self) -> None:
        """Another place, for the same topic."""
        if self.state == "trouble" and self.flow.call is not None and not self.flow.call.helping:
            self._join(self.flow.call.title)

    def do_book(self) -> None:
        """An hour at a place that helps, instead of waiting here."""
        self._give_up()
        self.flow.go("places")

    def do_way(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Something else instead of waiting."""
        self._give_up()
        self.flow.way(id)

    def back(self) -> None:
        """Out of the queue."""
        self._give_up()
        self.flow.go_back()

    def _give_up(self) -> None:
        """Tell the province, beside the screen."""
        call, self.flow.call = self.flow.call, None
        self.state = "topic"
        if call is not None and call.ticket is not None and not call.over:
            self.flow.jobs.run(call.ticket.leave, _nothing, _nothing)


def names_of(answers: Mapping[str, Any]) -> list[str]:
    """The names of the other side in a matter's answers: its people and organisations."""
    found: list[str] = []
    for section in OTHER_SIDE:
        rows = answers.get(section)
        for row in rows if isinstance(rows, list) else [rows]:
            name = row.get("name") if isinstance(row, Mapping) else None
            if isinstance(name, str) and name.strip():
                found.append(name.strip()[:80])
    return found


def _shown(place: Place | None) -> dict[str, Any]:
    """What of a place is shown."""
    if place is None:
        return {
            "ahead": -1,
            "waitMin": -1,
            "waitedMin": 0,
            "number": 0,
            "staff": 0,
            "lawyer": "",
            "firm": "",
            "licence": "",
        }
    wait = -1 if place.wait_s is None else max(1, round(place.wait_s / 60))
    return {
        "ahead": place.ahead, "waitMin": wait, "waitedMin": place.waited_s // 60, "number": place.number,
        "staff": place.staff, "lawyer": place.lawyer, "firm": place.firm, "licence": masked(place.licence),
    }  # fmt: skip


def masked(licence: str) -> str:
    """A licence number as it is shown: enough to ask about it."""
    return f"{licence[:4]}****{licence[-4:]}" if len(licence) > 8 else licence


def _nothing(_: Any) -> None:
    """Nobody waits for this."""
