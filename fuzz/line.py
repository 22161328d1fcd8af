"""A serial line whose other end says what the fuzzer wrote, and a clock that jumps instead of waiting."""

from __future__ import annotations

from datetime import UTC, datetime

from devices.clock import Deadline
from devices.life import Unplugged
from devices.serial_port import SerialPort

UNPLUG, SILENCE = 0xFF, 0x00
LONGEST = 64
READ_S = 0.001
MOST_READS = 20_000


class Hang(Exception):
    """A driver asked more often than any input can justify."""


class JumpingClock:
    """Seconds pass only when somebody waits for them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        """Seconds waited so far."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Jump ahead."""
        self.seconds += max(0.0, seconds)

    def now(self) -> datetime:
        """Some moment; nothing depends on it."""
        return datetime(2026, 1, 1, tzinfo=UTC)


class FuzzLine(SerialPort):
    """Reads a script: a control byte, then so many bytes; FF pulls the cable, 00 is silence until the deadline.

    When the script ends the line stays silent.
    """

    def __init__(self, script: bytes, clock: JumpingClock) -> None:
        super().__init__("sim:/fuzz", clock)
        self._script = script
        self._jumping = clock
        self._reads = 0
        self.said = b""
        """Everything the driver was told."""

    def open(self) -> None:
        """Nothing to take."""

    def close(self) -> None:
        """Nothing to let go of."""

    def write(self, data: bytes) -> None:
        """What the driver asks does not change what it hears."""

    def flush_input(self) -> None:
        """Nothing has arrived before it is read."""

    def read(self, deadline: Deadline, most: int = 4096) -> bytes:
        """The next piece of the script."""
        self._reads += 1
        if self._reads > MOST_READS:
            raise Hang("more reads than any input can justify")
        if not self._script or self._script[0] == SILENCE:
            self._script = self._script[1:]
            self._jumping.seconds = max(self._jumping.seconds, deadline.at)
            return b""
        if self._script[0] == UNPLUG:
            self._script = b""
            raise Unplugged("fuzzed")
        size = 1 + min(self._script[0] % LONGEST, most - 1)
        piece, self._script = self._script[1 : 1 + size], self._script[1 + size :]
        self._jumping.seconds += READ_S
        self.said += piece
        return piece


def script(*answers: bytes) -> bytes:
    """Answers as a script, one after the other; an empty one is silence."""
    return b"".join(_pieces(answer) if answer else bytes([SILENCE]) for answer in answers)


def _pieces(answer: bytes) -> bytes:
    cut = [answer[at : at + LONGEST] for at in range(0, len(answer), LONGEST)]
    return b"".join(bytes([LONGEST + len(piece) - 1]) + piece for piece in cut)
