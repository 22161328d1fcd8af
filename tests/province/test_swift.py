"""The quick check of a signature says yes only where the library does, and to what our terminals send it does say yes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from kiosk.uplink.wire import Signer, digest_header
from province.gateway import swift
from province.gateway.context import Gateway
from province.gateway.problems import Problem
from province.gateway.signatures import thorough
from tests.province.running import ShiftedClock

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
NAME, WINDOW = "T330199-00000001", 300
PATHS = ("/pln/v1/submissions", "/pln/v1/submissions/parcel", "/a%20b", "/a//b", "/ü", "/", "/a;b=c", "/.")
QUERIES = ("", "since=1", "boot_id=4f9a-1&uptime=12.345", "a=%2f", "a=b c", "?", "a=%")
HOSTS = (
    "127.0.0.1:8080",
    "province.example",
    "Province.Example",
    "h:80",
    "h:443",
    "h:080",
    "[::1]:8080",
    "a b",
    "",
)
VALUES = ("application/json", "application/json ", "a, b", "", "ä", "tab\there", "application/json\r\n x")
Headers = list[tuple[bytes, bytes]]


def signed(method: str, url: str, body: bytes, clock: ShiftedClock, key: Ed25519PrivateKey = KEY) -> Headers:
    """The headers of a request as our terminals send it."""
    headers = {
        "Content-Type": "application/json",
        "Content-Digest": digest_header(hashlib.sha256(body).digest()),
    }
    headers |= {"Idempotency-Key": "4711"} if method == "POST" else {}
    bodied = method in swift.BODIED
    request = requests.Request(
        method, url, headers if bodied else {}, data=body if bodied else None
    ).prepare()
    Signer(NAME, key, clock).sign(request)
    host = urlsplit(url).netloc
    found = [("host", host), *((name.lower(), str(value)) for name, value in request.headers.items())]
    return [(name.encode(), value.encode("latin-1")) for name, value in found]


def scope_of(method: str, path: str, query: str, headers: Headers, scheme: str = "http") -> dict[str, Any]:
    """As the server hands it on."""
    return {
        "type": "http", "method": method, "scheme": scheme, "path": path, "root_path": "",
        "raw_path": path.encode(), "query_string": query.encode("latin-1"), "headers": headers,
        "server": ("127.0.0.1", 80), "http_version": "1.1",
    }  # fmt: skip


def quick(scope: dict[str, Any], body: bytes | None) -> str | None:
    """The nonce, where this module says yes."""
    now = int(datetime.now(UTC).timestamp())
    created = range(now - WINDOW + 2, now + WINDOW - 2)
    return swift.nonce_of(scope, NAME, KEY.public_key(), created, body)


def by_library(scope: dict[str, Any], body: bytes | None) -> str:
    """The nonce, or the code of the refusal after an exclamation mark."""
    settings = SimpleNamespace(clock_window_s=WINDOW)
    gateway = cast(Gateway, SimpleNamespace(clock=ShiftedClock(), settings=settings))
    try:
        return thorough(Request(scope), NAME, KEY.public_key(), gateway, body)
    except Problem as problem:
        return f"!{problem.code}"


def agree(scope: dict[str, Any], body: bytes | None) -> str | None:
    """What the quick check says; a yes of it must be the library's too."""
    found = quick(scope, body)
    assert found is None or found == by_library(scope, body), scope
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PATCH"])
@pytest.mark.parametrize("query", QUERIES[:3])
@pytest.mark.parametrize("place", ["http://127.0.0.1:8080", "https://province.example"])
def test_what_our_terminals_send_is_ordinary(method: str, query: str, place: str) -> None:
    body = b'{"a": 1}' if method in swift.BODIED else b""
    path = "/pln/v1/submissions/parcel"
    headers = signed(method, f"{place}{path}?{query}" if query else place + path, body, ShiftedClock())
    scope = scope_of(method, path, query, headers, urlsplit(place).scheme)
    assert agree(scope, body) is not None
    assert agree(scope, None) is not None
    if method in swift.BODIED:
        assert agree(scope, body + b" ") is None
        assert by_library(scope, body + b" ") == "!signature_invalid"


@pytest.mark.parametrize("seconds", [-3600, -301, 301, 3600])
def test_a_wrong_time_is_left_to_the_library(seconds: int) -> None:
    headers = signed("GET", "http://h:8080/a", b"", ShiftedClock(timedelta(seconds=seconds)))
    assert agree(scope_of("GET", "/a", "", headers), b"") is None


def test_another_key_is_left_to_the_library() -> None:
    headers = signed("GET", "http://h:8080/a", b"", ShiftedClock(), OTHER)
    assert agree(scope_of("GET", "/a", "", headers), b"") is None


def spoil(headers: Headers, draw: st.DataObject) -> Headers:
    """One thing about the headers is another one."""
    found = list(headers)
    at = draw.draw(st.integers(0, len(found) - 1))
    name, value = found[at]
    ways = st.sampled_from(("drop", "double", "value", "byte", "case", "space", "label", "order", "add"))
    match draw.draw(ways):
        case "drop":
            del found[at]
        case "double":
            found.append((name, value))
        case "value":
            found[at] = (name, draw.draw(st.sampled_from(VALUES)).encode("latin-1"))
        case "byte":
            place = draw.draw(st.integers(0, max(0, len(value) - 1)))
            found[at] = (name, value[:place] + bytes([draw.draw(st.integers(32, 126))]) + value[place + 1 :])
        case "case":
            found[at] = (name, value.replace(b"created=", b"created=0").swapcase())
        case "space":
            found[at] = (name, b" " + value.replace(b";", b"; ") + b" ")
        case "label":
            found = [(key, each.replace(b"pyhms=", b"other=")) for key, each in found]
        case "order":
            found = draw.draw(st.permutations(found))
        case "add":
            found.append((draw.draw(st.sampled_from(swift.IF_PRESENT)).encode(), b"x"))
    return found


@given(
    method=st.sampled_from(("GET", "POST", "PATCH", "post")),
    path=st.sampled_from(PATHS),
    query=st.sampled_from(QUERIES),
    host=st.sampled_from(HOSTS),
    signed_host=st.sampled_from(("127.0.0.1:8080", "h:80", "h")),
    scheme=st.sampled_from(("http", "https")),
    body=st.sampled_from((b"", b"{}", None)),
    times=st.integers(0, 3),
    draw=st.data(),
)
def test_a_quick_yes_is_always_the_librarys_too(  # noqa: PLR0917 - what a request is made of
    method: str, path: str, query: str, host: str, signed_host: str, scheme: str, body: bytes | None, times: int,
    draw: st.DataObject,
) -> None:  # fmt: skip
    plain = method.upper()
    url = f"{scheme}://{signed_host}/pln/v1/submissions" + (f"?{QUERIES[1]}" if query else "")
    if draw.draw(st.booleans()):
        path, host, query = "/pln/v1/submissions", signed_host, QUERIES[1] if query else ""
    headers = signed(plain, url, body or b"", ShiftedClock())
    headers = [(name, host.encode()) if name == b"host" else (name, value) for name, value in headers]
    for _ in range(times):
        headers = spoil(headers, draw)
    agree(scope_of(method, path, query, headers, scheme), body)
