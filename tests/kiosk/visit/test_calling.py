"""What of a call is decided at the terminal: whom it is against, which papers are shown, what a proposal brings along."""

from __future__ import annotations

from typing import Any

from kiosk.visit.screens.consult import carried_along
from kiosk.visit.screens.waiting import names_of
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.test_totality import to_consult, to_waiting


def said(cabinet: Cabinet) -> list[dict[str, Any]]:
    """What the page was told to say in the room; it is not there yet, so all of it waits."""
    waiting = cabinet.flow.video._waiting
    return [one["message"] for one in waiting if one["do"] == "say"]


def test_the_other_side_goes_into_the_check_and_nowhere_else(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_waiting(cabinet)
    cabinet.act("topic", id="owed", other=" 吴立本 ")
    (asked,) = cabinet.keeper.told("room_join")
    assert asked["join"]["opposite"] == [{"name": "吴立本"}]
    assert "吴立本" not in str(asked["join"]["topic"])


def test_without_a_name_nothing_is_checked_and_a_matter_brings_its_own(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_waiting(cabinet)
    cabinet.act("topic", id="owed")
    assert cabinet.keeper.told("room_join")[0]["join"]["opposite"] is None
    answers = {
        "defendant": [{"name": "吴立本"}, {"name": ""}],
        "other": {"name": "安居物业"},
        "claims": {"name": "x"},
    }
    assert names_of(answers) == ["吴立本", "安居物业"]


def test_a_proposed_matter_opens_with_what_the_lawyer_filled_in(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_consult(cabinet)
    call = cabinet.flow.call
    assert call is not None
    carry = {"w.text": "邻居借了八千元不还", "w.nothing": "x", "w.kind": "不在选项里"}
    call.hear({"kind": "propose", "id": "p1", "matter": "SQ-01", "carry": carry})
    assert cabinet.view["proposal"]["code"] == "SQ-01"
    cabinet.act("take_up")
    assert cabinet.screen == "intro"
    journey = cabinet.flow.journey
    assert journey is not None
    journey.start()
    assert journey.interview.value("w.text") == "邻居借了八千元不还"
    assert journey.interview.value("w.kind") in (None, "")
    assert said(cabinet) == [] or said(cabinet)[-1]["accepted"] is True


def test_what_a_proposal_brings_is_text_by_question_or_nothing() -> None:
    assert carried_along({"carry": {"a.b": "x" * 3000, "c": 1, 2: "y"}}) == [("a.b", "x" * 2000)]
    assert carried_along({"carry": ["a"]}) == []


def test_a_call_is_rated_once_when_it_is_over(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_consult(cabinet)
    cabinet.act("rate", score=5)
    assert cabinet.view["rated"] == 0
    cabinet.flow.video.told(
        {"event": "room", "own": "s1", "room": {"seats": [{"id": "s2", "connected": True}]}}
    )
    cabinet.tick()
    cabinet.act("hang_up")
    assert cabinet.view["canRate"] is True
    cabinet.act("rate", score=4)
    cabinet.act("rate", score=1)
    assert cabinet.view["rated"] == 4


def test_without_photographs_nothing_can_be_shown(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_consult(cabinet)
    assert cabinet.view["materials"] == []
    cabinet.act("show", material="iou")
    assert cabinet.view["shown"]["state"] == ""


def test_photographs_of_the_visit_are_offered_by_name(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    walk.to_interview(cabinet, "SQ-01")
    journey = cabinet.flow.journey
    assert journey is not None
    from kiosk.visit.scans import ScannedPage

    journey.scans._pages.append(ScannedPage("1", "att", b"\xff\xd8\xff"))
    cabinet.flow.go("idle")
    to_consult(cabinet)
    cabinet.flow.journey = journey
    assert cabinet.view["materials"] == [{"id": "att", "title": "附件", "pages": 1}]


def test_an_hour_can_be_booked_instead_of_waiting(make: MakeCabinet) -> None:
    cabinet = make(rooms=True)
    to_waiting(cabinet)
    cabinet.act("topic", id="owed")
    cabinet.act("book")
    assert cabinet.screen == "places"
    assert cabinet.flow.call is None


def cut_off(make: MakeCabinet) -> Cabinet:
    """A call whose last rung is reached: no picture, no sound, no words."""
    cabinet = make(rooms=True)
    to_consult(cabinet)
    seats = [{"id": "s2", "connected": True}]
    cabinet.flow.video.told({"event": "room", "own": "s1", "room": {"seats": seats}})
    figures = {"framesDecoded": 9}
    cabinet.flow.video.told({"event": "line", "up": False})
    cabinet.flow.video.told({"event": "quality", "rung": "callback", "figures": figures})
    cabinet.tick()
    assert cabinet.view["rung"] == "callback"
    return cabinet


def test_a_call_that_is_cut_off_is_rung_again_once_there_is_a_line(make: MakeCabinet) -> None:
    from legalnet.queues import TicketState

    cabinet = cut_off(make)
    call = cabinet.flow.call
    assert call is not None
    assert call.ticket is not None
    cabinet.act("call_back")
    for _ in range(3):
        cabinet.tick(5.0)
    assert (cabinet.screen, cabinet.view["callBack"]) == ("consult", "waiting"), (
        "no line, so it is asked again"
    )
    asked: list[str] = []
    ticket, place = call.ticket, call.place
    call.ticket = Answering(ticket, asked)  # type: ignore[assignment]
    cabinet.tick(5.0)
    cabinet.tick()
    assert asked[0] == "give_back"
    assert (cabinet.screen, cabinet.view["calledBack"]) == ("waiting", True)
    assert place is not None
    screen = cabinet.flow._current
    screen._placed(place.model_copy(update={"state": TicketState.ACCEPTED}))  # type: ignore[attr-defined]
    assert cabinet.view["state"] == "ringing"


class Answering:
    """A ticket whose province is back."""

    def __init__(self, ticket: Any, asked: list[str]) -> None:
        self.ticket, self.number, self.province = ticket.ticket, ticket.number, ticket.province
        self._asked = asked

    def give_back(self) -> None:
        """Taken note of."""
        self._asked.append("give_back")

    def place(self, *_: Any) -> Any:
        """Nothing new yet."""
        raise OSError("unreachable")

    def leave(self) -> None:
        """Given up."""


def test_a_line_that_comes_back_by_itself_needs_no_call(make: MakeCabinet) -> None:
    cabinet = cut_off(make)
    cabinet.act("call_back")
    cabinet.flow.video.told({"event": "line", "up": True})
    cabinet.flow.video.told({"event": "quality", "rung": "audio", "figures": {"framesDecoded": 20}})
    cabinet.tick()
    assert (cabinet.view["callBack"], cabinet.view["rung"]) == ("", "audio")
    cabinet.tick(10.0)
    assert (cabinet.screen, cabinet.view["state"]) == ("consult", "talking")


def test_a_number_can_be_left_instead(make: MakeCabinet) -> None:
    cabinet = cut_off(make)
    cabinet.act("leave_number")
    assert cabinet.screen in ("intro", "unavailable")
    assert cabinet.flow.video._waiting == [], "the view is gone"
