"""An MJPEG server on the loopback address, as an IP camera is: one stream a path, paced by the clock."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devices.clock import Clock

log = logging.getLogger(__name__)
BOUNDARY = "lawbooth-frame"

Feed = Callable[[], bytes | None]
"""The frame of this moment as JPEG; `None` while the camera is unplugged."""


class MjpegServer:
    """Serves `feeds` at their paths until stopped; each frame is made only because somebody watches."""

    def __init__(self, feeds: dict[str, tuple[Feed, float]], stills: dict[str, Feed], clock: Clock) -> None:
        self._feeds = feeds
        self._stills = stills
        self._clock = clock
        self._ending = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> int:
        """Listen on a free port of 127.0.0.1; the port."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="mjpeg", daemon=True
        )
        self._thread.start()
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """End every stream and close the port; safe to call twice."""
        self._ending.set()
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join(5)
            self._server.server_close()
        self._server, self._thread = None, None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            """One viewer's connection."""

            timeout = 5

            def do_HEAD(self) -> None:
                """Whether this camera is plugged in."""
                feed = owner._feed(self.path)
                self.send_response(404 if feed is None else 503 if feed() is None else 200)
                self.end_headers()

            def do_GET(self) -> None:
                """A stream or a still."""
                with contextlib.suppress(OSError):  # the viewer left
                    owner._answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the base class's name
                """Viewers are not worth a line."""

        return Handler

    def _feed(self, path: str) -> Feed | None:
        return self._stills.get(path) or (self._feeds[path][0] if path in self._feeds else None)

    def _answer(self, viewer: BaseHTTPRequestHandler) -> None:
        feed = self._feed(viewer.path)
        frame = feed() if feed is not None else None
        if feed is None or frame is None:
            viewer.send_error(404 if feed is None else 503)
        elif viewer.path in self._stills:
            viewer.send_response(200)
            viewer.send_header("Content-Type", "image/jpeg")
            viewer.send_header("Content-Length", str(len(frame)))
            viewer.end_headers()
            viewer.wfile.write(frame)
        else:
            self._stream(viewer, feed, 1.0 / self._feeds[viewer.path][1])

    def _stream(self, viewer: BaseHTTPRequestHandler, feed: Feed, period: float) -> None:
        viewer.send_response(200)
        viewer.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        viewer.end_headers()
        due = self._clock.monotonic()
        while not self._ending.is_set() and (frame := feed()) is not None:
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
            viewer.wfile.write(head.encode() + frame + b"\r\n")
            due = max(due + period, self._clock.monotonic())
            self._ending.wait(due - self._clock.monotonic())
