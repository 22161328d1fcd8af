"""One end of a pseudo-terminal behind a stable name, which can be pulled out and put back like a cable."""

from __future__ import annotations

import os
import pty
import select
import termios
import tty
from pathlib import Path

SPEEDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)


class PtyPort:
    """The simulator's side; the driver opens `link`. Owned by the simulator's thread."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._master = -1
        self._slave = -1
        self.replug()

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""
        return self._master >= 0

    @property
    def speed(self) -> int:
        """The speed the driver set, in baud; a pseudo-terminal keeps it although it does not slow it down."""
        if not self.plugged:
            return 0
        code = termios.tcgetattr(self._slave)[5]
        return next((baud for baud in SPEEDS if code == getattr(termios, f"B{baud}")), 0)

    def replug(self) -> None:
        """Put the cable in: a new pseudo-terminal under the same name."""
        if self.plugged:
            return
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(self.link)

    def unplug(self) -> None:
        """Pull the cable out: both ends close and the name disappears."""
        if not self.plugged:
            return
        self.link.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def read(self, seconds: float) -> bytes:
        """What the driver sent, or nothing within that time."""
        if not self.plugged:
            select.select([], [], [], seconds)
            return b""
        ready, _, _ = select.select([self._master], [], [], seconds)
        return os.read(self._master, 65536) if ready else b""

    def write(self, data: bytes) -> None:
        """Send to the driver; what does not fit because nobody reads is lost, as on a real line."""
        while data and self.plugged:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                _, ready, _ = select.select([], [self._master], [], 0.5)
                if not ready:
                    return
