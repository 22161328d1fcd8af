"""The document camera as the flow uses it: start, poll, capture, stop; no call waits for a picture."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from devices.camera.child import Child
from devices.camera.link import Message
from devices.camera.source import SIM
from devices.clock import Clock
from devices.life import Health, Kind, State
from devices.notebook import Tally

log = logging.getLogger(__name__)

START_SECONDS = 15.0
SILENT_SECONDS = 6.0


@dataclass(frozen=True)
class ScanView:
    """What the camera sees now. `preview_jpeg` is the whole picture, at most 800 pixels wide."""

    seq: int
    preview_jpeg: bytes = field(repr=False)
    quad: tuple[float, ...] | None
    """x0, y0 .. x3, y3 as shares of the picture, clockwise from the top left; `None` without a page."""
    corners: bool
    sharp: bool
    glare_free: bool
    state: str = "live"

    @property
    def page_found(self) -> bool:
        """Whether a page lies there."""
        return self.quad is not None


@dataclass(frozen=True)
class CapturedPage:
    """A straightened page. Without `page_found` it is the whole picture, for the resident to judge."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    page_found: bool = True


class DocumentScanner:
    """The camera between `start` and `stop`. Start it from a thread that lives as long as the visit."""

    kind = Kind.DOCUMENT_CAMERA

    def __init__(self, identity: str, clock: Clock, tally: Tally | None = None) -> None:
        """`tally` counts this use of the camera."""
        self.identity = identity
        self._tally = tally
        self._clock = clock
        self._child = Child("devices.document_camera.worker")
        self._view: ScanView | None = None
        self._page: CapturedPage | None = None
        self._until = 0.0
        self._health = Health(State.ABSENT)

    @property
    def simulated(self) -> bool:
        """Whether it is the simulator."""
        return self.identity.startswith(SIM)

    @property
    def pid(self) -> int | None:
        """The worker's process id while there is one."""
        return self._child.pid

    def start(self) -> None:
        """Start the camera's process; returns at once."""
        self._child.start()
        self._child.send("begin", camera=self.identity)
        self._until = self._clock.monotonic() + START_SECONDS
        self._health = Health(State.BUSY)

    def poll(self) -> ScanView | None:
        """The newest view; `None` before the first."""
        messages = self._child.poll()
        if messages:
            self._until = max(self._until, self._clock.monotonic() + SILENT_SECONDS)
        for message in messages:
            self._take(message)
        self._watch()
        return self._view

    def capture(self) -> bool:
        """Ask for the page that lies there; `captured` has it soon. `False` when the camera is down."""
        self._page = None
        return self._child.send("capture")

    def captured(self) -> CapturedPage | None:
        """The page that was asked for, once; `None` while it is being made."""
        page, self._page = self._page, None
        return page

    def health(self) -> Health:
        """How the camera is, as of the last poll."""
        return self._health

    def stop(self) -> None:
        """Kill the process; what it saw goes with it. Safe to call twice."""
        self._child.kill()
        self._view, self._page = None, None
        self._health = Health(State.ABSENT)

    def _take(self, message: Message) -> None:
        head = message.head
        if message.kind == "view":
            self._health = Health(State.BUSY)
            if self._tally:
                self._tally.works()
            self._view = ScanView(
                seq=head["seq"],
                preview_jpeg=message.payload,
                quad=tuple(head["quad"]) if head["quad"] is not None else None,
                corners=head["corners"],
                sharp=head["sharp"],
                glare_free=head["glare_free"],
            )
        elif message.kind == "page":
            self._page = CapturedPage(message.payload, head["width"], head["height"], head["page_found"])
        elif message.kind == "camera_gone":
            self._down(Health(State.GONE, head["reason"] or "camera_gone"))

    def _watch(self) -> None:
        """A process that died or fell silent is a camera that is down."""
        if self._health.state is State.ABSENT or not self._health.usable:
            return
        alive = self._child.alive
        if alive and self._clock.monotonic() < self._until:
            return
        self._down(Health(State.FAULTED, "worker_silent" if alive else "worker_died"))
        log.info("document camera process ended early: %s", self._health.reason)
        self._child.kill()

    def _down(self, health: Health) -> None:
        self._health = health
        if self._tally:
            self._tally.lost(health.reason)
