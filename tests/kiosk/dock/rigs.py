"""What the dock is tested on: a real rig in a process of its own, and a network line to a small server."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from devices.clock import SystemClock
from kiosk.dock.line import Line

ROOT = Path(__file__).parent.parent.parent.parent
CLOCK = SystemClock()
START_S = 60.0


class Province(BaseHTTPRequestHandler):
    """Says yes to whatever it is asked, and counts."""

    seen = 0

    def do_GET(self) -> None:
        """A yes."""
        type(self).seen += 1
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"yes")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def running_rig(folder: Path, *options: str) -> Iterator[dict[str, str]]:
    """Addresses of a rig that `main.py simulate` runs under `folder`."""
    command = [sys.executable, str(ROOT / "main.py"), "simulate", "--dir", str(folder), *options]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        manifest, end = folder / "rig.json", CLOCK.monotonic() + START_S
        while not manifest.exists():
            assert process.poll() is None, "the rig ended"
            assert CLOCK.monotonic() < end, "the rig did not get ready"
            CLOCK.sleep(0.05)
        yield json.loads(manifest.read_text(encoding="utf-8"))
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def running_line(control: Path) -> Iterator[Line]:
    """A network line, controlled at `control`, to a province that says yes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Province)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    line = Line(server.server_address[1], control, CLOCK)
    line.start()
    try:
        yield line
    finally:
        line.stop()
        server.shutdown()
        server.server_close()
