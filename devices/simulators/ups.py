"""A Megatec supply on a pseudo-terminal, with mains that fail and a battery that runs down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal

from devices.clock import Clock
from devices.simulators.wire import UnknownVerb, WireSimulator
from devices.ups.megatec import QUESTION, UpsStatus, line_of

Fault = Literal["none", "silent", "torn", "garbage", "flicker", "failed", "overload"]
FAULTS: tuple[Fault, ...] = ("none", "silent", "torn", "garbage", "flicker", "failed", "overload")
HEALTHY = UpsStatus(
    226.0, 195.0, 226.0, 14, 50.0, 27.5, 30.0, False, False, False, False, True, False, False
)  # fmt: skip


class UpsSimulator(WireSimulator):
    """The supply, on mains with a full battery."""

    verbs: ClassVar[dict[str, str]] = {
        "ups.mains": "set_mains",
        "ups.battery": "set_battery",
        "ups.fault": "set_fault",
    }

    def __init__(self, link: Path, clock: Clock) -> None:
        super().__init__(link, clock)
        self._status = HEALTHY
        self._input = bytearray()
        self._fault: Fault = "none"
        self._answers = 0

    def set_mains(self, on: bool) -> dict[str, Any]:
        """Cut or restore the mains."""
        self._status = replace(self._status, mains_fail=not on, input_v=226.0 if on else 0.0)
        return {}

    def set_battery(self, low: bool) -> dict[str, Any]:
        """Run the battery down, or charge it."""
        self._status = replace(self._status, battery_low=low, battery_v=21.4 if low else 27.5)
        return {}

    def set_fault(self, name: Fault) -> dict[str, Any]:
        """Misbehave that way from now on; `flicker` reports a failed main in every second answer."""
        if name not in FAULTS:
            raise UnknownVerb(f"no fault {name}")
        self._fault = name
        self._status = replace(
            self._status, failed=name == "failed", load_percent=120 if name == "overload" else 14
        )
        return {}

    def state(self) -> dict[str, Any]:
        """Mains, battery and what goes wrong."""
        return {
            "mains": not self._status.mains_fail,
            "battery_low": self._status.battery_low,
            "fault": self._fault,
            "plugged": self._port.plugged,
        }

    def receive(self, data: bytes) -> None:
        """Answer every question; anything else is passed over."""
        self._input += data
        while b"\r" in self._input:
            line, _, rest = bytes(self._input).partition(b"\r")
            self._input = bytearray(rest)
            if line.endswith(QUESTION[:-1]):
                self._answer()

    def _answer(self) -> None:
        self._answers += 1
        line = line_of(self._status)
        match self._fault:
            case "silent":
                return
            case "torn":
                self._port.write(line[:20])
            case "garbage":
                self._port.write(b"#\xff(226.0 195" + line)
            case "flicker" if self._answers % 2:
                self._port.write(line_of(replace(self._status, mains_fail=True)))
            case _:
                self._port.write(line)
