"""The singleton `Speech` of the scene: reading aloud, what is read now, how fast and how loud; no logic of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQuick import QQuickItem

from kiosk.clock import SystemClock

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from kiosk.ui.backend import Backend
    from kiosk.voice.reader import Line, Reader

TICK_MS = 30
"""How long the silence between two sentences may be at most beyond the voice's own."""


class Speech(QObject):
    """What 朗读 does. Nothing of it is loaded before it was touched once."""

    readingChanged = Signal()
    placeChanged = Signal()
    phraseChanged = Signal()
    manner = Signal()

    def __init__(self, backend: Backend) -> None:
        """Read what `backend` shows."""
        super().__init__()
        self._backend = backend
        self._flow = backend.flow
        self._window: QQuickWindow | None = None
        self._reader: Reader | None = None
        self._held: list[Line] = []
        self._shown: tuple[bool, Line | None, str, str] = (False, None, "", "")
        self._phrase = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        backend.screenChanged.connect(self._elsewhere)
        backend.overlayChanged.connect(self._elsewhere)

    def watch(self, window: QQuickWindow) -> None:
        """The window whose words are read."""
        self._window = window

    # ------------------------------------------------------------------ what QML sees

    def _get_available(self) -> bool:
        return bool(self._flow.voice.speech)

    def _get_reading(self) -> bool:
        return self._shown[0]

    def _get_item(self) -> QQuickItem | None:
        line = self._shown[1]
        return line.key if line is not None and isinstance(line.key, QQuickItem) else None

    def _get_sentence(self) -> str:
        return self._shown[2]

    def _get_from(self) -> int:
        return self._phrase[0]

    def _get_to(self) -> int:
        return self._phrase[1]

    def _get_trouble(self) -> str:
        return self._shown[3]

    def _get_left_out(self) -> int:
        return len(self._held)

    def _get_pace(self) -> int:
        return self._reader.pace if self._reader else 2

    def _get_volume(self) -> int:
        return self._reader.volume if self._reader else 2

    available = Property(bool, _get_available, constant=True)
    reading = Property(bool, _get_reading, notify=readingChanged)
    item = Property(QQuickItem, _get_item, notify=placeChanged)
    sentence = Property(str, _get_sentence, notify=placeChanged)
    phraseFrom = Property(int, _get_from, notify=phraseChanged)
    phraseTo = Property(int, _get_to, notify=phraseChanged)
    trouble = Property(str, _get_trouble, notify=readingChanged)
    leftOut = Property(int, _get_left_out, notify=readingChanged)
    pace = Property(int, _get_pace, notify=manner)
    volume = Property(int, _get_volume, notify=manner)

    @Slot()
    def toggle(self) -> None:
        """朗读 or 停."""
        if self._shown[0]:
            self.stop()
        else:
            self.read_screen()

    @Slot()
    def stop(self) -> None:
        """Silence."""
        self._held = []
        if self._reader is not None:
            self._reader.stop()
            self._tick()
            self.readingChanged.emit()

    @Slot(int)
    def faster(self, by: int) -> None:
        """One step slower or faster."""
        self.reader.faster(by)
        self.manner.emit()

    @Slot(int)
    def louder(self, by: int) -> None:
        """One step quieter or louder."""
        self.reader.louder(by)
        self.manner.emit()

    @Slot()
    def readHeld(self) -> None:
        """The resident wants to hear their own words in the hall; only a touch of theirs leads here."""
        self._begin([line.aloud() for line in self._held])

    # ------------------------------------------------------------------ reading

    @property
    def reader(self) -> Reader:
        """Made with the first use."""
        if self._reader is None:
            from kiosk.voice.reader import Reader
            from kiosk.voice.sound import playback
            from kiosk.voice.speaker import Speaker

            clock, voice = SystemClock(), self._flow.voice
            self._reader = Reader(Speaker(clock), playback(voice.speaker, voice.handset, clock))
        return self._reader

    def read_screen(self) -> None:
        """The whole screen from its top; what only a handset may say is held back where there is none."""
        if self._window is None:
            return
        from kiosk.ui.scene_words import to_read
        from kiosk.voice.reader import Line

        language = str(self._flow.modes.get("language", "zh"))
        discretion = self._flow.discretion()
        lines = []
        for node in to_read(self._window):
            words = node.words(language)
            private = discretion.private(words)
            lines.append(Line(node.item, words if private else discretion.aloud(words), private))
        open_to_all = [line for line in lines if not line.private]
        handset = bool(self._flow.voice.handset)
        self._begin(
            lines if handset else open_to_all, [] if handset else [one for one in lines if one.private]
        )

    @Slot(str)
    def say(self, words: str, private: bool = False) -> None:
        """One sentence by the terminal itself, such as a read-back or a countdown; whatever was read ends."""
        from kiosk.voice.reader import Line

        self._begin([Line(None, words, private)])

    def _begin(self, lines: list[Line], held: list[Line] | None = None) -> None:
        language = str(self._flow.modes.get("language", "zh"))
        self._held = held or []
        self.reader.read(lines, "en" if language == "en" else "zh")
        self._timer.start()
        self._tick()

    def _elsewhere(self) -> None:
        """Another screen: the old one is not read to its end."""
        if self._shown[0] or self._held:
            self.stop()

    def _tick(self) -> None:
        reader = self._reader
        if reader is None:
            return
        reader.tick()
        before, self._shown = self._shown, (reader.reading, reader.line, reader.sentence, reader.trouble)
        if not reader.reading:
            self._timer.stop()
        if before[1:3] != self._shown[1:3]:
            self.placeChanged.emit()
        if self._phrase != (phrase := reader.phrase):
            self._phrase = phrase
            self.phraseChanged.emit()
        if before != self._shown or self._held:
            self.readingChanged.emit()
