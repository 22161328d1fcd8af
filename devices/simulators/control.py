"""The socket through which a rig is told what to do: one JSON object a line, one JSON object back."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

Handler = Callable[[str, dict[str, Any]], dict[str, Any]]


class RigError(Exception):
    """The rig answered that it could not, or did not answer at all."""


class RigClient:
    """Speaks to a rig; safe to use for one caller at a time, connects for each request."""

    def __init__(self, path: str | Path, timeout_s: float = 45.0) -> None:
        self._path = str(path)
        self._timeout_s = timeout_s

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a verb; gives the answer without its `ok`. Raises `RigError` with the rig's words."""
        line = json.dumps({"do": verb, **args}) + "\n"
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
                link.settimeout(self._timeout_s)
                link.connect(self._path)
                link.sendall(line.encode())
                answer = json.loads(link.makefile("rb").readline() or b"{}")
        except (OSError, ValueError) as error:
            raise RigError(f"{verb}: {type(error).__name__}") from error
        if not answer.pop("ok", False):
            raise RigError(str(answer.get("error", f"{verb}: no answer")))
        return dict(answer)


class ControlServer:
    """Listens on a socket only its owner may open and hands each line to `handler(verb, args)`."""

    def __init__(self, path: Path, handler: Handler) -> None:
        self._path = path
        self._handler = handler
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._thread = threading.Thread(target=self._accept, name="rig-control", daemon=True)

    def start(self) -> None:
        """Begin to listen. Raises `OSError` when the socket cannot be made, for example for a path over 107
        bytes.
        """
        self._path.unlink(missing_ok=True)
        self._socket.bind(str(self._path))
        self._path.chmod(0o600)
        self._socket.listen(8)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and take the socket away."""
        self._path.unlink(missing_ok=True)
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError as error:
            log.debug("control socket was not connected: %s", type(error).__name__)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        with link, link.makefile("rb") as lines:
            for line in lines:
                try:
                    link.sendall(json.dumps(self._answer(line)).encode() + b"\n")
                except OSError:
                    return

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            request = json.loads(line)
            verb = str(request.pop("do"))
            return {"ok": True, **self._handler(verb, request)}
        except Exception as error:  # noqa: BLE001 - the edge: whatever was asked, the rig lives on and says no
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}
