"""Two serial ports joined back to back: by socat where it is installed, else by a thread between two
pseudo-terminals. The simulator then opens a port as the driver does, instead of holding a pseudo-terminal.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path

from devices.clock import Deadline, SystemClock
from devices.life import Unplugged
from devices.serial_port import SerialPort
from devices.simulators.pty_port import PtyPort

CLOCK = SystemClock()


class Pair:
    """The two ends, `driver` and `device`, as files."""

    def __init__(self, folder: Path) -> None:
        self.driver = folder / "driver-end"
        self.device = folder / "device-end"
        self.by_socat = shutil.which("socat") is not None

    def start(self) -> None:
        """Both ends are there when this returns."""
        if self.by_socat:
            ends = [f"pty,raw,echo=0,link={end}" for end in (self.driver, self.device)]
            self._process = subprocess.Popen(["socat", *ends])
            deadline = Deadline.after(CLOCK, 10)
            while not (self.driver.exists() and self.device.exists()) and not deadline.over:
                CLOCK.sleep(0.01)
        else:
            self._ports = PtyPort(self.driver), PtyPort(self.device)
            self._stopping = threading.Event()
            self._thread = threading.Thread(target=self._carry)
            self._thread.start()

    def cut(self) -> None:
        """Both ends vanish."""
        if self.by_socat:
            self._process.terminate()
            self._process.wait()
        else:
            self._stopping.set()
            self._thread.join()
            for port in self._ports:
                port.unplug()

    def _carry(self) -> None:
        near, far = self._ports
        while not self._stopping.is_set():
            far.write(near.read(0.002))
            near.write(far.read(0.002))


class PairEnd:
    """The simulator's end of a pair, as its port."""

    speed = 0

    def __init__(self, end: Path) -> None:
        self._port = SerialPort(f"sim:{end}", CLOCK)
        self._port.open()
        self.plugged = True

    def read(self, seconds: float) -> bytes:
        """What the driver sent; a pair that was cut is unplugged."""
        try:
            return self._port.read(Deadline.after(CLOCK, seconds)) if self.plugged else b""
        except Unplugged:
            self.unplug()
            return b""

    def write(self, data: bytes) -> None:
        """Send to the driver; a pair that was cut meanwhile is unplugged."""
        try:
            if self.plugged:
                self._port.write(data)
        except Unplugged:
            self.unplug()

    def unplug(self) -> None:
        """Let go."""
        self.plugged = False
        self._port.close()

    def replug(self) -> None:
        """A cut pair stays cut."""
