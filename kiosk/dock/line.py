"""The network line of a demonstration: a relay on the loopback between terminal and province that can be cut."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.simulators.control import ControlServer

log = logging.getLogger(__name__)

MODES = ("up", "down", "slow", "lost")
"""`down` hangs up on everybody, `slow` delays every piece, `lost` lets requests through and loses the answers."""
DELAY_S = 0.3
PIECE = 65536
HERE = "127.0.0.1"


class Line:
    """Passes connections on to `port`, in the mode that the control socket asks for (`line.set`, `line.state`)."""

    def __init__(self, port: int, control: Path, clock: Clock) -> None:
        self._target = (HERE, port)
        self._clock = clock
        self._mode = "up"
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._server = socket.create_server((HERE, 0))
        self._control = ControlServer(control, self._do)

    @property
    def url(self) -> str:
        """Where the terminal reaches the province."""
        return f"http://{HERE}:{self._server.getsockname()[1]}"

    def start(self) -> None:
        """Pass connections on. Raises `OSError` when the control socket cannot be made."""
        self._control.start()
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    def stop(self) -> None:
        """Hang up and listen no more."""
        self._control.stop()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._hang_up()

    def _do(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        if verb == "line.set":
            if args.get("mode") not in MODES:
                raise ValueError("unknown mode")
            self._mode = str(args["mode"])
            if self._mode == "down":
                self._hang_up()
        elif verb != "line.state":
            raise ValueError("unknown verb")
        return {"mode": self._mode}

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            if self._mode == "down":
                raise ConnectionRefusedError
            far = socket.create_connection(self._target, timeout=10)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        with self._lock:
            self._open |= {near, far}
        for one, other, back in ((near, far, False), (far, near, True)):
            threading.Thread(target=self._pass_on, args=(one, other, back), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, back: bool) -> None:
        """Until either side ends; then both do."""
        with contextlib.suppress(OSError):
            while piece := one.recv(PIECE):
                if self._mode == "slow":
                    self._clock.sleep(DELAY_S)
                if back and self._mode == "lost":
                    break
                other.sendall(piece)
        self._close(one, other)

    def _hang_up(self) -> None:
        with self._lock:
            standing = tuple(self._open)
        self._close(*standing)

    def _close(self, *links: socket.socket) -> None:
        with self._lock:
            self._open.difference_update(links)
        for link in links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()
