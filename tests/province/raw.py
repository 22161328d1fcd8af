"""Requests as an attacker or a broken terminal would send them: signed like ours, then spoiled."""

from __future__ import annotations

import hashlib
from typing import Any

import requests

from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from kiosk.uplink.wire import Signer, digest_header
from tests.province.running import ShiftedClock, Terminal


def prepared(
    terminal: Terminal,
    method: str,
    path: str,
    body: bytes | None = None,
    clock: ShiftedClock | None = None,
    **headers: str,
) -> requests.PreparedRequest:
    """A request signed by the terminal's key; header names use `_` for `-`."""
    found: dict[str, str] = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        found.setdefault("Content-Type", "application/json")
        found.setdefault("Content-Digest", digest_header(hashlib.sha256(body).digest()))
    request = requests.Request(method, terminal.enrolment.url + path, headers=found, data=body).prepare()
    key = load_or_create_key(terminal.folder / KEY_FILE)
    Signer(terminal.enrolment.terminal_id, key, clock or ShiftedClock()).sign(request)
    return request


def send(request: requests.PreparedRequest) -> requests.Response:
    """Send it as it is."""
    with requests.Session() as session:
        session.trust_env = False
        return session.send(request, timeout=10)


def problem(response: requests.Response) -> dict[str, Any]:
    """The problem document of a refusal, whose shape is checked."""
    assert response.headers["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == response.status_code
    assert found["title"].endswith("。")
    assert found["next_step"].endswith("。")
    return found
