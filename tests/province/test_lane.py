"""The lane of the ordinary hand-in answers as the framework does, and takes only what is ordinary."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
import requests
from starlette.types import Message

from kiosk.uplink.wire import digest_header
from legalnet.parcel import MEDIA_TYPE, pack
from province.gateway.app import PREFIX, build
from province.gateway.lane import Lane
from tests.province.raw import prepared
from tests.province.running import Filing, Running, SealedFiling, ShiftedClock, Terminal

SUBMISSIONS, PARCEL = f"{PREFIX}/submissions", f"{PREFIX}/submissions/parcel"
Change = Callable[[requests.PreparedRequest], None]


def headed(**headers: str) -> Change:
    """Other headers, after signing."""
    return lambda request: request.headers.update({n.replace("_", "-"): v for n, v in headers.items()})


def bodied(body: bytes) -> Change:
    """Another body, after signing."""

    def change(request: requests.PreparedRequest) -> None:
        request.body = body
        request.headers["Content-Length"] = str(len(body))

    return change


def without(name: str) -> Change:
    """One header less."""
    return lambda request: request.headers.__delitem__(name)


CHANGES: dict[str, Change] = {
    "none": lambda _request: None,
    "no key": without("Idempotency-Key"),
    "long key": headed(Idempotency_Key="k" * 65),
    "other key": headed(Idempotency_Key="k" * 36),
    "no signature": without("Signature"),
    "no signature input": without("Signature-Input"),
    "wrong signature": headed(Signature="pyhms=:" + "A" * 86 + "==:"),
    "no digest": without("Content-Digest"),
    "wrong digest": headed(Content_Digest=digest_header(hashlib.sha256(b"").digest())),
    "other type": headed(Content_Type="text/plain"),
    "no type": without("Content-Type"),
    "other coding": headed(Content_Encoding="br"),
    "said to be packed": headed(Content_Encoding="gzip"),
    "chunked": headed(Transfer_Encoding="chunked"),
    "other length": headed(Content_Length="999999999"),
    "no number": headed(Content_Length="many"),
    "other body": bodied(b"{}"),
    "no body": bodied(b""),
    "other host": headed(Host="province.example"),
}


def scope_of(request: requests.PreparedRequest) -> dict[str, Any]:
    """As the server hands it on."""
    path, _, query = request.path_url.partition("?")
    headers = {
        "host": str(request.url).split("/")[2],
        **{k.lower(): str(v) for k, v in request.headers.items()},
    }
    return {
        "type": "http", "method": request.method, "scheme": "http", "path": path, "root_path": "",
        "raw_path": path.encode(), "query_string": query.encode(), "http_version": "1.1", "server": ("h", 80),
        "client": ("127.0.0.1", 1), "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip


async def asked(app: Any, request: requests.PreparedRequest, lane: Lane | None) -> tuple[int, bytes, bool]:
    """Status, body, and whether the framework was asked, when the application has this lane."""
    sent, scope, body = list[Message](), scope_of(request), bytes(request.body or b"")  # type: ignore[arg-type]
    pending = [body[:100], body[100:]]

    async def receive() -> Message:
        if not pending:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pending.pop(0), "more_body": bool(pending)}

    async def send(message: Message) -> None:
        sent.append(message)

    app.lane = lane
    await app(scope, receive, send)
    answer = b"".join(message.get("body", b"") for message in sent)
    return int(sent[0]["status"]), answer, "app" in scope


def hand_in(terminal: Terminal, sealed: SealedFiling, path: str) -> requests.PreparedRequest:
    """The request of a hand-in, whole or in one piece."""
    if not path.startswith(PARCEL):
        return prepared(terminal, "POST", path, sealed.header, Idempotency_Key=sealed.key)
    body = pack(sealed.header, [file.read_bytes() for _, _, file in sealed.blobs])
    return prepared(terminal, "POST", path, body, Idempotency_Key=sealed.key, Content_Type=MEDIA_TYPE)


@pytest.mark.parametrize("path", [SUBMISSIONS, PARCEL, f"{SUBMISSIONS}?boot_id=b-1&uptime=12.345"])
def test_whatever_is_odd_is_answered_as_the_framework_does(
    province: Running, terminal: Terminal, path: str
) -> None:
    app = build(province.gateway)
    lane = app.lane
    assert lane is not None
    for name, change in CHANGES.items():
        answers = []
        for way in (lane, None):
            filing = Filing(submission_id="11111111-1111-4111-8111-111111111111")
            sealed = terminal.seal(filing)
            terminal.upload(sealed)
            request = hand_in(terminal, sealed, path)
            change(request)
            status, body, by_framework = province.call(asked(app, request, way))
            answers.append((status, b"" if status in (201, 409) else body))
            assert by_framework == (way is None or name != "none"), name
        # The first of two is new, the second has another content under the same key.
        assert answers[0] == answers[1] or (answers[0][0], answers[1][0]) == (201, 409), name


def test_ordinary_ones_never_reach_the_framework(province: Running, terminal: Terminal) -> None:
    app = build(province.gateway)
    for path in (SUBMISSIONS, PARCEL, f"{SUBMISSIONS}?boot_id=b&uptime=1"):
        sealed = terminal.seal(Filing())
        terminal.upload(sealed)
        status, body, by_framework = province.call(asked(app, hand_in(terminal, sealed, path), app.lane))
        assert (status, by_framework) == (201, False)
        again = province.call(asked(app, hand_in(terminal, sealed, path), app.lane))
        assert again == (200, body, False)


def test_a_packed_one_and_a_refused_one_are_ordinary_too(province: Running, terminal: Terminal) -> None:
    app = build(province.gateway)
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    packed = gzip.compress(sealed.header, mtime=0)
    request = prepared(
        terminal, "POST", SUBMISSIONS, packed, Idempotency_Key=sealed.key, Content_Encoding="gzip"
    )
    assert province.call(asked(app, request, app.lane))[::2] == (201, False)
    replayed = province.call(asked(app, request, app.lane))
    assert (replayed[0], b"replayed" in replayed[1], replayed[2]) == (401, True, False)
    refused = terminal.seal(Filing(consent=False))
    terminal.upload(refused)
    status, body, by_framework = province.call(asked(app, hand_in(terminal, refused, SUBMISSIONS), app.lane))
    assert (status, b"consent_missing" in body, by_framework) == (422, True, False)
    late = prepared(terminal, "POST", SUBMISSIONS, sealed.header, ShiftedClock(), Idempotency_Key=sealed.key)
    assert province.call(asked(app, late, app.lane))[0] == 200


def test_a_line_that_breaks_in_the_body_is_counted_and_nothing_else(
    province: Running, terminal: Terminal
) -> None:
    app = build(province.gateway)
    request = hand_in(terminal, terminal.seal(Filing()), SUBMISSIONS)
    sent = list[Message]()

    async def broken() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        await asyncio.wait_for(app(scope_of(request), broken, send), 5)

    province.call(ask())
    assert sent == []
    figures = province.gateway.metrics.registry
    labels = {"route": "/submissions", "method": "POST", "status": "499"}
    assert figures.get_sample_value("lawbooth_requests_total", labels) == 1
