"""Only an enrolled terminal's own, fresh, complete signature opens the interface."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from offline_cache.uplink import Offline
from province.gateway.storage.tables import terminals
from tests.province.raw import prepared, problem, send
from tests.province.running import Filing, Running, ShiftedClock, Terminal

CATALOGUE = "/pln/v1/bundles"


def test_a_signed_request_is_answered(terminal: Terminal) -> None:
    assert send(prepared(terminal, "GET", CATALOGUE)).status_code == 200


def test_no_signature_no_answer(province: Running) -> None:
    response = requests.get(province.url + CATALOGUE, timeout=10)
    assert response.status_code == 401
    assert problem(response)["code"] == "signature_missing"
    assert response.headers["WWW-Authenticate"] == "Signature"


def test_a_replayed_request_is_refused(terminal: Terminal) -> None:
    request = prepared(terminal, "GET", CATALOGUE)
    assert send(request).status_code == 200
    assert problem(send(request))["code"] == "replayed"


def test_a_replay_is_remembered_over_a_restart(province: Running, terminal: Terminal) -> None:
    send(prepared(terminal, "GET", CATALOGUE))
    assert len(province.rows("nonces")) == 1


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_early_signature_is_told_apart_with_our_time(terminal: Terminal, minutes: int) -> None:
    clock = ShiftedClock(timedelta(minutes=minutes))
    found = problem(send(prepared(terminal, "GET", CATALOGUE, clock=clock)))
    assert found["code"] == "clock_skew"
    assert found["server_time"].startswith(f"{ShiftedClock().now():%Y-%m-%dT}")


def test_another_key_is_refused(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    other = province.terminal(tmp_path / "other")
    (terminal.folder / "terminal.key").write_bytes((other.folder / "terminal.key").read_bytes())
    assert problem(send(prepared(terminal, "GET", CATALOGUE)))["code"] == "signature_invalid"


def test_an_unknown_terminal_is_told_so(province: Running, terminal: Terminal) -> None:
    revoke = update(terminals).values(revoked_at="2026-01-01")
    assert province.call(province.gateway.database.write(lambda c: c.execute(revoke).rowcount)) == 1
    assert problem(send(prepared(terminal, "GET", CATALOGUE)))["code"] == "terminal_unknown"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"body": b'{"digest": "0", "size": 1}'}, "signature_invalid"),
        ({"Content-Digest": "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"}, "signature_invalid"),
        ({"Signature": "pyhms=:AAAA:"}, "signature_invalid"),
        ({"Signature": "nonsense"}, "signature_invalid"),
        ({"Signature-Input": "nonsense"}, "signature_missing"),
        ({"Idempotency-Key": "added-later"}, "signature_invalid"),
        ({"Host": "elsewhere.example"}, "signature_invalid"),
    ],
)
def test_anything_changed_on_the_way_is_noticed(
    terminal: Terminal, spoil: dict[str, bytes], code: str
) -> None:
    body = json.dumps({"digest": "0" * 64, "size": 1}).encode()
    request = prepared(terminal, "POST", "/pln/v1/submissions", body)
    for name, value in spoil.items():
        if name == "body":
            request.body = value
            request.headers["Content-Length"] = str(len(value))
        else:
            request.headers[name] = value  # type: ignore[assignment]
    assert problem(send(request))["code"] == code


def test_a_signature_that_leaves_out_the_body_is_refused(terminal: Terminal) -> None:
    body = json.dumps({"digest": "0" * 64, "size": 1}).encode()
    request = prepared(terminal, "POST", "/pln/v1/files", None, Content_Type="application/json")
    request.body = body
    request.headers["Content-Length"] = str(len(body))
    assert problem(send(request))["code"] == "signature_invalid"


def test_the_query_is_covered(terminal: Terminal) -> None:
    request = prepared(terminal, "GET", CATALOGUE)
    assert request.url is not None
    request.url += "?since=1"
    assert problem(send(request))["code"] == "signature_invalid"


def test_nonces_are_forgotten_once_their_signatures_are_too_old(
    province: Running, terminal: Terminal
) -> None:
    send(prepared(terminal, "GET", CATALOGUE))
    province.clock.shift = timedelta(minutes=11)
    assert send(prepared(terminal, "GET", CATALOGUE, clock=province.clock)).status_code == 200
    assert len(province.rows("nonces")) == 1


def test_a_wrong_clock_means_offline_not_refused(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing.request())
    province.clock.shift = timedelta(hours=2)
    with pytest.raises(Offline, match="clock_skew"):
        terminal.uplink.submit(sealed.key, sealed.header)
    assert terminal.uplink.probe() == "clock_skew"
