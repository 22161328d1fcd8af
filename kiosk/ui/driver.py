"""A door for tests and the tour: the real scene touched as by a finger, from another process.

The client knows nothing of Qt; the scene's side is `driver_server`, loaded only when a door is asked for.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from kiosk.ui.driver_server import DriverServer

ANSWER_S = 20.0
"""How long the scene may take for one verb."""


class DriverError(RuntimeError):
    """The scene could not do it. `code`: absent, disabled, covered, moving or refused."""

    def __init__(self, code: str) -> None:
        """Only a code: what stands on the screen is not for exception texts."""
        super().__init__(code)
        self.code = code


class DriverClient:
    """Asks one thing at a time over the door's unix socket."""

    def __init__(self, path: Path) -> None:
        """Connect to the door at `path`; raises OSError when it is not open."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(ANSWER_S)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._reader = self._socket.makefile("rb")

    def do(self, verb: str, **arguments: Any) -> dict[str, Any]:
        """The answer to one verb; raises `DriverError` when it says no, OSError when the scene is gone."""
        self._socket.sendall(json.dumps({"do": verb, **arguments}).encode() + b"\n")
        line = self._reader.readline()
        if not line:
            raise ConnectionResetError("the scene is gone")
        answer: dict[str, Any] = json.loads(line)
        if not answer.pop("ok"):
            raise DriverError(str(answer.get("error", "refused")))
        return answer

    def close(self) -> None:
        """Hang up."""
        self._reader.close()
        self._socket.close()

    def __enter__(self) -> DriverClient:
        """Use it in a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up at its end."""
        self.close()


def open_driver(path: Path | str, window: QQuickWindow, flow: Any) -> DriverServer:
    """Open the door of a scene at `path`; it closes with the window."""
    from kiosk.ui.driver_server import DriverServer

    return DriverServer(Path(path), window, flow)
