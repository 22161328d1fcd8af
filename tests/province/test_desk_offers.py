"""What the desk opens for residents by its JSON interface: a case, hours, and people whom one can meet."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.province.asking import WANG, ZHANG, Visit
from tests.province.running import Running, Terminal
from tests.province.test_residents import Desk

CARD = {
    "name": "沈知衡", "organisation": {"zh": "禾木律师事务所", "en": "Hemu Law Firm"}, "licence": "13301202010000001",
    "specialities": ["借贷"], "languages": ["普通话"], "years": 8,
}  # fmt: skip


@pytest.fixture
def desk(province: Running) -> Desk:
    """Staff."""
    return Desk(province)


def case(**more: Any) -> dict[str, Any]:
    """Zhang against Wang."""
    parties = [
        {"holder_number": ZHANG[1], "side": "plaintiff"},
        {"holder_number": WANG[1], "side": "defendant"},
    ]
    return {"title": "张秀英诉王建国民间借贷", "case_no": "（2026）某0199民初2号", "parties": parties, **more}


def test_a_case_that_the_desk_opens_is_found_by_its_parties(
    province: Running, terminal: Terminal, desk: Desk
) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    made = desk.post("/cases", case(evidence_until="2099-01-05"), **key)
    assert made.status_code == 201, made.text
    assert desk.post("/cases", case(evidence_until="2099-01-05"), **key).json() == made.json(), "once"
    wang = Visit(terminal)
    wang.identify(WANG)
    [listed] = wang.ask("GET", "/cases").json["cases"]
    assert (listed["id"], listed["my_side"], listed["evidence_until"]) == (
        made.json()["id"],
        "defendant",
        "2099-01-05",
    )
    assert listed["court"], "the officer's own unit"
    assert any(row["action"] == "case.open" for row in province.rows("audit"))
    assert ZHANG[1] not in str(province.rows("case_parties")) + str(province.rows("cases"))


def test_a_case_needs_two_sides_and_nobody_twice(desk: Desk) -> None:
    zhang = {"holder_number": ZHANG[1], "side": "plaintiff"}
    other = {"holder_number": WANG[1], "side": "plaintiff"}
    for parties in ([zhang], [zhang, zhang | {"side": "defendant"}], [zhang, other], []):
        assert desk.post("/cases", case(parties=parties)).json()["code"] == "invalid"


def test_hours_are_offered_taken_and_withdrawn_only_while_free(
    province: Running, terminal: Terminal, desk: Desk
) -> None:
    person = desk.session.put(
        f"{province.url}/pln/v1/staff/professionals/shen",
        json={"provider": "hemu", "kind": "lawyer", "region": "330199", "card": CARD},
        timeout=30,
    )
    assert person.status_code == 200, person.text
    start = (province.clock.now() + timedelta(days=2)).isoformat()
    hours = {
        "provider": "hemu",
        "service": "lawyer",
        "person": "shen",
        "starts": start,
        "minutes": 30,
        "count": 3,
    }
    offered = desk.post("/slots", hours)
    assert offered.status_code == 201, offered.text
    ids = [one["id"] for one in offered.json()["slots"]]
    assert desk.post("/slots", hours).json()["code"] == "slot_taken", "the same person at the same time"
    visit = Visit(terminal)
    visit.identify()
    shown = visit.ask("GET", "/persons", query="kind=lawyer").json["persons"]
    assert [(one["id"], one["card"]["licence"]) for one in shown] == [("shen", CARD["licence"])]
    free = visit.ask("GET", "/slots", query="service=lawyer&provider=hemu").json["slots"]
    assert [one["id"] for one in free] == ids
    booked = visit.ask("POST", "/bookings", {"slot": ids[0]}).json["id"]
    url = f"{province.url}/pln/v1/staff/slots"
    assert desk.session.delete(f"{url}/{ids[0]}", timeout=30).json()["code"] == "slot_taken"
    assert desk.session.delete(f"{url}/{ids[1]}", timeout=30).json()["state"] == "withdrawn"
    assert desk.session.delete(f"{url}/{ids[1]}", timeout=30).json()["code"] == "not_found"
    assert visit.ask("POST", f"/bookings/{booked}/cancel", {}).json["state"] == "cancelled"
    assert desk.session.delete(f"{url}/{ids[0]}", timeout=30).status_code == 200
    left = visit.ask("GET", "/slots", query="service=lawyer&provider=hemu").json["slots"]
    assert [one["id"] for one in left] == ids[2:]


def test_hours_that_are_over_or_far_away_are_not_offered(province: Running, desk: Desk) -> None:
    hours = {"provider": "hemu", "service": "lawyer", "minutes": 30}
    for shift in (timedelta(minutes=-1), timedelta(days=400)):
        start = (province.clock.now() + shift).isoformat()
        assert desk.post("/slots", {**hours, "starts": start}).json()["code"] == "not_now"


def test_what_is_public_about_a_person_is_renewed(province: Running, terminal: Terminal, desk: Desk) -> None:
    url = f"{province.url}/pln/v1/staff/professionals/shen"
    body = {"provider": "hemu", "kind": "lawyer", "region": "330199", "card": CARD}
    for years in (8, 9):
        answer = desk.session.put(url, json={**body, "card": {**CARD, "years": years}}, timeout=30)
        assert answer.json()["card"]["years"] == years
    visit = Visit(terminal)
    visit.identify()
    [shown] = visit.ask("GET", "/persons").json["persons"]
    assert shown["card"]["years"] == 9


def test_only_staff_who_read_what_was_handed_in_may_do_so(province: Running) -> None:
    import requests

    for method, path in (
        ("POST", "/cases"),
        ("POST", "/slots"),
        ("DELETE", "/slots/x"),
        ("PUT", "/professionals/x"),
    ):
        answer = requests.request(method, f"{province.url}/pln/v1/staff{path}", json={}, timeout=30)
        assert answer.json()["code"] == "not_signed_in"
