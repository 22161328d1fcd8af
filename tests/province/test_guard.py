"""What stands before every route: headers on each answer, and limits that hit guessing and nobody else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from legalnet.evidence.codes import new_code
from province.gateway.accounts.store import StaffRole
from province.gateway.app import build
from province.gateway.guard.headers import DEFAULTS, HSTS
from province.gateway.guard.rates import Bucket
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import Filing, Running, running
from tests.province.staffing import at_the_desk, hire
from tests.province.test_authorisation import filled, routes


def test_every_route_answers_with_the_headers(province: Running) -> None:
    lacking = []
    for method, path in [*routes(build(province.gateway)), ("GET", "/nowhere")]:
        answer = requests.request(method, province.url + filled(path), timeout=30, allow_redirects=False)
        lacking += [(method, path, name) for name in DEFAULTS if name not in answer.headers]
        policy = answer.headers["Content-Security-Policy"]
        if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
            lacking.append((method, path, policy))
        assert "Strict-Transport-Security" not in answer.headers, "only under TLS"
    assert not lacking


def test_only_methods_that_there_are(province: Running) -> None:
    for path in ("/healthz", "/staff/sign-in", "/pln/v1/bundles"):
        assert requests.request("TRACE", province.url + path, timeout=30).status_code == 405


def test_signing_out_clears_what_the_browser_kept(province: Running) -> None:
    session = at_the_desk(province, hire(province, "clerk", StaffRole.CLERK))
    answer = session.delete(f"{province.url}/pln/v1/staff/sessions", timeout=60)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_under_tls_it_stays_tls(province: Running) -> None:
    answer = requests.get(province.url + "/healthz", headers={"X-Forwarded-Proto": "https"}, timeout=30)
    assert answer.headers["Strict-Transport-Security"] == HSTS


def few(tmp_path: Path) -> AbstractContextManager[Running]:
    """A gateway where two wrong guesses are enough, each forgiven after half a minute: a busy machine is slow."""
    return running(tmp_path / "province", write_catalogue(tmp_path / "catalogue"), guesses_per_minute=2)


def test_under_tls_the_cookie_belongs_to_this_host_alone(province: Running) -> None:
    person = hire(province, "clerk")
    answer = requests.post(
        province.url + "/pln/v1/staff/sessions",
        json=person.form(),
        headers={"X-Forwarded-Proto": "https"},
        timeout=60,
    )
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lawbooth_staff=")
    for part in ("HttpOnly", "Path=/", "SameSite=strict", "Secure"):
        assert part in cookie
    assert "Domain" not in cookie


def test_enrolment_codes_cannot_be_tried_out(tmp_path: Path) -> None:
    """The third wrong one waits and is told for how long; whoever is enrolled goes on."""
    with few(tmp_path) as province:
        terminal = province.terminal(tmp_path / "terminal")
        answers = [
            requests.post(province.url + "/pln/v1/terminals/enrol", json={}, timeout=60) for _ in range(3)
        ]
        assert [answer.status_code for answer in answers] == [422, 422, 429]
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 30
        assert problem(answers[-1])["code"] == "too_many"
        assert terminal.hand_in(Filing())
        province.clock.shift += timedelta(seconds=31)
        again = requests.post(province.url + "/pln/v1/terminals/enrol", json={}, timeout=60)
        assert again.status_code == 422


def test_passwords_cannot_be_tried_out_over_many_accounts(tmp_path: Path) -> None:
    """The lock of one account is not all: one address has only so many wrong tries."""
    with few(tmp_path) as province:
        wrong = [
            requests.post(
                province.url + "/pln/v1/staff/sessions",
                json={"account": f"nobody-{n}", "password": "x", "code": "000000"},
                timeout=60,
            ).status_code
            for n in range(3)
        ]
        assert wrong == [403, 403, 429]
        form = requests.post(province.url + "/staff/sign-in", data={"account": "x"}, timeout=60)
        assert form.status_code == 403, "counted apart"


def test_signing_in_rightly_is_never_limited(tmp_path: Path) -> None:
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), guesses_per_minute=1
    ) as province:
        person = hire(province, "clerk")
        for _ in range(2):
            answer = requests.post(province.url + "/pln/v1/staff/sessions", json=person.form(), timeout=60)
            assert answer.status_code == 201


def test_deposit_codes_cannot_be_tried_out(tmp_path: Path) -> None:
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), lookups_per_minute=3
    ) as province:
        first, second = (province.terminal(tmp_path / name) for name in ("a", "b"))
        path = "/pln/v1/evidence/" + new_code(bytes(16))
        found = [send(prepared(first, "GET", path)) for _ in range(4)]
        assert [answer.status_code for answer in found] == [404, 404, 404, 429]
        assert int(found[-1].headers["Retry-After"]) <= 20
        assert send(prepared(second, "GET", path)).status_code == 404, "another terminal is not held up"
        province.clock.shift += timedelta(seconds=21)
        assert send(prepared(first, "GET", path, clock=province.clock)).status_code == 404


def test_a_terminal_that_uploads_without_end_waits_and_then_arrives(tmp_path: Path) -> None:
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), uploads_per_minute=2
    ) as province:
        terminal = province.terminal(tmp_path / "terminal")
        answers = [
            send(prepared(terminal, "POST", "/pln/v1/files", b"x", Upload_Length="1", Upload_Complete="?1"))
            for _ in range(3)
        ]
        assert [answer.status_code for answer in answers] == [422, 422, 429]


@pytest.mark.parametrize(("per_minute", "at_once"), [(1, 1), (20, 20), (0, 1000)])
def test_a_bucket_lets_a_minute_through_at_once_and_then_drips(per_minute: int, at_once: int) -> None:
    now = [100.0]
    bucket = Bucket(per_minute, lambda: now[0])
    for _ in range(at_once):
        assert bucket.wait("a") == 0
        bucket.charge("a")
    if not per_minute:
        assert bucket.wait("a") == 0
        return
    wait = bucket.wait("a")
    assert 0 < wait <= 60
    assert bucket.wait("b") == 0
    now[0] += wait
    assert bucket.wait("a") == 0


def test_many_names_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("province.gateway.guard.rates.MOST", 10)
    bucket = Bucket(1, lambda: 0.0)
    for number in range(100):
        bucket.charge(str(number))
    assert len(bucket._free_at) == 10
