"""Waiting for a lawyer: order, offers without identity, the check for conflicts, what comes back to the head."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import requests

from province.gateway.accounts.store import StaffRole
from tests.province.meeting import API, Visitor, join, seat
from tests.province.running import Running, Terminal
from tests.province.staffing import at_the_desk, hire

CHEN = {"name": "陈桂兰", "number": "330102195003071234"}
WU = {"name": "吴立本", "number": "330102196001011111"}


class Desk:
    """A lawyer's browser at the queue."""

    def __init__(self, province: Running, name: str, role: StaffRole = StaffRole.LAWYER) -> None:
        self.base = f"{province.url}{API}/staff/queue"
        self.session = at_the_desk(
            province, hire(province, name, role, display=name, card='{"firm": "江衡所"}')
        )
        self.put({"state": "available", "services": ["consult"]})

    def put(self, presence: dict[str, Any]) -> None:
        """Say where one stands."""
        assert self.session.put(f"{self.base}/presence", json=presence, timeout=60).ok

    def view(self) -> dict[str, Any]:
        """The queue."""
        return dict(self.session.get(self.base, timeout=60).json())

    def do(self, visitor: Visitor, step: str, **body: Any) -> requests.Response:
        """A step with a ticket."""
        return self.session.post(
            f"{self.base}/tickets/{visitor.ticket}/{step}", json=body or None, timeout=60
        )

    def take(self, visitor: Visitor) -> str:
        """Offer, check, accept; the room."""
        assert self.do(visitor, "offer").ok
        assert self.do(visitor, "conflict-check").ok
        return str(self.do(visitor, "accept", declared=True).json()["room"])


@pytest.fixture
def desk(province: Running) -> Desk:
    """沈知衡's."""
    return Desk(province, "shen")


def called(province: Running, terminal: Terminal) -> Visitor:
    """Somebody who pressed 找人帮忙 there."""
    topic = {"title": "找人帮忙", "needs": ["sign_language"]}
    return join(province, terminal.enrolment.terminal_id, service="help", topic=topic, level="L0")


def at(province: Running, terminal: Terminal, **more: Any) -> Visitor:
    """Somebody at that terminal."""
    return join(province, terminal.enrolment.terminal_id, **more)


def test_places_are_in_order_and_say_how_long(province: Running, terminal: Terminal, desk: Desk) -> None:
    first, second = at(province, terminal), at(province, terminal)
    assert (first.place()["ahead"], second.place()["ahead"]) == (0, 1)
    assert second.number == first.number + 1
    place = second.place()
    assert place["staff"] == 1
    assert place["wait_s"] == 480
    assert first.session.delete(f"{province.url}{API}/queues/tickets/{first.ticket}", timeout=60).ok
    assert second.place(wait=10, ahead=1, state="waiting")["ahead"] == 0


def test_before_accepting_nobody_is_named(province: Running, terminal: Terminal, desk: Desk) -> None:
    visitor = at(province, terminal, **{"self": CHEN, "opposite": [WU]})
    desk.do(visitor, "offer")
    said = desk.session.get(desk.base, timeout=60).text
    [row] = desk.view()["waiting"]
    assert (row["topic"]["title"], row["level"], row["mine"]) == ("邻里借款不还", "L3", True)
    for secret in (CHEN["name"], CHEN["number"], WU["name"], WU["number"]):
        assert secret not in said
    [kept] = province.rows("tickets")
    assert "吴立本" not in str(kept)
    assert "邻里借款".encode() not in kept["topic"]


def test_without_anybody_there_is_no_promise(province: Running, terminal: Terminal) -> None:
    place = at(province, terminal).place()
    assert (place["staff"], place["wait_s"]) == (0, None)


def test_a_ticket_belongs_to_its_secret(province: Running, terminal: Terminal) -> None:
    mine, other = at(province, terminal), at(province, terminal)
    url = f"{province.url}{API}/queues/tickets/{other.ticket}"
    assert mine.session.get(url, timeout=60).json()["code"] == "ticket_unknown"
    assert requests.get(url, timeout=60, proxies={"http": ""}).json()["code"] == "ticket_unknown"


def test_one_colleague_is_first(province: Running, terminal: Terminal, desk: Desk) -> None:
    other, visitor = Desk(province, "qian"), at(province, terminal)
    assert desk.do(visitor, "offer").ok
    assert other.do(visitor, "offer").json()["code"] == "ticket_taken"
    assert other.do(visitor, "accept", declared=True).json()["code"] == "offer_over"
    assert desk.do(visitor, "pass").ok
    assert desk.view()["waiting"] == []
    assert other.do(visitor, "offer").ok


def test_an_offer_lapses(province: Running, terminal: Terminal, desk: Desk) -> None:
    visitor = at(province, terminal)
    assert desk.do(visitor, "offer").ok
    province.clock.shift += timedelta(seconds=31)
    assert desk.do(visitor, "conflict-check").json()["code"] == "offer_over"
    assert desk.view()["waiting"][0]["state"] == "waiting"


@pytest.mark.parametrize(
    ("opposite", "result", "may"),
    [
        (None, "not_checked", True),
        ([], "none", True),
        ([WU], "none", True),
        ([CHEN], "found", False),
        ([{"name": "陈 桂兰"}], "same_name", True),
        ([{"name": "陈桂兰", "number": "110101199001011234"}], "same_name", True),
    ],
)
def test_nobody_is_advised_against_a_former_client(
    province: Running, terminal: Terminal, opposite: Any, result: str, may: bool
) -> None:
    desk = Desk(province, "shen")
    desk.take(at(province, terminal, **{"self": CHEN}))
    visitor = at(province, terminal, **({} if opposite is None else {"opposite": opposite}))
    assert desk.do(visitor, "offer").ok
    assert desk.do(visitor, "accept", declared=True).json()["code"] == "conflict"
    assert desk.do(visitor, "conflict-check").json() == {"result": result, "may_accept": may}
    assert desk.do(visitor, "accept", declared=False).json()["code"] == "conflict"
    assert desk.do(visitor, "accept", declared=True).ok == may


def test_a_recusal_is_remembered(province: Running, terminal: Terminal, desk: Desk) -> None:
    first = at(province, terminal, opposite=[WU])
    desk.do(first, "offer")
    assert desk.do(first, "recuse").ok
    second = at(province, terminal, opposite=[WU])
    desk.do(second, "offer")
    assert desk.do(second, "conflict-check").json()["result"] == "found"


def test_who_was_dropped_comes_first(province: Running, terminal: Terminal, desk: Desk) -> None:
    dropped, waiting = at(province, terminal), at(province, terminal)
    room = desk.take(dropped)
    place = dropped.place()
    assert (place["state"], place["room"], place["firm"]) == ("accepted", room, "江衡所")
    assert dropped.post(f"/queues/tickets/{dropped.ticket}/return").ok
    assert [row["ticket"] for row in desk.view()["waiting"]] == [dropped.ticket, waiting.ticket]
    assert desk.view()["waiting"][0]["returned"]
    assert waiting.post(f"/queues/tickets/{waiting.ticket}/return").json()["code"] == "ticket_taken"


def test_a_terminal_that_is_gone_leaves_the_queue(province: Running, terminal: Terminal, desk: Desk) -> None:
    visitor = at(province, terminal)
    province.clock.shift += timedelta(seconds=91)
    assert desk.view()["waiting"] == []
    assert visitor.place()["state"] == "left"
    [kept] = province.rows("tickets")
    assert (kept["topic"], kept["marks"]) == (b"", "{}")


def test_a_call_for_help_is_answered_that_somebody_comes(
    province: Running, terminal: Terminal, desk: Desk
) -> None:
    visitor, lawyers_own = called(province, terminal), at(province, terminal)
    operator = Desk(province, "zhou", StaffRole.STAFF)
    [row] = operator.view()["waiting"]
    assert (row["service"], row["topic"]["title"], row["topic"]["needs"]) == (
        "help",
        "找人帮忙",
        ["sign_language"],
    )
    assert visitor.place()["staff"] == 1, "who does not advise is there for calls for help"
    assert len(desk.view()["waiting"]) == 2
    assert operator.do(lawyers_own, "coming").json()["code"] == "ticket_taken", "not a call for help"
    assert operator.do(lawyers_own, "offer").json()["code"] == "role"
    assert operator.do(visitor, "coming").ok
    place = visitor.place()
    assert (place["state"], place["outcome"]) == ("done", "coming")
    assert desk.do(visitor, "coming").json()["code"] == "ticket_taken", "once"
    assert operator.view()["waiting"] == []
    assert [one["outcome"] for one in operator.view()["finished"]] == ["coming"]


@pytest.mark.parametrize("role", [StaffRole.STAFF, StaffRole.CLERK, StaffRole.MEDIATOR, StaffRole.LAWYER])
def test_whoever_is_there_speaks_with_who_called_for_help_and_is_shown_nothing(
    province: Running, terminal: Terminal, role: StaffRole
) -> None:
    visitor, operator = called(province, terminal), Desk(province, "zhou", role)
    room = operator.do(visitor, "video").json()["room"]
    place = visitor.place()
    assert (place["state"], place["room"], place["lawyer"]) == ("accepted", room, "zhou")
    assert Desk(province, "wei", StaffRole.STAFF).do(visitor, "video").json()["code"] == "ticket_taken"
    resident, helper = seat(province, visitor.session, room), seat(province, operator.session, room)
    assert helper.welcome["role"] == "helper"
    resident.say("chat", text="屏幕上的字太小")
    assert helper.said("chat")["text"] == "屏幕上的字太小"
    resident.say("introduce", name="陈桂兰", level="L3")
    assert resident.hear("refused")["code"] == "role"
    helper.say("propose", id="p1", matter="SS-LA-01", carry={})
    assert helper.hear("refused")["code"] == "role"
    brought = visitor.post(f"/rooms/{room}/documents", json={"title": "借条"})
    assert brought.json()["code"] == "role"
    opinion = operator.session.get(f"{province.url}{API}/rooms/{room}/opinion", timeout=60)
    assert opinion.json()["code"] == "role"
    assert helper.quiet() == []
    helper.say("close", outcome="coming")
    assert resident.hear("closed")["outcome"] == "coming"
    assert (visitor.place()["state"], visitor.place()["outcome"]) == ("done", "coming")


def test_a_call_for_help_is_held_for_nobody_and_a_consultation_opens_for_lawyers_only(
    province: Running, terminal: Terminal, desk: Desk
) -> None:
    help_wanted, consultation = called(province, terminal), at(province, terminal)
    mediator = Desk(province, "qin", StaffRole.MEDIATOR)
    assert desk.do(help_wanted, "offer").json()["code"] == "ticket_taken"
    assert desk.do(consultation, "video").json()["code"] == "ticket_taken"
    assert [row["service"] for row in mediator.view()["waiting"]] == ["help"]
    assert mediator.do(consultation, "offer").json()["code"] == "role"
    assert consultation.place()["staff"] == 1, "the lawyer"


def test_outside_their_own_hours_nobody_is_held_for_a_lawyer(province: Running, terminal: Terminal) -> None:
    desk = Desk(province, "ma")
    visitor = join(province, terminal.enrolment.terminal_id)
    at = f"{province.url}{API}/staff/me/hours"
    local = province.clock.now() + timedelta(hours=8)
    other = {"day": (local.weekday() + 2) % 7, "begins": "09:00", "ends": "17:00"}
    assert desk.session.put(at, json={"services": ["consult"], "spans": [other]}, timeout=60).ok
    assert desk.session.get(at, timeout=60).json()["spans"][0]["begins"] == "09:00:00"
    refused = desk.do(visitor, "offer").json()
    assert (refused["code"], refused["state"]) == ("not_now", "hours")
    assert desk.session.get(f"{province.url}{API}/staff/me", timeout=60).json()["card"]["firm"] == "江衡所"
    assert desk.session.put(at, json={"services": ["consult"]}, timeout=60).ok
    assert desk.do(visitor, "offer").ok


def test_a_consultation_is_rated_once_and_its_lawyer_sees_how(province: Running, terminal: Terminal) -> None:
    desk = Desk(province, "niu")
    visitor = join(province, terminal.enrolment.terminal_id)
    at = f"/queues/tickets/{visitor.ticket}/rating"
    assert visitor.post(at, json={"score": 5}).json()["code"] == "not_now"
    room = desk.take(visitor)
    assert visitor.post(at, json={"score": 6}).json()["code"] == "invalid"
    assert visitor.post(at, json={"score": 4}).ok
    assert visitor.post(at, json={"score": 1}).json()["code"] == "not_now"
    host = seat(province, desk.session, room)
    host.say("close", outcome="advised")
    host.hear("closed")
    assert [one["score"] for one in desk.view()["finished"]] == [4]
