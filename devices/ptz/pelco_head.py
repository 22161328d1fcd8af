"""A pan-tilt head that speaks Pelco-D: nothing is acknowledged, so what came of a command is seen by where it stands.

Heads that answer position queries are believed by their positions. Those that never answer are told so in their address
(`?model=pelco-d-mute`): they can be steered, and every outcome is unknown.
"""

from __future__ import annotations

from devices.clock import Clock, Deadline
from devices.life import Health, Kind, Outcome, Result, State, Unplugged
from devices.ptz import pelco
from devices.ptz.commands import Preset, Way, Zoom
from devices.ptz.driver import NoReply
from devices.serial_port import SerialPort, is_simulated, port_options

ANSWER_S = 0.3
"""Two frames take 60 ms at 2400 baud; the rest is for the head to think."""
TRIES = 3
SEEN_S = 1.5
"""Within this time a head that was told to move has moved, and one that was told to stop stands."""
STILL_S = 0.1
"""Two equal positions this far apart mean that it stands."""
CALL_S = 15.0
"""From one end to the other, to a remembered position."""
NEAR = 20
"""Hundredths of a degree (and steps of the lens) within which a remembered position counts as reached."""
UNCONFIRMED = Result(Outcome.UNKNOWN, "unconfirmed")

Where = tuple[int, int, int]
"""Pan, tilt (hundredths of a degree) and zoom."""


class PelcoHead:
    """A Pelco-D head on a serial port (mostly RS-485). Owned by one thread; see `devices.supervisor`."""

    kind = Kind.PTZ_CAMERA

    def __init__(self, port_uri: str, clock: Clock, address: int = 1, baud: int = 2400) -> None:
        self.identity = port_uri
        self.answers = port_options(port_uri).get("model") != "pelco-d-mute"
        """Whether it is a head that answers position queries."""
        self._address = address
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._remembered: dict[int, Where] = {}

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Take the port and ask where it stands. Raises `Unplugged` or `NoReply`."""
        self._port.open()
        try:
            if self.answers:
                self._ask("pan")
        except NoReply:
            self._port.close()
            raise

    def probe(self) -> Health:
        """Ask where it stands; one that never answers is as good as its port. Never raises."""
        try:
            if self.answers:
                self._ask("pan")
                return Health(State.READY)
            self._port.write(pelco.query(self._address, "pan"))
        except (Unplugged, NoReply) as error:
            return Health(State.GONE, error.code)
        return Health(State.READY, warning="unconfirmed")

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def describe(self) -> dict[str, str]:
        """The family it is driven as, and whether it says where it stands."""
        return {"model": "pelco-d", "confirms": "yes" if self.answers else "no"}

    def steer(self, way: Way) -> Result:
        """Begin to move that way, or stop. Raises `NoReply` or `Unplugged`, as all commands do."""
        return self._move(pelco.move(self._address, pelco.WAYS[way]), way is Way.STOP)

    def lens(self, way: Zoom) -> Result:
        """Begin to zoom that way, or stop; stopping the lens stops the head too, as Pelco-D has one stop for both."""
        return self._move(pelco.move(self._address, pelco.LENS[way]), way is Zoom.STOP)

    def preset(self, action: Preset, number: int) -> Result:
        """Remember, forget or go to a position; numbers from 0 to 254.

        Only going to a position that this driver saw remembered can be confirmed.
        """
        self._port.write(pelco.preset(self._address, action, number + 1))
        if not self.answers:
            return UNCONFIRMED
        if action is Preset.RECALL:
            return self._arrives(self._remembered.get(number))
        self._remembered.pop(number, None)
        if action is Preset.SET:
            self._remembered[number] = self._everywhere()
        return UNCONFIRMED

    def where(self) -> tuple[int, int]:
        """Pan and tilt in hundredths of a degree."""
        return self._ask("pan"), self._ask("tilt")

    def zoom(self) -> int:
        """Where the lens stands, 0 is wide."""
        return self._ask("zoom")

    def _everywhere(self) -> Where:
        return (*self.where(), self.zoom())

    def _move(self, frame: bytes, stop: bool) -> Result:
        """Send until it is seen to do so; sending twice changes nothing."""
        if not self.answers:
            self._port.write(frame)
            return UNCONFIRMED
        before = self._everywhere()
        deadline = Deadline.after(self._clock, SEEN_S)
        while True:
            self._port.write(frame)
            now, later = self._twice()
            if now == later if stop else later != before:
                return Result(Outcome.DONE)
            if deadline.over:
                return Result(Outcome.UNKNOWN, "moving") if stop else Result(Outcome.NOT_DONE, "not_moving")

    def _twice(self) -> tuple[Where, Where]:
        """Where it stands, and a moment later."""
        now = self._everywhere()
        self._clock.sleep(STILL_S)
        return now, self._everywhere()

    def _arrives(self, goal: Where | None) -> Result:
        """Wait until it stands, and say whether it stands where it should."""
        deadline = Deadline.after(self._clock, CALL_S)
        now, later = self._twice()
        while now != later:
            if deadline.over:
                return Result(Outcome.UNKNOWN, "moving")
            now, later = self._twice()
        if goal is None:
            return UNCONFIRMED
        there = all(abs(at - then) <= NEAR for at, then in zip(later, goal, strict=True))
        return Result(Outcome.DONE) if there else Result(Outcome.NOT_DONE, "elsewhere")

    def _ask(self, what: str) -> int:
        """Where pan, tilt or zoom stands; late answers to earlier questions are passed over."""
        for _ in range(TRIES):
            self._port.flush_input()
            self._port.write(pelco.query(self._address, what))
            deadline, heard = Deadline.after(self._clock, ANSWER_S), b""
            while data := self._port.read(deadline):
                heard += data
                found = pelco.find_position(heard, self._address, what)
                if found is not None:
                    return found.value
        raise NoReply
