"""A Pelco-D head on a pseudo-terminal: it moves until told to stop, and says where it stands when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from devices.clock import Clock
from devices.ptz.pelco import QUERIES, SIZE, SYNC, Move, frame
from devices.simulators.wire import WireSimulator

ADDRESS = 1
STEPS_PER_S = 40
"""Hundredths of a degree a second, for each step of speed; of the lens, at its only speed, sixteen times as many."""
CIRCLE = 36_000
LONGEST = 0xFFFF
ANSWERS = {first: (what, first + 8) for what, first in QUERIES.items()}
"""Query to what it asks for, and the command byte of its answer."""


class PelcoSimulator(WireSimulator):
    """The head, numbered 1."""

    verbs: ClassVar[dict[str, str]] = {"pelco.block": "block", "pelco.mute": "mute", "pelco.drift": "drift"}

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._input = bytearray()
        self._speed = {"pan": 0.0, "tilt": 0.0, "zoom": 0.0}
        self._at = {"pan": 18_000.0, "tilt": 0.0, "zoom": 0.0}
        self._since = clock.monotonic()
        self._presets: dict[int, dict[str, float]] = {}
        self._blocked = self._mute = self._drifting = False

    def block(self, on: bool) -> dict[str, Any]:
        """Something holds the head: it hears and does not move."""
        self._blocked = on
        return {}

    def mute(self, on: bool) -> dict[str, Any]:
        """Do what is asked and answer nothing, as most heads."""
        self._mute = on
        return {}

    def drift(self, on: bool) -> dict[str, Any]:
        """Go on moving whatever is asked."""
        self._drifting = on
        return {}

    def state(self) -> dict[str, Any]:
        """Where it stands."""
        self._go_on()
        return {what: round(value) for what, value in self._at.items()} | {"plugged": self._port.plugged}

    def receive(self, data: bytes) -> None:
        """Find whole frames with the right sum; anything else is passed over."""
        self._input += data
        while len(self._input) >= SIZE:
            body = bytes(self._input[1:6])
            if self._input[0] != SYNC or sum(body) % 256 != self._input[6]:
                del self._input[0]
                continue
            del self._input[:SIZE]
            if body[0] == ADDRESS:
                self._go_on()
                self._obey(body[1], body[2], body[3], body[4])

    def _obey(self, first: int, second: int, data1: int, data2: int) -> None:
        if second in ANSWERS:
            what, answer = ANSWERS[second]
            value = round(self._at[what])
            if not self._mute:
                self._port.write(frame(ADDRESS, 0x00, answer, value >> 8, value & 0xFF))
        elif second in (0x03, 0x05, 0x07):
            self._preset(second, data2)
        elif first == 0x00 and not second & 0x01:
            self._drive(Move(second), data1, data2)

    def _drive(self, way: Move, pan: int, tilt: int) -> None:
        if self._drifting:
            return
        self._speed = {
            "pan": STEPS_PER_S * pan * (bool(way & Move.RIGHT) - bool(way & Move.LEFT)),
            "tilt": STEPS_PER_S * tilt * (bool(way & Move.UP) - bool(way & Move.DOWN)),
            "zoom": STEPS_PER_S * 16 * (bool(way & Move.TELE) - bool(way & Move.WIDE)),
        }

    def _preset(self, second: int, number: int) -> None:
        if second == 0x03:
            self._presets[number] = dict(self._at)
        elif second == 0x05:
            self._presets.pop(number, None)
        elif number in self._presets and not self._blocked:
            self._at = dict(self._presets[number])

    def _go_on(self) -> None:
        """Move for the time since the last look."""
        now = self._clock.monotonic()
        passed, self._since = now - self._since, now
        if self._blocked:
            return
        for what, speed in self._speed.items():
            at = self._at[what] + speed * passed
            self._at[what] = at % CIRCLE if what != "zoom" else min(max(0.0, at), LONGEST)
