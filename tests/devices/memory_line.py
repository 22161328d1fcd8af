"""A driver and a simulator joined without a port, a thread or a wait: thousands of steps in a second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from devices.clock import Deadline
from devices.life import Unplugged
from devices.serial_port import SerialPort
from devices.simulators.wire import WireSimulator
from fuzz.line import JumpingClock

TICK_S = 0.02

S = TypeVar("S", bound=WireSimulator)


def portless(make: Callable[[Path], S]) -> S:
    """A simulator whose own pseudo-terminal nobody will find; `DriverEnd` gives it another port."""
    with TemporaryDirectory() as folder:
        return make(Path(folder) / "unused")


class SimulatorEnd:
    """The simulator's port: what it says waits for the driver."""

    def __init__(self) -> None:
        self.plugged = True
        self.speed = 0
        self.said = bytearray()

    def read(self, seconds: float) -> bytes:
        """Nothing: the driver's end hands over what it says itself."""
        return b""

    def write(self, data: bytes) -> None:
        """Say something."""
        if self.plugged:
            self.said += data

    def unplug(self) -> None:
        """Pull the cable."""
        self.plugged = False
        self.said.clear()

    def replug(self) -> None:
        """Put it back."""
        self.plugged = True


class DriverEnd(SerialPort):
    """The driver's port: writing makes the simulator act, waiting makes time jump."""

    def __init__(self, simulator: WireSimulator, clock: JumpingClock) -> None:
        super().__init__("sim:/memory", clock)
        self.wire = SimulatorEnd()
        simulator.speak_through(self.wire)
        self._simulator = simulator
        self._jumping = clock

    def open(self) -> None:
        """Take it."""
        self._plugged()

    def close(self) -> None:
        """Let go."""

    def write(self, data: bytes) -> None:
        """Hand bytes to the simulator."""
        self._plugged()
        self._simulator.receive(data)

    def flush_input(self) -> None:
        """Forget what was said."""
        self._plugged()
        self.wire.said.clear()

    def read(self, deadline: Deadline, most: int = 4096) -> bytes:
        """What was said, the simulator's time going on meanwhile."""
        self._plugged()
        self._simulator.idle()
        while not self.wire.said and not deadline.over:
            self._jumping.sleep(min(TICK_S, deadline.left))
            self._simulator.idle()
        data = bytes(self.wire.said[:most])
        del self.wire.said[:most]
        return data

    def _plugged(self) -> None:
        if not self.wire.plugged:
            raise Unplugged("pulled")
