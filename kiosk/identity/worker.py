"""The face worker: camera, models and the whole check in a child process that is killed when the check ends.

It speaks the link of `devices.camera.child` on stdin and stdout: first `begin` (camera, preview) with the
card photo as payload, then `retry`; it answers with the events of `kiosk.identity.events`. Nothing is
written to disk. Run as `python -m kiosk.identity.worker`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from devices.camera.capture import Camera, Frame
from devices.camera.child import Parent
from devices.camera.link import Message
from devices.life import Kind, State
from kiosk.clock import Clock, SystemClock
from kiosk.identity.decision import THRESHOLDS, Liveness, Verdict
from kiosk.identity.events import FaceEvent, Hint, Preview, Prompt, Result, to_bytes
from kiosk.identity.models import NoModels
from kiosk.keeper.confine import confine

if TYPE_CHECKING:
    from kiosk.identity.session import FaceSession
    from kiosk.identity.vision import Rgb

FRAME_WAIT = 0.2
PREVIEW_QUALITY = 80


class Worker:
    """Runs one check until it is killed or its parent is gone."""

    def __init__(self, parent: Parent, begin: Message, clock: Clock) -> None:
        self._parent = parent
        self._clock = clock
        self._photo = begin.payload
        self._preview_width = int(begin.head["preview_width"])
        self._preview_gap = 1.0 / float(begin.head["preview_fps"])
        self._preview_due = 0.0
        self._previews = 0
        self._camera = Camera(str(begin.head["camera"]), clock, Kind.FACE_CAMERA)
        self._down = False

    def run(self) -> None:
        """The whole check; returns only when it cannot begin."""
        self._say(Prompt("starting"))
        self._camera.start()
        session = self._load()
        last = 0
        while session is not None:
            self._listen(session)
            frame = self._camera.latest(last, FRAME_WAIT)
            if frame is None:
                self._watch(session)
                continue
            last = frame.seq
            self._step(session, frame)

    def _load(self) -> FaceSession | None:
        """Load the models and the card photo's vector; says why when that cannot be."""
        import cv2  # heavy

        from kiosk.identity import embedder as faces  # heavy
        from kiosk.identity.session import FaceSession

        cv2.setNumThreads(1)  # small pictures: more threads cost more than they bring
        try:
            finder = faces.DlibFinder()
            embedder = faces.DlibEmbedder(finder)
            picture = faces.card_picture(self._photo)
        except (NoModels, ImportError):
            reason = "no_models"
        except ValueError:
            reason = "card_photo"
        else:
            reason = "card_photo"
            if (face := faces.largest_face(finder, picture)) is not None:
                card = embedder.embed(picture, face)
                return FaceSession(finder, embedder, card, random.SystemRandom())
        self._give_up(reason)
        return None

    def _give_up(self, reason: str) -> None:
        self._say(Result(Verdict.ATTENDANT, None, Liveness.NOT_DONE, reason, THRESHOLDS))

    def _listen(self, session: FaceSession) -> None:
        message = self._parent.receive()
        if message is not None and message.kind == "retry":
            session.retry()

    def _step(self, session: FaceSession, frame: Frame) -> None:
        if self._down:
            self._down = False
            self._say(Hint(""))
        self._show(frame)
        for event in session.step(frame.rgb, frame.at):
            self._say(event)

    def _watch(self, session: FaceSession) -> None:
        """No frame: say so once, and end the attempt when the camera stays away."""
        self._parent.send("alive")
        health = self._camera.probe()
        if health.state is State.FAULTED and not session.finished:
            session.finished = True
            self._give_up("camera_gone")
        elif health.warning and not self._down:
            self._down = True
            self._say(Hint("camera_gone"))

    def _show(self, frame: Frame) -> None:
        if frame.at < self._preview_due:
            return
        self._preview_due = max(self._preview_due + self._preview_gap, frame.at)
        self._previews += 1
        self._say(Preview(preview_jpeg(frame.rgb, self._preview_width), self._previews))

    def _say(self, event: FaceEvent) -> None:
        self._parent.say(to_bytes(event))


def preview_jpeg(rgb: Rgb, width: int) -> bytes:
    """A picture for the screen: scaled down to `width`, mirrored, JPEG."""
    import cv2  # heavy

    height = round(rgb.shape[0] * width / rgb.shape[1])
    small = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA) if width < rgb.shape[1] else rgb
    bgr = cv2.cvtColor(cv2.flip(small, 1), cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, PREVIEW_QUALITY])
    return bytes(data)


def main() -> None:
    """Wait for `begin`, run, then stay until killed so that the last words are read.

    It holds faces: nobody of the same user may look into it, and it never outlives the visit.
    """
    confine()
    parent = Parent()
    parent.start()
    begin = parent.receive(wait=True)
    if begin is not None and begin.kind == "begin":
        Worker(parent, begin, SystemClock()).run()
    while parent.receive(wait=True):
        continue


if __name__ == "__main__":
    main()
