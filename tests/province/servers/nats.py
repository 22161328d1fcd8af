"""Debian's nats-server, started by the tests on a free port."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path("/usr/sbin/nats-server")
WAIT_S = 30.0


@dataclass
class Nats:
    """A server that can be taken away and brought back on the same port."""

    port: int
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to answer."""
        command = [str(PROGRAM), "-a", "127.0.0.1", "-p", str(self.port)]
        self.child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("nats-server did not start")

    def stop(self) -> None:
        """Go away at once."""
        if self.child is not None:
            self.child.kill()
            self.child.wait(timeout=20)
            self.child = None


@contextmanager
def nats() -> Iterator[Nats]:
    """A running server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Nats(port)
    server.start()
    try:
        yield server
    finally:
        server.stop()
