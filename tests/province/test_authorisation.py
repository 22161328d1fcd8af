"""Every route has a row in the table of who may ask what, and refuses whoever it is not for."""

from __future__ import annotations

import re

import pytest
import requests
from fastapi import FastAPI

from province.gateway.app import build
from province.gateway.authorisation import TABLE, role_of
from tests.province.raw import prepared, send
from tests.province.running import Running, Terminal

REFUSED = {401, 403, 404, 422}
"""404 is a refusal too: a stranger does not even learn that something is there. 422: the credentials belong into a part
of the request that is missing, so that it was not even looked at."""
VALUES = {"code": "1" * 20, "digest": "a" * 64, "name": "catalogue", "number": "1", "page": "1"}


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every route, those of included routers too."""
    found: list[tuple[str, str]] = []
    for route in app.routes:
        contexts = getattr(route, "effective_route_contexts", None)
        for one in contexts() if contexts else [route]:
            methods = getattr(one, "methods", None) or ()
            found += [(method, str(one.path)) for method in sorted(methods)]
    assert len(found) > 60
    return found


def filled(path: str) -> str:
    """The path with something in each place."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: VALUES.get(found[1], "x1"), path)


def test_every_route_has_a_row(province: Running) -> None:
    missing = [route for route in routes(build(province.gateway)) if role_of(*route) is None]
    assert not missing, "add a row to province/gateway/authorisation.py"


def test_every_row_is_of_use(province: Running) -> None:
    every = routes(build(province.gateway))
    idle = [row for row in TABLE if not any(row.fits(*route) for route in every)]
    assert not idle


def test_strangers_are_refused_everywhere_else(province: Running) -> None:
    """No credentials at all; what is for anyone is left out."""
    open_to_strangers = []
    for method, path in routes(build(province.gateway)):
        if role_of(method, path) == "anyone":
            continue
        answer = requests.request(
            method,
            province.url + filled(path),
            json={} if method != "GET" else None,
            timeout=30,
            allow_redirects=False,
        )
        to_sign_in = answer.status_code == 303 and answer.headers["Location"] == "/staff/sign-in"
        if answer.status_code not in REFUSED and not to_sign_in:
            open_to_strangers.append((method, path, answer.status_code))
    assert not open_to_strangers


@pytest.mark.parametrize("role", ["staff", "resident"])
def test_a_terminal_is_no_person(province: Running, terminal: Terminal, role: str) -> None:
    """An enrolled key opens nothing that is for staff, and nothing of a resident outside a sealed question."""
    opened = []
    for method, path in routes(build(province.gateway)):
        if role_of(method, path) != role:
            continue
        body = b"{}" if method != "GET" else None
        answer = send(prepared(terminal, method, filled(path), body))
        if answer.status_code not in REFUSED and answer.url.endswith("/sign-in") is False:
            opened.append((method, path, answer.status_code))
    assert not opened
