"""Appointments without double booking, evidence between parties, a settlement over days: over the wire."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from legalnet.events import EventPage
from province.gateway.clock import civil_date, stamp
from province.gateway.storage.meetingtables import slots
from province.gateway.work.cases import NewCase, create
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.running import Running, Terminal

CHEN = ("陈三", "330105199001010010")
ITEM = {"title": "借条", "kind": "书证", "purpose": "证明借款八千元", "pages": 1}
OPINION = {"authenticity": "accepted", "legality": "accepted", "relevance": "disputed", "reason": "已经还了"}


def today() -> date:
    """In China."""
    return civil_date(datetime.now(UTC))


@pytest.fixture
def visits(terminal: Terminal) -> tuple[Visit, Visit, Visit]:
    """Zhang, Wang, and somebody who has nothing to do with them."""
    found = (Visit(terminal), Visit(terminal), Visit(terminal))
    for visit, who in zip(found, (ZHANG, WANG, CHEN), strict=True):
        visit.identify(who)
    return found


@pytest.fixture
def case(province: Running) -> str:
    """A case of Zhang against Wang; evidence until yesterday, opinions until tomorrow."""
    gateway, now = province.gateway, today()
    parties = {gateway.records.holder(ZHANG[1]): "plaintiff", gateway.records.holder(WANG[1]): "defendant"}
    new = NewCase(
        "张秀英诉王建国民间借贷", parties, "（2026）某0199民初1号", "江临区人民法院",
        evidence_until=now - timedelta(days=2), opinions_until=now + timedelta(days=2),
    )  # fmt: skip
    return province.call(gateway.database.write(lambda c: create(c, gateway, new)))


def add_slots(province: Running, count: int = 2) -> list[str]:
    """Free hours tomorrow; their ids."""
    start = province.gateway.clock.now() + timedelta(days=1)
    rows = [
        {
            "id": f"S{n}", "provider": "jianglin-mediation", "service": "mediation", "person": "",
            "starts": stamp(start + timedelta(hours=n)), "ends": stamp(start + timedelta(hours=n + 1)), "by": "there",
        }
        for n in range(count)
    ]  # fmt: skip
    province.call(province.gateway.database.write(lambda c: c.execute(insert(slots), rows) and None))
    return [str(row["id"]) for row in rows]


def test_a_slot_is_taken_once_moved_and_given_up(
    province: Running, terminal: Terminal, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, wang, _ = visits
    first, second = add_slots(province)
    listed = zhang.ask("GET", "/slots", query="service=mediation").json["slots"]
    assert [one["id"] for one in listed] == [first, second]
    made = zhang.ask("POST", "/bookings", {"slot": first, "matter_code": "TJ-01", "needs": ["sign_language"]})
    assert (made.status, made.json["state"], made.etag) == (201, "booked", '"1"')
    assert made.json["needs"] == ["sign_language"]
    assert wang.ask("POST", "/bookings", {"slot": first}).code == "slot_taken"
    other = wang.ask("POST", "/bookings", {"slot": second}).json["id"]
    booking = f"/bookings/{made.json['id']}"
    assert zhang.ask("POST", f"{booking}/move", {"slot": second}).code == "slot_taken"
    assert zhang.ask("POST", f"/bookings/{other}/cancel", {}).code == "not_yours"
    assert wang.ask("POST", f"/bookings/{other}/cancel", {}).json["state"] == "cancelled"
    moved = zhang.ask("POST", f"{booking}/move", {"slot": second}, if_match='"1"').json
    assert moved["slot"]["id"] == second
    assert zhang.ask("POST", f"{booking}/cancel", {}, if_match='"1"').code == "changed"
    assert [one["id"] for one in wang.ask("GET", "/slots", query="service=mediation").json["slots"]] == [
        first
    ]
    assert zhang.ask("POST", "/bookings", {"slot": "none"}).code == "not_found"
    events = EventPage.model_validate_json(terminal.uplink.fetch_events(0)).events
    states = [event.body.state for event in events if event.body.kind == "booking.changed"]
    assert sorted(states) == ["booked", "booked", "cancelled", "moved"]


def test_places_are_found_nearest_first(visits: tuple[Visit, Visit, Visit]) -> None:
    found = visits[0].ask("GET", "/providers", query="near=30.2871,120.1512").json["providers"]
    far = [one["metres"] for one in found if one["metres"] is not None]
    assert far == sorted(far)
    assert far[0] == 0
    assert {
        one["provider"]["kind"]
        for one in visits[0].ask("GET", "/providers", query="kind=court").json["providers"]
    } == {"court"}
    assert visits[0].ask("GET", "/providers", query="near=99,200").code == "invalid"
    assert visits[0].ask("GET", "/persons", query="kind=lawyer").json == {"persons": []}


def test_evidence_and_opinions_between_the_parties(
    province: Running, terminal: Terminal, case: str, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, wang, stranger = visits
    path = f"/cases/{case}"
    assert zhang.ask("GET", path).json["my_side"] == "plaintiff"
    [listed] = zhang.ask("POST", f"{path}/evidence", ITEM).json["items"]
    assert (listed["number"], listed["mine"], listed["late"]) == (1, True, True)
    assert zhang.ask("POST", f"{path}/evidence/1/opinions", OPINION).code == "not_now"
    [seen] = wang.ask("POST", f"{path}/evidence/1/opinions", OPINION).json["items"]
    assert (seen["mine"], seen["opinions"][0]["side"], seen["opinions"][0]["late"]) == (
        False,
        "defendant",
        False,
    )
    assert wang.ask("POST", f"{path}/evidence/1/opinions", OPINION).code == "not_now"
    assert wang.ask("POST", f"{path}/evidence/7/opinions", OPINION).code == "not_found"
    assert wang.ask("POST", f"{path}/evidence/1/opinions", {**OPINION, "legality": "maybe"}).code == "invalid"
    for asked in (
        ("GET", path),
        ("GET", f"{path}/evidence"),
        ("GET", f"{path}/messages"),
        ("POST", f"{path}/evidence", ITEM),
    ):
        assert stranger.ask(*asked).code == "not_yours"
    assert stranger.ask("GET", "/cases").json == {"cases": []}
    low = Visit(terminal)
    low.identify(ZHANG, "L2", "card")
    assert low.ask("POST", f"{path}/evidence", ITEM).code == "level_too_low"
    everything = "".join(str(province.rows(table)) for table in ("cases", "case_parties", "case_entries"))
    assert not any(word in everything for word in ("借条", "张秀英", "已经还了"))


def message(**more: Any) -> dict[str, Any]:
    """One message."""
    return {"id": str(uuid.uuid4()), **more}


def test_a_settlement_over_days(
    province: Running, terminal: Terminal, case: str, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, wang, stranger = visits
    path = f"/cases/{case}/messages"
    until = (today() + timedelta(days=2)).isoformat()
    offer = message(words="分两期还", terms={"amount": "8000.00", "instalments": 2}, until=until)
    assert zhang.ask("POST", path, offer).json["messages"][0]["proposal"] == "open"
    assert zhang.ask("POST", path, offer).code == "key_reused"
    assert stranger.ask("POST", path, message(words="我也说")).code == "not_yours"
    own = message(answer_to=offer["id"], answer="accept")
    assert zhang.ask("POST", path, own).code == "not_now"
    counter = message(answer_to=offer["id"], answer="counter", terms={"amount": "7000.00"}, until=until)
    states = [one["proposal"] for one in wang.ask("POST", path, counter).json["messages"]]
    assert states == ["countered", "open"]
    assert wang.ask("POST", path, message(answer_to=counter["id"], answer="accept")).code == "not_now"
    done = zhang.ask("POST", path, message(words="同意", answer_to=counter["id"], answer="accept")).json[
        "messages"
    ]
    assert [one["proposal"] for one in done] == ["countered", "accepted", None]
    assert [one["mine"] for one in done] == [True, False, True]
    late = message(terms={"amount": "1.00"}, until=(today() - timedelta(days=3)).isoformat())
    assert wang.ask("POST", path, late).json["messages"][-1]["proposal"] == "lapsed"
    assert zhang.ask("POST", path, message(answer_to=late["id"], answer="accept")).code == "not_now"
    assert zhang.ask("POST", path, message(answer_to="12345678", answer="accept")).code == "not_found"
    kinds = [e.body.kind for e in EventPage.model_validate_json(terminal.uplink.fetch_events(0)).events]
    assert kinds.count("mediation.message") == 4
