"""The simulated cameras: a face camera that plays a resident, a document camera that shows generated pages.

Verbs are those of the rig's control socket: `face.show`, `face.action`, `face.fault`, `page.put`,
`page.remove`, `device.unplug`, `device.replug`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from devices.clock import Clock
from devices.life import Kind
from devices.simulators.faces import names
from devices.simulators.faces_clips import ACTIONS, FAULTS, FPS, FaceClips, FacePlayer
from devices.simulators.mjpeg import MjpegServer
from devices.simulators.pages import PAGES, page_jpeg, render

PAGE_FPS = 6.0
"""Document cameras send large pictures slowly."""


class CameraServer:
    """Both cameras on one loopback port: `/face.mjpg`, `/page.mjpg` and the still `/page.jpg`.

    `faces` says which portrait a persona has (persona id to `astronaut` or `hopper`); a portrait's own name
    is always understood. Raises `NoPortraits` at the first frame when the `sim` dependency group is missing.
    """

    def __init__(self, clock: Clock, faces: Mapping[str, str] | None = None) -> None:
        self._clock = clock
        self._faces = dict(faces or {})
        self._lock = threading.Lock()
        self._player = FacePlayer(FaceClips(names()[0]))
        self._ticks = 0
        self._began = clock.monotonic()
        self._frame = b""
        self._page = ""
        self._page_tick = 0
        self._unplugged: set[str] = set()
        self._ending = threading.Event()
        self._rendering: list[threading.Thread] = []
        self._server = MjpegServer(
            {"/face.mjpg": (self.face_frame, FPS), "/page.mjpg": (self.page_frame, PAGE_FPS)},
            {"/page.jpg": self.page_frame},
            clock,
        )
        self._verbs: dict[str, Callable[..., None]] = {
            "face.show": self._show,
            "face.action": self._act,
            "face.fault": self._fault,
            "page.put": self._put,
            "page.remove": lambda: self._put(""),
            "device.unplug": self._unplug,
            "device.replug": self._replug,
        }

    def start(self) -> int:
        """Serve on a free port of 127.0.0.1; the port. Raises `NoPortraits`, `NoFont`."""
        render("")
        self._player.clips.neutral(0)
        self._ahead(self._player.clips)
        return self._server.start()

    def stop(self) -> None:
        """Stop serving and drawing; safe to call twice."""
        self._ending.set()
        self._server.stop()
        for thread in self._rendering:
            thread.join()  # a thread inside OpenCV at the interpreter's end aborts the process
        self._rendering.clear()

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out one verb; the state afterwards. Raises `ValueError` for what it does not know."""
        if verb not in self._verbs:
            raise ValueError("unknown verb")
        try:
            self._verbs[verb](**args)
        except TypeError as error:
            raise ValueError("wrong arguments") from error
        return self.state()

    def _ahead(self, clips: FaceClips) -> None:
        """Draw a resident's movements while nobody waits for them."""
        thread = threading.Thread(target=clips.render, args=(self._ending,), name="render", daemon=True)
        self._rendering.append(thread)
        thread.start()

    def state(self) -> dict[str, Any]:
        """What the cameras show now, for the rig's `state`."""
        player = self._player
        return {
            "face": player.clips.face,
            "action": player.wanted,
            "fault": player.fault,
            "page": self._page,
            "unplugged": sorted(self._unplugged),
        }

    def face_frame(self) -> bytes | None:
        """The face camera's frame of this moment; viewers share one resident."""
        with self._lock:
            if Kind.FACE_CAMERA in self._unplugged:
                return None
            tick = int((self._clock.monotonic() - self._began) * FPS)
            if tick != self._ticks or not self._frame:
                self._frame, self._ticks = self._player.step(), tick
            return self._frame

    def page_frame(self) -> bytes | None:
        """The document camera's frame of this moment."""
        with self._lock:
            if Kind.DOCUMENT_CAMERA in self._unplugged:
                return None
            self._page_tick += 1
            name, tick = self._page, self._page_tick
        return page_jpeg(name, tick)

    def _show(self, persona: str) -> None:
        clips = FaceClips(self._faces.get(persona, persona))
        clips.neutral(0)
        with self._lock:
            self._player, self._frame = FacePlayer(clips), b""
        self._ahead(clips)

    def _act(self, name: str) -> None:
        self._known(name, ACTIONS)
        self._player.wanted = name

    def _fault(self, name: str) -> None:
        self._known(name, FAULTS)
        self._player.fault = name

    def _put(self, name: str) -> None:
        self._known(name, ("", *PAGES))
        render(name)
        self._page = name

    def _unplug(self, kind: str) -> None:
        self._unplugged.add(kind)

    def _replug(self, kind: str) -> None:
        self._unplugged.discard(kind)

    @staticmethod
    def _known(name: str, choices: tuple[str, ...]) -> None:
        if name not in choices:
            raise ValueError("unknown name")
