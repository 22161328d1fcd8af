"""A mediation while the province is away: read as it was, written in all the same, and entered there exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kiosk.visit import late_acts
from kiosk.visit.flow import Network
from legalnet.asking import LATE_OUTCOME
from province.gateway.accounts.store import StaffRole
from tests.kiosk.visit.cabinet import BEGIN, Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.test_meeting import again, come_in
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, send
from tests.province.running import Running, ShiftedClock, Terminal, running
from tests.province.test_proceedings import API, Session, opened

pytestmark = pytest.mark.timeout(300)
NOWHERE = "http://127.0.0.1:9"
CLAUSE = "十二月五日前还款8000元"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Terminal]]:
    """A gateway and a terminal that it knows."""
    folder = tmp_path_factory.mktemp("late")
    with running(folder / "province", write_catalogue(folder / "catalogue")) as province:
        yield province, province.terminal(folder / "terminal")


def bound(make: MakeCabinet, there: tuple[Running, Terminal], name: str) -> tuple[Cabinet, Session]:
    """Somebody in a mediation with one clause, everything read; their questions can be opened by this gateway only."""
    province, terminal = there
    session = opened(province, "mediation", StaffRole.MEDIATOR, name)
    known = {"province_key": terminal.enrolment.sealing_key, "key_id": terminal.enrolment.key_id}

    def made(**more: Any) -> Cabinet:
        """At the province's own time, with a card."""
        cabinet = make(**more, **known)
        cabinet.clock.passed = (ShiftedClock().now() - BEGIN).total_seconds()
        cabinet.flow.visit.take_card(card_of("zhang"), None)
        return cabinet

    cabinet = come_in(made, there, session, side="申请人")
    cabinet.act("read_text", name="confidentiality")
    cabinet.act("recording", agree=False)
    session.host.act(act="clause", text=CLAUSE)
    assert again(cabinet)["clause"]["text"] == CLAUSE
    return cabinet, session


def cut(cabinet: Cabinet) -> None:
    """The province does not answer any more."""
    meeting = cabinet.flow.visit.meeting
    assert meeting is not None
    meeting.guest = replace(meeting.guest, province=NOWHERE)
    cabinet.network(up=False)
    again(cabinet)


def brought(cabinet: Cabinet, terminal: Terminal) -> list[str]:
    """What waits in the outbox is sent as the keeper would, each twice; what the province says of the first time."""
    outcomes = []
    for item in cabinet.keeper.cache.outbox.pending():
        for _ in range(2):
            headers = {"Content_Type": "application/octet-stream"}
            answer = send(prepared(terminal, "POST", f"{API}/asks", item.header, **headers))
            assert answer.status_code == 200, answer.text
        outcomes.append(answer.headers[LATE_OUTCOME])
    return outcomes


def test_words_and_answers_wait_sealed_and_are_entered_once(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    cabinet, session = bound(make, gateway, "wu-late")
    cut(cabinet)
    assert cabinet.view["asOf"].endswith(f"{cabinet.flow.today_now():%H:%M}")
    assert cabinet.view["clause"]["text"] == CLAUSE
    cabinet.act("write", text="月底前我能等")
    cabinet.act("answer_clause", agree=False, words="分两次还清")
    cabinet.tick(times=3)
    assert [(one["what"], one["state"]) for one in cabinet.view["late"]] == [
        ("write", "waiting"), ("propose", "waiting"),
    ]  # fmt: skip
    assert cabinet.view["clause"]["waiting"] is True
    assert cabinet.view["written"] == [], "nothing is shown as done"
    cabinet.act("answer_clause", agree=True, words="")
    waiting = cabinet.keeper.cache.outbox.pending()
    assert len(waiting) == 2, "an answer that waits is not given twice"
    assert all("分两次".encode() not in item.header for item in waiting)
    assert brought(cabinet, gateway[1]) == ["done", "done"]
    file = session.host.file()
    assert [one["text"] for one in file["written"]] == ["月底前我能等"]
    assert file["written"][0]["written_at"] is not None
    assert [one["text"] for one in file["clauses"][0]["proposals"]] == ["分两次还清"]


def test_what_came_through_although_nobody_heard_is_not_entered_again(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    """The direct way and the late one carry the same key."""
    cabinet, session = bound(make, gateway, "wu-twice")
    meeting, screen = cabinet.flow.visit.meeting, cabinet.flow._current
    assert meeting is not None
    act = late_acts.keyed({"act": "write", "text": "我同意先还一半"}, cabinet.clock.now())
    meeting.guest.act(**act)
    late_acts.keep(meeting, screen.asks, act)  # type: ignore[attr-defined]
    cabinet.tick(times=2)
    assert brought(cabinet, gateway[1]) == ["done"]
    assert [one["text"] for one in session.host.file()["written"]] == ["我同意先还一半"]


def test_words_written_then_count_although_the_person_came_in_anew(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    from tests.province.test_proceedings import at_terminal

    cabinet, session = bound(make, gateway, "wu-anew")
    cabinet.act("come_back")
    code = cabinet.view["code"]
    cut(cabinet)
    cabinet.act("write", text="先写在这里")
    cabinet.tick(times=2)
    assert at_terminal(gateway[1], code=code, level="L3", name="张秀英").status_code == 201
    assert brought(cabinet, gateway[1]) == ["done"]
    assert [one["text"] for one in session.host.file()["written"]] == ["先写在这里"]


def test_an_answer_to_words_that_changed_is_refused_and_said(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    cabinet, session = bound(make, gateway, "wu-changed")
    cut(cabinet)
    cabinet.act("answer_clause", agree=True, words="")
    cabinet.tick(times=2)
    session.host.act(act="clause", clause=session.host.file()["clauses"][0]["id"], text="改成十二月底前还")
    assert brought(cabinet, gateway[1]) == ["not_done"]
    assert session.host.file()["clauses"][0]["answers"] == {}
    (item,) = cabinet.keeper.cache.outbox.pending()
    cabinet.keeper.say("ask_settled", key=item.key.removeprefix("ask-"), outcome="not_done")
    cabinet.tick()
    assert cabinet.view["late"][0]["state"] == "not_done"


def test_the_file_read_last_is_found_by_its_code_and_joined_again(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    cabinet, session = bound(make, gateway, "wu-kept")
    cabinet.act("come_back")
    code = cabinet.view["code"]
    cabinet.tick(times=3)
    kept = cabinet.keeper.told("draft_keep")[-1]
    assert CLAUSE not in str(kept)
    session.host.act(act="clause", text="利息不要了")
    again(cabinet)
    cabinet.tick(times=2)
    assert cabinet.keeper.told("draft_keep")[-1]["name"] == kept["name"], (
        "the newest reading, in the same place"
    )
    anew(cabinet)
    cabinet.act("enter", code=code)
    cabinet.flow.hear([{"kind": "room_entered", "outcome": "not_done", "reason": "unreachable"}])
    cabinet.tick(times=4)
    assert (cabinet.view["state"], cabinet.view["clause"]["total"]) == ("there", 2)
    assert cabinet.view["asOf"] != ""
    cabinet.act("write", text="我回去想过了")
    cabinet.tick(times=2)
    assert cabinet.view["late"][0]["state"] == "waiting"
    back(cabinet, gateway, code)
    assert brought(cabinet, gateway[1]) == ["done"]
    assert [one["text"] for one in again(cabinet)["written"]] == ["我回去想过了"]


def anew(cabinet: Cabinet) -> None:
    """Out of the room, and to the digits again."""
    cabinet.act("leave")
    cabinet.flow.visit.meeting = None
    cabinet.flow._switch("meeting")


def back(cabinet: Cabinet, there: tuple[Running, Terminal], code: str) -> None:
    """The network is back: the terminal comes in by the code by itself."""
    from tests.kiosk.visit.test_meeting import answer
    from tests.province.test_proceedings import at_terminal

    cabinet.network(up=True)
    again(cabinet)
    again(cabinet)
    asked = cabinet.keeper.told("room_enter")[-1]["enter"]
    assert asked["code"] == code
    entered = at_terminal(there[1], **asked).json()
    cabinet.flow.hear([answer(there[0], entered)])
    assert again(cabinet)["asOf"] == ""
    assert cabinet.keeper.told("draft_drop") != []


def test_another_code_or_another_person_finds_nothing(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    cabinet, _ = bound(make, gateway, "wu-nobody")
    anew(cabinet)
    cabinet.flow.network = Network(up=False)
    cabinet.act("enter", code="0000000000")
    cabinet.flow.hear([{"kind": "room_entered", "outcome": "not_done", "reason": "unreachable"}])
    cabinet.tick(times=4)
    assert (cabinet.view["state"], cabinet.view["trouble"]) == ("code", "unreachable")


def test_a_box_opens_by_its_own_code_and_number_only(make: MakeCabinet) -> None:
    from kiosk.rooms.guest import Guest
    from kiosk.visit.meeting import Meeting

    guest = Guest(province=NOWHERE, secret="s", room="r" + "0" * 24)
    meeting = Meeting(guest, "mediation", "借款")
    meeting.file, meeting.read_at = {"rev": 3}, BEGIN.isoformat()
    keys = late_acts.keys_for("1234567890", "330")
    box = late_acts.box(meeting, keys)
    found = late_acts.unboxed(box, keys)
    assert found is not None
    assert (found.file, found.guest.secret) == ({"rev": 3}, "s")
    assert late_acts.unboxed(box, late_acts.keys_for("1234567890", "331")) is None
    assert late_acts.unboxed(None, keys) is None
