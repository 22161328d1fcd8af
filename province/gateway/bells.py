"""Waking those who wait for a terminal's next event: within this gateway, and through NATS in the others.

A ring is a hint and never the event itself: whoever is woken looks into the log. Without NATS, or while it is
away, requests on other gateways find the event when they look again by themselves.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

log = logging.getLogger(__name__)

SUBJECT = "lawbooth.events"
"""NATS subject; a message is the id of the terminal whose log grew."""
AGAIN_S = 2.0
"""Pause between tries to reach NATS at the start; afterwards its client reconnects by itself."""


class Bells:
    """One bell for each waiting request of this gateway; belongs to its event loop."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._seen: dict[str, int] = {}
        self.closing = False
        """Set when the gateway is leaving: waiting requests answer with what they have."""

    @property
    def waiting(self) -> int:
        """Requests that wait now."""
        return sum(len(rung) for rung in self._waiting.values())

    @contextmanager
    def listen(self, terminal_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the terminal's log grew."""
        rung = asyncio.Event()
        self._waiting.setdefault(terminal_id, set()).add(rung)
        try:
            yield rung
        finally:
            self._waiting[terminal_id].discard(rung)
            if not self._waiting[terminal_id]:
                del self._waiting[terminal_id]
                self._seen.pop(terminal_id, None)

    def saw(self, terminal_id: str, last: int) -> None:
        """Whoever waits for this terminal knows its log up to there."""
        self._seen[terminal_id] = last

    def seen(self) -> dict[str, int]:
        """The logs that somebody waits for, and up to where they are known."""
        return dict(self._seen)

    def ring(self, terminal_id: str) -> None:
        """Wake those who wait for this terminal."""
        for rung in self._waiting.get(terminal_id, ()):
            rung.set()

    def close(self) -> None:
        """Let everybody go home."""
        self.closing = True
        for terminal_id in list(self._waiting):
            self.ring(terminal_id)


class Messenger:
    """Rings here and, where there is a NATS server, in the other gateways."""

    def __init__(self, bells: Bells, url: str) -> None:
        self._bells = bells
        self._url = url
        self._client: Client | None = None
        self._connecting: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether the others can be reached; True for a gateway that is alone."""
        return not self._url or (self._client is not None and self._client.is_connected)

    def start(self) -> None:
        """Begin to connect; the gateway serves meanwhile."""
        if self._url:
            self._connecting = asyncio.create_task(self._connect())

    async def reached(self, seconds: float) -> None:
        """Return when the first connection stands, or after that time."""
        if self._connecting is not None:
            await asyncio.wait({self._connecting}, timeout=seconds)

    async def _connect(self) -> None:
        """Until it is reached for the first time."""
        import nats
        from nats.errors import Error

        said = False
        while True:
            try:
                self._client = await nats.connect(
                    self._url,
                    allow_reconnect=True,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=AGAIN_S,
                    connect_timeout=5,
                    error_cb=self._quiet,
                    disconnected_cb=self._gone,
                    reconnected_cb=self._back,
                )
                await self._client.subscribe(SUBJECT, cb=self._hear)
            except (TimeoutError, OSError, Error) as error:
                if not said:
                    log.error("the messenger between gateways is away: %s", type(error).__name__)
                said = True
                await asyncio.sleep(AGAIN_S)
            else:
                return

    async def tell(self, terminal_id: str) -> None:
        """The log of this terminal grew."""
        from_here = self._client
        self._bells.ring(terminal_id)
        if from_here is not None and from_here.is_connected:
            with suppress(Exception):  # a hint that is lost costs seconds, never an event
                await from_here.publish(SUBJECT, terminal_id.encode())

    async def stop(self) -> None:
        """Let go of the line."""
        if self._connecting is not None:
            self._connecting.cancel()
            with suppress(asyncio.CancelledError):
                await self._connecting
        if self._client is not None:
            await self._client.close()

    async def _hear(self, message: Msg) -> None:
        """Another gateway, or this one, appended."""
        self._bells.ring(message.data.decode("ascii", "ignore"))

    async def _quiet(self, _error: Exception) -> None:
        """Single failures; going and coming back are said by the others."""

    async def _gone(self) -> None:
        """Said once."""
        if not self._bells.closing:
            log.error("the messenger between gateways is away")

    async def _back(self) -> None:
        """Said once."""
        log.info("the messenger between gateways is back")
