"""The singleton `Listening` of the scene: microphone, what is understood, and its effects on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QMetaObject, QObject, QTimer, Signal, Slot

from kiosk.clock import SHANGHAI, SystemClock

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtQuick import QQuickItem, QQuickWindow

    from kiosk.ui.backend import Backend
    from kiosk.ui.speech import Speech
    from kiosk.voice.commands import Target
    from kiosk.voice.listener import Level, Listener, Words
    from kiosk.voice.sound import Microphone
    from kiosk.voice.talk import Effect, Field, Talk

TICK_MS = 20
LOOK_AGAIN_MS = 120
"""After a change the scene moves and settles before its controls are told anew."""
REFRESH_MS = 500
"""The numbers follow what scrolls or moves by itself."""
LEVELS = 30
BINDING = ("consent", "confirm", "sign")
"""Screens whose buttons bind the resident: what was understood there is asked about first."""
QUIET_S = 60.0
"""Nobody spoke for so long: the microphone goes off by itself, and says so."""


class Listening(QObject):
    """Speaking to the terminal. Nothing of it is loaded before it was asked for once."""

    changed = Signal()
    levelChanged = Signal()
    targetsChanged = Signal()

    def __init__(self, backend: Backend, speech: Speech) -> None:
        """Listen for what `backend` shows; be deaf while `speech` speaks."""
        super().__init__()
        self._backend = backend
        self._flow = backend.flow
        self._speech = speech
        self._clock = SystemClock()
        self._window: QQuickWindow | None = None
        self._talk: Talk | None = None
        self._listener: Listener | None = None
        self._microphone: Microphone | None = None
        self._levels = [0.0] * LEVELS
        self._places: list[dict[str, Any]] = []
        self._undo: tuple[str, Any] | None = None
        self._spoke = 0.0
        self._mic = "off"
        self._trouble = ""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._again = QTimer(self)
        self._again.setInterval(REFRESH_MS)
        self._again.timeout.connect(self._screen)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AGAIN_MS)
        self._look.timeout.connect(self._screen)
        for signal in (
            backend.screenChanged,
            backend.viewChanged,
            backend.overlayChanged,
            backend.overlayViewChanged,
        ):
            signal.connect(self._look_again)

    def watch(self, window: QQuickWindow) -> None:
        """The window that is spoken to."""
        self._window = window

    # ------------------------------------------------------------------ what QML sees

    def _get_available(self) -> bool:
        return bool(self._flow.voice.model)

    def _get_open(self) -> bool:
        return self._talk is not None and self._talk.state != "off"

    def _get_state(self) -> str:
        return self._talk.state if self._talk else "off"

    def _get_ready(self) -> bool:
        return self._listener is not None and self._listener.state == "ready"

    def _get_heard(self) -> str:
        return self._talk.heard if self._talk else ""

    def _get_told(self) -> str:
        return self._talk.told if self._talk else ""

    def _get_told_of(self) -> str:
        return self._talk.told_of if self._talk else ""

    def _get_acts(self) -> int:
        return self._talk.acts if self._talk else 0

    def _get_trouble(self) -> str:
        return self._trouble

    def _get_levels(self) -> list[float]:
        return list(self._levels)

    def _get_targets(self) -> list[dict[str, Any]]:
        return self._places

    def _get_dropped(self) -> int:
        return len(self._listener.dropped) if self._listener else 0

    available = Property(bool, _get_available, constant=True)
    open = Property(bool, _get_open, notify=changed)
    ready = Property(bool, _get_ready, notify=changed)
    state = Property(str, _get_state, notify=changed)
    heard = Property(str, _get_heard, notify=changed)
    told = Property(str, _get_told, notify=changed)
    toldOf = Property(str, _get_told_of, notify=changed)
    acts = Property(int, _get_acts, notify=changed)
    trouble = Property(str, _get_trouble, notify=changed)
    levels = Property(list, _get_levels, notify=levelChanged)
    targets = Property(list, _get_targets, notify=targetsChanged)
    dropped = Property(int, _get_dropped, notify=changed)

    @Slot()
    def toggle(self) -> None:
        """说 or 不说了."""
        if self._get_open():
            self.close()
        else:
            self.begin()

    @Slot()
    def begin(self) -> None:
        """Open the microphone and tell what can be said here."""
        if not self._get_available() or self._window is None:
            return
        self._make()
        self._trouble = ""
        self._microphone = self._open_microphone()
        if self._listener is not None:
            self._listener.start()
        self._spoke = self._clock.monotonic()
        self._happen("open", self._collect())
        self._timer.start()
        self._again.start()
        self._look.start()

    @Slot()
    def close(self) -> None:
        """Let the microphone go; nothing that was heard is kept."""
        for timer in (self._timer, self._again, self._look):
            timer.stop()
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone = None
        self._levels = [0.0] * LEVELS
        self._places, self._undo = [], None
        self._happen("close")
        self._set_mic("trouble" if self._trouble else "off")
        self.levelChanged.emit()
        self.targetsChanged.emit()

    def stop(self) -> None:
        """The window closes: the worker goes as well."""
        if self._talk is not None:
            self.close()
        if self._listener is not None:
            self._listener.stop()

    # ------------------------------------------------------------------ inner

    def _make(self) -> None:
        if self._talk is None:
            from kiosk.voice.listener import Listener
            from kiosk.voice.talk import Talk

            self._talk = Talk(self._field_of, self._today)
            self._listener = Listener(self._flow.voice.model, self._clock)

    def _open_microphone(self) -> Microphone:
        from kiosk.voice.sound import microphone

        if self._microphone is None:
            self._microphone = microphone(self._flow.voice.microphone)
            self._microphone.start()
        return self._microphone

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()

    def _happen(self, event: str, given: Any = None) -> None:
        if self._talk is None:
            return
        for effect in self._talk.happen(event, given, self._clock.monotonic()):
            self._do(effect)
        self.changed.emit()

    def _tick(self) -> None:
        microphone, listener, talk = self._microphone, self._listener, self._talk
        if microphone is None or listener is None or talk is None:
            return
        pcm = microphone.take()
        speaking = bool(self._speech.property("reading"))
        if not speaking:
            listener.feed(pcm)
        for event in listener.poll():
            self._hear(event)
        for effect in talk.settle(self._clock.monotonic()):
            self._do(effect)
            self.changed.emit()
        self._mind(microphone.trouble or (listener.reason if listener.state == "trouble" else ""))

    def _hear(self, event: Words | Level) -> None:
        from kiosk.voice.listener import Words

        if isinstance(event, Words):
            self._spoke = self._clock.monotonic()
            self._flow.act("touch")
            self._happen("final" if event.final else "paused" if event.paused else "partial", event.text)
            return
        if event.speaking != (self._mic == "heard"):
            self._happen("speech", event.speaking)
        self._levels = [*self._levels[1:], event.value]
        self._set_mic("heard" if event.speaking else "listening")
        self.levelChanged.emit()

    def _mind(self, trouble: str) -> None:
        """Close when nobody can listen, or nobody speaks."""
        if trouble:
            self._trouble = trouble
            self.close()
        elif self._clock.monotonic() - self._spoke > QUIET_S:
            self.close()
        elif self._mic == "off":
            self._set_mic("listening")

    def _set_mic(self, state: str) -> None:
        if state != self._mic:
            self._mic = state
            self._flow.set_mic(state)

    # ------------------------------------------------------------------ the screen

    def _look_again(self) -> None:
        if self._get_open():
            self._look.start()

    def _screen(self) -> None:
        if self._get_open():
            self._happen("screen", self._collect())

    def _collect(self) -> list[Target]:
        from kiosk.ui.spoken_controls import collect

        if self._window is None:
            return []
        targets, self._places = collect(self._window, self._flow.screen in BINDING)
        self.targetsChanged.emit()
        return targets

    def _field_of(self, target: Target) -> Field:
        from kiosk.ui.spoken_controls import field_of

        return field_of(target, self._flow.view.get("fields") or [])

    # ------------------------------------------------------------------ effects

    def _do(self, effect: Effect) -> None:
        listener = self._listener
        match effect.kind:
            case "listen" if listener is not None:
                listener.listen_for(effect.value)
            case "anything" if listener is not None:
                listener.listen_for_anything()
            case "say":
                self._speech.say(str(effect.value))
            case "press" if effect.target is not None:
                self._press(effect.target.key)
            case "write" if effect.target is not None:
                self._write(effect.target, effect.value)
            case "word":
                self._word(str(effect.value))

    def _press(self, key: Any) -> None:
        from kiosk.ui.spoken_controls import answered_by

        self._undo = answered_by(key, self._flow.view.get("fields") or [])
        QMetaObject.invokeMethod(key, "trigger")
        self._look.start()

    def _write(self, target: Target, value: Any) -> None:
        from kiosk.ui.spoken_controls import path_of, type_into

        fields = self._flow.view.get("fields") or []
        path = path_of(target.key, fields)
        if path:
            before = next(field["value"] for field in fields if field["path"] == path)
            self._undo = (path, before)
            self._flow.act("answer", path=path, value=value)
        else:
            type_into(target.key, str(value))
        self._look.start()

    def _word(self, word: str) -> None:
        match word:
            case "back" | "help" | "end":
                self._flow.act(word)
            case "read":
                self._speech.read_screen()
            case "hush":
                self._speech.stop()
            case "close":
                self.close()
            case "undo" if self._undo is not None:
                path, value = self._undo
                self._undo = None
                self._flow.act("answer", path=path, value=value)
            case "up" | "down":
                self._scroll(f"scroll-{word}")
        self._look.start()

    def _scroll(self, name: str) -> None:
        from kiosk.ui.spoken_controls import named

        item: QQuickItem | None = named(self._window, name) if self._window is not None else None
        if item is not None:
            QMetaObject.invokeMethod(item, "trigger")
