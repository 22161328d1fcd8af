"""One's own account at the desk: a password that was given out is changed first, and sessions are seen and ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from province.gateway.accounts.choosing import flaw, was_lost
from province.gateway.accounts.store import MOST, StaffRole
from tests.province.asking import WANG, Visit
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, Terminal, running
from tests.province.staffing import Person, at_the_desk, browser, hire

OWN = "桂花里的银杏叶黄了第三遍"


@pytest.fixture
def given_out(province: Running) -> Person:
    """A clerk who was just given a password."""
    roles = frozenset({StaffRole.CLERK})
    made = province.call(province.gateway.sessions.add("shen", "沈知衡", roles, '{"firm": "江衡所"}'))
    return Person.of(made, province.clock)


def me(province: Running, desk: requests.Session, path: str = "") -> requests.Response:
    """Asked by a browser."""
    return desk.get(f"{province.url}/pln/v1/staff/me{path}", timeout=60)


def change(province: Running, desk: requests.Session, current: str, new: str) -> requests.Response:
    """The password; the session's token goes on where it was changed."""
    body = {"current": current, "new": new}
    answer = desk.put(f"{province.url}/pln/v1/staff/me/password", json=body, timeout=60)
    if answer.ok:
        desk.headers["X-Csrf-Token"] = answer.json()["csrf"]
    return answer


def end(province: Running, desk: requests.Session, password: str, session: str | None) -> requests.Response:
    """One session or all others."""
    body = {"password": password, "session": session}
    return desk.post(f"{province.url}/pln/v1/staff/me/sessions/end", json=body, timeout=60)


def test_a_password_that_was_given_out_opens_nothing_but_its_change(
    province: Running, given_out: Person
) -> None:
    desk = at_the_desk(province, given_out)
    assert me(province, desk).json()["must_change"] is True
    for path in ("/queue", "/work-orders", "/me/sessions", "/me/hours"):
        answer = desk.get(f"{province.url}/pln/v1/staff{path}", timeout=60)
        assert problem(answer)["code"] == "password_first", path
    assert change(province, desk, given_out.password, OWN).json()["must_change"] is False
    assert desk.get(f"{province.url}/pln/v1/staff/work-orders", timeout=60).status_code == 200
    form = given_out.form()
    assert browser().post(f"{province.url}/pln/v1/staff/sessions", json=form, timeout=60).status_code == 403
    given_out.password, given_out.used = OWN, 0
    province.clock.shift += timedelta(minutes=2)
    assert me(province, at_the_desk(province, given_out)).json()["must_change"] is False


def test_a_reset_gives_out_again(province: Running) -> None:
    hire(province, "lin", StaffRole.CLERK)
    made = province.call(province.gateway.sessions.reset("lin"))
    assert made is not None
    assert me(province, at_the_desk(province, Person.of(made, province.clock))).json()["must_change"] is True


def test_the_present_password_is_asked_for_and_tries_are_counted(province: Running) -> None:
    person = hire(province, "shen", StaffRole.CLERK)
    desk = at_the_desk(province, person)
    codes = [problem(change(province, desk, "guess", OWN))["code"] for _ in range(6)]
    assert codes == ["password_wrong"] * 5 + ["sign_in_locked"]
    assert problem(change(province, desk, person.password, OWN))["code"] == "sign_in_locked"
    province.clock.shift += timedelta(minutes=16)
    assert change(province, desk, person.password, OWN).status_code == 200
    assert {"staff.password"} <= {row["action"] for row in province.rows("audit")}
    assert OWN not in str(province.rows("audit"))


def test_changing_it_ends_every_other_session_and_renews_this_one(province: Running) -> None:
    person = hire(province, "shen", StaffRole.CLERK)
    here, there = at_the_desk(province, person), at_the_desk(province, person)
    before = here.cookies["lawbooth_staff"]
    assert change(province, here, person.password, OWN).status_code == 200
    assert here.cookies["lawbooth_staff"] != before
    assert me(province, here).status_code == 200
    assert me(province, there).status_code == 401
    thief = browser()
    thief.cookies["lawbooth_staff"] = before
    assert me(province, thief).status_code == 401


@pytest.mark.parametrize(
    ("new", "reason"),
    [("kurz-9!", "short"), ("Password123456", "common"), ("P@ssw0rd2026!!", "common"), ("qwertyuiop123", "common"),
     ("woaini1314520", "common"), ("lawbooth2026lawbooth", "common"), ("shen.shen.shen1", "common"),
     ("沈知衡沈知衡沈知衡沈知衡", "common"), ("江衡所江衡所2026江衡所", "common"), ("aaaaaaaaaaaaaaaa", "common"),
     ("abcdefghijklmnop", "common"), ("20262025202420232022", "common"), ("iloveyou5201314", "common")],
)  # fmt: skip
def test_what_everybody_takes_is_refused(province: Running, given_out: Person, new: str, reason: str) -> None:
    desk = at_the_desk(province, given_out)
    answer = problem(change(province, desk, given_out.password, new))
    assert (answer["code"], answer["reason"]) == ("password_weak", reason)
    assert problem(change(province, desk, given_out.password, given_out.password))["reason"] == "same"


@pytest.mark.parametrize(
    "password", [OWN, "correct horse battery staple", "雨天 也要 出门 走一走吧 好吗", "7f!Kw-02xQ:zu&"]
)
def test_sentences_and_random_signs_may_stand(password: str) -> None:
    assert flaw(password, "", ("shen", "沈知衡", "江衡所"), None) is None


def test_passwords_made_by_the_program_would_pass() -> None:
    made = [secrets.token_urlsafe(12) for _ in range(300)]
    assert not [one for one in made if flaw(one, "", ("shen",), None)]


@given(st.sets(st.text(min_size=1, max_size=6), min_size=1), st.sampled_from([":7", "", ":123456"]))
@settings(max_examples=60, deadline=None)
def test_a_lost_password_is_found_by_halving(
    tmp_path_factory: pytest.TempPathFactory, words: set[str], count: str
) -> None:
    sums = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in words)
    path = tmp_path_factory.mktemp("sums") / "lost"
    path.write_text("".join(f"{one}{count}\r\n" for one in sums), encoding="ascii")
    assert all(was_lost(word, path) for word in words)
    assert not was_lost("never among them", path)


def test_a_password_that_was_lost_elsewhere_is_refused(tmp_path: Path) -> None:
    lost = tmp_path / "lost"
    lost.write_text(hashlib.sha1(OWN.encode(), usedforsecurity=False).hexdigest().upper() + ":9\n")
    more: dict[str, Any] = {"lost_passwords": lost}
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue"), **more) as province:
        person = hire(province, "shen", StaffRole.CLERK)
        desk = at_the_desk(province, person)
        assert problem(change(province, desk, person.password, OWN))["reason"] == "lost"
        assert change(province, desk, person.password, OWN + "呀").status_code == 200


# ------------------------------------------------------------------ where one is signed in


def test_sessions_are_seen_with_when_and_where_and_ended_with_the_password(province: Running) -> None:
    person = hire(province, "shen", StaffRole.CLERK)
    here, there = at_the_desk(province, person), at_the_desk(province, person)
    province.clock.shift += timedelta(minutes=2)
    person.used = 0
    third = at_the_desk(province, person)
    found = me(province, here, "/sessions").json()
    assert found["most"] == MOST
    assert [one["this"] for one in found["sessions"]].count(True) == 1
    assert all(
        one["address"] == "127.0.0.1" and one["opened_at"] <= one["seen_at"] for one in found["sessions"]
    )
    mine = next(one for one in me(province, there, "/sessions").json()["sessions"] if one["this"])
    assert problem(end(province, here, "guess", mine["id"]))["code"] == "password_wrong"
    assert me(province, there).status_code == 200
    left = end(province, here, person.password, mine["id"]).json()["sessions"]
    assert len(left) == 2
    assert me(province, there).status_code == 401
    assert me(province, third).status_code == 200
    assert len(end(province, here, person.password, None).json()["sessions"]) == 1
    assert me(province, third).status_code == 401
    assert me(province, here).status_code == 200


def test_nobody_ends_or_sees_anothers_session(province: Running) -> None:
    mine, other = hire(province, "shen", StaffRole.CLERK), hire(province, "lin", StaffRole.CLERK)
    here, there = at_the_desk(province, mine), at_the_desk(province, other)
    [theirs] = me(province, there, "/sessions").json()["sessions"]
    assert len(end(province, here, mine.password, theirs["id"]).json()["sessions"]) == 1
    assert me(province, there).status_code == 200


def test_a_sixth_session_ends_the_one_unused_for_the_longest(province: Running) -> None:
    person = hire(province, "shen", StaffRole.CLERK)
    desks = []
    for _ in range(MOST + 1):
        person.used = 0
        desks.append(at_the_desk(province, person))
        province.clock.shift += timedelta(minutes=2)
    assert me(province, desks[0]).status_code == 401
    assert [me(province, desk).status_code for desk in desks[1:]] == [200] * MOST
    assert "staff.session_over" in {row["action"] for row in province.rows("audit")}


def test_where_somebody_signed_in_is_kept_sealed(province: Running) -> None:
    person, session = hire(province, "shen", StaffRole.CLERK), browser()
    session.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) Chrome/128.0 Safari/537.36"
    session.post(f"{province.url}/pln/v1/staff/sessions", json=person.form(), timeout=60)
    [row] = province.rows("staff_sessions")
    assert b"127.0.0.1" not in row["place"]
    [seen] = me(province, session, "/sessions").json()["sessions"]
    assert (seen["address"], seen["program"]) == ("127.0.0.1", "Chrome · Linux")


# ------------------------------------------------------------------ the plain pages


def test_the_plain_pages_ask_for_a_password_of_ones_own_too(province: Running, given_out: Person) -> None:
    session = browser()
    page = session.post(f"{province.url}/staff/sign-in", data=given_out.form(), timeout=60)
    assert page.url.endswith("/staff/password")
    assert "请先换成您自己的" in page.text
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": token, "current": given_out.password, "new": OWN, "again": OWN}
    address = f"{province.url}/staff/password"
    assert "两次写的新口令不一样" in session.post(address, data={**form, "again": "x"}, timeout=60).text
    assert "至少要 12 位" in session.post(address, data={**form, "new": "x", "again": "x"}, timeout=60).text
    assert "现在的口令不对" in session.post(address, data={**form, "current": "x"}, timeout=60).text
    forged = session.post(address, data={**form, "csrf": "forged"}, timeout=60)
    assert forged.url == address
    assert "收到的提交" in session.post(address, data=form, timeout=60).text


# ------------------------------------------------------------------ refused access


def refusals(province: Running) -> list[tuple[str, str]]:
    """Who, and what."""
    return [
        (row["actor"], row["subject"]) for row in province.rows("audit") if row["action"] == "access.refused"
    ]


def test_who_asks_for_what_they_may_not_leaves_a_row(province: Running) -> None:
    operator = at_the_desk(province, hire(province, "qiao", StaffRole.OPERATOR))
    assert operator.get(f"{province.url}/pln/v1/staff/work-orders", timeout=60).status_code == 403
    operator.get(f"{province.url}/staff", timeout=60)
    assert refusals(province) == [
        ("staff:qiao", "role GET /pln/v1/staff/work-orders"), ("staff:qiao", "role GET /staff"),
    ]  # fmt: skip


def test_a_terminal_that_asks_for_anothers_leaves_a_row(province: Running, terminal: Terminal) -> None:
    answer = send(prepared(terminal, "GET", "/pln/v1/terminals/T-9999/profile"))
    assert problem(answer)["code"] == "terminal_other"
    assert refusals(province) == [
        (terminal.enrolment.terminal_id, "terminal_other GET /pln/v1/terminals/{terminal_id}/profile")
    ]


def test_a_resident_who_asks_for_anothers_leaves_a_row_without_a_name(
    province: Running, terminal: Terminal
) -> None:
    visit = Visit(terminal)
    visit.identify(WANG)
    assert visit.ask("GET", "/cases/C-9999").code == "not_yours"
    [(actor, what)] = refusals(province)
    assert actor == terminal.enrolment.terminal_id
    assert what.startswith("not_yours GET /pln/v1/cases/{case_id}")
    assert WANG[0] not in what


def test_nobody_fills_the_audit_by_asking(province: Running) -> None:
    operator = at_the_desk(province, hire(province, "qiao", StaffRole.OPERATOR))
    for _ in range(70):
        assert operator.get(f"{province.url}/pln/v1/staff/work-orders", timeout=60).status_code == 403
    assert 60 <= len(refusals(province)) <= 65
