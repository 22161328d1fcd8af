"""Options of our connections, read back from real sockets; a stall in the middle of a body is seen."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from kiosk.uplink import sockets
from kiosk.uplink.sockets import BBR, Patience, new_session, offers, socket_options
from offline_cache.sync import WORKERS
from tests.kiosk.uplink.test_line import http, server, uplink
from tests.province.running import ShiftedClock


def applied(patience: Patience) -> socket.socket:
    """A socket with our options on it."""
    found = socket.socket()
    for option in socket_options(patience):
        found.setsockopt(*option)
    return found


def test_a_dead_peer_is_seen_in_five_seconds_waiting_or_sending() -> None:
    with applied(Patience()) as found:
        tcp = {
            name: found.getsockopt(socket.IPPROTO_TCP, getattr(socket, name))
            for name in ("TCP_USER_TIMEOUT", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_NODELAY")
        }
        assert tcp["TCP_USER_TIMEOUT"] == 5000
        assert found.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert tcp["TCP_KEEPIDLE"] + tcp["TCP_KEEPINTVL"] * tcp["TCP_KEEPCNT"] <= 5
        assert tcp["TCP_NODELAY"] == 1


def test_bbr_is_used_where_it_is_offered() -> None:
    with applied(Patience()) as found:
        name = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, 16).rstrip(b"\0")
        assert (name == BBR) == offers(BBR)


def test_what_the_kernel_does_not_offer_is_told_once_and_left(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(sockets, "BBR", b"no-such-control")
    for _ in range(3):
        applied(Patience()).close()
    assert caplog.text.count("does not offer no-such-control") == 1


def test_a_stall_in_the_middle_of_a_body_is_seen(tmp_path: Path) -> None:
    """The other side takes the head and a little, then nothing, with its socket open."""
    release = threading.Event()

    def stop_reading(line: socket.socket) -> None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.recv(4096)
        release.wait(20)

    body = (tmp_path / "body").open("w+b")
    body.write(bytes(8 << 20))
    body.seek(0)
    with server(stop_reading) as url, new_session(ShiftedClock(), Patience()) as session, body:
        began = time.monotonic()
        with pytest.raises(OSError):
            session.post(url, data=body, timeout=(0.5, 15))
        assert time.monotonic() - began < 15, "it was not the sending that ended it"
        release.set()


def test_each_of_the_engines_workers_keeps_a_connection_of_its_own(tmp_path: Path) -> None:
    """All wait at the other end at the same time; their next requests take the same connections."""
    together = threading.Barrier(len(WORKERS), timeout=60)
    listening = socket.create_server(("127.0.0.1", 0))
    seen: list[threading.Thread] = []
    unknown = http("404 Not Found", "application/problem+json", '{"code": "submission_unknown"}')
    lasting = unknown.replace(b"Connection: close\r\n", b"")

    def serve(line: socket.socket) -> None:
        with line:
            for _ in range(2):
                line.recv(65536)
                together.wait()
                line.sendall(lasting)
            line.recv(1)

    def accept() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            seen.append(threading.Thread(target=serve, args=(line,)))
            seen[-1].start()

    door = threading.Thread(target=accept)
    door.start()
    found = uplink(f"http://127.0.0.1:{listening.getsockname()[1]}", tmp_path, Patience(answer_s=60))
    workers = [threading.Thread(target=lambda: [found.query("key") for _ in range(2)]) for _ in WORKERS]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    door.join(10)
    for thread in seen:
        thread.join(10)  # their connections went with the workers
    assert len(seen) == len(WORKERS) == 7
    assert not any(thread.is_alive() for thread in seen)
