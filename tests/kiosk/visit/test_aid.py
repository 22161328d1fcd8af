"""找人帮忙 reaches somebody: the lamp, the desk, and a work order when nobody came or nobody could be told."""

from __future__ import annotations

import hashlib

import pytest

from kiosk.rooms.ticket import Ticket
from kiosk.visit import aid
from legalnet import queues
from legalnet.consents import lacking
from tests.kiosk.visit.cabinet import Cabinet, faults
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.test_calling import said
from tests.kiosk.visit.walk import to_interview

SHOWN = "叫工作人员过来。亮灯，告诉值班人员。没人来就留一张不写姓名的求助工单"


def call(cabinet: Cabinet) -> None:
    """Open the dialog and have somebody called."""
    cabinet.act("help")
    cabinet.act("call", text=SHOWN)
    cabinet.tick(times=3)


def wait(cabinet: Cabinet, seconds: int) -> None:
    """So long nothing happens."""
    for _ in range(seconds):
        cabinet.tick(1.0)


def test_the_words_are_the_languages_own() -> None:
    assert (aid.HELP, aid.COMING) == (queues.HELP, queues.COMING)


def test_the_lamp_and_the_desk_are_told(cabinet: Cabinet) -> None:
    cabinet.network(True)
    to_interview(cabinet, "TJ-01")
    cabinet.act("set_mode", key="sign", value=True)
    call(cabinet)
    (asked,) = cabinet.keeper.told("room_join")
    assert asked["service"] == "help"
    assert asked["join"]["topic"]["needs"] == ["captions", "sign_language"]
    assert asked["join"]["topic"]["title"].startswith("找人帮忙：")
    queues.Join.model_validate(asked["join"])
    assert cabinet.hardware.lamps == [True]
    assert (cabinet.flow.overlay_view["lamp"], cabinet.flow.status["help"]) == (True, "calling")
    assert cabinet.keeper.told("commit") == [], "somebody may still come"
    cabinet.act("stop")
    cabinet.tick()
    assert (cabinet.hardware.lamps, cabinet.flow.status["help"], cabinet.flow.overlay) == (
        [True, False],
        "",
        "",
    )


def test_without_a_lamp_none_is_promised(cabinet: Cabinet) -> None:
    cabinet.hardware.relays = False
    call(cabinet)
    assert (cabinet.flow.overlay_view["called"], cabinet.flow.overlay_view["lamp"]) == (True, False)


def test_nobody_came_and_an_order_is_left_once_without_a_name(cabinet: Cabinet) -> None:
    cabinet.network(True)
    to_interview(cabinet, "TJ-01")
    call(cabinet)
    wait(cabinet, 89)
    assert cabinet.flow.overlay_view["orderState"] == ""
    wait(cabinet, 3)
    view = cabinet.flow.overlay_view
    assert (view["nobody"], view["orderState"]) == (True, "saved")
    assert cabinet.keeper.vault.by_code(view["order"]) is not None, "the code on the screen finds it"
    cabinet.act("call", text=SHOWN)
    wait(cabinet, 95)
    assert cabinet.keeper.items() == 1, "one order a visit"
    cabinet.deliver()
    assert cabinet.flow.overlay_view["orderState"] == "delivered"
    manifest = cabinet.keeper.province.manifest()
    assert (manifest.matter_code, manifest.identity.level) == ("SQ-01", "L0")
    assert not manifest.identity.holder_name
    assert lacking(manifest.identity, manifest.consents) == (), "the province would refuse it"
    assert [one.text_sha256 for one in manifest.consents] == [hashlib.sha256(SHOWN.encode()).hexdigest()]
    assert faults(manifest) == []
    assert "张建国" not in manifest.model_dump_json()


def test_without_a_network_the_order_is_left_at_once_and_arrives_once(cabinet: Cabinet) -> None:
    cabinet.network(False)
    cabinet.keeper.province.mood = "away"
    call(cabinet)
    assert cabinet.flow.overlay_view["orderState"] == "saved"
    cabinet.deliver()
    assert cabinet.keeper.province.submits.total() == 0
    cabinet.keeper.province.mood = "up"
    for _ in range(3):
        cabinet.clock.passed += 400
        cabinet.deliver()
    assert cabinet.keeper.province.submits.total() == 1
    assert cabinet.flow.aid.view()["orderState"] == "delivered"


def test_a_desk_that_takes_no_calls_leaves_an_order(cabinet: Cabinet) -> None:
    cabinet.network(True)
    call(cabinet)
    cabinet.keeper.say("room_joined", service="help", outcome="not_done", reason="refused")
    cabinet.tick(times=2)
    assert cabinet.flow.overlay_view["orderState"] == "saved"


def test_a_full_memory_says_that_no_order_was_left(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.append("not_done")
    cabinet.network(False)
    call(cabinet)
    assert cabinet.flow.overlay_view["orderState"] == "failed"


@pytest.mark.parametrize("screen", ["idle", "interview"])
def test_who_called_is_not_asked_whether_they_are_there_for_five_minutes(
    cabinet: Cabinet, screen: str
) -> None:
    if screen == "interview":
        to_interview(cabinet, "TJ-01")
    call(cabinet)
    wait(cabinet, 299)
    assert cabinet.flow.overlay == "help"
    wait(cabinet, 95)
    assert cabinet.flow.overlay == ("ending" if screen == "interview" else "")
    assert cabinet.flow.status["help"] == ("calling" if screen == "interview" else ""), (
        "nobody waits at an idle screen"
    )


def place_of(state: queues.TicketState) -> queues.Place:
    """As the province tells it, once 周敏 took it."""
    return queues.Place(
        ticket="q1", number=1, state=state, ahead=0, wait_s=1, waited_s=1, staff=1,
        room="r" + "0" * 24, lawyer="周敏",
    )  # fmt: skip


def answered(cabinet: Cabinet, state: queues.TicketState) -> None:
    """The desk took it like this; nobody can be asked about it any more."""
    cabinet.flow.aid._ticket = Ticket(province="http://127.0.0.1:9", ticket="q1", secret="secret", number=1)
    cabinet.flow.aid._placed(place_of(state))
    cabinet.tick()


def helped(make: MakeCabinet) -> Cabinet:
    """In the midst of a matter somebody called, and whoever is on duty speaks with them."""
    cabinet = make(rooms=True)
    cabinet.network(True)
    to_interview(cabinet, "TJ-01")
    call(cabinet)
    answered(cabinet, queues.TicketState.ACCEPTED)
    assert cabinet.flow.status["help"] == "video", "on every screen"
    cabinet.act("video")
    assert (cabinet.screen, cabinet.view["helping"]) == ("waiting", True)
    assert cabinet.flow.call is not None
    cabinet.flow.call.place = place_of(queues.TicketState.ACCEPTED)
    cabinet.flow.replace("consult")
    cabinet.flow.video.told(
        {"event": "room", "own": "s1", "room": {"seats": [{"id": "s2", "connected": True}]}}
    )
    cabinet.tick()
    return cabinet


def test_whoever_helps_by_video_learns_no_name_and_is_shown_nothing(make: MakeCabinet) -> None:
    cabinet = helped(make)
    view = cabinet.view
    assert (view["state"], view["helping"], view["canShow"], view["materials"]) == (
        "talking",
        True,
        False,
        [],
    )
    cabinet.act("close_up", on=True)
    assert cabinet.view["closeUp"]["state"] == ""
    cabinet.act("show", material="att")
    cabinet.act("write", text="字太小")
    assert [one["kind"] for one in said(cabinet)] == ["chat"]


def test_whoever_helped_by_video_can_send_somebody(make: MakeCabinet) -> None:
    cabinet = helped(make)
    assert (cabinet.flow.status["help"], cabinet.hardware.lamps) == ("", [True, False])
    cabinet.flow.video.told({"event": "over", "code": "closed", "outcome": "coming"})
    cabinet.tick()
    assert (cabinet.view["outcome"], cabinet.flow.status["help"]) == ("coming", "coming")
    assert cabinet.hardware.lamps == [True, False, True]
    cabinet.act("done")
    assert cabinet.screen == "interview", "what was filled in is still there"


def test_a_terminal_without_video_asks_again_for_somebody_to_come(make: MakeCabinet) -> None:
    cabinet = make(rooms=False)
    cabinet.network(True)
    call(cabinet)
    answered(cabinet, queues.TicketState.ACCEPTED)
    assert cabinet.flow.status["help"] == "calling", "nobody comes, so nobody is promised"
    wait(cabinet, 6)
    assert len(cabinet.keeper.told("room_join")) == 2
