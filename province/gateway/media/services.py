"""Media server and relay of a gateway: its own, or those at configured addresses; and whether they work."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import shutil
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from province.gateway.media.config import JanusSetup, TurnSetup
from province.gateway.media.line import JanusLine
from province.gateway.media.recording import Recorder
from province.gateway.media.rooms import Find, MediaRooms
from province.gateway.media.service import NoService, Service
from province.gateway.rooms import ice
from province.gateway.settings import Settings, SettingsError

if TYPE_CHECKING:
    from province.gateway.context import Gateway
    from province.gateway.media.chain import Entry
    from province.gateway.rooms.hub import LiveRoom

log = logging.getLogger(__name__)
FIRST_S, WATCH_S = 15.0, 2.0
LONGEST_PATH = 85
"""Characters: a Unix socket's address takes 107, and Janus cuts the names of recordings at 255."""


@dataclass
class MediaServices:
    """What a gateway has for media; nothing of it is needed for two to talk to each other."""

    gateway: Gateway
    rooms: MediaRooms | None = None
    recorder: Recorder | None = None
    find: Find | None = None
    """The live room of an id; set by whoever has the rooms."""
    _line: JanusLine | None = None
    _own: list[tuple[Service, dict[str, str], list[str]]] = field(default_factory=list)
    _turn: TurnSetup | None = None
    _watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start what is to be started. Raises `NoService` when a program is not there."""
        settings = self.gateway.settings
        self.recorder = Recorder(self.gateway, settings.recordings or settings.data / "recordings")
        if settings.with_turn:
            self._start_turn()
        address, secret = settings.janus, settings.janus_secret
        if settings.with_janus and not address:
            address, secret = self._start_janus()
        if address:
            self._line = JanusLine(address, secret)
            self.rooms = MediaRooms(self.gateway, self._line, self.recorder)
            self.rooms.find = self.find
            self._line.start()
            if settings.with_janus and not await self._line.reached(FIRST_S):
                raise NoService("janus does not answer")
        if self._own:
            self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End what this gateway started."""
        if self._watching is not None:
            self._watching.cancel()
        try:
            if self.rooms is not None:
                await self.rooms.stop()
            if self._line is not None:
                await self._line.stop()
        finally:  # whatever happened to the line, no program is left behind
            await asyncio.gather(*(service.stop() for service, _, _ in self._own))

    async def seal_still(self, room: LiveRoom, seat: str, picture: bytes) -> Entry:
        """A picture in full resolution into the room's chain."""
        assert self.recorder is not None  # noqa: S101 - `open` made it
        return await self.recorder.still(room.id, room.state, seat, picture)

    def relays(self) -> list[dict[str, Any]]:
        """RTCIceServer dictionaries with credentials for the next hours."""
        settings = self.gateway.settings
        urls, secret = settings.turn, settings.turn_secret
        if self._turn is not None:
            urls, secret = urls or self._turn.urls, self._turn.secret
        return ice.servers(urls, secret, self.gateway.clock.now())

    def health(self) -> dict[str, str]:
        """`up`, `down` or `elsewhere` (a relay that only browsers ask), by name; what is not configured is left out."""
        found = {}
        if self._line is not None:
            found["janus"] = "up" if self._line.up else "down"
        for service, _, _ in self._own:
            if service.name == "coturn":
                found["turn"] = "up" if service.alive() else "down"
        if "turn" not in found and self.gateway.settings.turn:
            found["turn"] = "elsewhere"
        return found

    def _start_janus(self) -> tuple[str, str]:
        """Our own; its address and secret."""
        service = Service("janus", self.gateway.settings.data / "janus")
        note = service.remember()
        setup = JanusSetup(service.folder.resolve(), note["secret"], self.gateway.settings.media_ports)
        line = ["janus", "-F", str(setup.folder), "-C", str(setup.folder / "janus.jcfg")]
        self._begin(service, setup.files(), line)
        return f"unix:{setup.socket}", note["secret"]

    def _start_turn(self) -> None:
        settings = self.gateway.settings
        service = Service("coturn", settings.data / "coturn")
        address = settings.turn_address or _address(settings.host)
        note = service.note()
        port = settings.turn_port or note.get("port") or _free_port(address)
        note = service.remember(port=port)
        setup = TurnSetup(service.folder.resolve(), note["secret"], address, port, settings.media_ports)
        self._turn = setup
        line = ["turnserver", "-c", str(setup.folder / "turnserver.conf")]
        self._begin(service, setup.files(), line)

    def _begin(self, service: Service, files: dict[str, str], line: list[str]) -> None:
        if not service.adopt():
            service.start(files, line)
        self._own.append((service, files, line))

    async def _watch(self) -> None:
        """Start again what ended by itself; said once for each time."""
        while True:
            await asyncio.sleep(WATCH_S)
            for service, files, line in self._own:
                if not service.alive():
                    log.error("%s ended by itself and is started again", service.name)
                    service.start(files, line)


def check_programs(settings: Settings) -> None:
    """Whether what is to run beside the gateway can. Raises `SettingsError` naming what is missing or in the way."""
    if settings.with_turn and shutil.which("turnserver") is None:
        raise SettingsError("with_turn: turnserver (Debian's coturn) is not installed")
    if settings.with_janus and not settings.janus:
        if shutil.which("janus") is None:
            raise SettingsError("with_janus: janus is not installed")
        if len(str(settings.data.resolve())) > LONGEST_PATH:
            raise SettingsError("with_janus: the path of the data folder is too long for a Unix socket")


def _address(host: str) -> str:
    """An address for a relay by the one the gateway listens on; a name or any address means this machine's first."""
    try:
        if not ipaddress.ip_address(host).is_unspecified:
            return host
    except ValueError:
        pass
    return socket.gethostbyname(socket.gethostname())


def _free_port(address: str) -> int:
    """A UDP and TCP port that nobody has just now."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        one.bind((address, 0))
        return int(one.getsockname()[1])
