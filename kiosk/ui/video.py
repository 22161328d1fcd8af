"""The web view of a call: loaded when it is first wanted, locked to its bundled page, off the record.

Qt's web engine costs 0.3 s and 300 MB, so nothing of it is imported before somebody calls. The page gets a camera and
a microphone only under its own origin, cannot go anywhere, open anything, download or capture the screen. A renderer
that dies is begun again three times, then the call falls back to words.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot

from kiosk.rooms import pages

if TYPE_CHECKING:
    from kiosk.rooms.port import VideoPort

log = logging.getLogger(__name__)

CRASHES = 3
"""Renderers that may die in one call before the view is given up."""
ALLOWED = ("MediaAudioCapture", "MediaVideoCapture", "MediaAudioVideoCapture")


class Bridge(QObject):
    """The thin object that the page sees: a signal to it, a slot from it. Control only, never pictures."""

    command = Signal(str)
    heard = Signal(str)

    @Slot(str)
    def told(self, text: str) -> None:
        """The page said something."""
        self.heard.emit(text[:65536])


class Video(QObject):
    """The singleton `Video` of `Lawbooth.Backend`: whether a view is wanted, and what it is made of."""

    wantedChanged = Signal()

    def __init__(self, port: VideoPort, simulated: bool) -> None:
        super().__init__()
        self._port, self._simulated = port, simulated
        self._profile: QObject | None = None
        self._handler: QObject | None = None
        self._bridge = Bridge(self)
        self._bridge.heard.connect(self._heard)
        self._crashes = 0
        self._ready = False
        port.relay = self._send
        port.changed = self._wanted

    def _send(self, said: Mapping[str, Any]) -> None:
        """A command to the page."""
        self._bridge.command.emit(json.dumps(dict(said), ensure_ascii=False))

    def _heard(self, text: str) -> None:
        """What the page tells is a map with the name of its event, or nothing."""
        try:
            event = json.loads(text)
        except ValueError:
            return
        if isinstance(event, dict) and isinstance(event.get("event"), str):
            self._port.told(event)

    def _wanted(self) -> None:
        """Load the engine when it is wanted for the first time."""
        if self._port.wanted and self._profile is None:
            self._crashes = 0
            try:
                self._prepare()
            except (ImportError, RuntimeError, OSError) as error:
                log.error("no web view: %s", type(error).__name__)
                self._port.told({"event": "no_view"})
                return
        self.wantedChanged.emit()

    def _prepare(self) -> None:
        """Scheme, engine and an off-the-record profile. Raises `ImportError` where the engine is missing."""
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", flags(self._simulated))
        from kiosk.ui.video_engine import prepare

        self._profile, self._handler = prepare(self._port.wanted, self)

    def _get_wanted(self) -> bool:
        return bool(self._port.wanted) and self._profile is not None

    def _get_profile(self) -> QObject | None:
        return self._profile

    def _get_bridge(self) -> QObject:
        return self._bridge

    def _get_start(self) -> QUrl:
        return QUrl(pages.START)

    wanted = Property(bool, _get_wanted, notify=wantedChanged)
    profile = Property(QObject, _get_profile, notify=wantedChanged)
    bridge = Property(QObject, _get_bridge, constant=True)
    start = Property(QUrl, _get_start, constant=True)

    @Slot(QUrl, str, result=bool)
    def mayUse(self, origin: QUrl, kind: str) -> bool:
        """Whether a page of this origin may have this: camera and microphone, under our own origin only."""
        own = QUrl(pages.START)
        same = (origin.scheme(), origin.host()) == (own.scheme(), own.host())
        return same and kind in ALLOWED

    @Slot(QUrl, result=bool)
    def mayGo(self, target: QUrl) -> bool:
        """Whether the view may go there: to its page and nowhere else."""
        return target == QUrl(pages.START)

    @Slot(result=bool)
    def crashed(self) -> bool:
        """A renderer died; whether to begin it again."""
        self._crashes += 1
        again = self._crashes <= CRASHES and bool(self._port.wanted)
        self._port.told({"event": "crashed" if again else "no_view"})
        return again


def flags(simulated: bool) -> str:
    """Chromium's own switches: the sandbox stays on unless the process is root's, where it cannot start."""
    chosen = ["--disable-features=WebRtcHideLocalIpsWithMdns", "--disable-background-networking"]
    if os.geteuid() == 0:
        chosen.append("--no-sandbox")
    if simulated:
        chosen.append("--use-fake-device-for-media-stream=device-count=3")
    return " ".join(chosen)
