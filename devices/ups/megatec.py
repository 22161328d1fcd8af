"""The Megatec Q1 protocol of small uninterruptible supplies: one question, one line of figures.

2400 baud, 8N1. `Q1` CR is answered by
`(input fault output load frequency battery temperature b7b6b5b4b3b2b1b0` CR, for example
`(226.0 195.0 226.0 014 49.0 27.5 30.0 00001000`. There is no checksum: only a line of exactly this shape
counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

QUESTION = b"Q1\r"
LONGEST = 64
"""The line has 47 characters; what is much longer is not one."""

_LINE = re.compile(
    rb"\((\d{3}\.\d) (\d{3}\.\d) (\d{3}\.\d) (\d{3}) (\d{2}\.\d) (\d{2}\.\d|\d\.\d{2}) (\d{2}\.\d) ([01]{8})"
)


@dataclass(frozen=True)
class UpsStatus:
    """What the supply says about itself; volts, hertz, degrees Celsius, percent of its full load."""

    input_v: float
    fault_v: float
    """The input voltage that last made it switch to the battery."""
    output_v: float
    load_percent: int
    frequency_hz: float
    battery_v: float
    """Of the whole battery, or of one cell where it is below 10."""
    temperature_c: float
    mains_fail: bool
    battery_low: bool
    bypass: bool
    """Bypass, or the voltage regulator at work."""
    failed: bool
    standby_type: bool
    testing: bool
    shutting_down: bool


def line_of(status: UpsStatus) -> bytes:
    """The line a supply sends; simulators and tests speak through it."""
    bits = (
        status.mains_fail,
        status.battery_low,
        status.bypass,
        status.failed,
        status.standby_type,
        status.testing,
        status.shutting_down,
        False,
    )
    battery = f"{status.battery_v:.2f}" if status.battery_v < 10 else f"{status.battery_v:.1f}"
    figures = (
        f"({status.input_v:05.1f} {status.fault_v:05.1f} {status.output_v:05.1f} {status.load_percent:03d} "
        f"{status.frequency_hz:04.1f} {battery} {status.temperature_c:04.1f} "
    )
    return (figures + "".join("01"[bit] for bit in bits) + "\r").encode()


def parse(line: bytes) -> UpsStatus | None:
    """The status from a line without its CR; nothing when it has any other shape."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    *figures, bits = (group.decode() for group in found.groups())
    volts_in, volts_fault, volts_out, load, hertz, battery, degrees = figures
    flags = [bit == "1" for bit in bits]
    return UpsStatus(
        input_v=float(volts_in),
        fault_v=float(volts_fault),
        output_v=float(volts_out),
        load_percent=int(load),
        frequency_hz=float(hertz),
        battery_v=float(battery),
        temperature_c=float(degrees),
        mains_fail=flags[0],
        battery_low=flags[1],
        bypass=flags[2],
        failed=flags[3],
        standby_type=flags[4],
        testing=flags[5],
        shutting_down=flags[6],
    )


class LineParser:
    """Cuts the line at CR and begins anew at each bracket, so that a torn answer does not spoil the next."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.noise = 0

    @property
    def pending(self) -> int:
        """Bytes kept back until more arrive."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[UpsStatus]:
        """Take bytes; give every status whose line is whole."""
        found = []
        for byte in data:
            if byte == ord("("):
                self._drop()
            self._buffer.append(byte)
            if byte == ord("\r"):
                status = parse(bytes(self._buffer[:-1]))
                if status is None:
                    self._drop()
                else:
                    found.append(status)
                    self._buffer.clear()
            elif len(self._buffer) > LONGEST:
                self._drop()
        return found

    def _drop(self) -> None:
        self.noise += len(self._buffer)
        self._buffer.clear()
