"""A relay between terminal and province that makes the network's weather, request by request, at the level of TCP.

It reads just enough HTTP to know where a request ends. Each request gets a connection of its own to the province, so that
each side can be cut, stalled or repeated without the other. What asks for an upgrade (WebSocket) is passed on as bytes.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import struct
import threading
from collections.abc import Callable

from devices.clock import Clock
from kiosk.dock.weather import FINE, Forecast, Head, Trouble, Weather, answer_in_between

log = logging.getLogger(__name__)

PIECE = 16 * 1024
HEAD_LIMIT = 64 * 1024
HERE = "127.0.0.1"
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes a close a reset."""
IN_BETWEEN = (Trouble.PAGE, Trouble.PORTAL, Trouble.PORTAL_REDIRECT)


class Gone(Exception):
    """One side has left."""


class Proxy:
    """Listens on a free port of this machine and relays to `port`, in the weather that `forecast` gives."""

    def __init__(
        self, port: int, clock: Clock, forecast: Forecast, tls: ssl.SSLContext | None = None
    ) -> None:
        self._target = (HERE, port)
        self._clock = clock
        self._forecast = forecast
        self._tls = tls
        self.taken = 0
        """Bytes of bodies that terminals sent; for counting what a resumed upload costs."""
        self._open: set[socket.socket] = set()
        self._later: list[bytes] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._server = socket.create_server((HERE, 0), backlog=64)

    @property
    def url(self) -> str:
        """Where the terminal reaches the province."""
        return f"http{'s' if self._tls else ''}://{HERE}:{self._server.getsockname()[1]}"

    def aim(self, port: int) -> None:
        """Relay to another port from now on: the province was started again."""
        self._target = (HERE, port)

    def start(self) -> None:
        """Relay."""
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def stop(self) -> None:
        """Hang up and listen no more."""
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Reset every connection that stands."""
        with self._lock:
            standing = tuple(self._open)
        for link in standing:
            self._reset(link)

    # ---- connections

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(near)
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        """One connection of the terminal, request after request."""
        try:
            if self._tls is not None:
                near = self._wrap(near)
            while not self._stopped.is_set() and self._pass_on(near):
                pass
        except (OSError, Gone, ValueError):
            log.debug("a connection ended early")
        finally:
            self._close(near)

    def _wrap(self, near: socket.socket) -> socket.socket:
        """Speak TLS with the terminal."""
        assert self._tls is not None  # noqa: S101 - asked before
        secured = self._tls.wrap_socket(near, server_side=True)
        with self._lock:
            self._open.discard(near)
            self._open.add(secured)
        return secured

    def _far(self) -> socket.socket:
        far = socket.create_connection(self._target, timeout=10)
        far.settimeout(None)
        with self._lock:
            self._open.add(far)
        return far

    def _close(self, *links: socket.socket) -> None:
        with self._lock:
            self._open.difference_update(links)
        for link in links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def _reset(self, link: socket.socket) -> None:
        """The other side gets a reset, whatever it was doing; a thread of ours that waits on it wakes up."""
        with self._lock:
            self._open.discard(link)
        with contextlib.suppress(OSError):
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            link.shutdown(socket.SHUT_RD)
        link.close()

    # ---- one request

    def _pass_on(self, near: socket.socket) -> bool:
        """Relay one request; whether the connection can carry another."""
        head, rest = _read_head(near)
        if head is None:
            return False
        weather = self._forecast(head)
        if head.value("upgrade"):
            return self._upgraded(near, head, rest)
        body = _Body(near, rest, head.length, self._count)
        return self._acts()[weather.trouble](near, head, body, weather)

    def _count(self, count: int) -> None:
        with self._lock:
            self.taken += count

    def _acts(self) -> dict[Trouble, Callable[[socket.socket, Head, _Body, Weather], bool]]:
        return {
            Trouble.NONE: self._relay,
            Trouble.LATE: self._relay,
            Trouble.HUNG_UP: self._hung_up,
            Trouble.SWALLOWED: self._swallowed,
            Trouble.CUT: self._stopped_midway,
            Trouble.STALLED: self._stopped_midway,
            Trouble.HALF_OPEN: self._stopped_midway,
            Trouble.ANSWER_LOST: self._answer_spoilt,
            Trouble.ANSWER_STALLED: self._answer_spoilt,
            Trouble.ANSWER_TORN: self._answer_spoilt,
            Trouble.ANSWER_DRIPS: self._answer_spoilt,
            Trouble.TWICE: self._twice,
            Trouble.TWICE_SECOND: self._twice,
            Trouble.TWICE_LATER: self._twice,
            Trouble.PAGE: self._in_between,
            Trouble.PORTAL: self._in_between,
            Trouble.PORTAL_REDIRECT: self._in_between,
            Trouble.PAGE_AFTER: self._page_after,
        }

    def _relay(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        """Both ways, piece by piece."""
        pause = weather.pause_s if weather.trouble is Trouble.LATE else 0.0
        far = self._far()
        try:
            self._wait(pause)
            far.sendall(head.closing())
            for piece in body:
                far.sendall(piece)
            self._deliver_late_ones()
            answer, rest = _read_head(far)
            if answer is None:
                raise Gone
            self._wait(pause)
            near.sendall(answer.lasting() + rest)
            while piece := far.recv(PIECE):
                near.sendall(piece)
            return _ends_by_itself(head, answer)
        finally:
            self._close(far)

    def _hung_up(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:  # noqa: ARG002
        self._reset(near)
        return False

    def _swallowed(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:  # noqa: ARG002
        for _ in body:
            pass
        return self._until_left(near)

    def _stopped_midway(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        """Some of the body gets over; what then becomes of the two connections differs."""
        far = self._far()
        far.sendall(head.closing())
        body.limit(int(head.length * weather.share))
        for piece in body:
            far.sendall(piece)
        if weather.trouble is Trouble.HALF_OPEN:
            self._reset(near)  # the far one stays open until the province gives it up or the proxy stops
            return False
        if weather.trouble is Trouble.STALLED:
            self._until_left(near)
            self._close(far)
            return False
        self._reset(far)
        self._reset(near)
        return False

    def _answer_spoilt(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        """The province did what was asked."""
        answer = self._exchange(head.closing() + body.all())
        match weather.trouble:
            case Trouble.ANSWER_LOST:
                self._reset(near)
            case Trouble.ANSWER_STALLED:
                self._until_left(near)
            case Trouble.ANSWER_TORN:
                near.sendall(answer[: len(answer) // 2])
            case _:
                for at in range(len(answer)):
                    near.sendall(answer[at : at + 1])
                    self._wait(weather.pause_s)
        return False

    def _twice(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        """The very same bytes, nonce and all."""
        request = head.closing() + body.all()
        first = self._exchange(request)
        if weather.trouble is Trouble.TWICE_LATER:
            with self._lock:
                self._later.append(request)
            near.sendall(first)
            return False
        second = self._exchange(request)
        near.sendall(first if weather.trouble is Trouble.TWICE else second)
        return False

    def _in_between(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        """Somebody else answers. A large body is not read to its end, as such machines do."""
        body.limit(PIECE)
        for _ in body:
            pass
        near.sendall(answer_in_between(weather))
        return head.length <= PIECE

    def _page_after(self, near: socket.socket, head: Head, body: _Body, weather: Weather) -> bool:
        self._exchange(head.closing() + body.all())
        near.sendall(answer_in_between(weather))
        return True

    def _exchange(self, request: bytes) -> bytes:
        """Bring a whole request over and take its whole answer."""
        far = self._far()
        try:
            far.sendall(request)
            answer = b""
            while piece := far.recv(PIECE):
                answer += piece
            return answer
        finally:
            self._close(far)

    def _deliver_late_ones(self) -> None:
        """Requests that were held back arrive once more."""
        with self._lock:
            late, self._later = self._later, []
        for request in late:
            with contextlib.suppress(OSError):
                self._exchange(request)

    def _upgraded(self, near: socket.socket, head: Head, rest: bytes) -> bool:
        """Bytes both ways from here on."""
        far = self._far()
        far.sendall(head.raw + rest)
        back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
        back.start()
        self._pump(near, far)
        back.join()
        return False

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(PIECE):
                other.sendall(piece)
        self._close(one, other)

    def _until_left(self, near: socket.socket) -> bool:
        """Say nothing until the terminal gives up."""
        with contextlib.suppress(OSError):
            while near.recv(PIECE):
                pass
        return False

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._clock.sleep(seconds)


class _Body:
    """A request's body as it comes."""

    def __init__(self, near: socket.socket, begun: bytes, length: int, tell: Callable[[int], None]) -> None:
        self._near = near
        self._tell = tell
        self._begun = begun
        self.left = length

    def limit(self, count: int) -> None:
        """Read no more than so many bytes of it."""
        self.left = min(self.left, count)

    def __iter__(self) -> _Body:
        """Itself."""
        return self

    def __next__(self) -> bytes:
        """The next piece. Raises `Gone` when the terminal left before the end."""
        if self.left <= 0:
            raise StopIteration
        piece = self._begun[: self.left] or self._near.recv(min(PIECE, self.left))
        self._begun = b""
        if not piece:
            raise Gone
        self.left -= len(piece)
        self._tell(len(piece))
        return piece

    def all(self) -> bytes:
        """The rest of it."""
        return b"".join(self)


def _read_head(link: socket.socket) -> tuple[Head | None, bytes]:
    """A head and what came with it of the body; None when the other side left instead. Raises `ValueError`."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = link.recv(PIECE)
        if not piece:
            return None, b""
        data += piece
        if len(data) > HEAD_LIMIT:
            raise ValueError("the head does not end")
    raw, _, rest = data.partition(b"\r\n\r\n")
    return Head(raw + b"\r\n\r\n"), rest


def _ends_by_itself(request: Head, answer: Head) -> bool:
    """Whether the terminal can tell where the answer ended, so that its connection goes on."""
    bodiless = request.start[0] == "HEAD" or answer.start[1] in ("204", "304")
    framed = answer.value("content-length") or answer.value("transfer-encoding")
    return bool(bodiless or framed)


def steady(weather: Weather = FINE) -> Forecast:
    """The same weather for everything."""
    return lambda _head: weather
