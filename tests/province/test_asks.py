"""Sealed questions over the wire: the forwarder learns nothing, nothing is answered twice, hostile bytes do no harm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalnet import asking
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, ShiftedClock, Terminal


@pytest.fixture
def visit(terminal: Terminal) -> Visit:
    """A visit at the enrolled terminal."""
    return Visit(terminal)


def test_a_person_begins_and_ends_a_session(province: Running, visit: Visit) -> None:
    told = visit.identify()
    assert (told.status, told.json["level"]) == (201, "L3")
    [row] = province.rows("person_sessions")
    assert told.json["token"] not in str(row)
    assert row["terminal_id"] == visit.terminal.enrolment.terminal_id
    everything = "".join(
        str(province.rows(table)) for table in ("people", "visited", "person_sessions", "audit")
    )
    assert not any(word in everything for word in ZHANG)
    assert visit.ask("DELETE", "/identity/sessions").status == 200
    assert province.rows("person_sessions") == []


def test_the_forwarded_bytes_hold_nothing_of_the_person(visit: Visit) -> None:
    question = visit.question("POST", "/identity/sessions", visit.claim())
    raw = asking.seal_question(question, visit.key)
    answer = visit.forward(raw)
    for word in (*ZHANG, "identity", "token"):
        assert word.encode() not in raw
        assert word.encode() not in answer.content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    other = visit.question("GET", "/identity/sessions")
    assert len(raw) == len(asking.seal_question(other, visit.key))


def test_a_question_is_answered_once(visit: Visit) -> None:
    raw = asking.seal_question(visit.question("POST", "/identity/sessions", visit.claim()), visit.key)
    assert visit.forward(raw).status_code == 200
    assert problem(visit.forward(raw))["code"] == "replayed"


def test_an_old_question_is_refused(visit: Visit) -> None:
    early = Visit(visit.terminal, ShiftedClock(timedelta(minutes=-20)))
    raw = asking.seal_question(early.question("GET", "/identity/sessions"), visit.key)
    assert problem(visit.forward(raw))["code"] == "question_stale"


def test_personal_handlers_answer_inside_the_tunnel_only(visit: Visit) -> None:
    body = visit.question("POST", "/x", visit.claim()).body.encode()
    answer = send(prepared(visit.terminal, "POST", "/pln/v1/identity/sessions", body))
    assert problem(answer)["code"] == "tunnel_only"


@pytest.mark.parametrize(
    "path", ["/terminals/sealing-key", "/bundles", "/files", "/asks", "/submissions", "/nothing"]
)
def test_only_what_is_mounted_inside_can_be_asked(visit: Visit, path: str) -> None:
    assert visit.ask("GET", path).code == "not_found"
    assert visit.ask("POST", path, {}).code == "not_found"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"level": "L4", "method": "card"}, "invalid"),
        ({"level": "L9"}, "invalid"),
        ({"holder_number": "' OR 1=1 --"}, "invalid"),
        ({"holder_name": ""}, "invalid"),
        ({"more": "x"}, "invalid"),
        ({"at": "2020-01-01T00:00:00+00:00"}, "claim_stale"),
    ],
)
def test_a_claim_is_checked(visit: Visit, change: dict[str, str], code: str) -> None:
    told = visit.ask("POST", "/identity/sessions", {**visit.claim(), **change})
    assert told.code == code
    assert told.json["title"]


def test_a_token_counts_at_its_own_terminal_for_ten_minutes(
    province: Running, visit: Visit, tmp_path: object
) -> None:
    visit.identify()
    rows = province.rows("person_sessions")
    assert len(rows) == 1
    visit.identify(WANG)
    province.clock.shift = timedelta(minutes=11)
    later = Visit(visit.terminal, ShiftedClock(timedelta(minutes=11)))
    later.identify(WANG)
    assert len(province.rows("person_sessions")) == 1


def test_a_terminal_that_is_not_enrolled_asks_nothing(visit: Visit) -> None:
    raw = asking.seal_question(visit.question("GET", "/identity/sessions"), visit.key)
    request = prepared(visit.terminal, "POST", "/pln/v1/asks", raw, Content_Type="application/octet-stream")
    request.headers["Signature"] = "sig1=:AAAA:"
    assert problem(send(request))["code"] == "signature_invalid"


def test_hostile_bytes_are_refused(visit: Visit) -> None:
    good = asking.seal_question(visit.question("GET", "/identity/sessions"), visit.key)

    @given(
        st.one_of(
            st.binary(max_size=3000),
            st.binary(max_size=300).map(lambda tail: good[: asking.HEAD] + tail),
            st.integers(0, len(good) - 1).map(
                lambda at: good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1 :]
            ),
            st.integers(0, len(good) - 1).map(lambda at: good[:at]),
        )
    )
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def run(raw: bytes) -> None:
        answer = visit.forward(raw)
        assert problem(answer)["code"] in {"question_unreadable", "key_unknown"}

    run()
