"""Something else behind a rig's link for a while: a tap that records a trace, or a trace that is played back.

The driver under the terminal stays the same: it sees its cable pulled, comes back by itself, and speaks to a real port
through the tap, or to what a device said once.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.life import Kind
from devices.simulators.wire import UnknownVerb, WireSimulator
from devices.trace import Replay, Tap, TraceWriter, read_trace

BAUD = 9600
"""Until the driver sets its own speed; the tap follows."""
NOTHING: dict[str, Any] = {
    "mode": "", "kind": "", "file": "", "pieces": 0, "played": 0, "strayed": False, "trouble": "",
}  # fmt: skip


class StandIns:
    """At most one trace at a time. Owned by the rig; every call comes from its control."""

    def __init__(self, folder: Path, wired: Mapping[str, WireSimulator], clock: Clock) -> None:
        """`folder` is the rig's: links are there, and traces below it in `traces`."""
        self._folder = folder
        self._wired = wired
        self._clock = clock
        self._kind = self._file = ""
        self._tap: Tap | None = None
        self._writer: TraceWriter | None = None
        self._player: Replay | None = None
        self._pieces = 0

    def state(self) -> dict[str, Any]:
        """What is recorded or played, and how far."""
        if self._tap is not None and self._writer is not None:
            now = {"mode": "record", "pieces": self._writer.count, "trouble": self._tap.trouble}
        elif self._player is not None:
            now = {"mode": "replay", **self._player.do("state")}
        else:
            return dict(NOTHING)
        return NOTHING | {"kind": self._kind, "file": self._file} | now

    def record(self, kind: str, port: str = "", file: str = "") -> dict[str, Any]:
        """Note what goes over the wire of a device: the simulated one, or a real one at `port`.

        Without `file` the trace gets a name of its own. Raises `UnknownVerb`, `Unplugged`, `FileExistsError`.
        """
        simulator, link = self._free(kind), self._link(kind)
        path = Path(file) if file else self._fresh(kind)
        writer = TraceWriter(path, Kind(kind), BAUD, self._clock)
        behind = link.with_name(f"{link.name}.behind")
        if port:
            simulator.do("device.unplug")
        else:
            simulator.do("device.move", link=str(behind))
        tap = Tap(port or f"sim:{behind}", link, writer, self._clock, BAUD)
        try:
            tap.start()
        except Exception:
            writer.close()
            path.unlink()
            simulator.do("device.move", link=str(link))
            raise
        self._kind, self._file, self._tap, self._writer = kind, str(path), tap, writer
        return self.state()

    def replay(self, file: str, speed: float = 1.0) -> dict[str, Any]:
        """Play the device's part of a trace to the driver of its kind. Raises `UnknownVerb`, `TraceError`, `OSError`."""
        head, pieces = read_trace(Path(file))
        simulator = self._free(head.kind.value)
        simulator.do("device.unplug")
        self._player = Replay(self._link(head.kind.value), self._clock, pieces, float(speed))
        self._player.start()
        self._kind, self._file = head.kind.value, file
        return self.state()

    def stop(self) -> dict[str, Any]:
        """End it and put the simulator back behind its link; how far it came."""
        ended = self.state()
        if self._tap is not None:
            self._tap.stop()
        if self._player is not None:
            self._player.stop()
        self._tap = self._writer = self._player = None
        if self._kind:
            self._wired[self._kind].do("device.move", link=str(self._link(self._kind)))
        self._kind = self._file = ""
        return ended

    def _free(self, kind: str) -> WireSimulator:
        if self._kind:
            raise UnknownVerb(f"a trace of {self._kind} is under way")
        if kind not in self._wired:
            raise UnknownVerb(f"no device on a wire: {kind}")
        return self._wired[kind]

    def _link(self, kind: str) -> Path:
        return self._folder / kind.replace("_", "-")

    def _fresh(self, kind: str) -> Path:
        place = self._folder / "traces"
        place.mkdir(mode=0o700, exist_ok=True)
        names = (place / f"{kind}-{number}.trace" for number in itertools.count(1))
        return next(path for path in names if not path.exists())
