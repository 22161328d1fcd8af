"""Troubles that the gateway acts out when told so on its command line, for tests and demonstrations.

`slow` answers late, `500` fails, `twice-ack` handles each hand-in twice, `drop-after-commit` does the work
and then breaks the connection. `NAME:COUNT` stops after that many requests.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, MutableMapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from province.gateway.encodings import read_body
from province.gateway.problems import Problem, problem_response

log = logging.getLogger(__name__)

NAMES = ("slow", "500", "twice-ack", "drop-after-commit")
SLOW_S = 3.0
ENDLESS = 1 << 30


def parse(texts: Iterable[str]) -> dict[str, int]:
    """Faults as name -> how many requests they hit. Raises `ValueError` naming an unknown one."""
    found: dict[str, int] = {}
    for text in texts:
        name, _, count = text.partition(":")
        if name not in NAMES or (count and not count.isdigit()):
            raise ValueError(
                f"no such fault: {text} (known: {', '.join(NAMES)}, each with an optional :COUNT)"
            )
        found[name] = int(count) if count else ENDLESS
    return found


class Faults:
    """ASGI middleware that spoils answers under `prefix`; `left` counts down."""

    def __init__(self, app: ASGIApp, prefix: str, left: MutableMapping[str, int]) -> None:
        self._app = app
        self._prefix = prefix
        self._hand_ins = (f"{prefix}/submissions", f"{prefix}/submissions/parcel")
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with trouble."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        handing_in = scope["method"] == "POST" and scope["path"] in self._hand_ins
        if self._due("slow"):
            await asyncio.sleep(SLOW_S)
        if self._due("500"):
            await problem_response(Problem("internal"))(scope, receive, send)
        elif handing_in and self._due("twice-ack"):
            await self._twice(scope, receive, send)
        elif handing_in and self._due("drop-after-commit"):
            await self._drop(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _due(self, name: str) -> bool:
        """Whether this fault hits now; counts it."""
        if self._left.get(name, 0) <= 0:
            return False
        self._left[name] -= 1
        log.info("acting out fault %s", name)
        return True

    async def _twice(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The hand-in is processed two times at once, as by a repeating proxy; the good answer goes out."""
        body = await read_body(receive)
        answers = await asyncio.gather(self._inner(scope, body), self._inner(scope, body))
        for message in max(answers, key=lambda sent: sent[0]["status"] < 400):
            await send(message)

    async def _drop(self, scope: Scope, receive: Receive, send: Send) -> None:
        """All the work is done, then the line breaks in the middle of the answer."""
        await self._inner(scope, await read_body(receive))
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})

    async def _inner(self, scope: Scope, body: bytes) -> list[Message]:
        """Run the application on a remembered body and keep what it sends."""
        sent: list[Message] = []
        pending = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            """The body once."""
            return pending.pop() if pending else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            """Kept."""
            sent.append(message)

        await self._app(dict(scope), receive, send)
        return sent
