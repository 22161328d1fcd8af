"""What a call and a meeting have in common: what goes out of here, and that it stops when nobody sits here."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kiosk.visit.closeup import CloseUp
from kiosk.visit.presence import Presence
from kiosk.visit.screens.base import Screen, View

HIDDEN: View = {"closeUp": {"state": "", "still": ""}, "canShow": False, "away": False}
"""What the scene is told before somebody is in."""


class InRoom(Screen, ABC):
    """A screen with the web view of a room."""

    private: bool
    """Neither picture nor sound goes out; by the resident's touch, or because they went away."""

    def enter(self) -> None:
        """Nothing is shown yet, and somebody is here."""
        self.private = False
        self.presence = Presence()
        self.close_up = CloseUp(
            self.flow.video, self.flow.clock.monotonic, self.flow.hardware.camera_label("document_camera")
        )

    @abstractmethod
    def chosen(self) -> tuple[bool, bool]:
        """Microphone and camera as the resident chose them."""

    @abstractmethod
    def going(self) -> bool:
        """Whether a room was come into and is not over."""

    def may_show(self) -> bool:
        """Whether what lies on the desk can be shown close up."""
        return bool(self.flow.profile.devices.document_camera)

    def face_camera(self) -> str:
        """How the page finds the face's camera where there are several."""
        return self.flow.hardware.camera_label("face_camera")

    def mind(self) -> None:
        """With each tick: a picture that is late, and a place that is empty."""
        self.close_up.tick()
        if self.going() and self.presence.feed(self.flow.hardware.present, self.flow.clock.monotonic()):
            self._hide(True)

    def in_room_view(self) -> View:
        """The part of the view that both have."""
        return {"closeUp": self.close_up.view(), "canShow": self.may_show(), "away": self.presence.away}

    # ------------------------------------------------------------------ what is touched

    def do_private(self) -> None:
        """Step aside for a moment: no picture goes out, none is shown, no sound is sent."""
        if self.going() and not self.presence.away:
            self._hide(not self.private)

    def do_back_here(self) -> None:
        """Here again: everything is as it was chosen before."""
        if self.presence.away:
            self.presence.back()
            self._hide(False)

    def do_close_up(self, on: bool) -> None:
        """Show what lies under the document camera, or stop."""
        if not on:
            self.close_up.end()
        elif self.going() and not self.private and self.may_show():
            self.close_up.begin()

    def do_still(self) -> None:
        """A picture of it in full resolution."""
        if self.going() and not self.private:
            self.close_up.photograph()

    def _hide(self, on: bool) -> None:
        """Everything that goes out stops, or goes on; the others are told when somebody left."""
        self.private = on
        video, away = self.flow.video, self.presence.away
        video.command("private", on=on)
        mic, camera = self.chosen()
        video.command("set", what="camera", on=camera and not on)
        video.command("set", what="mic", on=mic and not on)
        video.command("set", what="away", on=away)
        video.command("hush", on=away)
        if on:
            self.close_up.end()

    def send(self, what: str, on: bool) -> None:
        """Let microphone or camera flow as chosen, never while hidden."""
        self.flow.video.command("set", what=what, on=on and not self.private)
