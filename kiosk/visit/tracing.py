"""Records what goes over a device's wire while a technician watches: the driver speaks through a tap for a minute.

The file is a trace of `devices.trace`, for its owner only; `python -m devices.trace replay` plays it back at a desk. A
few are kept, the oldest go. A card or a ticket that is tried meanwhile is in it, so the screen asks for a test card.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from devices.life import Kind
from kiosk.clock import Clock

if TYPE_CHECKING:
    from devices.trace import Tap

RECORD_S = 60.0
MOST_KEPT = 8
FOLDER = "traces"
BAUD = 115_200
"""Until the driver sets the speed that it wants; the tap follows."""


class WireTrace:
    """One recording of one device."""

    def __init__(self, kind: str, address: str, home: Path, at: datetime, clock: Clock) -> None:
        """`home` is the terminal's folder."""
        self.kind = kind
        self._address = address
        self._clock = clock
        self._folder = home / FOLDER
        self.path = self._folder / f"{kind}-{at:%Y%m%dT%H%M%SZ}.trace"
        self._tap: Tap | None = None
        self._until = 0.0

    @property
    def left(self) -> float:
        """Seconds until it ends by itself."""
        return max(0.0, self._until - self._clock.monotonic())

    def start(self, scratch: Path) -> str:
        """Stand between device and driver; the address for the driver, which lies in `scratch`.

        Raises `DeviceError` when the port is not there, `OSError` when no file can be written.
        """
        from devices.serial_port import port_baud
        from devices.trace import Tap, TraceWriter

        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in sorted(self._folder.glob("*.trace"), key=lambda path: path.stat().st_mtime)[
            : 1 - MOST_KEPT
        ]:
            old.unlink(missing_ok=True)
        baud = port_baud(self._address, BAUD)
        link = scratch / f"trace-{self.kind}"
        writer = TraceWriter(self.path, Kind(self.kind), baud, self._clock)
        tap = Tap(self._address, link, writer, self._clock, baud)
        try:
            tap.start()
        except Exception:
            writer.close()
            self.path.unlink(missing_ok=True)
            raise
        self._tap, self._until = tap, self._clock.monotonic() + RECORD_S
        options = self._address.partition("?")[2]
        return f"sim:{link}" + (f"?{options}" if options else "")

    def stop(self) -> None:
        """End it; safe twice."""
        if self._tap is not None:
            self._tap.stop()
            self._tap = None
