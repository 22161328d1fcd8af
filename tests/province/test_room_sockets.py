"""Signalling: ways in that count once, roles checked on each message, seats that outlive sockets and gateways."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from websockets.exceptions import InvalidStatus

from province.gateway.accounts.store import StaffRole
from tests.province.catalogue import write_catalogue
from tests.province.meeting import API, Socket, Visitor, enter, join, open_line, seat
from tests.province.running import Running, Terminal, running
from tests.province.staffing import at_the_desk, hire


def consultation(province: Running, terminal: Terminal) -> tuple[requests.Session, Visitor, str]:
    """A lawyer who took somebody's call."""
    desk = at_the_desk(province, hire(province, "shen", StaffRole.LAWYER, display="沈知衡"))
    visitor = join(province, terminal.enrolment.terminal_id)
    base = f"{province.url}{API}/staff/queue/tickets/{visitor.ticket}"
    for step in ("offer", "conflict-check"):
        assert desk.post(f"{base}/{step}", timeout=60).ok
    return desk, visitor, str(desk.post(f"{base}/accept", json={"declared": True}, timeout=60).json()["room"])


def token(province: Running, session: requests.Session, room: str) -> str:
    """A way in."""
    return str(session.post(f"{province.url}{API}/rooms/{room}/tokens", timeout=60).json()["token"])


def refusal(province: Running, room: str, hello: Any) -> str:
    """The code with which a first frame is turned away."""
    with open_line(province, room) as line:
        line.send(hello if isinstance(hello, str) else json.dumps(hello))
        frame = json.loads(line.recv(60))
        assert frame["type"] == "refused"
        return str(frame["code"])


def test_a_token_counts_once_for_its_room_and_its_minute(province: Running, terminal: Terminal) -> None:
    desk, visitor, room = consultation(province, terminal)
    mine = token(province, desk, room)
    assert mine not in str(province.rows("room_tokens"))
    enter(province, room, {"token": mine}).close()
    assert refusal(province, room, {"token": mine}) == "token"
    late = token(province, visitor.session, room)
    province.clock.shift += timedelta(seconds=61)
    assert refusal(province, room, {"token": late}) == "token"
    noted = [row["subject"] for row in province.rows("audit") if row["action"] == "access.refused"]
    assert noted == ["room_token rooms/{room_id}/ws token"] * 2
    other = desk.post(f"{province.url}{API}/rooms", json={"kind": "consult"}, timeout=60).json()["room"]
    stray = token(province, desk, other)
    assert refusal(province, room, {"token": stray}) == "token"
    stranger = at_the_desk(province, hire(province, "qian", StaffRole.LAWYER))
    answer = stranger.post(f"{province.url}{API}/rooms/{room}/tokens", timeout=60)
    assert answer.json()["code"] == "role"
    thief = join(province, terminal.enrolment.terminal_id)
    assert thief.post(f"/rooms/{room}/tokens").json()["code"] == "room_token"
    for hello in (
        "",
        "[]",
        "{}",
        '{"token": 1}',
        {"seat": "s00000000", "resume": "guess"},
        {"token": "x", "a": "b"},
    ):
        assert refusal(province, room, hello) in ("hello", "resume")


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null", "kiosk://app.example"])
def test_pages_from_elsewhere_get_no_socket(province: Running, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        open_line(province, "r" + "0" * 24, origin)
    assert refused.value.response.status_code == 403
    [row] = [row for row in province.rows("audit") if row["action"] == "access.refused"]
    assert (row["actor"], row["subject"]) == ("stranger", "origin rooms/{room_id}/ws")


def test_two_people_talk_and_what_they_may_is_checked(province: Running, terminal: Terminal) -> None:
    desk, visitor, room = consultation(province, terminal)
    lawyer, resident = seat(province, desk, room), seat(province, visitor.session, room)
    assert (lawyer.welcome["role"], resident.welcome["role"]) == ("lawyer", "resident")
    resident.say("introduce", name="陈桂兰", level="L3", needs=["captions"])
    assert lawyer.said("introduce")["name"] == "陈桂兰"
    lawyer.say("signal", to=resident.seat, data={"description": {"type": "offer", "sdp": "v=0"}})
    assert resident.said("signal")["data"]["description"]["sdp"] == "v=0"
    resident.say("caption", text="他说等卖了车再还", final=True)
    assert lawyer.said("caption")["text"] == "他说等卖了车再还"
    for kind, members in (("propose", {"id": "p1", "matter": "TJ-01"}), ("close", {"outcome": "advised"})):
        resident.say(kind, **members)
        assert resident.hear("refused")["code"] == "role"
    lawyer.say("record", on=True)
    assert lawyer.hear("refused")["code"] == "role"
    lawyer.line.send('{"kind": "chat"}')
    assert lawyer.hear("refused")["code"] == "invalid"
    lawyer.say("propose", id="p1", matter="TJ-01", carry={"claim.amount": "8000"})
    assert resident.said("propose")["carry"] == {"claim.amount": "8000"}
    resident.say("media", mic=True, camera=False, mode="audio")
    lawyer.state(lambda view: any(one["mode"] == "audio" and not one["camera"] for one in view["seats"]))
    lawyer.say("close", outcome="advised_mediation")
    assert resident.hear("closed")["outcome"] == "advised_mediation"
    assert resident.code() == 1000
    assert visitor.place()["state"] == "done"
    assert desk.post(f"{province.url}{API}/rooms/{room}/tokens", timeout=60).json()["code"] == "room_closed"
    kept = str([province.rows(table) for table in ("rooms", "room_log", "tickets", "audit")])
    for word in ("陈桂兰", "卖了车", "8000"):
        assert word not in kept


def test_a_lost_socket_keeps_its_seat_and_a_restart_keeps_the_room(tmp_path: Path) -> None:
    catalogue, data = write_catalogue(tmp_path / "catalogue"), tmp_path / "province"
    with running(data, catalogue) as province:
        terminal = province.terminal(tmp_path / "terminal")
        desk, visitor, room = consultation(province, terminal)
        lawyer, resident = seat(province, desk, room), seat(province, visitor.session, room)
        resident.close()
        lawyer.state(lambda view: [one["connected"] for one in view["seats"]] == [True, False])
        back = enter(province, room, {"seat": resident.seat, "resume": resident.welcome["resume"]})
        assert back.seat == resident.seat
        stolen = {"seat": lawyer.seat, "resume": resident.welcome["resume"]}
        assert refusal(province, room, stolen) == "resume"
        second = enter(province, room, {"seat": resident.seat, "resume": resident.welcome["resume"]})
        assert back.code() == 4409
        second.close()
    with running(data, catalogue) as again:
        resumed = enter(again, room, {"seat": lawyer.seat, "resume": lawyer.welcome["resume"]})
        other = enter(again, room, {"seat": resident.seat, "resume": resident.welcome["resume"]})
        other.say("chat", text="还在")
        assert resumed.said("chat")["text"] == "还在"


def mediation(province: Running) -> tuple[requests.Session, str, list[Socket]]:
    """A mediator, and two parties who wait outside."""
    desk = at_the_desk(province, hire(province, "zhou", StaffRole.MEDIATOR, display="周敏"))
    room = desk.post(f"{province.url}{API}/rooms", json={"kind": "mediation"}, timeout=60).json()["room"]
    host, people = seat(province, desk, room), []
    for _ in range(2):
        invited = desk.post(
            f"{province.url}{API}/rooms/{room}/invitations", json={"role": "party"}, timeout=60
        )
        guest = requests.Session()
        guest.trust_env = False
        guest.headers["Authorization"] = f"Bearer {invited.json()['secret']}"
        people.append(seat(province, guest, room))
    return desk, room, [host, *people]


def test_who_waits_outside_hears_and_says_nothing_until_let_in(province: Running) -> None:
    _, _, (host, first, second) = mediation(province)
    assert [one["id"] for one in first.welcome["room"]["seats"]] == [first.seat]
    first.say("chat", text="让我进去")
    assert first.hear("refused")["code"] == "role"
    first.say("introduce", name="甲方", level="L3")
    assert host.said("introduce")["name"] == "甲方"
    assert "introduce" not in second.quiet()
    host.say("signal", to=first.seat, data={})
    assert "signal" not in first.quiet()
    host.say("admit", seat=first.seat)
    first.state(lambda view: len(view["seats"]) == 3)
    first.say("admit", seat=second.seat)
    assert first.hear("refused")["code"] == "role"
    host.say("remove", seat=second.seat)
    assert second.code() == 4403


def test_a_caucus_is_not_heard_outside_it(province: Running) -> None:
    _, _, (host, first, second) = mediation(province)
    for guest in (first, second):
        host.say("admit", seat=guest.seat)
        guest.state(lambda view: len(view["seats"]) == 3)
    host.say("caucus", seats=[host.seat, first.seat])
    first.state(lambda view: len(view["caucus"]) == 2)
    host.say("chat", text="底线是多少")
    assert first.said("chat")["text"] == "底线是多少"
    assert second.quiet() == []
    second.say("chat", text="听得到吗")
    second.quiet()
    assert first.quiet() == []
    host.say("caucus", seats=[])
    host.state(lambda view: view["caucus"] == [])
    second.say("chat", text="回来了")
    assert first.said("chat")["text"] == "回来了"


def test_a_closed_account_says_nothing_more(province: Running, terminal: Terminal) -> None:
    desk, _, room = consultation(province, terminal)
    lawyer = seat(province, desk, room)
    province.call(province.gateway.sessions.disable("shen"))
    lawyer.say("chat", text="还能说吗")
    assert lawyer.hear("refused")["code"] == "account_closed"


def test_a_flood_is_slowed_down(province: Running, terminal: Terminal) -> None:
    desk, _, room = consultation(province, terminal)
    lawyer = seat(province, desk, room)
    for _ in range(400):
        lawyer.say("ping")
    assert lawyer.hear("refused")["code"] == "too_many"


def test_papers_are_seen_with_a_watermark_while_they_are_shown(province: Running, terminal: Terminal) -> None:
    import io

    from PIL import Image, ImageChops

    desk, visitor, room = consultation(province, terminal)
    lawyer, resident = seat(province, desk, room), seat(province, visitor.session, room)
    paper = visitor.post(f"/rooms/{room}/documents", json={"title": "借条"}).json()["document"]
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "PNG")
    pages = f"/rooms/{room}/documents/{paper}/pages"
    assert visitor.post(pages, data=b"%PDF-1.7").json()["code"] == "media_type"
    assert visitor.post(pages, data=out.getvalue()).json() == {"page": 1}
    url = f"{province.url}{API}{pages}/1"
    assert desk.get(url, timeout=60).status_code == 404
    resident.say("share", document=paper)
    view = lawyer.state(lambda view: view["documents"])
    assert view["documents"] == [{"id": paper, "title": "借条", "pages": 1}]
    answer = desk.get(url, timeout=60)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    seen = Image.open(io.BytesIO(answer.content)).convert("L")
    assert ImageChops.invert(seen).point(lambda value: 255 * (value > 12)).getbbox() is not None
    assert ("staff:shen", "room.page") in [(row["actor"], row["action"]) for row in province.rows("audit")]
    resident.say("unshare", document=paper)
    lawyer.state(lambda view: not view["documents"])
    assert desk.get(url, timeout=60).status_code == 404
