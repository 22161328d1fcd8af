"""A bare relay of WebSocket messages, beside the rooms' signalling: `python -m benchmarks.relay PORT`.

Whoever connects to `/N` hears what the other one there says. The same server and protocol, and no rooms: neither
checks nor roles nor state.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from typing import Any

import uvicorn
import uvloop


class Relay:
    """An ASGI application."""

    def __init__(self) -> None:
        self._there: dict[str, list[Any]] = defaultdict(list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One socket's life."""
        if scope["type"] != "websocket":
            return
        await receive()
        await send({"type": "websocket.accept"})
        here = self._there[scope["path"]]
        here.append(send)
        while (message := await receive())["type"] == "websocket.receive":
            for other in here:
                if other is not send:
                    await other({"type": "websocket.send", "text": message["text"]})


if __name__ == "__main__":
    config = uvicorn.Config(
        Relay(),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        ws="wsproto",
        ws_per_message_deflate=False,
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(uvicorn.Server(config).serve())
