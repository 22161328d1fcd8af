"""Both ends of a picture-working child process: spoken to without waiting, never outliving its parent.

Pictures are worked on in a process of their own because the libraries hold the interpreter for tens of
milliseconds, and because a process that is killed leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import logging
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from devices.camera.link import LinkError, Message, Unpacker, pack

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
PIPE_BYTES = 1 << 20
"""Room for a page picture in the pipe, so that the child seldom waits for a busy screen."""


class Child:
    """The parent's hand on one child that runs `python -m module` and speaks the link on stdin and stdout."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._unpacker = Unpacker()
        self._broken = False

    @property
    def alive(self) -> bool:
        """Whether the child runs and its link is whole."""
        return self._process is not None and not self._broken and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the child; returns at once, long before it is ready. If it cannot start it is not `alive`."""
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        self._unpacker, self._broken = Unpacker(), False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            )
        except OSError as error:  # no memory or no process left
            log.warning("%s cannot be started: %s", self._module, error.strerror)
            return
        for pipe in (self._stdin, self._stdout):
            os.set_blocking(pipe.fileno(), False)
            with contextlib.suppress(OSError):
                fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process is not None and self._process.stdin is not None  # noqa: S101 # both are PIPE
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process is not None and self._process.stdout is not None  # noqa: S101 # both are PIPE
        return self._process.stdout

    def send(self, kind: str, payload: bytes = b"", **head: Any) -> bool:
        """Give the child a message; `False` if it is gone or does not take it. Never waits."""
        if not self.alive:
            return False
        data = pack(kind, payload, **head)
        try:
            self._broken = os.write(self._stdin.fileno(), data) != len(data)
        except OSError:
            self._broken = True
        return not self._broken

    def poll(self) -> list[Message]:
        """Everything the child has said since the last call. Never waits, never raises."""
        if self._process is None:
            return []
        try:
            return self._unpacker.feed(self._read())
        except LinkError:
            self._broken = True
            return []

    def _read(self) -> bytes:
        data = bytearray()
        while len(data) < 8 * PIPE_BYTES:
            try:
                piece = os.read(self._stdout.fileno(), PIPE_BYTES)
            except BlockingIOError:
                break
            except OSError:
                self._broken = True
                break
            if not piece:
                self._broken = True
                break
            data += piece
        return bytes(data)

    def kill(self) -> None:
        """End the child by SIGKILL and close the pipes; safe to call twice."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process = None


PR_SET_DUMPABLE = 4


class Parent:
    """The child's end: messages of the parent in a queue, and this process's end once it is gone."""

    def __init__(self, leave: Callable[[int], Any] = os._exit) -> None:
        self._inbox: SimpleQueue[Message] = SimpleQueue()
        self._leave = leave
        self._out = os.dup(sys.stdout.fileno())
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not break the link

    def start(self) -> None:
        """Forbid core dumps and debuggers (they would hold faces) and begin to listen."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        threading.Thread(target=self._listen, name="parent-link", daemon=True).start()

    def _listen(self) -> None:
        unpacker = Unpacker()
        try:
            while data := os.read(sys.stdin.fileno(), PIPE_BYTES):
                for message in unpacker.feed(data):
                    self._inbox.put(message)
        except (OSError, LinkError):
            pass
        self._leave(0)

    def receive(self, wait: bool = False) -> Message | None:
        """The next message; `None` when there is none and `wait` is not asked."""
        return self._inbox.get() if wait or not self._inbox.empty() else None

    def send(self, kind: str, payload: bytes = b"", **head: Any) -> None:
        """Tell the parent; leaves the process when nobody listens any more."""
        self.say(pack(kind, payload, **head))

    def say(self, message: bytes) -> None:
        """The same for a message that is packed already."""
        view = memoryview(message)
        try:
            while view:
                view = view[os.write(self._out, view) :]
        except OSError:
            self._leave(0)
