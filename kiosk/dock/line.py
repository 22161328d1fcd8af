"""The network line of a demonstration: the way between terminal and province, with weather that can be chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.simulators.control import ControlServer
from kiosk.dock.proxy import Proxy
from kiosk.dock.weather import FINE, Head, Trouble, Weather

DELAY_S = 0.3
MODES = {
    "up": FINE,
    "down": Weather(Trouble.HUNG_UP),
    "slow": Weather(Trouble.LATE, pause_s=DELAY_S),
    "lost": Weather(Trouble.ANSWER_LOST),
    "stalled": Weather(Trouble.STALLED),
    "portal": Weather(Trouble.PORTAL),
    "error": Weather(Trouble.PAGE, status=502),
    "twice": Weather(Trouble.TWICE),
}
"""`down` hangs up on everybody, `slow` delays, `lost` lets requests through and loses the answers, `stalled` stops in the
middle and says nothing, `portal` is a captive portal, `error` a broken machine in between, `twice` repeats everything."""


class Line:
    """A `Proxy` to `port`, in the mode that the control socket asks for (`line.set`, `line.state`)."""

    def __init__(self, port: int, control: Path, clock: Clock) -> None:
        self._mode = "up"
        self._proxy = Proxy(port, clock, self._weather)
        self._control = ControlServer(control, self._do)

    @property
    def url(self) -> str:
        """Where the terminal reaches the province."""
        return self._proxy.url

    def start(self) -> None:
        """Pass requests on. Raises `OSError` when the control socket cannot be made."""
        self._control.start()
        self._proxy.start()

    def stop(self) -> None:
        """Hang up and listen no more."""
        self._control.stop()
        self._proxy.stop()

    def _weather(self, _head: Head) -> Weather:
        return MODES[self._mode]

    def _do(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        if verb == "line.set":
            if args.get("mode") not in MODES:
                raise ValueError("unknown mode")
            self._mode = str(args["mode"])
            if self._mode == "down":
                self._proxy.hang_up()
        elif verb != "line.state":
            raise ValueError("unknown verb")
        return {"mode": self._mode}
