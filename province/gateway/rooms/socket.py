"""The WebSocket of a room: origin, token or resume secret, then one checked message after another.

Plain ASGI without the framework's route machinery, for an idle socket costs memory for hours.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from legalnet.rooms import Refused, SeatState
from province.gateway.ledger.refusals import STRANGER, refused_at
from province.gateway.rooms import store
from province.gateway.rooms.hub import Hub, LiveRoom, frame
from province.gateway.storage.interface import StorageDown

if TYPE_CHECKING:
    from province.gateway.context import Gateway
    from province.gateway.media.services import MediaServices

HELLO_S = 10.0
"""For the first frame."""
BACKLOG = 256
"""Frames that may wait for a slow line before it is cut."""
BURST, PER_S = 200, 40.0
"""Messages a seat may send at once, and afterwards per second; candidates come in bursts."""
KIOSK = "kiosk://app"
"""Origin of the terminal's own pages."""


class SocketLine:
    """A connected socket with a bounded queue; nobody waits for a slow reader."""

    __slots__ = ("_ended", "_frames", "_sending", "_socket")

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._frames: list[str | int] = []
        """Hardly ever more than one: a deque would take 600 bytes of an idle socket."""
        self._sending: asyncio.Task[None] | None = None
        self._ended = False

    def send(self, text: str) -> None:
        """Queue a frame; a line that does not keep up is cut."""
        if len(self._frames) >= BACKLOG:
            self._frames.clear()
            self._put(4408)
        else:
            self._put(text)

    def cut(self, code: int) -> None:
        """Close it after what was queued."""
        self._put(code)

    def _put(self, item: str | int) -> None:
        """Queue, and begin to send where nobody does; an idle line has no task."""
        if self._ended:
            return
        self._ended = isinstance(item, int)
        self._frames.append(item)
        if self._sending is None:
            self._sending = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        """Until nothing waits."""
        with suppress(WebSocketDisconnect, RuntimeError):  # the reader notices that the line is gone
            while self._frames:
                item = self._frames.pop(0)
                if isinstance(item, int):
                    await self._socket.close(item)
                else:
                    await self._socket.send_text(item)
        self._sending = None

    async def flushed(self) -> None:
        """Return when what was queued is sent."""
        if self._sending is not None:
            await asyncio.wait({self._sending}, timeout=5)


class Pace:
    """A bucket of messages for one socket."""

    __slots__ = ("_at", "_left")

    def __init__(self, now: float) -> None:
        self._left, self._at = float(BURST), now

    def take(self, now: float) -> bool:
        """Whether one more is fine."""
        self._left = min(BURST, self._left + (now - self._at) * PER_S)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class RoomSocket:
    """The ASGI endpoint of `/rooms/{id}/ws`."""

    def __init__(self, gateway: Gateway, hub: Hub, media: MediaServices) -> None:
        self._gateway, self._hub, self._media = gateway, hub, media

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket's life."""
        socket = WebSocket(scope, receive, send)
        if not self._known_origin(socket):
            await refused_at(self._gateway, STRANGER, "origin", "rooms/{room_id}/ws")
            await socket.close(4403)
            return
        await socket.accept()
        try:
            await self._serve(socket, str(scope["path_params"]["room_id"]))
        except WebSocketDisconnect:
            return
        except StorageDown:
            with suppress(RuntimeError):
                await socket.close(1013)

    def _known_origin(self, socket: WebSocket) -> bool:
        """Only pages of the desk and of terminals; browsers always say where a socket comes from."""
        origin = socket.headers.get("origin", "")
        own = {f"{scheme}://{socket.headers.get('host', '')}" for scheme in ("http", "https")}
        return origin in own or origin == KIOSK or origin in self._gateway.settings.origins

    async def _serve(self, socket: WebSocket, room_id: str) -> None:
        """Let in, then listen."""
        try:
            room, seat, resume = await asyncio.wait_for(self._enter(socket, room_id), HELLO_S)
        except TimeoutError:
            await socket.close(4408)
            return
        except Refused as refused:
            await refused_at(self._gateway, STRANGER, "room_token", f"rooms/{{room_id}}/ws {refused}")
            await socket.send_text(frame("refused", code=str(refused)))
            await socket.close(4401)
            return
        line = SocketLine(socket)
        line.send(self._welcome(room, seat, resume))
        try:
            await self._hub.connect(room, seat, line)
            await self._listen(socket, room, seat.id, line)
        finally:
            await self._hub.lost(room, seat.id, line)

    async def _enter(self, socket: WebSocket, room_id: str) -> tuple[LiveRoom, SeatState, str]:
        """Room, seat and resume secret by the first frame. Raises `Refused`."""
        hello = _hello(await socket.receive_text())
        room = await self._hub.room(room_id)
        if room is None:
            raise Refused("room_closed")
        if "token" in hello:
            now = self._gateway.clock.now()
            way = await self._gateway.database.write(lambda c: store.redeem(c, room_id, hello["token"], now))
            if way is None:
                raise Refused("token")
            seat, secret = await self._hub.enter(room, way)
            return room, seat, secret
        found = self._hub.resume(room, hello.get("seat", ""), hello.get("resume", ""))
        if found is None:
            raise Refused("resume")
        return room, found, hello["resume"]

    def _welcome(self, room: LiveRoom, seat: SeatState, resume: str) -> str:
        """The first frame back."""
        settings = self._gateway.settings
        return frame(
            "welcome",
            seat=seat.id,
            role=seat.role,
            resume=resume,
            ice=self._media.relays(),
            relay_only=settings.relay_only,
            room=room.view(seat),
        )

    async def _listen(self, socket: WebSocket, room: LiveRoom, seat_id: str, line: SocketLine) -> None:
        """One message after another until the socket is gone."""
        clock = self._gateway.clock
        pace, told = Pace(clock.monotonic()), False
        while True:
            raw = await socket.receive_text()
            if not pace.take(clock.monotonic()):
                if not told:
                    line.send(frame("refused", code="too_many"))
                told = True
                continue
            told = False
            try:
                await self._hub.said(room, seat_id, raw)
            except Refused as refused:
                line.send(frame("refused", code=str(refused)))
            except ValidationError:
                line.send(frame("refused", code="invalid"))
            except StorageDown:
                line.send(frame("refused", code="not_ready"))


def _hello(raw: str) -> dict[str, str]:
    """The members of a first frame. Raises `Refused` when it is none."""
    try:
        found: Any = json.loads(raw)
    except ValueError:
        raise Refused("hello") from None
    texts = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    if not texts or set(found) not in ({"token"}, {"seat", "resume"}):
        raise Refused("hello")
    return dict(found)
