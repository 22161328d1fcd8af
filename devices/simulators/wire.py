"""What all simulators on a wire have in common:
a thread, a pseudo-terminal, and requests from the control side.
"""

from __future__ import annotations

import logging
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, ClassVar, Protocol

from devices.clock import Clock
from devices.simulators.pty_port import PtyPort

log = logging.getLogger(__name__)

TICK_S = 0.02
PATIENCE_S = 40.0
"""For one verb; the first card takes the portraits' packages a while to load."""


class Port(Protocol):
    """A simulator's end of a wire: a pseudo-terminal, a slowed one, or half of a pair."""

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""

    @property
    def speed(self) -> int:
        """The speed the driver set, 0 where it cannot be known."""

    def read(self, seconds: float) -> bytes:
        """What the driver sent, or nothing within that time."""

    def write(self, data: bytes) -> None:
        """Send to the driver."""

    def unplug(self) -> None:
        """Pull the cable."""

    def replug(self) -> None:
        """Put it back."""


class UnknownVerb(Exception):
    """The simulator has no such verb, or not with these arguments."""


class WireSimulator(ABC):
    """A device on a pseudo-terminal. Its state belongs to its own thread; `do` asks that thread."""

    verbs: ClassVar[dict[str, str]]
    """Control verb to the name of the method that does it."""

    def __init__(self, link: Path, clock: Clock) -> None:
        self._clock = clock
        self._port: Port = PtyPort(link)
        self._asked: queue.SimpleQueue[tuple[Callable[[], dict[str, Any]], Future[dict[str, Any]]]]
        self._asked = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def speak_through(self, port: Port) -> None:
        """Use another port than the pseudo-terminal made for it, under another name; before `start`."""
        self._port.unplug()
        self._port = port

    def start(self) -> None:
        """Begin to answer on the wire."""
        self._thread.start()

    def stop(self) -> None:
        """End and take the name away."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._port.unplug()

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a control verb on the simulator's thread.
        Raises `UnknownVerb`, or what the verb raised.
        """
        common = {
            "state": "state", "device.unplug": "unplug", "device.replug": "replug", "device.move": "move",
        }  # fmt: skip
        name = self.verbs.get(verb) or common.get(verb)
        method = getattr(self, name) if name else None
        if method is None:
            raise UnknownVerb(verb)
        answer: Future[dict[str, Any]] = Future()
        self._asked.put((lambda: method(**args) or {}, answer))
        return answer.result(timeout=PATIENCE_S)

    def unplug(self) -> None:
        """Pull the cable."""
        self._port.unplug()

    def replug(self) -> None:
        """Put the cable back."""
        self._port.replug()

    def move(self, link: str) -> None:
        """Offer the cable under another name; power comes anew with it. Only for a pseudo-terminal."""
        if not isinstance(self._port, PtyPort):
            raise UnknownVerb("only a pseudo-terminal has a name")
        self.unplug()
        self._port.link = Path(link)
        self.replug()

    @abstractmethod
    def receive(self, data: bytes) -> None:
        """Bytes came from the driver."""

    def idle(self) -> None:  # noqa: B027 - most simulators have nothing to do
        """Called about fifty times a second, for what takes time."""

    @abstractmethod
    def state(self) -> dict[str, Any]:
        """What the control side may see; nothing that only the wire should tell."""

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._answer_control()
            data = self._port.read(TICK_S)
            if data:
                self.receive(data)
            self.idle()

    def _answer_control(self) -> None:
        while not self._asked.empty():
            work, answer = self._asked.get()
            try:
                answer.set_result(work())
            except Exception as error:  # noqa: BLE001 - handed to whoever asked
                answer.set_exception(error)
