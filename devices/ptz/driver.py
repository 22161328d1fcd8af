"""A pan-tilt-zoom camera as a device: one conversation over VISCA, at most two commands under way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, Result, State, Unplugged
from devices.ptz import commands as cmd
from devices.ptz import visca
from devices.ptz.commands import EVI_D70, FocusMode, Preset, Profile, Way, Zoom
from devices.ptz.visca import Ack, Addressed, Answer, Cleared, Code, Done, NetworkChange, Refused, Said
from devices.serial_port import SerialPort, is_simulated

log = logging.getLogger(__name__)

ACK_S = 0.5
"""A camera acknowledges within a few pictures (16 to 60 ms); this is for a slow line."""
MOVE_S = 15.0
"""From one end to the other at a low speed."""
SOCKETS = 2
TRIES = 3

T = TypeVar("T")
_Heard = TypeVar("_Heard", bound=Said)


class NoReply(DeviceError):
    """The camera is silent although its port is there."""

    def __init__(self) -> None:
        super().__init__("no_answer")


class CameraRefused(DeviceError):
    """The camera answered an inquiry with an error."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)


@dataclass
class Ticket:
    """One command under way. `result` stays empty until the camera, or silence, settles it."""

    body: bytes
    socket: int = 0
    result: Result | None = field(default=None)


@dataclass(frozen=True)
class Version:
    """What the camera says it is."""

    vendor: int
    model: int
    rom: int
    sockets: int

    @property
    def firmware(self) -> str:
        """As the technician's screen shows it."""
        return f"{self.vendor:04X}:{self.model:04X} rom {self.rom:04X}"


class PtzCamera:
    """A VISCA camera on a serial port. Owned by one thread; see `devices.supervisor` for the usual owner."""

    kind = Kind.PTZ_CAMERA

    def __init__(
        self, port_uri: str, clock: Clock, profile: Profile = EVI_D70, address: int = 1, baud: int = 9600
    ) -> None:
        self.identity = port_uri
        self.profile = profile
        self.firmware = ""
        self.network_changes = 0
        """How often addresses had to be set again; a loose cable shows here."""
        self._address = address
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._parser = visca.PacketParser()
        self._running: dict[int, Ticket] = {}
        self._changed = False

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    @property
    def under_way(self) -> int:
        """Commands acknowledged and not completed; never above two."""
        return len(self._running)

    def open(self) -> None:
        """Take the port, number the cameras, clear what the last owner left, ask who it is.

        Raises `Unplugged` or `NoReply`.
        """
        self._port.open()
        self._parser, self._running, self._changed = visca.PacketParser(), {}, False
        try:
            self._number()
            self.firmware = self.version().firmware
        except DeviceError:
            self._port.close()
            raise

    def probe(self) -> Health:
        """Ask for the power; a camera on standby is there and of no use. Never raises."""
        try:
            on = self.powered()
        except (Unplugged, NoReply) as error:
            return Health(State.GONE, error.code)
        except DeviceError as error:
            return Health(State.FAULTED, error.code)
        return Health(State.READY) if on else Health(State.FAULTED, "standby")

    def close(self) -> None:
        """Let go of the port; commands under way are no longer known."""
        self._give_up("closed")
        self._port.close()

    def describe(self) -> dict[str, str]:
        """What the camera said about itself, the model it is driven as, and how often its line changed."""
        if not self.firmware:
            return {}
        changes = str(self.network_changes)
        return {"firmware": self.firmware, "profile": self.profile.name, "network_changes": changes}

    def start(self, body: bytes) -> Ticket:
        """Send a command and wait for its acknowledgement only; `wait` gives the outcome.

        Waits first for a socket to become free. A command that was not taken comes back settled. Raises
        `Unplugged`.
        """
        ticket = Ticket(body)
        for _ in range(TRIES):
            if not self._hear(MOVE_S, lambda: len(self._running) < SOCKETS):
                ticket.result = Result(Outcome.NOT_DONE, Code.BUFFER_FULL.value)
                return ticket
            ticket.result = self._offer(ticket)
            if ticket.result is None or ticket.result.reason != Code.BUFFER_FULL.value:
                return ticket
            self._hear(ACK_S, lambda: False)
        return ticket

    def wait(self, ticket: Ticket, seconds: float = MOVE_S) -> Result:
        """The outcome of a command: silence is `UNKNOWN`, it may still move. Raises `Unplugged`."""
        self._hear(seconds, lambda: ticket.result is not None)
        if ticket.result is None:
            self._running.pop(ticket.socket, None)
            ticket.result = Result(Outcome.UNKNOWN, "no_answer")
        return ticket.result

    def do(self, body: bytes, seconds: float = MOVE_S) -> Result:
        """Carry out one command of `devices.ptz.commands` to its end. Raises `Unplugged`."""
        return self.wait(self.start(body), seconds)

    def steer(self, way: Way) -> Result:
        """Begin to move that way, or stop. Raises `Unplugged`."""
        return self.do(cmd.drive(self.profile, way))

    def lens(self, way: Zoom) -> Result:
        """Begin to zoom that way, or stop. Raises `Unplugged`."""
        return self.do(cmd.zoom(way))

    def preset(self, action: Preset, number: int) -> Result:
        """Remember, forget or go to a position; numbers from 0. Raises `Unplugged`."""
        return self.do(cmd.preset(self.profile, action, number))

    def cancel(self, ticket: Ticket) -> Result:
        """Stop a command that is under way; the outcome says whether it ended first. Raises `Unplugged`."""
        if ticket.result is None and ticket.socket:
            self._port.write(visca.packet(self._address, bytes([0x20 | ticket.socket])))
        return self.wait(ticket, ACK_S)

    def powered(self) -> bool:
        """Whether it is on. Raises `NoReply`, `CameraRefused` or `Unplugged`, as all inquiries do."""
        return self._inquire(cmd.POWER, _power)

    def zoom(self) -> int:
        """Where the lens stands, 0 is wide."""
        return self._inquire(cmd.ZOOM, visca.from_nibbles)

    def focus(self) -> int:
        """Where the focus stands."""
        return self._inquire(cmd.FOCUS, visca.from_nibbles)

    def focus_mode(self) -> FocusMode:
        """Who focuses."""
        return self._inquire(cmd.FOCUS_MODE, _mode)

    def where(self) -> tuple[int, int]:
        """Pan and tilt in the camera's steps."""
        return self._inquire(cmd.POSITION, _position)

    def max_speed(self) -> tuple[int, int]:
        """Highest pan and tilt speed."""
        return self._inquire(cmd.MAX_SPEED, _pair)

    def version(self) -> Version:
        """Who made it, which model, which firmware."""
        return self._inquire(cmd.VERSION, _version)

    def _number(self) -> None:
        """Number the cameras along the line and clear their buffers. Raises `NoReply` where none is."""
        self._changed = False
        self._round(visca.ADDRESS_SET, Addressed)
        self._round(visca.IF_CLEAR, Cleared)

    def _round(self, broadcast: bytes, wanted: type[Said]) -> None:
        for _ in range(TRIES):
            self._port.write(broadcast)
            heard: list[Said] = []
            if self._hear(ACK_S, lambda: any(isinstance(said, wanted) for said in heard), heard):  # noqa: B023
                return
        raise NoReply

    def _offer(self, ticket: Ticket) -> Result | None:
        """Send once; nothing when it was taken, else why not."""
        heard: list[Said] = []
        self._catch_up()
        self._port.write(visca.packet(self._address, ticket.body))
        self._hear(ACK_S, lambda: any(_settles(said) for said in heard), heard, ticket)
        if ticket.socket or ticket.result is not None:
            return ticket.result
        refused = next((said for said in heard if isinstance(said, Refused)), None)
        if refused is not None:
            return Result(Outcome.NOT_DONE, refused.code.value)
        if any(isinstance(said, Done) and said.socket == 0 for said in heard):
            return Result(Outcome.DONE)
        if any(isinstance(said, NetworkChange) for said in heard):
            return Result(Outcome.UNKNOWN, "network_change")
        return Result(Outcome.UNKNOWN, "no_answer")

    def _inquire(self, body: bytes, meaning: Callable[[bytes], T]) -> T:
        """Ask until an answer of the right shape comes, at most three times."""
        for _ in range(TRIES):
            heard: list[Said] = []
            self._catch_up()
            self._port.write(visca.packet(self._address, body))
            self._hear(ACK_S, lambda: any(_answers(said, meaning) for said in heard), heard)  # noqa: B023
            for said in heard:
                if isinstance(said, Answer) and _answers(said, meaning):
                    return meaning(said.data)
                if isinstance(said, Refused) and said.socket == 0 and said.code is not Code.BUFFER_FULL:
                    raise CameraRefused(said.code)
        raise NoReply

    def _catch_up(self) -> None:
        """Take in what came since: a late acknowledgement must not pass for that of the next command."""
        self._hear(0.0, lambda: False)

    def _hear(
        self,
        seconds: float,
        enough: Callable[[], bool],
        heard: list[Said] | None = None,
        new: Ticket | None = None,
    ) -> bool:
        """Listen until `enough`, settling commands under way; a changed network is numbered again at once."""
        deadline = Deadline.after(self._clock, seconds)
        while not enough():
            data = self._port.read(deadline)
            for packet in self._parser.feed(data):
                said = visca.decode(packet, self._address)
                if said is not None:
                    self._note(said, new)
                    if heard is not None:
                        heard.append(said)
            if self._changed:
                self._renumber()
            if not data and deadline.over:
                return enough()
        return True

    def _note(self, said: Said, new: Ticket | None) -> None:
        match said:
            case Ack(socket) if new is not None and not new.socket:
                lost = self._running.get(socket)
                if lost is not None:  # the camera would not give a socket twice: its completion was lost
                    lost.result = Result(Outcome.UNKNOWN, "no_answer")
                new.socket = socket
                self._running[socket] = new
            case Done(socket) if socket in self._running:
                self._running.pop(socket).result = Result(Outcome.DONE)
            case Refused(socket, code) if socket in self._running:
                self._running.pop(socket).result = Result(Outcome.NOT_DONE, code.value)
            case NetworkChange():
                self._changed = True
            case _:
                return

    def _renumber(self) -> None:
        """Addresses moved: whatever was under way may have been done by another camera, or not at all."""
        self.network_changes += 1
        self._give_up("network_change")
        self._number()

    def _give_up(self, reason: str) -> None:
        for ticket in self._running.values():
            ticket.result = Result(Outcome.UNKNOWN, reason)
        self._running = {}


def _settles(said: Said) -> bool:
    """Whether it can be the answer to a command just sent."""
    match said:
        case Ack() | NetworkChange() | Done(0):
            return True
        case Refused(socket, code):
            return socket == 0 or code is Code.NOT_EXECUTABLE
        case _:
            return False


def _answers(said: Said, meaning: Callable[[bytes], object]) -> bool:
    """Whether it is an answer of the shape that `meaning` reads, or a refusal."""
    if isinstance(said, Refused):
        return said.socket == 0
    if not isinstance(said, Answer):
        return False
    try:
        meaning(said.data)
    except ValueError:
        return False
    return True


def _power(data: bytes) -> bool:
    if data not in (b"\x02", b"\x03"):
        raise ValueError("power is 02 or 03")
    return data == b"\x02"


def _mode(data: bytes) -> FocusMode:
    modes = {bytes([value]): mode for mode, value in cmd.MODES.items()}
    if data not in modes:
        raise ValueError("focus mode is 02 or 03")
    return modes[data]


def _position(data: bytes) -> tuple[int, int]:
    if len(data) != 8:
        raise ValueError("two times four bytes")
    return visca.from_nibbles(data[:4], signed=True), visca.from_nibbles(data[4:], signed=True)


def _pair(data: bytes) -> tuple[int, int]:
    if len(data) != 2:
        raise ValueError("two bytes")
    return data[0], data[1]


def _version(data: bytes) -> Version:
    if len(data) != 7:
        raise ValueError("seven bytes")
    vendor, model, rom = (int.from_bytes(data[at : at + 2], "big") for at in (0, 2, 4))
    return Version(vendor, model, rom, data[6])
