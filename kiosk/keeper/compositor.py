"""Whether the compositor and its monitors live: a stopped compositor shows a picture too, the same one for ever.

The question is Wayland's smallest: `wl_display.sync`, which every compositor answers with `wl_callback.done`
(https://wayland.freedesktop.org/docs/html/apa.html, wl_display). It asks for no buffer and draws nothing.
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from kiosk.clock import Clock

SYNC = struct.pack("=IHHI", 1, 0, 12, 2)
"""Object 1 (the display), request 0 (sync), 12 bytes, the callback shall be object 2."""
EVERY_S = 1.0
PATIENCE_S = 8.0


class Compositor:
    """Asked once a second, never waited for; without one (a test, X11) there is nothing to say against it."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._line: socket.socket | None = None
        self._asked = self._heard = clock.monotonic()

    @property
    def answers(self) -> bool:
        """Whether it answered lately."""
        return self._path is None or self._clock.monotonic() - self._heard < PATIENCE_S

    def tick(self) -> None:
        """Ask, or look for the answer."""
        if self._path is None:
            return
        if self._line is not None:
            self._listen(self._line)
        elif self._clock.monotonic() - self._asked >= EVERY_S:
            self._ask(self._path)

    def _ask(self, path: Path) -> None:
        self._asked = self._clock.monotonic()
        line = socket.socket(socket.AF_UNIX)
        line.setblocking(False)
        try:
            line.connect(str(path))
            line.send(SYNC)
        except OSError:  # gone, or so stuck that nobody lets callers in
            line.close()
        else:
            self._line = line

    def _listen(self, line: socket.socket) -> None:
        try:
            if line.recv(64):
                self._heard = self._clock.monotonic()
        except BlockingIOError:
            if self._clock.monotonic() - self._asked < PATIENCE_S:
                return
        except OSError:  # it hung up: not an answer
            pass
        self.stop()

    def stop(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None


def wayland(environment: dict[str, str]) -> Path | None:
    """Where the compositor of this session listens, if there is one."""
    name, folder = environment.get("WAYLAND_DISPLAY", ""), environment.get("XDG_RUNTIME_DIR", "")
    return Path(folder, name) if name and (folder or name.startswith("/")) else None


def monitor_on(drm: Path = Path("/sys/class/drm")) -> bool:
    """Whether the kernel drives a monitor that is plugged in (sysfs: `status` and `enabled` of a connector)."""
    return any(
        _says(connector / "status", "connected") and _says(connector / "enabled", "enabled")
        for connector in drm.glob("card*-*")
    )


def _says(path: Path, word: str) -> bool:
    try:
        return path.read_text(encoding="ascii").strip() == word
    except (OSError, ValueError):
        return False
