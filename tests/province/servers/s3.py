"""An S3-compatible server (moto) as a process of its own, with an empty bucket."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

WAIT_S = 60.0


@dataclass
class S3:
    """A running server."""

    endpoint: str

    def bucket(self, name: str) -> str:
        """Make a bucket; the address a gateway is given for it."""
        # The test server believes every signature; what is asked for is what S3 itself asks for.
        with urlopen(Request(f"{self.endpoint}/{name}", method="PUT"), timeout=30):
            pass
        return f"s3://{name}?endpoint={self.endpoint}"


@contextmanager
def s3() -> Iterator[S3]:
    """Started, and answering."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + WAIT_S
    try:
        while time.monotonic() < end and child.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError("the S3 server did not start")
        yield S3(f"http://127.0.0.1:{port}")
    finally:
        child.terminate()
        child.wait(timeout=20)
