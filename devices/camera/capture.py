"""A camera that keeps its newest frame at hand and notices when no new one comes.

A thread reads, because a camera's read may wait for seconds. A picture that repeats to the last bit is not a
new frame: every real sensor has noise, so a frozen camera is a dead one.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devices.camera.source import SIM, FrameSource, identify, open_source, present
from devices.clock import Clock
from devices.life import DeviceError, Health, Kind, State, Unplugged

if TYPE_CHECKING:
    from devices.camera.source import Rgb

log = logging.getLogger(__name__)

SILENCE_SECONDS = 2.0
"""No new frame for this long: the source is opened anew."""
RESTARTS = 3
"""This many restarts without a frame: the camera is faulted; trying goes on."""
RESTART_PAUSE = 0.3

Opener = Callable[[str, tuple[int, int]], FrameSource]


@dataclass(frozen=True)
class Frame:
    """One picture: its number, when it came (monotonic seconds), and RGB uint8 (height, width, 3)."""

    seq: int
    at: float
    rgb: Rgb = field(repr=False)


class Camera:
    """A camera as a device; streams between `start` and `stop`, only says whether it is there otherwise."""

    def __init__(
        self,
        identity: str,
        clock: Clock,
        kind: Kind = Kind.FACE_CAMERA,
        size: tuple[int, int] = (1280, 720),
        opener: Opener = open_source,
    ) -> None:
        self.kind = kind
        self.identity = identity
        self._clock = clock
        self._size = size
        self._opener = opener
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._frame: Frame | None = None
        self._count = 0
        self._failures = 0
        self._reason = ""

    @property
    def simulated(self) -> bool:
        """Whether the frames come from the simulator."""
        return self.identity.startswith(SIM)

    def open(self) -> None:
        """See that the camera is there without starting it. Raises `Unplugged`."""
        if not present(self.identity):
            raise Unplugged("no such camera")

    def close(self) -> None:
        """The same as `stop`."""
        self.stop()

    def describe(self) -> dict[str, str]:
        """Model, USB identity and firmware, as far as the camera tells them."""
        return identify(self.identity)

    def start(self) -> None:
        """Begin to read frames; returns at once. Does nothing when it already runs."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name=f"camera-{self.kind}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End reading and forget the last frame; waits for the thread at most one silence."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(SILENCE_SECONDS + 1)
        self._thread, self._frame = None, None

    def latest(self, after: int = 0, wait: float = 0.0) -> Frame | None:
        """The newest frame if its number is above `after`, waiting at most `wait` seconds for one."""
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None and self._count > after, timeout=wait)
            return self._frame if self._frame is not None and self._frame.seq > after else None

    def probe(self) -> Health:
        """How the camera is; cheap, never raises."""
        if self._thread is None:
            return Health(State.READY) if present(self.identity) else Health(State.GONE, "unplugged")
        if not self._thread.is_alive() and not self._stop.is_set():
            return Health(State.FAULTED, "camera_thread")
        if self._failures >= RESTARTS:
            return Health(State.FAULTED, self._reason)
        return Health(State.BUSY, warning=self._reason)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._stream()
            except DeviceError as error:
                self._failed(error.code)
            self._stop.wait(RESTART_PAUSE)

    def _stream(self) -> None:
        source = self._opener(self.identity, self._size)
        with contextlib.closing(source):
            fresh = self._clock.monotonic()
            while not self._stop.is_set():
                if self._publish(source.read()):
                    fresh = self._clock.monotonic()
                elif self._clock.monotonic() - fresh > SILENCE_SECONDS:
                    raise DeviceError("frozen", "the picture does not change")

    def _publish(self, rgb: Rgb) -> bool:
        """Keep a new frame; `False` if it is the last one again."""
        if self._frame is not None and _same(rgb, self._frame.rgb):
            return False
        with self._changed:
            self._count += 1
            self._frame = Frame(self._count, self._clock.monotonic(), rgb)
            self._changed.notify_all()
        if self._failures >= RESTARTS:
            log.info("%s is back", self.kind)
        self._failures, self._reason = 0, ""
        return True

    def _failed(self, code: str) -> None:
        self._failures += 1
        self._reason = code
        if self._failures == RESTARTS:
            log.warning("%s is down: %s", self.kind, code)


def _same(one: Rgb, other: Rgb) -> bool:
    """Whether two frames agree in every eighth pixel, to the last bit."""
    return one.shape == other.shape and bool((one[::8, ::8] == other[::8, ::8]).all())
