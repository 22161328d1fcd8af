"""Compressed JSON: the same submission in fewer bytes, and no bomb gets past the limit."""

from __future__ import annotations

import gzip
import zlib

import pytest

from kiosk.uplink.wire import FilePart
from legalnet.submission import Acknowledgement
from province.gateway.encodings import unpack
from province.gateway.problems import Problem
from tests.province.raw import prepared, problem, send
from tests.province.running import Filing, Running, Terminal

SUBMISSIONS = "/pln/v1/submissions"
LIMIT = 2 << 20
PACKED = gzip.compress(b"{}", mtime=0)


def test_a_hand_in_travels_compressed_and_is_kept_as_it_was(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    packed = gzip.compress(sealed.header, mtime=0)
    assert len(packed) < 0.8 * len(sealed.header)
    request = prepared(
        terminal, "POST", SUBMISSIONS, packed, Content_Encoding="gzip", Idempotency_Key=sealed.key
    )
    first = send(request)
    assert first.status_code == 201
    [row] = province.rows("submissions")
    assert row["envelope"].encode() == sealed.header
    plain = send(prepared(terminal, "POST", SUBMISSIONS, sealed.header, Idempotency_Key=sealed.key))
    assert plain.content == first.content, "compressed or not, it is the same submission"


def test_the_uplink_compresses_what_is_worth_it(province: Running, terminal: Terminal) -> None:
    sent: list[tuple[str | None, int]] = []
    line = terminal.uplink._line
    ask = line.ask

    def watch(method: str, path: str, **more: object) -> object:
        if path == SUBMISSIONS:
            headers, body = more["headers"], more["body"]
            assert isinstance(headers, dict)
            assert isinstance(body, FilePart)
            sent.append((headers.get("Content-Encoding"), len(body)))
        return ask(method, path, **more)  # type: ignore[arg-type]

    line.ask = watch  # type: ignore[method-assign, assignment]
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    Acknowledgement.model_validate_json(terminal.uplink.submit(sealed.key, sealed.header).body)
    assert sent[0][0] == "gzip"
    assert sent[0][1] < 0.8 * len(sealed.header)


def test_a_bomb_is_refused_at_the_limit(terminal: Terminal) -> None:
    bomb = gzip.compress(bytes(64 << 20))
    assert len(bomb) < 100_000
    request = prepared(terminal, "POST", SUBMISSIONS, bomb, Content_Encoding="gzip", Idempotency_Key="k")
    assert problem(send(request))["code"] == "too_large"


def test_no_more_than_the_limit_is_ever_unpacked() -> None:
    assert unpack(gzip.compress(bytes(LIMIT)), LIMIT) == bytes(LIMIT)
    with pytest.raises(Problem, match="too_large"):
        unpack(gzip.compress(bytes(LIMIT + 1)), LIMIT)


@pytest.mark.parametrize("broken", [b"", b"{}", PACKED[:-3], PACKED + b"x", zlib.compress(b"{}")])
def test_what_is_no_gzip_is_a_bad_request(terminal: Terminal, broken: bytes) -> None:
    request = prepared(terminal, "POST", SUBMISSIONS, broken, Content_Encoding="gzip", Idempotency_Key="k")
    assert problem(send(request))["code"] == "bad_request"


def test_other_codings_are_told_what_is_understood(terminal: Terminal) -> None:
    request = prepared(terminal, "POST", SUBMISSIONS, b"x", Content_Encoding="br", Idempotency_Key="k")
    response = send(request)
    assert problem(response)["code"] == "encoding"
    assert response.headers["Accept-Encoding"] == "gzip"


def test_the_digest_is_of_what_travelled(terminal: Terminal) -> None:
    sealed = terminal.seal(Filing.request())
    headers = {"Content_Encoding": "gzip", "Idempotency_Key": sealed.key}
    request = prepared(terminal, "POST", SUBMISSIONS, sealed.header, **headers)
    request.body = gzip.compress(sealed.header, mtime=0)
    request.headers["Content-Length"] = str(len(request.body))
    assert problem(send(request))["code"] == "signature_invalid"
