"""Running the gateway in this process: a socket of our own, a ready file, a graceful end."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
import uvloop
from fastapi import FastAPI

T = TypeVar("T")
log = logging.getLogger(__name__)

SWITCH_S = 0.001
GRACE_S = 5
"""How long open requests may go on after the signal to stop."""
FRAME_BYTES = 64 * 1024
"""Longest frame of a room's socket: a session description has a few KiB. Frames are not compressed, for the state
of a compressor costs 100 KiB a socket."""

PING_S = 45.0
"""Between pings on a quiet socket: each costs as much as a message, and no proxy lets go earlier than a minute."""


@dataclass(frozen=True)
class Bound:
    """A listening socket and the address that reaches it."""

    socket: socket.socket
    url: str


def bind(host: str, port: int) -> Bound:
    """Listen on host and port (0: a free one). Raises `OSError` when the port is taken."""
    listening = socket.create_server((host, port), backlog=128)
    listening.setblocking(False)
    name = f"[{host}]" if ":" in host else host
    return Bound(listening, f"http://{name}:{listening.getsockname()[1]}")


class Server(uvicorn.Server):
    """Uvicorn that says when it listens."""

    def __init__(
        self, app: FastAPI, on_ready: Callable[[], None], on_leaving: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_S,
                ws="wsproto",
                ws_max_size=FRAME_BYTES,
                ws_per_message_deflate=False,
                ws_ping_interval=PING_S,
                http="httptools",
            )
        )
        self._on_ready = on_ready
        self._on_leaving = on_leaving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn; afterwards requests are answered."""
        await super().startup(sockets)
        if not self.should_exit:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn; requests that wait for something are let go first."""
        self._on_leaving()
        await super().shutdown(sockets)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do work in an event loop of its own, on libuv: much of the cost of a request is the loop's.

    Threads that judge beside it give the interpreter back after a millisecond instead of five, so that nobody whose
    request costs little waits for one that costs much.
    """
    sys.setswitchinterval(SWITCH_S)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def write_ready(path: Path, content: dict[str, Any]) -> None:
    """Write the ready file whole, readable by its owner only: it may hold an enrolment code."""
    part = path.with_name(path.name + ".new")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(content, out)
    part.replace(path)
