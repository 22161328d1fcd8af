"""What the uplink makes of silence, strangers and half answers, on real sockets."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from kiosk.uplink import wire
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import Enrolment, load_or_create_key
from kiosk.uplink.sockets import Patience
from offline_cache.uplink import NotYet, Offline, Refused, Unsure
from tests.province.running import ShiftedClock

Talk = Callable[[socket.socket], None]


def http(status: str, kind: str, body: str, *more: str) -> bytes:
    """An HTTP answer that closes the connection."""
    data = body.encode()
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
        "Connection: close",
    ]
    return "\r\n".join([*lines, *more, "", ""]).encode() + data


def saying(answer: bytes) -> Talk:
    """Reads the request and says this."""

    def talk(line: socket.socket) -> None:
        read_request(line)
        line.sendall(answer)

    return talk


def read_request(line: socket.socket) -> None:
    """All of it: what is left unread makes a reset of the connection's end."""
    request = b""
    while b"\r\n\r\n" not in request and (piece := line.recv(65536)):
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]) and (piece := line.recv(65536)):
        body += piece


@contextmanager
def server(talk: Talk) -> Iterator[str]:
    """A server that treats each connection by `talk`."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.05)
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            try:
                line, _ = listening.accept()
            except TimeoutError:
                continue
            with line:
                talk(line)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        done.set()
        thread.join(10)
        listening.close()


def uplink(url: str, folder: Path, patience: Patience | None = None) -> ProvinceUplink:
    """An uplink to that address."""
    enrolment = Enrolment(url, "T-1", "", "", "", {})
    return ProvinceUplink(enrolment, load_or_create_key(folder / "key"), ShiftedClock(), patience=patience)


def refused_port() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_nobody_there_is_offline(tmp_path: Path) -> None:
    found = uplink(refused_port(), tmp_path)
    with pytest.raises(Offline, match="unreachable"):
        found.submit("key", b"{}")
    assert found.probe() == "down"


def test_an_address_that_is_none_is_offline(tmp_path: Path) -> None:
    assert uplink("province.example", tmp_path).probe() == "bad_address"


PORTAL = http("200 OK", "text/html", "<html>Please accept the terms</html>")
REDIRECT = http("302 Found", "text/html", "", "Location: http://login.example/")


@pytest.mark.parametrize("answer", [PORTAL, REDIRECT, http("404 Not Found", "text/plain", "no")])
def test_a_captive_portal_is_not_the_province(tmp_path: Path, answer: bytes) -> None:
    with server(saying(answer)) as url:
        found = uplink(url, tmp_path)
        with pytest.raises(Offline, match="captive_portal"):
            found.submit("key", b"{}")
        with pytest.raises(Offline, match="captive_portal"):
            found.query("key")
        assert found.probe() == "captive_portal"


@pytest.mark.parametrize(
    "talk",
    [
        lambda line: line.recv(65536),
        saying(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"),
        saying(b"HTTP/1.1 2"),
        saying(http("504 Gateway Timeout", "text/html", "")),
    ],
)
def test_a_hand_in_without_an_answer_is_unsure_and_a_question_is_offline(tmp_path: Path, talk: Talk) -> None:
    with server(talk) as url:
        found = uplink(url, tmp_path)
        with pytest.raises(Unsure):
            found.submit("key", b"{}")
        with pytest.raises(Offline):
            found.query("key")


ACKNOWLEDGED = http("201 Created", "application/json", '{"number": "33019901202611220000001"}', "Bell: 1")


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_answer_cut_anywhere_is_no_answer(
    tmp_path: Path, framing: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Within a header's name, its value, between two headers, in the body: what was handed in may have arrived."""
    caplog.set_level("INFO")
    whole = ACKNOWLEDGED if framing == "length" else as_chunks(ACKNOWLEDGED).removesuffix(b"0\r\n\r\n")
    head = range(len("HTTP/1.1 201"), whole.index(b"\r\n\r\n") + 4)
    cuts = iter(range(len(whole)))

    def cut_off(line: socket.socket) -> None:
        """One byte more of it each time."""
        saying(whole[: next(cuts)])(line)

    with server(cut_off) as url:
        found = uplink(url, tmp_path)
        for cut in range(len(whole)):
            with pytest.raises(Unsure):
                found.submit("key", b"{}")
            told = [record.levelname for record in caplog.records if "head was torn" in record.message]
            assert told in ([], ["INFO"]), "once for each, and not as a warning"
            assert bool(told) == (cut in head), whole[:cut]
            caplog.clear()


def as_chunks(answer: bytes) -> bytes:
    """The same in chunked transfer coding."""
    head, _, body = answer.partition(b"\r\n\r\n")
    framed = head.replace(f"Content-Length: {len(body)}".encode(), b"Transfer-Encoding: chunked")
    return framed + f"\r\n\r\n{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"


def test_an_answer_whose_end_cannot_be_told_is_no_answer(tmp_path: Path) -> None:
    """One that ends with its connection may have been cut anywhere."""
    with server(saying(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{}")) as url:
        found = uplink(url, tmp_path)
        with pytest.raises(Unsure):
            found.submit("key", b"{}")
        with pytest.raises(Offline, match="interrupted"):
            found.query("key")


def test_an_answer_with_a_garbled_head_is_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    lines = (b"HTTP/1.1 201 Created", b"Content-Type: application/json", b"no header", b"Content-Length: 2")
    with server(saying(b"\r\n".join([*lines, b"", b"{}"]))) as url, pytest.raises(Unsure):
        uplink(url, tmp_path).submit("key", b"{}")
    assert caplog.text.count("head was garbled") == 1


def test_silence_ends_in_time(tmp_path: Path) -> None:
    release = threading.Event()
    with server(lambda line: bool(line.recv(65536)) and release.wait(10)) as url:
        with pytest.raises(Unsure):
            uplink(url, tmp_path, Patience(answer_s=0.3)).submit("key", b"{}")
        release.set()


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX: "])
def test_an_answer_that_drips_is_given_up(tmp_path: Path, head: bytes) -> None:
    """In its head or later: each byte comes in time, the whole never would."""

    def drip(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(head or b"H")
        with contextlib.suppress(OSError):
            while True:
                line.sendall(b"x")
                threading.Event().wait(0.01)

    with server(drip) as url, pytest.raises(Offline, match="interrupted"):
        uplink(url, tmp_path, Patience(answer_s=0.5, slowest=10_000)).query("key")


@pytest.mark.parametrize("status", ["429 Too Many", "503 Unavailable", "507 Full"])
def test_come_again_later_is_offline(tmp_path: Path, status: str) -> None:
    answer = http(status, "application/problem+json", '{"code": "later", "title": "。"}', "Retry-After: 77")
    with server(saying(answer)) as url, pytest.raises(Offline, match="later") as caught:
        uplink(url, tmp_path).submit("key", b"{}")
    assert caught.value.retry_after == 77
    assert not isinstance(caught.value, NotYet), "it is meant for everything"


def test_a_date_to_come_again_is_understood(tmp_path: Path) -> None:
    date = format_datetime(ShiftedClock().now() + timedelta(seconds=1000), usegmt=True)
    answer = http("503 No", "application/problem+json", "{}", f"Retry-After: {date}")
    with server(saying(answer)) as url, pytest.raises(Offline) as caught:
        uplink(url, tmp_path).query("key")
    assert caught.value.retry_after is not None
    assert 0 < caught.value.retry_after <= 1000


@pytest.mark.parametrize("wish", ["soon", "-5", "", "1e9"])
def test_a_wish_that_makes_no_sense_is_no_wish(tmp_path: Path, wish: str) -> None:
    answer = http("503 No", "application/problem+json", "{}", f"Retry-After: {wish}")
    with server(saying(answer)) as url, pytest.raises(Offline) as caught:
        uplink(url, tmp_path).query("key")
    assert caught.value.retry_after is None


def test_a_failure_at_the_province_is_unsure_for_a_hand_in_and_concerns_one_item(tmp_path: Path) -> None:
    answer = http("500 Internal", "application/problem+json", '{"code": "internal", "title": "。"}')
    with server(saying(answer)) as url:
        found = uplink(url, tmp_path)
        with pytest.raises(Unsure):
            found.submit("key", b"{}")
        with pytest.raises(NotYet, match="internal"):
            found.query("key")


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Busy", "504 Late", "520 Odd"])
def test_behind_an_error_page_anything_may_have_happened(tmp_path: Path, status: str) -> None:
    with server(saying(http(status, "text/html", "<h1>nginx</h1>"))) as url:
        found = uplink(url, tmp_path)
        with pytest.raises(Unsure):
            found.submit("key", b"{}")
        with pytest.raises(Offline, match="http_5"):
            found.query("key")


def test_a_stranger_who_finds_it_too_large_refuses_nothing(tmp_path: Path) -> None:
    with (
        server(saying(http("413 Too Large", "text/html", "no"))) as url,
        pytest.raises(NotYet, match="http_413"),
    ):
        uplink(url, tmp_path).submit("key", b"{}")


def test_certificates_that_are_not_there_are_told(tmp_path: Path) -> None:
    enrolment = Enrolment("https://127.0.0.1:9", "T-1", "", "", "", {})
    key = load_or_create_key(tmp_path / "key")
    found = ProvinceUplink(enrolment, key, ShiftedClock(), ca=tmp_path / "none.pem")
    assert found.probe() == "no_certificates"


@pytest.mark.parametrize(
    ("code", "error"), [("clock_skew", Offline), ("terminal_unknown", Offline), ("replayed", Unsure)]
)
def test_a_door_that_stays_closed_blames_no_item(tmp_path: Path, code: str, error: type[Exception]) -> None:
    answer = http("401 No", "application/problem+json", f'{{"code": "{code}"}}')
    with server(saying(answer)) as url, pytest.raises(error):
        uplink(url, tmp_path).submit("key", b"{}")


def test_a_refusal_carries_code_and_plain_words(tmp_path: Path) -> None:
    body = '{"code": "answers_refused", "title": "金额不对。", "next_step": "请改正。"}'
    answer = http("422 No", "application/problem+json", body)
    with server(saying(answer)) as url, pytest.raises(Refused) as caught:
        uplink(url, tmp_path).submit("key", b"{}")
    assert (caught.value.code, caught.value.message) == ("answers_refused", "金额不对。请改正。")


def test_an_endless_answer_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_ANSWER", 1000)
    answer = http("200 OK", "application/json", "x" * 5000)
    with server(saying(answer)) as url, pytest.raises(Offline, match="answer_too_large"):
        uplink(url, tmp_path).query("key")


def test_a_wrong_clock_is_seen_by_the_probe(tmp_path: Path) -> None:
    body = '{"status": "ready", "time": "2020-01-01T00:00:00Z"}'
    with server(saying(http("200 OK", "application/json", body))) as url:
        assert uplink(url, tmp_path).probe() == "clock_skew"


def test_proxies_of_the_environment_are_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", refused_port())
    body = f'{{"status": "ready", "time": "{ShiftedClock().now().isoformat()}"}}'
    with server(saying(http("200 OK", "application/json", body))) as url:
        assert uplink(url, tmp_path).probe() == "up"


def test_nothing_secret_shows_in_a_repr(tmp_path: Path) -> None:
    enrolment = Enrolment("http://x", "T-1", "SEALINGKEY", "id", "catkey", {})
    assert "SEALINGKEY" not in repr(enrolment)
    assert "body" not in repr(wire.Answer(200, {}, b"body"))
