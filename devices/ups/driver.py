"""A Megatec supply as a device: says whether the mains are there and when the battery comes to its end."""

from __future__ import annotations

from enum import StrEnum

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, State, Unplugged
from devices.serial_port import SerialPort, is_simulated
from devices.ups.megatec import QUESTION, LineParser, UpsStatus

ANSWER_S = 1.0
"""The answer's 47 characters take 0.2 s at 2400 baud."""
TRIES = 3
HOT_C = 45.0
FULL_LOAD = 100


class Power(StrEnum):
    """What the terminal lives on."""

    MAINS = "mains"
    BATTERY = "battery"
    """Finish what is begun, begin nothing long."""
    LOW = "low"
    """Save and shut down."""
    FAILED = "failed"
    """The supply itself is broken; the mains may go any moment without warning."""


class UpsSilent(DeviceError):
    """The supply does not answer although its port is there."""

    def __init__(self) -> None:
        super().__init__("no_answer")


class UpsUnsteady(DeviceError):
    """Its answers contradict each other; none of them is believed."""

    def __init__(self) -> None:
        super().__init__("unsteady")


def power_of(status: UpsStatus) -> Power:
    """What a status means for the terminal, weightiest first."""
    if status.mains_fail and (status.battery_low or status.shutting_down):
        return Power.LOW
    if status.failed:
        return Power.FAILED
    return Power.BATTERY if status.mains_fail else Power.MAINS


def warnings_of(status: UpsStatus) -> tuple[str, ...]:
    """Everything worth telling a technician, weightiest first; the codes of `Health.warning`."""
    signs = {
        "battery_low": status.battery_low,
        "on_battery": status.mains_fail,
        "shutting_down": status.shutting_down,
        "overload": status.load_percent > FULL_LOAD,
        "hot": status.temperature_c >= HOT_C,
        "bypass": status.bypass,
        "testing": status.testing,
    }
    return tuple(code for code, true in signs.items() if true)


class Ups:
    """A supply on a serial port. Owned by one thread; see `devices.supervisor` for the usual owner."""

    kind = Kind.UPS

    def __init__(self, port_uri: str, clock: Clock, baud: int = 2400) -> None:
        self.identity = port_uri
        self.status: UpsStatus | None = None
        """The last one believed."""
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    @property
    def power(self) -> Power | None:
        """What the terminal lives on, as of the last `read`; nothing before the first."""
        return None if self.status is None else power_of(self.status)

    def open(self) -> None:
        """Take the port and ask. Raises `Unplugged`, `UpsSilent` or `UpsUnsteady`."""
        self._port.open()
        self.status = None
        try:
            self.read()
        except DeviceError:
            self._port.close()
            raise

    def probe(self) -> Health:
        """Ask for the status: a failed supply is faulted, the rest are warnings. Never raises."""
        try:
            status = self.read()
        except (Unplugged, UpsSilent) as error:
            return Health(State.GONE, error.code)
        except DeviceError as error:
            return Health(State.FAULTED, error.code)
        warning = next(iter(warnings_of(status)), "")
        if status.failed:
            return Health(State.FAULTED, "ups_failed", warning)
        return Health(State.READY, warning=warning)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def describe(self) -> dict[str, str]:
        """The figures of the last status and every warning; empty before the first."""
        seen = self.status
        if seen is None:
            return {}
        return {
            "input_v": f"{seen.input_v:.1f}",
            "output_v": f"{seen.output_v:.1f}",
            "load_percent": str(seen.load_percent),
            "battery_v": f"{seen.battery_v:.2f}" if seen.battery_v < 10 else f"{seen.battery_v:.1f}",
            "temperature_c": f"{seen.temperature_c:.1f}",
            "warnings": " ".join(warnings_of(seen)),
        }

    def read(self) -> UpsStatus:
        """The status now. Raises `UpsSilent`, `UpsUnsteady` or `Unplugged`.

        The protocol has no checksum, so a change of power is believed only when two answers in a row agree.
        """
        status = self._ask()
        for _ in range(TRIES):
            if self.power is not None and power_of(status) is self.power:
                break
            again = self._ask()
            if power_of(again) is power_of(status):
                break
            status = again
        else:
            raise UpsUnsteady
        self.status = status
        return status

    def _ask(self) -> UpsStatus:
        for _ in range(TRIES):
            self._port.flush_input()
            self._port.write(QUESTION)
            parser, deadline = LineParser(), Deadline.after(self._clock, ANSWER_S)
            while not deadline.over:
                found = parser.feed(self._port.read(deadline))
                if found:
                    return found[-1]
        raise UpsSilent
