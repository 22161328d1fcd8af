"""Connections that notice a dead line within seconds: their sockets' options, and answers that may not trickle."""

from __future__ import annotations

import io
import logging
import socket
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.clock import Clock

if TYPE_CHECKING:
    from http.client import HTTPResponse

    import requests

log = logging.getLogger(__name__)

BBR = b"bbr"
"""The congestion control that holds a lossy link full (95 % at 3 % loss where CUBIC gets 19 %, one session each)."""
UNSENT_BYTES = 32 * 1024
"""What the kernel may hold unsent. With megabytes of it, neither a stall nor the progress could be seen."""


@dataclass(frozen=True)
class Patience:
    """How long each kind of silence is borne, in seconds."""

    connect_s: float = 5.0
    stall_s: float = 5.0
    """Nothing is taken any more, nothing acknowledged, or an answer stops in the middle."""
    answer_s: float = 20.0
    """Until an answer begins, on a line that lives: the province opens and checks what it was sent."""
    slowest: int = 1000
    """Bytes a second of an answer; one that drips slower for longer than `answer_s` is a stall too."""


def socket_options(patience: Patience) -> list[tuple[int, int, int | bytes]]:
    """Options of each connection: a dead peer is seen after `stall_s`, sending or waiting; BBR where there is one."""
    milliseconds = max(1, int(patience.stall_s * 1000))
    probes = max(1, int(patience.stall_s) - 2)
    options: list[tuple[int, int, int | bytes]] = [
        (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
        (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
        (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 2),
        (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1),
        (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, probes),
        (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds),
        (socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES),
    ]
    return [*options, (socket.IPPROTO_TCP, socket.TCP_CONGESTION, BBR)] if offers(BBR) else options


@lru_cache(maxsize=4)
def offers(name: bytes) -> bool:
    """Whether this machine lets us use that congestion control; asked once a process."""
    with socket.socket() as probe:
        try:
            probe.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, name)
        except OSError:
            log.info("the kernel does not offer %s; its own congestion control is used", name.decode())
            return False
    return True


class PatientStream(io.RawIOBase):
    """What an answer is read from: each silence and the whole pace are bounded, head included."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, clock: Clock, patience: Patience) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._clock = clock
        self._patience = patience
        self._answer_s = max(patience.answer_s, sock.gettimeout() or 0.0)
        """Longer for a request that the other end may leave waiting; urllib3 set it on the socket before the answer."""
        self._began = clock.monotonic()
        self._got = 0
        self.ended = False
        """Whether the other side said that nothing more comes, and somebody still wanted to read."""

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """The next bytes. Raises `TimeoutError` after a stall or when the whole drips too slowly."""
        patience = self._patience
        end = self._began + self._answer_s + self._got / patience.slowest
        left = end - self._clock.monotonic()
        if left <= 0:
            raise TimeoutError("the answer came too slowly")
        self._sock.settimeout(min(left, patience.stall_s if self._got else self._answer_s))
        count: int | None = self._raw.readinto(buffer)
        self._got += count or 0
        self.ended = count == 0
        return count

    def close(self) -> None:
        """Let go of the socket."""
        if not self.closed:
            self._raw.close()
        super().close()


def new_session(clock: Clock, patience: Patience, ca: Path | None = None) -> requests.Session:
    """A session of its own connections that ignores the environment's proxies and certificates.

    `trust_env` must be off: with it on, REQUESTS_CA_BUNDLE wins over `verify`. `ca` are the certificates to trust
    instead of the public ones, as PEM.
    """
    import requests
    from requests.adapters import HTTPAdapter

    pools = _pools(clock, patience)

    class Adapter(HTTPAdapter):
        """Puts our connections in place of urllib3's."""

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            """Called by requests."""
            super().init_poolmanager(*args, socket_options=socket_options(patience), **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

    session = requests.Session()
    session.trust_env = False
    session.verify = str(ca) if ca is not None else True
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter())
    return session


def _pools(clock: Clock, patience: Patience) -> dict[str, Any]:
    """Pools whose connections read their answers through a `PatientStream`."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    patient_response = _response(clock, patience)

    class PlainConnection(HTTPConnection):
        """Without TLS."""

        response_class = patient_response

    class SecureConnection(HTTPSConnection):
        """With TLS."""

        response_class = patient_response

    class PlainPool(HTTPConnectionPool):
        """Of the first."""

        ConnectionCls = PlainConnection

    class SecurePool(HTTPSConnectionPool):
        """Of the second."""

        ConnectionCls = SecureConnection

    return {"http": PlainPool, "https": SecurePool}


def _response(clock: Clock, patience: Patience) -> type[HTTPResponse]:
    """Answers that are read through a `PatientStream`."""
    import http.client

    class PatientResponse(http.client.HTTPResponse):
        """An answer that is read with patience, but not with endless patience."""

        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self._stream = PatientStream(self.fp.detach(), sock, clock, patience)
            self.fp = io.BufferedReader(self._stream)

        def begin(self) -> None:
            """Read the head. Raises `HTTPException` when it is torn or garbled: then nothing in it can be believed."""
            super().begin()
            _check_head(self, torn=self._stream.ended)

    return PatientResponse


def _check_head(answer: HTTPResponse, *, torn: bool) -> None:
    """Raises `HTTPException` unless the head came to its end and can be read.

    Both `http.client` and urllib3 take what there is of a torn head for the whole, with a length that may be cut too.
    """
    import http.client

    from urllib3.exceptions import HeaderParsingError
    from urllib3.util.response import assert_header_parsing

    garbled = False
    try:
        assert_header_parsing(answer.msg)
    except HeaderParsingError:
        garbled = True
    if torn or garbled:
        log.info("an answer's head was %s; it counts as no answer", "torn" if torn else "garbled")
        answer.close()
        raise http.client.HTTPException("the head of the answer is broken")
