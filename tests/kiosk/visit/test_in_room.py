"""What goes out of a call and a meeting: close-ups by touch only, nothing once the resident walked away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.visit.presence import AWAY_S, Presence
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.test_totality import to_consult, to_meeting

HERE = {"event": "room", "own": "s1", "room": {"seats": [{"id": "s2", "connected": True, "admitted": True}]}}


def in_consult(make: MakeCabinet) -> Cabinet:
    """A lawyer is there."""
    cabinet = make(rooms=True)
    to_consult(cabinet)
    cabinet.flow.video.told(HERE)
    cabinet.tick()
    assert cabinet.view["state"] == "talking"
    return cabinet


def in_meeting(make: MakeCabinet) -> Cabinet:
    """A mediation was come into; the province does not answer any more."""
    cabinet = make(rooms=True)
    to_meeting(cabinet)
    cabinet.act("enter", code="1234567890")
    told = {"room": "r" + "0" * 24, "secret": "secret", "title": "借款", "procedure": "mediation", "ca": ""}
    cabinet.flow.hear([{"kind": "room_entered", "outcome": "done", "province": "http://127.0.0.1:9", **told}])
    cabinet.flow.video.told(HERE)
    cabinet.tick()
    assert cabinet.view["state"] == "there"
    return cabinet


BOTH = pytest.mark.parametrize("come_in", [in_consult, in_meeting])
ComeIn = Callable[[MakeCabinet], Cabinet]


def told(cabinet: Cabinet, what: str) -> list[dict[str, Any]]:
    """Commands of a kind for the page, which is not there yet: all of them wait."""
    return [one for one in cabinet.flow.video._waiting if one["do"] == what]


def sends(cabinet: Cabinet) -> dict[str, bool]:
    """What the page was told last of microphone, camera and the empty place."""
    return {one["what"]: one["on"] for one in told(cabinet, "set")}


def hears(cabinet: Cabinet, **event: Any) -> dict[str, Any]:
    """The page tells something; the view afterwards."""
    cabinet.flow.video._events.append(event)
    cabinet.tick()
    return cabinet.view


@BOTH
def test_what_is_held_there_is_shown_by_touch_and_said(make: MakeCabinet, come_in: ComeIn) -> None:
    cabinet = come_in(make)
    assert cabinet.view["canShow"] is True
    assert told(cabinet, "document") == []
    cabinet.act("close_up", on=True)
    (asked,) = told(cabinet, "document")
    assert (asked["on"], cabinet.view["closeUp"]["state"]) == (True, "asking")
    assert hears(cabinet, event="closeup", on=True, ask=asked["ask"])["closeUp"]["state"] == "on"
    cabinet.act("still")
    assert cabinet.view["closeUp"]["still"] == "taking"
    assert len(told(cabinet, "still")) == 1
    assert hears(cabinet, event="still", id="p1", sha256="0")["closeUp"]["still"] == "sent"
    cabinet.act("close_up", on=False)
    assert cabinet.view["closeUp"] == {"state": "", "still": ""}
    assert told(cabinet, "document")[-1]["on"] is False


@BOTH
def test_a_camera_that_does_not_open_is_said_and_tried_again(make: MakeCabinet, come_in: ComeIn) -> None:
    cabinet = come_in(make)
    cabinet.act("close_up", on=True)
    ask = told(cabinet, "document")[-1]["ask"]
    assert hears(cabinet, event="closeup", on=False, ask=ask)["closeUp"]["state"] == "none"
    cabinet.act("still")
    assert told(cabinet, "still") == []
    cabinet.act("close_up", on=True)
    assert hears(cabinet, event="closeup", on=False, ask=ask)["closeUp"]["state"] == "asking"
    assert hears(cabinet, event="closeup", on=True, ask=ask + 1)["closeUp"]["state"] == "on"
    assert hears(cabinet, event="closeup", on=False, ask=ask + 1)["closeUp"]["state"] == ""


@BOTH
def test_a_picture_that_does_not_arrive_is_in_trouble(make: MakeCabinet, come_in: ComeIn) -> None:
    cabinet = come_in(make)
    cabinet.act("close_up", on=True)
    hears(cabinet, event="closeup", on=True, ask=1)
    cabinet.act("still")
    assert hears(cabinet, event="still_taken", id="")["closeUp"]["still"] == "trouble"
    cabinet.act("still")
    cabinet.tick(21.0)
    assert cabinet.view["closeUp"]["still"] == "trouble"


def test_without_a_document_camera_there_is_nothing_to_touch(make: MakeCabinet) -> None:
    cabinet = in_consult(make)
    devices = cabinet.flow.profile.devices._replace(document_camera="")
    cabinet.flow.profile = cabinet.flow.profile._replace(devices=devices)
    assert cabinet.view["canShow"] is False
    cabinet.act("close_up", on=True)
    assert told(cabinet, "document") == []


@BOTH
def test_who_walks_away_is_hidden_and_comes_back_by_touch(make: MakeCabinet, come_in: ComeIn) -> None:
    cabinet = come_in(make)
    cabinet.hardware.standing = True
    cabinet.tick()
    cabinet.act("close_up", on=True)
    hears(cabinet, event="closeup", on=True, ask=1)
    cabinet.hardware.standing = False
    cabinet.tick()
    cabinet.tick(AWAY_S - 1.0)
    assert cabinet.view["away"] is False
    cabinet.tick(1.5)
    assert cabinet.view["away"] is True
    assert sends(cabinet) == {"mic": False, "camera": False, "away": True}
    assert cabinet.view["closeUp"]["state"] == ""
    assert told(cabinet, "hush")[-1]["on"] is True
    assert cabinet.flow.status["mic"] == "off"
    cabinet.act("private")
    cabinet.act("mic")
    assert sends(cabinet)["mic"] is False
    cabinet.hardware.standing = True
    cabinet.tick(5.0)
    assert cabinet.view["away"] is True, "only a touch takes the cover away"
    cabinet.act("mic")
    cabinet.act("back_here")
    assert (cabinet.view["away"], cabinet.view["private"]) == (False, False)
    assert sends(cabinet) == {"mic": True, "camera": True, "away": False}
    assert told(cabinet, "hush")[-1]["on"] is False


@BOTH
@pytest.mark.parametrize("standing", [None, False])
def test_without_a_sensor_nothing_hides_by_itself(
    make: MakeCabinet, come_in: ComeIn, standing: bool | None
) -> None:
    cabinet = come_in(make)
    cabinet.hardware.standing = standing
    for _ in range(10):
        cabinet.tick(5.0)
    assert cabinet.view["away"] is False
    assert sends(cabinet).get("away") is not True


def test_nobody_for_long_ends_the_visit_as_anywhere(make: MakeCabinet) -> None:
    cabinet = in_consult(make)
    cabinet.hardware.standing = True
    cabinet.tick(300.0)
    assert cabinet.flow.overlay == "", "a call is not idleness"
    cabinet.hardware.standing = False
    cabinet.tick()
    cabinet.tick(AWAY_S + 1)
    cabinet.tick(cabinet.flow.idle_s + 1)
    assert cabinet.flow.overlay == "ending"


def test_a_board_that_falls_silent_hides_nobody() -> None:
    presence = Presence()
    assert presence.feed(True, 0.0) is False
    assert presence.feed(False, 1.0) is False
    assert presence.feed(None, 2.0) is False
    assert presence.feed(False, 3.0) is False
    assert presence.feed(False, 3.0 + AWAY_S) is True
    assert presence.feed(False, 9.0) is False
    presence.back()
    assert presence.feed(False, 60.0) is False, (
        "whoever touches the screen is not seen as away before being seen"
    )


def test_what_is_heard_in_a_meeting_is_written_down_only_while_others_hear_it(make: MakeCabinet) -> None:
    cabinet = in_meeting(make)
    assert cabinet.view["captioned"] is True
    cabinet.act("caption", text="我同意分两次还", final=True)
    cabinet.act("mic")
    assert cabinet.view["captioned"] is False
    cabinet.act("caption", text="这句只是自言自语", final=True)
    said = [one["message"]["text"] for one in told(cabinet, "say") if one["message"]["kind"] == "caption"]
    assert said == ["我同意分两次还"]
