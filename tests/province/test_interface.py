"""The interface as a whole: described in OpenAPI 3.1, errors as problem documents, the catalogue signed."""

from __future__ import annotations

import hashlib
import os
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from kiosk.uplink.wire import Signer, digest_header
from legalnet.bundles import apply
from legalnet.catalogue import load_bundle
from legalnet.reference import NAMES, catalogue_bundle
from province.gateway.accounts.store import StaffRole
from province.gateway.app import build
from province.gateway.problems import KINDS
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, ShiftedClock, Terminal
from tests.province.staffing import at_the_desk, hire

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


EXAMPLES = int(os.environ.get("LAWBOOTH_SCHEMA_EXAMPLES", "4"))
"""Requests made up for each operation; `make interface` asks for many more."""


@pytest.fixture
def document(province: Running) -> dict[str, Any]:
    """The published description."""
    found: dict[str, Any] = requests.get(f"{province.url}/openapi.json", timeout=10).json()
    return found


def test_the_description_is_openapi_31_and_complete(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert {
        "/pln/v1/terminals/enrol",
        "/pln/v1/terminals/sealing-key",
        "/pln/v1/terminals/{terminal_id}/profile",
        "/pln/v1/terminals/{terminal_id}/certificate",
        "/pln/v1/terminals/{terminal_id}/events",
        "/pln/v1/bundles",
        "/pln/v1/bundles/{name}",
        "/pln/v1/files",
        "/pln/v1/files/{digest}",
        "/pln/v1/submissions",
        "/pln/v1/submissions/by-key/{key}",
        "/pln/v1/evidence/deposits",
        "/pln/v1/evidence/{code}",
        "/pln/v1/evidence/{code}/verify",
        "/pln/v1/evidence/log/checkpoint",
        "/pln/v1/evidence/log/trust",
        "/pln/v1/evidence/log/tile/{name}",
        "/pln/v1/submissions/parcel",
        "/healthz",
        "/readyz",
        "/pln/v1/asks",
        "/pln/v1/identity/sessions",
    } <= set(document["paths"])
    for path in document["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_reference_in_the_description_leads_somewhere(document: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [found for value in node.values() for found in references(value)]
        return [found for value in node for found in references(value)] if isinstance(node, list) else []

    found = references(document)
    assert found
    for reference in found:
        target = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


class SignedByTerminal(requests.auth.AuthBase):
    """Signs whatever schemathesis made up, so that it gets past the door."""

    def __init__(self, terminal: Terminal) -> None:
        key = load_or_create_key(terminal.folder / KEY_FILE)
        self._signer = Signer(terminal.enrolment.terminal_id, key, ShiftedClock())

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Called for each request."""
        body = request.body.encode() if isinstance(request.body, str) else request.body
        if body is None and request.method == "POST":
            body = b""
        if isinstance(body, bytes):
            request.headers["Content-Digest"] = digest_header(hashlib.sha256(body).digest())
        self._signer.sign(request)
        return request


class SignedIn(requests.auth.AuthBase):
    """A clerk's browser: cookie and token with whatever was made up."""

    def __init__(self, session: requests.Session) -> None:
        self._cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
        self._csrf = str(session.headers["X-Csrf-Token"])

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Called for each request."""
        request.headers["Cookie"] = self._cookies
        request.headers["X-Csrf-Token"] = self._csrf
        return request


@pytest.mark.slow
def test_random_requests_of_staff_meet_only_described_answers(province: Running) -> None:
    """Everything under /staff but signing out, by somebody with every role."""
    person = hire(province, "clerk", *StaffRole)
    auth = SignedIn(at_the_desk(province, person))
    schema = schemathesis.openapi.from_dict(build(province.gateway).openapi())
    described = [found.ok() for found in schema.get_all_operations()]
    operations = [
        one for one in described if "/staff/" in one.path and not one.path.endswith("/staff/sessions")
    ]
    statuses: set[int] = set()
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=max(2, EXAMPLES // 2), deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def run(case: Any) -> None:
            response = case.call(base_url=province.url, timeout=30, auth=auth)
            statuses.add(response.status_code)
            case.validate_response(response, checks=CHECKS)

        run()
    assert len(operations) >= 10
    assert 200 in statuses
    assert 401 not in statuses


@pytest.mark.slow
def test_random_requests_meet_only_described_answers(province: Running, terminal: Terminal) -> None:
    """All but two whose media types schemathesis cannot write; `test_uploads` and `test_parcels` have them."""
    schema = schemathesis.openapi.from_dict(build(province.gateway).openapi())
    described = [found.ok() for found in schema.get_all_operations()]
    operations = [one for one in described if one.method != "patch" and not one.path.endswith("/parcel")]
    auth = SignedByTerminal(terminal)
    statuses: set[int] = set()
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def run(case: Any) -> None:
            response = case.call(base_url=province.url, timeout=10, auth=auth)
            statuses.add(response.status_code)
            case.validate_response(response, checks=CHECKS)

        run()
    assert len(operations) >= 16
    assert {200, 201, 404} <= statuses, statuses


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nothing", "not_found"),
        ("GET", "/pln/v1/nothing", "not_found"),
        ("DELETE", "/pln/v1/bundles", "method_not_allowed"),
        ("PUT", "/staff", "method_not_allowed"),
    ],
)
def test_unknown_addresses_answer_in_the_same_form(
    province: Running, method: str, path: str, code: str
) -> None:
    assert problem(requests.request(method, province.url + path, timeout=10))["code"] == code


@pytest.mark.parametrize(
    ("body", "code"), [(b"{", "bad_request"), (b"{}", "invalid"), (b'{"submission_id": 7}', "invalid")]
)
def test_bad_bodies_name_the_place_and_not_the_value(terminal: Terminal, body: bytes, code: str) -> None:
    found = problem(send(prepared(terminal, "POST", "/pln/v1/submissions", body, Idempotency_Key="k")))
    assert found["code"] == code
    assert found["problems"][0]["path"].startswith("body")
    assert "input" not in found["problems"][0]


def test_a_large_body_is_refused_before_it_is_read(province: Running) -> None:
    parts = urlsplit(province.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(b"POST /pln/v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert b" 413 " in line.recv(200)


def test_a_body_without_a_length_is_refused(province: Running) -> None:
    response = requests.post(f"{province.url}/pln/v1/files", data=iter([b"{}"]), timeout=10)
    assert problem(response)["code"] == "length_required"


def test_every_kind_of_refusal_says_what_and_what_next() -> None:
    for code, kind in KINDS.items():
        assert 400 <= kind.status < 600, code
        for words in (kind.title, kind.next_step):
            assert words.endswith("。"), code
            assert not any(word in words for word in ("非法", "失败", "错误")), code


def test_bundles_are_named_by_the_targets_and_travel_once(province: Running, terminal: Terminal) -> None:
    index = terminal.uplink.fetch_index()
    assert tuple(sorted(index)) == tuple(sorted(NAMES))
    bundle = terminal.uplink.fetch_bundle("catalogue")
    assert bundle.etag == index["catalogue"]
    items = apply(bundle.body, "catalogue", None).items
    assert load_bundle(catalogue_bundle(items)).version == province.gateway.published.current.version
    request = prepared(terminal, "GET", "/pln/v1/bundles/catalogue", If_None_Match=bundle.etag)
    assert send(request).status_code == 304
