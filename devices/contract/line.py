"""A cable with a switch box in it: sits between a driver and a device on a serial line and spoils what passes."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from devices.clock import Clock
from devices.contract.bench import Fault
from devices.simulators.wire import WireSimulator

NOISE = 12
"""Bytes of noise at most before an answer."""


class Line(WireSimulator):
    """Passes bytes both ways; the driver opens `link`, the device is at `far`."""

    verbs: ClassVar[dict[str, str]] = {"line.spoil": "spoil"}

    def __init__(self, link: Path, far: Path, clock: Clock, dice: Random) -> None:
        super().__init__(link, clock)
        self._far = os.open(far, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self._dice = dice
        self._spoilt: dict[Fault, bool] = {}

    def spoil(self, name: Fault, on: bool) -> dict[str, Any]:
        """Begin or end to mute, tear or add noise."""
        self._spoilt[name] = on
        return {}

    def switch(self, name: Fault, on: bool) -> None:
        """From any thread: make a fault or end it."""
        if name == "unplug":
            self.do("device.unplug" if on else "device.replug")
        else:
            self.do("line.spoil", name=name, on=on)

    def stop(self) -> None:
        """End, and let go of the device."""
        super().stop()
        os.close(self._far)

    def receive(self, data: bytes) -> None:
        """To the device, as it is."""
        while data:
            data = data[os.write(self._far, data) :]

    def idle(self) -> None:
        """To the driver, spoilt as told."""
        try:
            data = os.read(self._far, 65536)
        except OSError:
            return  # nothing to read, or the device went away: silence either way
        if not self._spoilt.get("mute"):
            self._port.write(self._spoil(data))

    def state(self) -> dict[str, Any]:
        """Which faults are on."""
        return {"spoilt": [name for name, on in self._spoilt.items() if on], "plugged": self._port.plugged}

    def _spoil(self, data: bytes) -> bytes:
        if self._spoilt.get("torn"):
            data = data[: len(data) // 2]
        if self._spoilt.get("noise"):
            data = self._dice.randbytes(self._dice.randint(1, NOISE)) + data
        return data
