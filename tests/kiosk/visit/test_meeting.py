"""A party at the terminal in a mediation and a hearing, against a listening gateway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.visit.visit import Identified
from province.gateway.accounts.store import StaffRole
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, Terminal, running
from tests.province.test_proceedings import Session, at_terminal, opened

pytestmark = pytest.mark.timeout(300)
NAME = "张秀英"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Terminal]]:
    """A gateway and a terminal that it knows."""
    folder = tmp_path_factory.mktemp("meeting")
    with running(folder / "province", write_catalogue(folder / "catalogue")) as province:
        yield province, province.terminal(folder / "terminal")


def come_in(make: MakeCabinet, there: tuple[Running, Terminal], session: Session, **more: Any) -> Cabinet:
    """The screen of somebody who typed their code; the keeper's signed request is the terminal's own."""
    from kiosk.visit.flow import Network

    province, terminal = there
    cabinet = make(rooms=True)
    flow = cabinet.flow
    flow.network = Network(up=True)
    flow.visit.consent("data", True, walk.NOTICE, cabinet.clock.now())
    flow.visit.identified = Identified("L3", "card+staff", cabinet.clock.now())
    code = session.call(NAME, "terminal", **more)
    cabinet.act("tile", id="lawyer")
    cabinet.act("called")
    assert (cabinet.screen, cabinet.view["state"]) == ("meeting", "code")
    cabinet.act("enter", code=code)
    (asked,) = cabinet.keeper.told("room_enter")
    assert asked["enter"]["level"] == "L3"
    entered = at_terminal(terminal, **{**asked["enter"], "name": NAME}).json()
    flow.hear([answer(province, entered)])
    assert cabinet.view["state"] == "there", cabinet.view
    cabinet.tick()
    return cabinet


def answer(province: Running, entered: dict[str, Any]) -> dict[str, Any]:
    """What the keeper says of it (`kiosk.keeper.rooms`)."""
    told = {name: entered[name] for name in ("room", "secret", "title")}
    about = {"outcome": "done", "province": province.url, "ca": "", "procedure": entered["kind"]}
    return {"kind": "room_entered", **about, **told}


def again(cabinet: Cabinet) -> dict[str, Any]:
    """The file is looked at once more."""
    cabinet.tick(5.0)
    return cabinet.view


def test_a_party_reads_decides_signs_and_goes_on_to_the_court(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    session = opened(gateway[0], "mediation", StaffRole.MEDIATOR, "wu-t")
    cabinet = come_in(make, gateway, session, side="申请人")
    assert cabinet.view["task"] == "read"
    cabinet.act("read_text", name="discipline")
    assert cabinet.view["task"] == "read"
    cabinet.act("read_text", name="confidentiality")
    assert cabinet.view["task"] == "recording"
    cabinet.act("recording", agree=False)
    cabinet.act("write", text="月底前我能等")
    assert cabinet.view["written"] == [{"who": NAME, "mine": True, "text": "月底前我能等"}]
    session.host.act(act="fact", text="2023年9月12日借款8000元")
    session.host.act(act="clause", text="十二月五日前还款8000元")
    assert again(cabinet)["task"] == "fact"
    cabinet.act("fact", agree=True)
    assert cabinet.view["clause"]["text"] == "十二月五日前还款8000元"
    cabinet.act("answer_clause", agree=False, words="分两次还清")
    host = session.host
    host.act(act="adopt", clause=host.file()["clauses"][0]["id"], proposal=0)
    assert again(cabinet)["clause"]["mine"] == "agree"
    assert host.post("/proceeding/papers/agreement").ok
    assert again(cabinet)["task"] == "sign"
    cabinet.tick()
    assert any("分两次还清" in line for line in cabinet.view["words"])
    cabinet.act("sign_paper", strokes=[[0.1, 0.2, 0.6, 0.8, 0.9, 0.3]])
    code = session.person.code(session.person.used)
    sha = host.file()["papers"]["agreement"]["digest"]
    assert host.post("/proceeding/papers/agreement/sign", sha256=sha, code=code).ok
    to_the_court(cabinet)


def to_the_court(cabinet: Cabinet) -> None:
    """A code for another day, a copy on paper, and one touch to the application."""
    assert again(cabinet)["confirm"] is True
    cabinet.act("come_back")
    assert len(cabinet.view["code"]) == 10
    cabinet.act("print")
    assert cabinet.view["print"]["outcome"] in ("done", "printing")
    cabinet.act("confirm_in_court")
    assert cabinet.screen == "intro"
    journey = cabinet.flow.journey
    assert journey is not None
    assert journey.matter.code == "TJ-SFQR"
    assert journey.carried is not None
    assert dict(journey.carried.values)["app.content"] == ["分两次还清"]


def test_a_hearing_wants_the_booth_and_a_second_look(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    session = opened(gateway[0], "hearing", StaffRole.CLERK, "qi-t")
    cabinet = come_in(make, gateway, session, side="原告")
    assert cabinet.view["task"] == "prove"
    cabinet.act("prove")
    assert cabinet.screen == "card"
    cabinet.flow.visit.identified = Identified("L3", "card+face", cabinet.clock.now())
    cabinet.flow.replace("meeting")
    cabinet.tick()
    again_asked = cabinet.keeper.told("room_enter")[-1]["enter"]
    assert (again_asked["level"], again_asked["room"]) == ("L4", session.room)
    entered = at_terminal(gateway[1], **{**again_asked, "name": NAME}).json()
    cabinet.flow.hear([answer(gateway[0], entered)])
    cabinet.tick()
    assert cabinet.view["task"] == "booth"
    cabinet.act("booth", camera=True, microphone=True, quiet=True, alone=True)
    assert cabinet.view["reading"]["name"] == "discipline"
    typed(cabinet)
    assert session.host.file()["people"][1]["level"] == "L4"


def typed(cabinet: Cabinet) -> None:
    """Who cannot speak types to those who are there; outside the door nobody would read it."""
    video = cabinet.flow.video
    for admitted in (False, True):
        seat = {"id": "s1", "admitted": admitted, "role": "party"}
        video._events.append({"event": "room", "room": {"seats": [seat]}, "own": "s1"})
        cabinet.tick()
        cabinet.act("write", text="  我说不出话，打字  ")
    said = [one["message"] for one in video._waiting if one["do"] == "say"]
    assert said == [{"kind": "chat", "text": "我说不出话，打字"}]
    assert cabinet.view["captions"] == [{"who": NAME, "text": "我说不出话，打字", "final": True}]


def test_a_wrong_code_says_so_and_nothing_is_kept(make: MakeCabinet, tmp_path: Path) -> None:
    from tests.kiosk.visit.test_totality import to_meeting

    cabinet = make(rooms=True)
    to_meeting(cabinet)
    cabinet.act("enter", code="123")
    assert cabinet.view["trouble"] == "format"
    cabinet.act("enter", code="12345 67890")
    cabinet.flow.hear([{"kind": "room_entered", "outcome": "not_done", "reason": "refused"}])
    assert (cabinet.view["state"], cabinet.view["trouble"]) == ("code", "refused")
    cabinet.flow.hear([{"kind": "room_entered", "outcome": "done", "kind_": 1}])
    assert cabinet.flow.visit.meeting is None
