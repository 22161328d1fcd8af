"""An invitation by booking, from the desk to the meeting's screen: found in the inbox, gone into without a code typed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from province.gateway.accounts.store import StaffRole
from tests.kiosk.visit import walk
from tests.kiosk.visit.asked import Asked
from tests.kiosk.visit.cabinet import BEGIN, Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.test_meeting import answer
from tests.province.asking import Visit
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, ShiftedClock, Terminal, running
from tests.province.test_proceedings import Session, at_terminal, opened

pytestmark = pytest.mark.timeout(300)
ZHANG = card_of("zhang")


class Forwarded(Asked):
    """The sealed questions go to a listening gateway, as the keeper brings them: signed, unread."""

    def __init__(self, folder: Path, terminal: Terminal) -> None:
        super().__init__(folder)
        self._terminal, self._into = terminal, folder

    def answer(self, message: dict[str, Any], say: Callable[..., None]) -> None:
        """The gateway's answer lies in the visit's folder."""
        response = Visit(self._terminal).forward(base64.b64decode(message["question"]))
        place = self._into / f"answer-{message['request_id']}"
        place.write_bytes(response.content)
        done = "done" if response.status_code == 200 else "not_done"
        say("answered", request_id=message["request_id"], outcome=done, reason="", file=str(place))


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Terminal]]:
    """A gateway and a terminal that it knows."""
    folder = tmp_path_factory.mktemp("invited")
    with running(folder / "province", write_catalogue(folder / "catalogue")) as province:
        yield province, province.terminal(folder / "terminal")


def invited(there: tuple[Running, Terminal], name: str, minutes: int) -> Session:
    """A mediation to which Zhang, who was at this terminal before, is invited by booking."""
    province, terminal = there
    Visit(terminal).identify((ZHANG.name, ZHANG.number))
    session = opened(province, "mediation", StaffRole.MEDIATOR, name)
    starts = (province.gateway.clock.now() + timedelta(minutes=minutes)).isoformat()
    who = {"name": ZHANG.name, "role": "party", "way": "booking", "holder_number": ZHANG.number}
    told = session.host.post("/proceeding/people", **who, starts=starts)
    assert told.status_code == 201, told.text
    return session


def at_home(make: MakeCabinet, terminal: Terminal) -> Cabinet:
    """A terminal whose questions this gateway opens, at the province's own time."""
    known = {"province_key": terminal.enrolment.sealing_key, "key_id": terminal.enrolment.key_id}
    cabinet = make(rooms=True, **known)
    cabinet.clock.passed = (ShiftedClock().now() - BEGIN).total_seconds()
    cabinet.keeper.asked = Forwarded(Path(cabinet.profile.folder), terminal)
    cabinet.network(up=True)
    return cabinet


def to_inbox(cabinet: Cabinet) -> None:
    """Who it is, by the card, and then one's own affairs."""
    cabinet.act("tile", id="progress")
    cabinet.act("mine")
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet)
    cabinet.act("confirm")
    cabinet.tick(times=6)
    assert cabinet.screen == "affairs"
    assert cabinet.view["invited"] >= 1
    cabinet.act("inbox")
    cabinet.tick(times=4)


def test_an_appointment_leads_into_its_meeting_without_digits(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    province, terminal = gateway
    session = invited(gateway, "wu-i", 10)
    cabinet = at_home(make, terminal)
    to_inbox(cabinet)
    row = cabinet.view["rows"][0]
    assert (row["kind"], row["title"], row["due"]) == ("meeting", "mediation", True)
    cabinet.act("join", id=row["id"])
    assert cabinet.screen != "meeting", "a card alone is not enough: the face first"
    prove(cabinet)
    cabinet.tick(times=4)
    assert cabinet.screen == "inbox"
    cabinet.act("join", id=row["id"])
    cabinet.tick(times=2)
    assert (cabinet.screen, cabinet.view["state"]) == ("meeting", "entering")
    (asked,) = cabinet.keeper.told("room_enter")
    assert asked["enter"]["level"] == "L3"
    entered = at_terminal(terminal, **{**asked["enter"], "name": ZHANG.name}).json()
    assert entered["room"] == session.room
    cabinet.flow.hear([answer(province, entered)])
    assert cabinet.view["state"] == "there", cabinet.view
    cabinet.tick()
    assert cabinet.view["task"] == "read"
    assert cabinet.flow.visit.way_in == ""
    me = session.host.file()["people"][-1]
    assert (me["way"], me["level"], me["entered"]) == ("terminal", "L3", True)


def prove(cabinet: Cabinet) -> None:
    """The face that fits the card."""
    if cabinet.screen == "consent":
        cabinet.act("agree", text=walk.NOTICE)
    assert cabinet.screen == "face"
    assert cabinet.hardware.face is not None
    walk.face_that_fits(cabinet.hardware.face)
    cabinet.tick(times=3)


def test_before_its_hour_it_is_shown_and_leads_nowhere(
    make: MakeCabinet, gateway: tuple[Running, Terminal]
) -> None:
    invited(gateway, "wu-j", 60)
    cabinet = at_home(make, gateway[1])
    to_inbox(cabinet)
    early = next(one for one in cabinet.view["rows"] if not one["due"])
    assert early["seen"] == "early"
    cabinet.act("join", id=early["id"])
    cabinet.tick(times=2)
    assert cabinet.screen == "inbox"
    assert not cabinet.keeper.told("room_enter")
