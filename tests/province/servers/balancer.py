"""What stands before several gateways: each new connection goes to the next one that takes it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count


class Balancer:
    """Connections from one port to several; bytes are passed on as they are, so signatures stay right."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._turn = count()
        self._door = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._lines: list[socket.socket] = []
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        """Until the door is closed."""
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            far = self._next()
            if far is None:
                near.close()
                continue
            self._lines += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(source, sink), daemon=True).start()

    def _next(self) -> socket.socket | None:
        """The next gateway that answers."""
        first = next(self._turn)
        for place in range(len(self._ports)):
            port = self._ports[(first + place) % len(self._ports)]
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), timeout=5)
        return None

    def close(self) -> None:
        """No more connections, and those that are open end."""
        for line in (self._door, *self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    """Bytes one way, until either end goes; then both do."""
    with contextlib.suppress(OSError):
        while data := source.recv(64 * 1024):
            sink.sendall(data)
    for line in (source, sink):
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


@contextmanager
def balancer(*ports: int) -> Iterator[Balancer]:
    """One that stands while the context lasts."""
    found = Balancer(ports)
    try:
        yield found
    finally:
        found.close()
