"""Drives captions beside the scene: while a call is going on, the microphone is on and nobody steers by voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kiosk.clock import SystemClock

if TYPE_CHECKING:
    from kiosk.ui.backend import Backend
    from kiosk.ui.listening import Listening
    from kiosk.voice.captions import Captions

TICK_MS, LOOK_MS = 40, 400
"""While it listens, and while it only looks whether it should."""


class Captioning(QObject):
    """Nothing is loaded before the first call on a terminal with a recogniser."""

    def __init__(self, backend: Backend, listening: Listening) -> None:
        super().__init__()
        self._flow, self._listening = backend.flow, listening
        self._clock = SystemClock()
        self._captions: Captions | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._tick)
        if self._flow.voice.model:
            self._timer.start()

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()
        if self._captions is not None:
            self._captions.close()

    def _tick(self) -> None:
        wanted = self._wanted()
        if self._captions is None:
            if not wanted:
                return
            self._captions = self._made()
        self._captions.tick(wanted)
        self._timer.setInterval(TICK_MS if wanted else LOOK_MS)

    def _wanted(self) -> bool:
        """A voice that steers the terminal has the recogniser for itself; what is not sent is not written either."""
        return bool(self._flow.view.get("captioned")) and not self._listening.property("open")

    def _made(self) -> Captions:
        from kiosk.voice.captions import Captions
        from kiosk.voice.listener import Listener
        from kiosk.voice.sound import microphone

        voice = self._flow.voice

        def say(text: str, final: bool) -> None:
            """To the room, by whoever holds it."""
            self._flow.act("caption", text=text, final=final)

        return Captions(
            lambda: Listener(voice.model, self._clock),
            lambda: microphone(voice.microphone),
            say,
            self._clock.monotonic,
        )
