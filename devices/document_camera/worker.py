"""The document camera's own process: frames in, views and straightened pages out, nothing written to disk.

It speaks the link of `devices.camera.child` on stdin and stdout: first `begin` (camera), then `capture`; it
answers with `view` (a preview JPEG and what was found in it) and `page` (the straightened page as JPEG).
Run as `python -m devices.document_camera.worker`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.camera.capture import Camera, Frame
from devices.camera.child import Parent
from devices.camera.link import Message
from devices.clock import Clock, SystemClock
from devices.life import Kind, State

if TYPE_CHECKING:
    from devices.document_camera.find_page import Found

FRAME_WAIT = 0.2
CAMERA_SIZE = (3264, 2448)
"""Asked of a real camera; it gives the nearest it has."""
PREVIEW_SIDE = 800
PREVIEW_QUALITY = 75
TRIES = 3
"""A capture waits at most this many frames for one that is whole and sharp."""
GAP = 0.15
"""Seconds between two looks, so that the process leaves a core to the rest of the terminal."""


class Worker:
    """Looks for a page until it is killed or its parent is gone."""

    def __init__(self, parent: Parent, begin: Message, clock: Clock) -> None:
        self._parent = parent
        self._camera = Camera(str(begin.head["camera"]), clock, Kind.DOCUMENT_CAMERA, CAMERA_SIZE)
        self._tries = 0
        self._due = 0.0

    def run(self) -> None:
        """Look, frame by frame."""
        import cv2  # heavy

        cv2.setNumThreads(1)  # leaves the other cores to the screen
        self._camera.start()
        last = 0
        while True:
            self._listen()
            frame = self._camera.latest(last, FRAME_WAIT)
            if frame is None:
                self._watch()
                continue
            last = frame.seq
            if self._tries or frame.at >= self._due:
                self._due = frame.at + GAP
                self._look(frame)

    def _listen(self) -> None:
        message = self._parent.receive()
        if message is not None and message.kind == "capture":
            self._tries = TRIES

    def _watch(self) -> None:
        health = self._camera.probe()
        gone = health.state in (State.FAULTED, State.GONE)
        self._parent.send("camera_gone" if gone else "alive", reason=health.reason)

    def _look(self, frame: Frame) -> None:
        from devices.document_camera.find_page import find_page, shrink  # heavy
        from devices.document_camera.flatten import jpeg
        from devices.document_camera.quality import judge

        found = find_page(frame.rgb)
        quality = judge(frame.rgb, found) if found is not None else None
        good = found is not None and found.corners and quality is not None and quality.sharp
        if self._tries == 1 or (self._tries and good):
            self._capture(frame, found)
        self._tries = 0 if good else max(0, self._tries - 1)
        self._parent.send(
            "view",
            jpeg(shrink(frame.rgb, PREVIEW_SIDE), PREVIEW_QUALITY),
            seq=frame.seq,
            quad=found.quad if found is not None else None,
            corners=found is not None and found.corners,
            sharp=quality is not None and quality.sharp,
            glare_free=quality is not None and quality.glare_free,
        )

    def _capture(self, frame: Frame, found: Found | None) -> None:
        from devices.document_camera.flatten import flatten, jpeg

        page = flatten(frame.rgb, found)
        height, width = page.shape[:2]
        self._parent.send("page", jpeg(page), width=width, height=height, page_found=found is not None)


def main() -> None:
    """Wait for `begin`, then work."""
    parent = Parent()
    parent.start()
    begin = parent.receive(wait=True)
    if begin is not None and begin.kind == "begin":
        Worker(parent, begin, SystemClock()).run()


if __name__ == "__main__":
    main()
