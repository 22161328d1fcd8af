"""The gateway's line to Janus: its JSON interface over one WebSocket, requests with answers, events by handle.

Janus documentation, "WebSockets interface" and "The Janus API": a request carries a `transaction`; a message to a plugin
is acknowledged at once and answered later by an event of the same transaction; events without one come by themselves.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

log = logging.getLogger(__name__)
PLUGIN = "janus.plugin.videoroom"
ANSWER_S, AGAIN_S, KEEPALIVE_S = 8.0, 0.5, 20.0
LARGEST = 1 << 20
FIRST_TRIES = 20
"""Before anybody is told that it is away: one that was started just now needs a second or two."""


class JanusTrouble(Exception):
    """Janus is away, does not answer, or refuses; the text is its code, never its words."""


@dataclass
class JanusLine:
    """One connection, found again as often as it is lost."""

    address: str
    """`ws://host:port`, `wss://...` or `unix:/path`."""
    secret: str = field(repr=False)
    heard: Callable[[dict[str, Any]], None] = lambda _event: None
    """Events that answer no request."""
    back: Callable[[], Awaitable[None]] | None = None
    """Awaited when the line stands, the first time and after each loss."""
    _line: ClientConnection | None = None
    _waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _sessions: set[int] = field(default_factory=set)
    _task: asyncio.Task[None] | None = None
    _up: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def up(self) -> bool:
        """Whether it stands now."""
        return self._up.is_set()

    def start(self) -> None:
        """Begin to connect."""
        self._task = asyncio.create_task(self._run())

    async def reached(self, seconds: float) -> bool:
        """Whether it stood within that time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._up.wait(), seconds)
        return self.up

    async def stop(self) -> None:
        """Let go of it."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def ask(self, what: str, **members: Any) -> dict[str, Any]:
        """One request and its answer; for a message to a plugin, the plugin's own. Raises `JanusTrouble`."""
        transaction = secrets.token_hex(8)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[transaction] = answer
        try:
            await self._send(what, transaction, members)
            return await asyncio.wait_for(answer, ANSWER_S)
        except TimeoutError:
            raise JanusTrouble("no_answer") from None
        finally:
            self._waiting.pop(transaction, None)

    async def message(
        self, session: int, handle: int, body: dict[str, Any], jsep: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """Something for the room's plugin: its data, and a description if it brought one. Raises `JanusTrouble`."""
        more = {"jsep": jsep} if jsep else {}
        answer = await self.ask("message", session_id=session, handle_id=handle, body=body, **more)
        data = answer.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise JanusTrouble(str(data["error_code"]))
        return data, answer.get("jsep")

    async def session(self, known: int = 0) -> int:
        """A session of its own, or the one that an earlier gateway had. Raises `JanusTrouble`."""
        if known:
            await self.ask("claim", session_id=known)
        else:
            known = int((await self.ask("create"))["data"]["id"])
        self._sessions.add(known)
        return known

    async def attach(self, session: int) -> int:
        """A handle of the room's plugin. Raises `JanusTrouble`."""
        answer = await self.ask("attach", session_id=session, plugin=PLUGIN)
        return int(answer["data"]["id"])

    async def trickle(self, session: int, handle: int, candidate: dict[str, Any]) -> None:
        """A candidate of the browser's. Raises `JanusTrouble`."""
        # Only acknowledged, so there is nothing to wait for.
        members = {"session_id": session, "handle_id": handle, "candidate": candidate}
        await self._send("trickle", secrets.token_hex(4), members)

    async def detach(self, session: int, handle: int) -> None:
        """Let go of a handle, its media with it; one that is gone already is fine. Raises `JanusTrouble`."""
        with suppress(JanusTrouble):
            await self.ask("detach", session_id=session, handle_id=handle)
        self._check()

    async def end(self, session: int) -> None:
        """End a session with all that hangs on it."""
        self._sessions.discard(session)
        with suppress(JanusTrouble):
            await self.ask("destroy", session_id=session)

    def _check(self) -> None:
        if not self.up:
            raise JanusTrouble("away")

    async def _send(self, what: str, transaction: str, members: dict[str, Any]) -> None:
        from websockets.exceptions import ConnectionClosed

        self._check()
        frame = {"janus": what, "transaction": transaction, "apisecret": self.secret, **members}
        assert self._line is not None  # noqa: S101 - `_check` looked
        try:
            await self._line.send(json.dumps(frame))
        except ConnectionClosed:
            raise JanusTrouble("away") from None

    async def _run(self) -> None:
        """Until it is stopped; says once that Janus is away, and once that it is back."""
        from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

        said, tries = False, 0
        while True:
            try:
                async with self._connect() as line:
                    self._line = line
                    if said:
                        log.info("the media server is back")
                    said, tries = False, FIRST_TRIES
                    await self._serve(line)
            except ConnectionClosed:
                pass  # tried again at once; whoever cannot be reached then is away
            except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as error:
                tries += 1
                if not said and tries > FIRST_TRIES:
                    log.error("the media server is away: %s", type(error).__name__)
                    said = True
            await asyncio.sleep(AGAIN_S)

    def _connect(self) -> Any:
        """The connection of the library, by the kind of address."""
        from websockets.asyncio.client import connect, unix_connect

        more: dict[str, Any] = {
            "subprotocols": ["janus-protocol"],
            "compression": None,
            "max_size": LARGEST,
            "open_timeout": ANSWER_S,
        }
        if self.address.startswith("unix:"):
            return unix_connect(self.address.removeprefix("unix:"), **more)
        return connect(self.address, proxy=None, **more)

    async def _serve(self, line: ClientConnection) -> None:
        """While the connection lasts."""
        self._up.set()
        self._sessions.clear()
        beside = [asyncio.create_task(self._keep_alive())]
        if self.back is not None:
            beside.append(asyncio.create_task(self._tell_back()))
        try:
            while True:
                self._read(json.loads(await line.recv()))
        finally:
            self._up.clear()
            for task in beside:
                task.cancel()
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(JanusTrouble("away"))

    async def _tell_back(self) -> None:
        assert self.back is not None  # noqa: S101 - `_serve` looked
        with suppress(JanusTrouble):  # lost again meanwhile: told again when it is back
            await self.back()

    async def _keep_alive(self) -> None:
        """A session that says nothing for a minute is ended by Janus."""
        while True:
            await asyncio.sleep(KEEPALIVE_S)
            for session in list(self._sessions):
                with suppress(JanusTrouble):
                    await self._send("keepalive", secrets.token_hex(4), {"session_id": session})

    def _read(self, frame: dict[str, Any]) -> None:
        """An answer to whoever waits for it; everything else is an event."""
        answer = self._waiting.get(str(frame.get("transaction", "")))
        kind = frame.get("janus")
        if answer is None or answer.done():
            if kind not in ("ack", "success"):
                self.heard(frame)
        elif kind == "error":
            answer.set_exception(JanusTrouble(str(frame.get("error", {}).get("code", "error"))))
        elif kind != "ack":
            answer.set_result(frame)
