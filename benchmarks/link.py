"""The uplink on a poor link, beside what one would write instead: `python -m benchmarks.link [--json]`.

Two network namespaces with a link of 4 Mbit/s and 80 ms between them, see `netns`; it takes about seven minutes. Ours is
the whole way: memory, engine, its sessions, signed requests, a gateway process that opens and judges each filing.
The anchors send the same bytes to a server that only swallows them.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.figures import Figure, report
from benchmarks.netns import PAYLOAD_SHARE, SERVER, Emulated, Link
from kiosk.clock import SystemClock
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from legalnet.submission import Role
from offline_cache.cache import Cache
from offline_cache.events import Delivered, SyncEvent
from offline_cache.states import Lane
from offline_cache.sync import SyncEngine
from tests.province.catalogue import write_catalogue
from tests.province.running import JPEG, PDF, Filing, Part, Terminal

MAIN = Path(__file__).parent.parent / "main.py"
SINK_PORT, TUS_PORT = 5001, 5002
SCAN = 90_000
"""Bytes of the scan in each filing: with its papers a filing is about 100 KB."""
FILINGS, BY_SESSION = 100, 30
LARGE, RESUMED = 50_000_000, 20_000_000
MESSAGES = 25
SHARES = {0.01: 0.93, 0.03: 0.85}
"""Share of the link that is aimed at, by its loss."""
GROUP4, GROUP5 = "4 poor link", "5 outages"


class Sink(BaseHTTPRequestHandler):
    """Swallows what is posted; also a tus 1.0 server with one upload, as far as tuspy needs it."""

    protocol_version = "HTTP/1.1"
    arrived = 0

    def do_POST(self) -> None:
        """A plain upload, or the creation of one by tus."""
        self._read()
        if "Upload-Length" in self.headers:
            type(self).arrived = 0
            self._say(201, {"Location": f"http://{SERVER}:{TUS_PORT}/one"})
        else:
            self._say(200, {})

    def do_PATCH(self) -> None:
        """More of it; what came is kept."""
        self._read(self._count)
        self._say(204, {"Upload-Offset": str(type(self).arrived)})

    def do_HEAD(self) -> None:
        """How much there is."""
        self._say(200, {"Upload-Offset": str(type(self).arrived)})

    def _count(self, count: int) -> None:
        type(self).arrived += count

    def _read(self, tell: Callable[[int], None] | None = None) -> None:
        left = int(self.headers.get("Content-Length", "0"))
        while left > 0 and (piece := self.rfile.read1(min(left, 65536))):
            left -= len(piece)
            if tell:
                tell(len(piece))

    def _say(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Tus-Resumable": "1.0.0", "Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def servers(folder: Path) -> Callable[[int], None]:
    """The far side: a gateway and the sink; writes a byte when both answer."""

    def run(readied: int) -> None:
        """In the namespace of the far side."""
        for port in (SINK_PORT, TUS_PORT):
            sink = ThreadingHTTPServer((SERVER, port), Sink)
            threading.Thread(target=sink.serve_forever, daemon=True).start()
        ready, catalogue = folder / "ready.json", folder / "catalogue"
        line = [sys.executable, str(MAIN), "gateway", "--host", SERVER, "--data", str(folder / "province")]
        line += ["--catalogue", str(catalogue), "--ready-file", str(ready)]
        with subprocess.Popen(line, stdout=subprocess.DEVNULL) as gateway:
            while not ready.exists():
                time.sleep(0.1)
            os.write(readied, b"x")
            gateway.wait()

    return run


class Desk:
    """The near side: an enrolled terminal with its memory and engine."""

    def __init__(self, folder: Path) -> None:
        ready = json.loads((folder / "ready.json").read_text(encoding="utf-8"))
        self.clock = SystemClock()
        enrolment = enrol(ready["url"], ready["enrol_code"], folder / "terminal", self.clock)
        key = load_or_create_key(folder / "terminal" / KEY_FILE)
        self.uplink = ProvinceUplink(enrolment, key, self.clock)
        self.terminal = Terminal(folder / "terminal", enrolment, self.uplink)
        self.cache = Cache.open(folder / "cache", self.clock)
        self._changed = threading.Condition()
        self._delivered: dict[str, float] = {}
        outbox, blobs = self.cache.outbox, self.cache.blobs
        self.engine = SyncEngine(outbox, blobs, self.uplink, self.clock, Random(1), self._tell)

    def _tell(self, event: SyncEvent) -> None:
        if isinstance(event, Delivered):
            with self._changed:
                self._delivered[event.key] = time.monotonic()
                self._changed.notify_all()

    def enqueue(self, filing: Filing) -> tuple[str, int]:
        """Make a filing safe; its key and how many bytes it is on the way."""
        sealed = self.terminal.seal(filing)
        refs = [self.cache.blobs.ingest(path, digest, size) for digest, size, path in sealed.blobs]
        size = sum(ref.size for ref in refs)
        self.cache.outbox.enqueue(
            sealed.key, Lane.ATTACHMENT if size > 65536 else Lane.JSON, sealed.header, refs
        )
        return sealed.key, size + len(sealed.header)

    def wait_for(self, *keys: str) -> float:
        """When the last of these was delivered."""
        with self._changed:
            self._changed.wait_for(lambda: set(keys) <= self._delivered.keys())
            return max(self._delivered[key] for key in keys)


def suit(number: int, scan: int = SCAN) -> Filing:
    """A filing with a scan."""
    picture = JPEG + Random(number).randbytes(scan)
    parts = [
        Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
        Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", picture),
    ]
    return Filing(parts=parts)


def drain(desk: Desk) -> dict[str, float]:
    """A hundred filings through the engine: bytes a second."""
    made = [desk.enqueue(suit(number)) for number in range(FILINGS)]
    began = time.monotonic()
    desk.engine.start()
    took = desk.wait_for(*(key for key, _ in made)) - began
    size = sum(size for _, size in made)
    return {"rate": size / took, "size": size}


def with_cubic() -> None:
    """Give this process's other connections what an ordinary Linux gives, whatever this machine's own choice is."""
    from urllib3.connection import HTTPConnection

    HTTPConnection.default_socket_options = [
        *HTTPConnection.default_socket_options,
        (socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"cubic"),
    ]


def by_session(_desk: Desk) -> dict[str, float]:
    """The same kind of filings by one `requests.Session`, one request after the other."""
    import requests

    with_cubic()
    payload = [
        Random(n).randbytes(size) for n in range(BY_SESSION) for size in (3000, 1500, SCAN + 1500, 5000)
    ]
    with requests.Session() as session:
        session.trust_env = False
        began = time.monotonic()
        for body in payload:
            session.post(f"http://{SERVER}:{SINK_PORT}/", data=body, timeout=60)
        took = time.monotonic() - began
    return {"rate": sum(map(len, payload)) / took}


def messages(desk: Desk) -> dict[str, float]:
    """Small messages, one a second, while a file of 50 MB goes over."""
    desk.enqueue(suit(0, LARGE))
    desk.engine.start()
    time.sleep(5)
    took = []
    for _ in range(MESSAGES):
        began = time.monotonic()
        key, _ = desk.enqueue(Filing.request())
        desk.engine.wake()
        took.append(desk.wait_for(key) - began)
        time.sleep(max(0.0, 1 - took[-1]))
    return {"p50": statistics.median(took), "worst": max(took)}


def resume(desk: Desk) -> dict[str, float]:
    """A file of 20 MB over a link that fails now and then."""
    key, size = desk.enqueue(suit(0, RESUMED))
    began = time.monotonic()
    desk.engine.start()
    return {"took": desk.wait_for(key) - began, "size": size}


def by_tuspy(_desk: Desk) -> dict[str, float]:
    """The same by tuspy with pieces of 1 MiB and retries, as its documentation shows."""
    from tusclient.client import TusClient

    with_cubic()
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(RESUMED))
        file.flush()
        began = time.monotonic()
        client = TusClient(f"http://{SERVER}:{TUS_PORT}/")
        client.uploader(file.name, chunk_size=1 << 20, retries=20, retry_delay=1).upload()
        return {"took": time.monotonic() - began, "size": RESUMED}


def measure(link: Link, work: Callable[[Desk], dict[str, float]], limit_s: float) -> dict[str, Any]:
    """Run it across the link; its figures and `sent`, empty when it did not end within the limit."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-link-") as name:
        folder = Path(name)
        write_catalogue(folder / "catalogue")

        def client(told: int) -> None:
            """In the namespace of the near side."""
            os.write(told, json.dumps(work(Desk(folder))).encode())

        emulated = Emulated(link)
        ended = emulated.run(servers(folder), client, limit_s)
        return {**json.loads(emulated.told), "sent": emulated.sent} if ended else {}


def drains(link: Link) -> list[Figure]:
    """A hundred filings over that link, beside what it can carry and beside a session."""
    limit = link.rate / 8 * PAYLOAD_SHARE
    ours, session = measure(link, drain, 300), measure(link, by_session, 300)["rate"]
    rate, size, sent = ours["rate"], ours["size"], ours["sent"] * PAYLOAD_SHARE
    at, share = f"at {link.loss:.0%} loss", SHARES[link.loss]
    carried, one = "what TCP can carry", "requests.Session, one by one"
    return [
        Figure(GROUP4, f"draining 100 filings, kB/s, {at}", rate / 1e3, carried, limit / 1e3, share, True),
        Figure(GROUP4, f"the same, {at}", rate / 1e3, one, session / 1e3, 2.2, True),
        Figure(GROUP4, f"bytes sent, MB, {at}", sent / 1e6, "bytes of the filings", size / 1e6, 1.08),
    ]


def figures() -> list[Figure]:
    """All of them."""
    found = [figure for loss in SHARES for figure in drains(Link(loss=loss))]
    small = measure(Link(), messages, 120)
    what = "small message while 50 MB uploads, worst of 25, s"
    return [*found, Figure(GROUP4, what, small["worst"], "", 0, 2.0), *outages()]


def outages() -> list[Figure]:
    """A link that is up for 20 s and down for 5 s."""
    link = Link(up_s=20, down_s=5)
    ours, tuspy = measure(link, resume, 200), measure(link, by_tuspy, 150)
    ideal = ours["size"] * 8 / link.rate / PAYLOAD_SHARE
    ideal += link.down_s * int(ideal / link.up_s)
    beside = tuspy.get("took", 150.0)
    name = "tuspy, 1 MiB pieces" if tuspy else "tuspy, 1 MiB pieces (gave up on it after 150 s)"
    sent = ours["sent"] * PAYLOAD_SHARE
    return [
        Figure(GROUP5, "20 MB, share of the possible", ideal, "s it took", ours["took"], 0.88, True),
        Figure(GROUP5, "20 MB, s", ours["took"], name, beside, 1.0),
        Figure(GROUP5, "bytes sent, MB", sent / 1e6, "bytes of the filing", ours["size"] / 1e6, 1.08),
    ]


if __name__ == "__main__":
    raise SystemExit(report(figures()))
