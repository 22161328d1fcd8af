"""The fleet over HTTP: terminals beat, people at the desk look and act, and each does only what it may."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from legalnet import tickets
from legalnet.telemetry import ActionResult, Kind, Outbox, Software, Verdict
from province.fleet.upkeep import keep_fleet
from province.gateway.accounts.store import StaffRole
from tests.province.fleet.beating import beat, device, reply, sent
from tests.province.raw import problem
from tests.province.running import Running, Terminal
from tests.province.staffing import at_the_desk, hire

BASE = "/pln/v1/staff/fleet"


@pytest.fixture
def operator(province: Running) -> requests.Session:
    """Somebody who runs the terminals."""
    return at_the_desk(province, hire(province, "qiao", StaffRole.OPERATOR))


def got(province: Running, session: requests.Session, path: str) -> Any:
    """The JSON of a page."""
    answer = session.get(f"{province.url}{BASE}{path}", timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()


def did(  # noqa: PLR0917 - a request
    province: Running, session: requests.Session, method: str, path: str, body: Any = None, key: str = ""
) -> requests.Response:
    """Something that changes something."""
    headers = {"Idempotency-Key": key or str(uuid.uuid4())}
    return session.request(method, f"{province.url}{BASE}{path}", json=body, headers=headers, timeout=60)


def asked(
    province: Running, session: requests.Session, terminal: Terminal, kind: str, **more: str
) -> dict[str, Any]:
    """A remote action that was taken."""
    body = {"kind": kind, "reason": "fault", **more}
    answer = did(province, session, "POST", f"/terminals/{terminal.enrolment.terminal_id}/actions", body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["action"]
    return found


def stands(province: Running, session: requests.Session, terminal: Terminal, number: str) -> dict[str, Any]:
    """An action as the desk sees it now."""
    one = got(province, session, f"/terminals/{terminal.enrolment.terminal_id}")
    found: dict[str, Any] = next(action for action in one["actions"] if action["id"] == number)
    return found


def test_a_beat_is_seen_at_the_desk_and_says_nothing_of_people(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:  # fmt: skip
    name = terminal.enrolment.terminal_id
    bad = beat(devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),), outbox=Outbox(waiting=3))
    answer = reply(terminal, bad)
    assert (answer.release.ring, answer.release.version, answer.actions) == ("broad", None, ())
    counts = got(province, operator, "/summary")
    assert {key: counts[key] for key in ("enrolled", "heard", "down", "outbox", "alerts")} == {
        "enrolled": 1, "heard": 1, "down": 1, "outbox": 3, "alerts": 1,
    }  # fmt: skip
    [row] = got(province, operator, "/terminals?state=down")["terminals"]
    assert (row["terminal_id"], row["code"], row["place"]) == (name, "no_answer", "桂花里社区法律服务站")
    one = got(province, operator, f"/terminals/{name}")
    assert (one["report"]["outbox"]["waiting"], len(one["hours"]), one["alerts"][0]["code"]) == (
        3,
        1,
        "no_answer",
    )


def test_a_terminal_speaks_for_itself_only(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    other = province.terminal(tmp_path / "other")
    stolen = Terminal(terminal.folder, terminal.enrolment, terminal.uplink)
    stolen.enrolment = other.enrolment
    refused = sent(stolen, beat())  # signed by one key under another id
    assert refused.status_code == 401
    assert problem(refused)["code"] == "signature_invalid"


def test_an_action_goes_there_once_and_its_outcome_comes_back(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    made = asked(province, operator, terminal, "retest", device="id_reader")
    [action] = reply(terminal).actions
    assert made["id"] in action.body
    assert stands(province, operator, terminal, made["id"])["state"] == "sent"
    [again] = reply(terminal).actions
    assert again == action  # until it is answered for; the terminal knows its id
    at = province.clock.now()
    result = ActionResult(id=made["id"], outcome="done", at=at)
    assert reply(terminal, beat(results=(result,))).confirmed == (made["id"],)
    later = ActionResult(id=made["id"], outcome="not_done", reason="no_answer", at=at)
    assert reply(terminal, beat(results=(later,))).actions == ()
    assert stands(province, operator, terminal, made["id"])["state"] == "done"
    audit = got(province, operator, f"/terminals/{terminal.enrolment.terminal_id}")["audit"]
    assert (audit[0]["action"], audit[0]["actor"]) == ("fleet.action", "staff:qiao")


def test_the_same_wish_twice_is_one_action(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    path = f"/terminals/{terminal.enrolment.terminal_id}/actions"
    body = {"kind": "restart_visit", "reason": "fault"}
    first, second = (did(province, operator, "POST", path, body, "one-wish-only") for _ in range(2))
    assert first.json() == second.json()
    assert len(reply(terminal).actions) == 1
    refused = did(province, operator, "POST", path, {"kind": "retest", "reason": "fault"})
    assert problem(refused)["code"] == "action_unfit"


def test_turning_residents_away_takes_two(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    second = at_the_desk(province, hire(province, "sun", StaffRole.OPERATOR))
    made = asked(province, operator, terminal, "close")
    assert (made["state"], reply(terminal).actions) == ("proposed", ())
    path = f"/actions/{made['id']}/confirm"
    assert problem(did(province, operator, "POST", path))["code"] == "second_person"
    assert did(province, second, "POST", path).status_code == 204
    assert len(reply(terminal).actions) == 1
    assert problem(did(province, second, "POST", path))["code"] == "second_person"


def test_a_terminal_cannot_answer_for_another(
    province: Running, terminal: Terminal, operator: requests.Session, tmp_path: Path
) -> None:
    made = asked(province, operator, terminal, "restart_visit")
    reply(terminal)
    other = province.terminal(tmp_path / "other")
    reply(other, beat(results=(ActionResult(id=made["id"], outcome="done", at=province.clock.now()),)))
    assert stands(province, operator, terminal, made["id"])["state"] == "sent"


def test_what_nobody_came_for_is_not_done_and_what_nobody_answered_is_unknown(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    sent_one = asked(province, operator, terminal, "restart_visit")
    reply(terminal)
    waiting = asked(province, operator, terminal, "status_ticket")
    province.clock.shift = timedelta(hours=25)
    province.call(keep_fleet(province.gateway))
    province.clock.shift = timedelta()
    known = stands(province, operator, terminal, sent_one["id"])
    assert (known["state"], known["outcome_code"]) == ("unknown", "interrupted")
    assert stands(province, operator, terminal, waiting["id"])["state"] == "not_done"


def test_only_those_who_run_terminals_get_in(province: Running, terminal: Terminal) -> None:
    lawyer = at_the_desk(province, hire(province, "zhao", StaffRole.LAWYER))
    refused = lawyer.get(f"{province.url}{BASE}/terminals", timeout=60)
    assert (refused.status_code, problem(refused)["code"]) == (403, "role")
    operator = at_the_desk(province, hire(province, "qiao", StaffRole.OPERATOR))
    cases = operator.get(f"{province.url}/pln/v1/staff/work-orders", timeout=60)
    assert (cases.status_code, problem(cases)["code"]) == (403, "role")
    refused = did(province, operator, "POST", f"/terminals/{terminal.enrolment.terminal_id}/revoke")
    assert problem(refused)["code"] == "role"


def test_a_ring_stops_when_more_than_two_in_a_hundred_refuse(
    province: Running, terminal: Terminal, operator: requests.Session, tmp_path: Path
) -> None:
    assert did(province, operator, "PUT", "/rings/canary", {"version": "1.5.0"}).status_code == 204
    told = reply(terminal, beat(software=Software(version="1.4.2", ring="canary")))
    assert told.release.version == "1.5.0"
    reply(terminal, beat(software=Software(version="1.5.0", ring="canary", trial=2)))
    assert got(province, operator, "/rings")["rings"][0]["taken"] == 0  # still on trial
    reply(terminal, beat(software=Software(version="1.5.0", ring="canary")))
    other = province.terminal(tmp_path / "other")
    bad = Software(version="1.4.2", ring="canary", refused="1.5.0", reason="update_rolled_back")
    assert reply(other, beat(software=bad)).release.halted
    ring = got(province, operator, "/rings")["rings"][0]
    assert (ring["taken"], ring["refused"], ring["set_by"]) == (1, 1, "rule")
    assert [one["terminal_id"] for one in ring["refusals"]] == [other.enrolment.terminal_id]
    halted = reply(terminal, beat(software=Software(version="1.5.0", ring="canary"))).release
    assert (halted.version, halted.halted) == (None, True)
    assert did(province, operator, "POST", "/rings/canary/resume").status_code == 204
    assert reply(other, beat(software=bad)).release.version == "1.5.0"  # known refusals do not halt it again
    assert problem(did(province, operator, "POST", "/rings/early/halt"))["code"] == "ring_still"


def test_alerts_are_claimed_and_muted_over_http(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:  # fmt: skip
    reply(terminal, beat(devices=(device(Kind.RECEIPT_PRINTER, Verdict.DOWN, "paper_end"),)))
    [one] = got(province, operator, "/alerts")["alerts"]
    assert did(province, operator, "POST", f"/alerts/{one['id']}/claim").status_code == 204
    assert got(province, operator, "/alerts?which=mine")["alerts"][0]["claimed_by"] == "qiao"
    assert did(province, operator, "POST", f"/alerts/{one['id']}/mute", {"hours": 2}).status_code == 204
    assert got(province, operator, "/alerts")["counts"] == {
        "open": 0, "unclaimed": 0, "mine": 1, "muted": 1, "closed": 0,
    }  # fmt: skip
    reply(terminal)
    assert problem(did(province, operator, "POST", f"/alerts/{one['id']}/claim"))["code"] == "alert_over"


def test_a_ticket_of_the_desk_opens_the_terminal_without_a_network(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    name = terminal.enrolment.terminal_id
    key = reply(terminal).ticket_key
    first, second = (did(province, operator, "POST", f"/terminals/{name}/tickets").json() for _ in range(2))
    assert (first["number"], second["number"]) == (1, 2)
    assert tickets.check(key, name, first["ticket"], province.clock.now()) == 1
    assert first["ticket"] not in str(province.rows("audit"))


def test_a_terminal_that_was_taken_away_opens_nothing_any_more(
    province: Running, terminal: Terminal, operator: requests.Session
) -> None:
    name = terminal.enrolment.terminal_id
    reply(terminal, beat(devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),)))
    admin = at_the_desk(province, hire(province, "boss", StaffRole.ADMIN))
    assert did(province, admin, "POST", f"/terminals/{name}/revoke").status_code == 204
    assert problem(sent(terminal, beat()))["code"] == "terminal_unknown"
    counts = got(province, operator, "/summary")
    assert (counts["enrolled"], counts["heard"], counts["alerts"]) == (0, 0, 0)
    assert problem(did(province, admin, "POST", f"/terminals/{name}/revoke"))["code"] == "terminal_away"


def test_prometheus_knows_the_fleet_and_no_terminal(province: Running, terminal: Terminal) -> None:
    reply(terminal, beat(devices=(device(Kind.ID_READER, Verdict.DOWN, "no_answer"),)))
    province.clock.shift = timedelta(seconds=301)
    province.call(keep_fleet(province.gateway))
    text = requests.get(f"{province.url}/metrics", timeout=60).text
    assert 'lawbooth_terminals{state="silent"} 1.0' in text
    assert 'lawbooth_alerts{code="no_answer",level="fail"} 1.0' in text
    assert 'lawbooth_alerts{code="silent",level="fail"} 1.0' in text
    assert "lawbooth_heartbeats_total 1.0" in text
    assert terminal.enrolment.terminal_id not in text


def test_an_alert_beyond_every_number_is_no_fault_of_ours(
    province: Running, operator: requests.Session
) -> None:
    refused = did(province, operator, "POST", f"/alerts/{10**34}/claim")
    assert (refused.status_code, problem(refused)["code"]) == (422, "invalid")
