"""The flow's hand on the face check: start it, poll it, and always get a result, whatever dies."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from devices.camera.child import Child
from devices.notebook import Tally
from kiosk.clock import Clock
from kiosk.identity.decision import Liveness, Verdict
from kiosk.identity.events import FaceEvent, Hint, Preview, Result, from_message

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FaceSettings:
    """How the check is shown and how long it may keep silent."""

    preview_width: int = 640
    preview_fps: float = 12.0
    start_seconds: float = 20.0
    """For the models to load on a slow machine."""
    silent_seconds: float = 6.0


class FaceCheck:
    """One visit's face check in a worker process. Start it from a thread that lives as long as the visit.

    `card_photo` is RGB, 102 x 126, and leaves this process only through the worker's pipe.
    """

    def __init__(
        self,
        camera_uri: str,
        card_photo: bytes,
        clock: Clock,
        settings: FaceSettings | None = None,
        tally: Tally | None = None,
    ) -> None:
        """`tally` counts this use of the camera."""
        self._tally = tally
        self._uri = camera_uri
        self._photo = card_photo
        self._clock = clock
        self._settings = settings or FaceSettings()
        self._child = Child("kiosk.identity.worker")
        self._until = 0.0
        self._ended = False

    @property
    def alive(self) -> bool:
        """Whether the worker runs."""
        return self._child.alive

    @property
    def pid(self) -> int | None:
        """The worker's process id while there is one."""
        return self._child.pid

    def start(self) -> None:
        """Start the worker; returns at once. The first event comes within a second or two."""
        settings = self._settings
        self._child.start()
        self._child.send(
            "begin",
            self._photo,
            camera=self._uri,
            preview_width=settings.preview_width,
            preview_fps=settings.preview_fps,
        )
        self._ended = False
        self._until = self._clock.monotonic() + settings.start_seconds

    def poll(self) -> list[FaceEvent]:
        """What happened since the last call; never waits or raises. A dead worker is a `Result` too."""
        messages = self._child.poll()
        if messages:
            self._until = max(self._until, self._clock.monotonic() + self._settings.silent_seconds)
        try:
            events = [event for message in messages if (event := from_message(message)) is not None]
        except (KeyError, ValueError, TypeError):
            self._child.kill()
            events = []
        self._ended = self._ended or any(isinstance(event, Result) for event in events)
        for event in events:
            self._count(event)
        return events + self._death()

    def _count(self, event: FaceEvent) -> None:
        """A picture means that the camera works; a hint tells when it does not."""
        if self._tally is None:
            return
        if isinstance(event, Preview):
            self._tally.works()
        elif isinstance(event, Hint) and event.code == "camera_gone":
            self._tally.lost("no_picture")

    def _death(self) -> list[FaceEvent]:
        """The result of a worker that died or fell silent before it had one."""
        if self._ended or (self.alive and self._clock.monotonic() < self._until):
            return []
        reason = "worker_silent" if self.alive else "worker_died"
        log.info("face worker ended early: %s", reason)
        if self._tally:
            self._tally.lost(reason)
        self._child.kill()
        self._ended = True
        return [Result(Verdict.ATTENDANT, None, Liveness.NOT_DONE, reason)]

    def retry(self) -> None:
        """Another attempt after a `retry` result; a dead worker gives a result at the next poll."""
        self._ended = False
        self._until = self._clock.monotonic() + self._settings.silent_seconds
        self._child.send("retry")

    def stop(self) -> None:
        """Kill the worker; everything it saw goes with it. Safe to call twice."""
        self._child.kill()
        self._ended = True
