"""A pseudo-terminal carries bytes at once; this one carries them as slowly as a real serial line."""

from __future__ import annotations

from pathlib import Path

from devices.clock import Clock
from devices.simulators.pty_port import PtyPort

BITS_PER_BYTE = 10
"""8N1: start bit, eight data bits, stop bit."""
PIECE_S = 0.002
"""Bytes are handed over in pieces of this long; a real UART's buffer does the same."""


def wire_seconds(count: int, baud: int) -> float:
    """How long so many bytes take on the line, 8N1."""
    return count * BITS_PER_BYTE / baud


class PacedPort(PtyPort):
    """A line of `baud`, in both directions. What was asked is heard only when its last bit came."""

    def __init__(self, link: Path, clock: Clock, baud: int) -> None:
        super().__init__(link)
        self._clock = clock
        self._baud = baud
        self.carried = 0
        """Bytes that went over the line, both ways."""
        self.on_line_s = 0.0
        """The time they took by their number alone."""

    def read(self, seconds: float) -> bytes:
        """What the driver sent, after the time that it takes on the line."""
        data = super().read(seconds)
        if data:
            self._count(data)
            self._clock.sleep(wire_seconds(len(data), self._baud))
        return data

    def write(self, data: bytes) -> None:
        """Send piece by piece, each when its last bit has come; late pieces do not delay those behind."""
        self._count(data)
        started, sent = self._clock.monotonic(), 0
        size = max(1, int(PIECE_S * self._baud / BITS_PER_BYTE))
        while sent < len(data) and self.plugged:
            piece = data[sent : sent + size]
            sent += len(piece)
            self._clock.sleep(started + wire_seconds(sent, self._baud) - self._clock.monotonic())
            super().write(piece)

    def _count(self, data: bytes) -> None:
        self.carried += len(data)
        self.on_line_s += wire_seconds(len(data), self._baud)
