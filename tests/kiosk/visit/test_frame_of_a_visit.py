"""What holds on every screen: the idle clock, the end, language and network marks, the line to the keeper."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from kiosk.app import await_profile
from kiosk.keeper.link import Link, LinkClosed
from kiosk.visit.flow import FAULTS_BEARABLE, Flow
from kiosk.visit.hardware import Hardware
from kiosk.visit.shelf import Shelf
from tests.kiosk.visit.cabinet import Cabinet, shelf
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.walk import (
    scan_page,
    through_interview,
    to_card_read,
    to_face,
    to_interview,
    to_saved,
)


def wait(cabinet: Cabinet, seconds: int) -> None:
    """Nobody touches anything for so long."""
    for _ in range(seconds):
        cabinet.tick(1.0)


# ---------------------------------------------------------------------- are you still there


def test_nobody_there_hides_the_content_and_ends_the_visit(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.hardware.card = None
    wait(cabinet, 89)
    assert cabinet.flow.overlay == ""
    wait(cabinet, 1)
    assert cabinet.flow.overlay == "ending"
    assert cabinet.flow.overlay_view == {"left": 60, "total": 60, "said": 60, "submitted": False}
    wait(cabinet, 59)
    assert (cabinet.flow.overlay_view["left"], cabinet.flow.over) == (1, False)
    wait(cabinet, 1)
    assert cabinet.flow.over
    wait(cabinet, 5)
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["idle"]


@pytest.mark.parametrize(("answer", "quiet_for"), [("still_here", 89), ("more_time", 179), ("close", 89)])
def test_who_answers_goes_on_where_they_were(cabinet: Cabinet, answer: str, quiet_for: int) -> None:
    to_interview(cabinet, "SQ-01")
    cabinet.act("answer", path="w.kind", value="咨询")
    view = cabinet.view
    wait(cabinet, 91)
    cabinet.act(answer)
    assert (cabinet.flow.overlay, cabinet.view) == ("", view)
    wait(cabinet, quiet_for)
    assert cabinet.flow.overlay == ""
    wait(cabinet, 2)
    assert cabinet.flow.overlay == "ending"


def test_end_now_ends_now(cabinet: Cabinet) -> None:
    to_interview(cabinet, "SQ-01")
    wait(cabinet, 91)
    cabinet.act("end_now")
    assert cabinet.flow.over
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["resident"]


def test_any_touch_resets_the_clock(cabinet: Cabinet) -> None:
    to_interview(cabinet, "SQ-01")
    for _ in range(5):
        wait(cabinet, 80)
        cabinet.act("touch")
    assert cabinet.flow.overlay == ""


@pytest.mark.parametrize("overlay", ["help", "menu", "end"])
def test_an_overlay_left_open_does_not_stop_the_clock(cabinet: Cabinet, overlay: str) -> None:
    to_card_read(cabinet)
    cabinet.act(overlay)
    assert cabinet.flow.overlay
    wait(cabinet, 91)
    assert cabinet.flow.overlay == "ending"
    wait(cabinet, 61)
    assert cabinet.flow.over


def test_the_idle_screen_asks_nobody_and_greets_everybody_alike(cabinet: Cabinet) -> None:
    before = (cabinet.view, dict(cabinet.flow.modes))
    cabinet.act("set_mode", key="language", value="en")
    cabinet.act("set_mode", key="size", value="large")
    cabinet.act("help")
    assert cabinet.flow.overlay == "help"
    wait(cabinet, 181)
    assert (cabinet.flow.overlay, cabinet.flow.over, cabinet.screen) == ("", False, "idle")
    assert (cabinet.view, cabinet.flow.modes) == before
    wait(cabinet, 300)
    assert (cabinet.flow.overlay, cabinet.keeper.told("ended")) == ("", [])


def test_after_handing_in_the_end_says_that_it_is_safe(cabinet: Cabinet) -> None:
    to_saved(cabinet)
    wait(cabinet, 91)
    assert (cabinet.flow.overlay, cabinet.flow.overlay_view["submitted"]) == ("ending", True)


def test_alive_is_said_every_second(cabinet: Cabinet) -> None:
    before = len(cabinet.keeper.told("alive"))
    for _ in range(50):
        cabinet.tick(0.1)
    assert 4 <= len(cabinet.keeper.told("alive")) - before <= 6


# ---------------------------------------------------------------------- the end


def test_ending_asks_first_and_can_be_taken_back(cabinet: Cabinet) -> None:
    assert cabinet.flow.status["canEnd"] is False
    cabinet.act("end")
    assert cabinet.flow.overlay == ""
    to_card_read(cabinet)
    assert cabinet.flow.status["canEnd"] is True
    cabinet.act("end")
    assert (cabinet.flow.overlay, cabinet.flow.overlay_view) == (
        "end_confirm",
        {"submitted": False, "canKeep": False, "filling": False},
    )
    cabinet.act("close")
    assert (cabinet.screen, cabinet.flow.overlay) == ("card_read", "")


@pytest.mark.parametrize("where", ["card_read", "face", "scan"])
def test_the_end_leaves_nothing_on_the_screen(cabinet: Cabinet, where: str) -> None:
    if where == "card_read":
        to_card_read(cabinet)
    elif where == "face":
        to_face(cabinet)
        cabinet.flow.show_frame("face", b"a face")
    else:
        to_interview(cabinet, "SQ-01")
        through_interview(cabinet, "SQ-01")
        scan_page(cabinet)
    assert cabinet.screen == where
    cabinet.act("end")
    cabinet.act("end_now")
    flow = cabinet.flow
    assert (flow.over, flow.screen, flow.overlay, flow.frames, flow.step) == (True, "idle", "", {}, None)
    assert (flow.status["canGoBack"], flow.status["canEnd"], flow.status["camera"]) == (False, False, "off")
    for name, args in (("tile", {"id": "owed"}), ("end_now", {}), ("back", {}), ("touch", {})):
        cabinet.act(name, **args)
    assert flow.screen == "idle"
    assert len(cabinet.keeper.told("ended")) == 1
    face, table = cabinet.hardware.face, cabinet.hardware.table
    assert face is not None
    assert table is not None
    assert (face.stopped, table.stopped) == (where == "face", where == "scan")


def test_the_keeper_is_gone_and_so_is_the_visit(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.keeper.link.close()
    cabinet.flow.tick()
    assert (cabinet.flow.over, cabinet.flow.screen, cabinet.flow.frames) == (True, "idle", {})
    cabinet.flow.tick()
    cabinet.flow.act("back")


def test_the_keeper_dies_while_it_is_spoken_to(cabinet: Cabinet) -> None:
    to_card_read(cabinet)
    cabinet.act("help")
    cabinet.keeper.link.close()
    cabinet.flow.act("call")
    assert cabinet.flow.over


# ---------------------------------------------------------------------- faults of ours


@pytest.mark.expect_log("fault on screen card_read: ZeroDivisionError at")
def test_a_fault_of_ours_never_freezes_the_screen(cabinet: Cabinet, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> dict[str, Any]:
        return {"name": "张秀英", "worth": 1 // 0}

    cabinet.flow._faulted = Flow._faulted.__get__(cabinet.flow)  # type: ignore[method-assign]
    to_card_read(cabinet)
    cabinet.flow._current.view = broken  # type: ignore[method-assign]
    for _ in range(FAULTS_BEARABLE - 2):
        cabinet.flow.tick()
    assert not cabinet.flow.over
    cabinet.flow.act("touch")
    cabinet.flow.act("touch")
    cabinet.keeper.step()
    assert cabinet.flow.over
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["fault"]
    assert caplog.text.count("fault on screen") == 1
    assert "张秀英" not in caplog.text


# ---------------------------------------------------------------------- marks


def test_the_network_mark_follows_the_keeper(cabinet: Cabinet) -> None:
    assert cabinet.flow.status["network"] == "down"
    for up in (True, False, True):
        cabinet.network(up=up)
        assert cabinet.flow.status["network"] == ("up" if up else "down")


def test_the_top_bar(cabinet: Cabinet) -> None:
    assert cabinet.flow.status == {
        "place": "桂花里社区", "date": "11月23日 星期一", "time": "09:00", "network": "down", "paper": "ok",
        "mic": "off", "camera": "off", "demo": True, "canGoBack": False, "canEnd": False, "help": "",
    }  # fmt: skip
    cabinet.hardware.paper_mark = "out"
    assert cabinet.flow.status["paper"] == "out"


def test_the_scene_is_told_only_of_changes(cabinet: Cabinet) -> None:
    told: list[str] = []
    cabinet.tick()
    cabinet.flow.on_change = lambda: told.append(cabinet.flow.screen)
    cabinet.tick(times=20)
    assert told == []
    cabinet.act("services")
    assert told == ["services"]


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("size", "large", True), ("contrast", "night", True), ("seated", True, True), ("reduced", True, True),
        ("size", "huge", False), ("seated", "yes", False), ("colour", "red", False), ("language", ["en"], False),
    ],
)  # fmt: skip
def test_modes_take_what_there_is(cabinet: Cabinet, key: str, value: Any, taken: bool) -> None:
    before = dict(cabinet.flow.modes)
    cabinet.act("menu")
    cabinet.act("set_mode", key=key, value=value)
    assert cabinet.flow.modes == (before | {key: value} if taken else before)
    cabinet.act("close")
    assert cabinet.flow.overlay == ""


# ---------------------------------------------------------------------- ways


def test_what_is_not_offered_says_what_it_is_and_what_is(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="lawyer")
    assert (cabinet.screen, cabinet.view) == ("unavailable", {"feature": "lawyer", "title": ""})
    cabinet.act("back")
    catalogue = shelf().catalogue
    cabinet.flow.shelf = Shelf("")
    offered = tuple(matter for matter in catalogue.matters if matter.code != "SS-LA-03")
    cabinet.flow.shelf._catalogue = replace(catalogue, matters=offered)
    cabinet.act("services")
    cabinet.act("search", text="离婚")
    missing = [row for row in cabinet.view["matters"] if not row["available"]]
    cabinet.act("matter", code=missing[0]["code"])
    assert cabinet.view == {"feature": "matter", "title": missing[0]["title"]}
    cabinet.act("way", id="request")
    assert (cabinet.screen, cabinet.view["code"]) == ("intro", "SQ-01")


def test_services_are_turned_six_at_a_time_and_found_by_words(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="sue")
    view = cabinet.view
    assert (view["selected"], view["first"], len(view["matters"]), view["hasPrev"]) == (
        "litigation",
        1,
        6,
        False,
    )
    cabinet.act("page", by=-1)
    assert cabinet.view["first"] == 1
    seen = [row["code"] for row in view["matters"]]
    while cabinet.view["hasNext"]:
        cabinet.act("page", by=1)
        seen += [row["code"] for row in cabinet.view["matters"]]
    cabinet.act("page", by=1)
    assert len(seen) == len(set(seen)) == cabinet.view["total"]
    cabinet.act("search", text="借")
    assert (cabinet.view["selected"], "SS-LA-01" in [row["code"] for row in cabinet.view["matters"]]) == (
        "",
        True,
    )
    cabinet.act("search", text="没有这样的事")
    assert (cabinet.view["matters"], cabinet.view["first"], cabinet.view["total"]) == ([], 0, 0)
    cabinet.act("group", id="mediation")
    assert (cabinet.view["selected"], cabinet.view["query"]) == ("mediation", "")


def test_help_at_the_idle_screen_can_take_a_request(cabinet: Cabinet) -> None:
    cabinet.act("help")
    assert cabinet.flow.overlay_view["canRequest"] is True
    cabinet.act("request")
    assert (cabinet.screen, cabinet.view["code"], cabinet.flow.overlay) == ("intro", "SQ-01", "")


def test_another_way_beside_a_matter(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="owed")
    for way in cabinet.view["ways"]:
        cabinet.act("tile", id="owed")
        cabinet.act("way", id=way["id"])
        assert cabinet.flow.overlay == "help" or cabinet.screen == (
            "consent" if way["id"] == "oral" else "intro"
        )
        cabinet.act("close")
        cabinet.act("back") if cabinet.screen == "consent" else None
    cabinet.act("way", id="nobody knows")
    assert cabinet.flow.overlay == "help"


# ---------------------------------------------------------------------- the warm spare


def test_a_warm_spare_opens_no_device_until_it_is_shown(cabinet: Cabinet) -> None:
    shown = []
    cabinet.flow.on_show = lambda: shown.append(1)
    wait(cabinet, 200)
    assert (cabinet.hardware.opened, shown) == ([], [])
    cabinet.keeper.say("network", up=True, reason="")
    cabinet.tick()
    assert shown == []
    cabinet.keeper.say("show")
    cabinet.tick()
    assert shown == [1]


def test_hardware_that_was_not_started_holds_no_port(cabinet: Cabinet) -> None:
    hardware = Hardware(cabinet.profile, cabinet.clock)
    assert (hardware._reader, hardware._receipts, hardware._pages) == (None, None, None)
    assert (hardware.paper, hardware.camera_mark) == ("trouble", "off")
    assert hardware.print_slip("job", [], False).reason == "no_printer"
    assert hardware.card_present() is None
    hardware.stop()


def test_a_terminal_without_a_province_key_is_out_of_service(make: MakeCabinet) -> None:
    cabinet = make(province_key="")
    assert (cabinet.screen, cabinet.view) == ("out_of_service", {"reason": "maintenance", "card": ""})
    for name in ("tile", "back", "end", "begin"):
        cabinet.act(name)
    wait(cabinet, 200)
    assert (cabinet.screen, cabinet.flow.overlay) == ("out_of_service", "")


def test_the_spare_hears_its_profile_and_what_came_with_it(cabinet: Cabinet) -> None:
    ours, theirs = Link.pair()
    line = Link(theirs)
    ours.send("hello", profile=cabinet.profile.to_json() | {"of_a_newer_version": 1})
    ours.send("network", up=True, reason="")
    profile, rest = await_profile(line)
    assert profile == cabinet.profile
    assert [message["kind"] for message in rest] == ["network"]
    cabinet.flow.hear(rest)
    assert cabinet.flow.status["network"] == "up"
    ours.send("network", up=True)
    with pytest.raises(LinkClosed):
        await_profile(line)
    ours.close()
    line.close()


# ---------------------------------------------------------------------- what nobody knows


def test_an_unknown_action_is_logged_once(cabinet: Cabinet, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    before = cabinet.view
    for name in ("fly", "fly", "__init__", "do_tile", "tile\n", "", "x" * 500, "fly"):
        cabinet.act(name)
    assert cabinet.view == before
    said = [record.getMessage() for record in caplog.records if "no such action" in record.getMessage()]
    assert len([line for line in said if line.endswith("idle.fly")]) == 1
    assert max(len(line) for line in said) < 100
    assert not any("\n" in line for line in said)
