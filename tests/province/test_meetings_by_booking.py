"""Inviting a party by booking: an hour in their name, told to their terminals, and their way in at that hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from legalnet.events import BookingChanged, EventPage
from province.gateway.accounts.store import StaffRole
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.meeting import API
from tests.province.running import Running, Terminal
from tests.province.test_parties import add_slots
from tests.province.test_proceedings import Session, at_terminal, opened

pytestmark = pytest.mark.timeout(300)
NUMBER = ZHANG[1]


@pytest.fixture
def zhang(terminal: Terminal) -> Visit:
    """Known to the province, since she was proven at this terminal."""
    visit = Visit(terminal)
    visit.identify(ZHANG)
    return visit


def soon(province: Running, minutes: int = 10) -> str:
    """By the province's clock."""
    return (province.gateway.clock.now() + timedelta(minutes=minutes)).isoformat()


def invited(session: Session, **more: str) -> str:
    """Zhang, by booking; the appointment as the file has it."""
    told = {"name": ZHANG[0], "role": "party", "way": "booking", "holder_number": NUMBER, **more}
    answer = session.host.post("/proceeding/people", **told)
    assert answer.status_code == 201, answer.text
    assert answer.json()["code"] == "", "nobody has to be told digits"
    return str(session.host.file()["people"][-1]["booking"])


def test_at_its_hour_the_invited_person_goes_in_from_the_booking(
    province: Running, terminal: Terminal, zhang: Visit
) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu-b")
    booking = invited(session, starts=soon(province), side="申请人")
    (mine,) = zhang.ask("GET", "/bookings").json["bookings"]
    assert (mine["id"], mine["meeting"], mine["slot"]["service"]) == (booking, True, "mediation")
    told = [e.body for e in EventPage.model_validate_json(terminal.uplink.fetch_events(0)).events]
    assert [one.booking for one in told if isinstance(one, BookingChanged)] == [booking]
    way = zhang.ask("POST", f"/bookings/{booking}/entrance", {})
    assert way.status == 201, way.json
    entered = at_terminal(terminal, code=way.json["code"], level="L3", name=ZHANG[0])
    assert entered.status_code == 201, entered.text
    actor = session.actor(entered.json()["secret"])
    me = next(one for one in actor.file()["people"] if one["id"] == actor.file()["me"])
    assert (me["side"], me["level"], me["way"], me["entered"]) == ("申请人", "L3", "terminal", True)
    assert at_terminal(terminal, code=way.json["code"], level="L3").json()["code"] == "room_token"


def test_only_the_person_proven_and_in_time_goes_in(
    province: Running, terminal: Terminal, zhang: Visit
) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu-c")
    booking = invited(session, starts=soon(province))
    place = f"/bookings/{booking}/entrance"
    wang, weak = Visit(terminal), Visit(terminal)
    wang.identify(WANG)
    assert wang.ask("POST", place, {}).code == "not_yours"
    weak.identify(ZHANG, "L2", "card")
    assert weak.ask("POST", place, {}).code == "level_too_low"
    later = invited(
        opened(province, "notary", StaffRole.NOTARY, "gong-c"), starts=soon(province, 60), role="resident"
    )
    early = zhang.ask("POST", f"/bookings/{later}/entrance", {})
    assert (early.code, early.json["state"]) == ("not_now", "early")
    other = zhang.ask("POST", f"/bookings/{later}/move", {"slot": add_slots(province)[0]})
    assert (other.code, other.json["state"]) == ("not_now", "invited")


def test_who_gives_it_up_is_told_to_the_desk_and_the_hour_is_nobody_elses(
    province: Running, zhang: Visit
) -> None:
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu-d")
    booking = invited(session, starts=soon(province))
    assert zhang.ask("GET", "/slots", query="service=mediation").json["slots"] == []
    assert zhang.ask("POST", f"/bookings/{booking}/cancel", {}).json["state"] == "cancelled"
    assert session.host.file()["people"][-1]["declined"] is True
    assert zhang.ask("GET", "/slots", query="service=mediation").json["slots"] == []
    refused = zhang.ask("POST", f"/bookings/{booking}/entrance", {})
    assert (refused.code, refused.json["state"]) == ("not_now", "cancelled")
    code = session.host.post(f"/proceeding/people/{session.host.file()['people'][-1]['id']}/code").json()[
        "code"
    ]
    assert len(code) == 10, "digits stay the other way"


def test_a_free_hour_is_taken_once_and_nobody_unknown_is_invited(province: Running, zhang: Visit) -> None:
    first, second = add_slots(province)
    session = opened(province, "mediation", StaffRole.MEDIATOR, "wu-e")
    desk = session.host.session
    offered = desk.get(f"{province.url}{API}/staff/proceedings/hours?kind=mediation", timeout=60).json()[
        "slots"
    ]
    assert [one["id"] for one in offered] == [first, second]
    invited(session, slot=first)
    starts = session.host.file()["people"][-1]["starts"]
    assert datetime.fromisoformat(starts) == datetime.fromisoformat(offered[0]["starts"])
    more = {"name": "x", "role": "party", "way": "booking"}
    for fields, code in (
        ({"holder_number": NUMBER, "slot": first}, "slot_taken"),
        ({"holder_number": WANG[1], "slot": second}, "not_found"),
        ({"holder_number": NUMBER}, "invalid"),
        ({"slot": second}, "invalid"),
        ({"holder_number": NUMBER, "starts": soon(province, -5)}, "not_now"),
    ):
        assert session.host.post("/proceeding/people", **more, **fields).json()["code"] == code, fields
    assert len(session.host.file()["people"]) == 2
    hearing = opened(province, "notary", StaffRole.NOTARY, "gong-e")
    other = {**more, "role": "resident", "holder_number": NUMBER, "slot": second}
    assert hearing.host.post("/proceeding/people", **other).json()["code"] == "not_found", "another service"
    assert zhang.ask("GET", "/slots", query="service=mediation").json["slots"][0]["id"] == second
