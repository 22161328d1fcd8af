"""The technician's way to a running keeper: a local socket that only the keeper's own user and root may use.

It answers `status`, `letters` and `release` (`kiosk.keeper.letters`); nothing that goes over it is personal.
"""

from __future__ import annotations

import hashlib
import os
import select
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.keeper.link import Link, LinkClosed, Message

PEER = struct.Struct("3i")
"""`struct ucred`: process, user, group (unix(7), SO_PEERCRED)."""
MOST_CALLERS = 4
ANSWER_S = 20.0
"""How long a command waits for the keeper, which may just be tidying up."""


def door_of(run_folder: Path, terminal: Path) -> Path:
    """Where the keeper of that terminal listens; in memory, so that a read-only disk does not matter."""
    name = hashlib.sha256(os.fsencode(terminal.absolute())).hexdigest()[:12]
    return run_folder / f"keeper-{name}.sock"


class BackDoor:
    """The keeper's side; looked after by its one thread."""

    def __init__(self, path: Path, answer: Callable[[Message], Message]) -> None:
        """Listen at `path`; the caller owns the terminal, so what lies there is a dead keeper's."""
        self._path = path
        self._answer = answer
        self._callers: list[Link] = []
        path.unlink(missing_ok=True)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.setblocking(False)
        before = os.umask(0o177)
        try:
            self._door.bind(str(path))
        finally:
            os.umask(before)
        self._door.listen(MOST_CALLERS)

    def tick(self) -> None:
        """Let callers in and answer what they ask; one that speaks nonsense is hung up on."""
        self._let_in()
        for caller in list(self._callers):
            try:
                for message in caller.receive():
                    answer = self._answer(message)
                    caller.send(**answer)
            except LinkClosed:
                caller.close()
                self._callers.remove(caller)

    def _let_in(self) -> None:
        while len(self._callers) < MOST_CALLERS:
            try:
                line, _ = self._door.accept()
            except OSError:  # nobody waits, or whoever did is gone
                return
            if user_of(line) in (0, os.getuid()):
                self._callers.append(Link(line))
            else:
                line.close()

    def stop(self) -> None:
        """Hang up and take the socket away."""
        for caller in self._callers:
            caller.close()
        self._callers.clear()
        self._door.close()
        self._path.unlink(missing_ok=True)


def user_of(line: socket.socket) -> int:
    """Whose process is at the other end."""
    raw = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
    return int(PEER.unpack(raw)[1])


def ask(path: Path, kind: str, **fields: Any) -> Message | None:
    """Ask a running keeper; None when none listens there. Raises `LinkClosed` when it does not answer."""
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
        line.close()
        return None
    except OSError as error:
        line.close()
        raise LinkClosed(type(error).__name__) from None
    link = Link(line)
    try:
        link.send(kind, **fields)
        found: list[Message] = []
        while not found:
            if not select.select([link], [], [], ANSWER_S)[0]:
                raise LinkClosed("no answer")
            found = link.receive()
        return found[0]
    finally:
        link.close()
