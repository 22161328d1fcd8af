"""The facade between the flow and the scene: properties for QML, one slot back, no logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtQuick import QQuickWindow

    from kiosk.ui.flow_protocol import FlowProtocol

TICK_MS = 60
"""How often the flow is asked to look around; also the most frames a second of a live picture."""

PATIENCE_MS = 2000
"""How long a button waits for an answer that may be "nothing changed" before it comes back."""

LIVE_NAMES = {
    "face": ("face",),
    "scan": ("document", "captured"),
    "preview": ("preview",),
    "served": ("preview",),
    "exchange": ("preview",),
    "attendant": ("card",),
    "technician": ("camera",),
    "setup": ("camera",),
}
"""Which live pictures a screen shows, so that no other is asked for."""

_PARTS = ("screen", "view", "overlay", "overlayView", "step", "status", "modes")
_ANSWERS = frozenset({"screen", "view", "overlay", "overlayView"})


class Backend(QObject):
    """The singleton `Kiosk` of module `Lawbooth.Backend`: what the flow says, told when it changed."""

    screenChanged = Signal()
    viewChanged = Signal()
    overlayChanged = Signal()
    overlayViewChanged = Signal()
    stepChanged = Signal()
    statusChanged = Signal()
    modesChanged = Signal()
    liveSeqChanged = Signal()
    answered = Signal()
    """The flow spoke: a button that says 正在… may come back."""

    def __init__(self, flow: FlowProtocol, capital: Callable[[str], str] | None = None) -> None:
        """Show `flow`; `capital` turns typed digits into 大写, by default with `legalnet.money`."""
        super().__init__()
        self._flow = flow
        self._capital = capital or _capital
        self._shown: dict[str, Any] = self._read()
        self._live: tuple[int, ...] = ()
        self._live_seq = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.answered)
        flow.on_change = self._changed

    def start(self) -> None:
        """Begin asking the flow to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Stop asking; the scene stands still."""
        self._timer.stop()
        self._flow.on_change = _nobody

    def watch(self, window: QQuickWindow) -> None:
        """From the first frame on, notice the touches of this window; nobody can touch what is not seen yet."""
        self._window: QQuickWindow | None = window
        window.frameSwapped.connect(self._seen)

    def _seen(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.frameSwapped.disconnect(self._seen)
            QTimer.singleShot(
                0, lambda: self._notice(window)
            )  # names that take long, when the frame is on the glass

    def _notice(self, window: QQuickWindow) -> None:
        from kiosk.ui.ring_keys import RingKeys

        window.installEventFilter(RingKeys(window))
        window.installEventFilter(self)  # hears of a key before the ring takes it

    @property
    def flow(self) -> FlowProtocol:
        """The flow that is shown."""
        return self._flow

    def _get_screen(self) -> str:
        return str(self._shown["screen"])

    def _get_view(self) -> dict[str, Any]:
        return dict(self._shown["view"])

    def _get_overlay(self) -> str:
        return str(self._shown["overlay"])

    def _get_overlay_view(self) -> dict[str, Any]:
        return dict(self._shown["overlayView"])

    def _get_step(self) -> dict[str, Any]:
        return dict(self._shown["step"] or {})

    def _get_status(self) -> dict[str, Any]:
        return dict(self._shown["status"])

    def _get_modes(self) -> dict[str, Any]:
        return dict(self._shown["modes"])

    def _get_live_seq(self) -> int:
        return self._live_seq

    screen = Property(str, _get_screen, notify=screenChanged)
    view = Property("QVariantMap", _get_view, notify=viewChanged)  # type: ignore[arg-type]
    overlay = Property(str, _get_overlay, notify=overlayChanged)
    overlayView = Property("QVariantMap", _get_overlay_view, notify=overlayViewChanged)  # type: ignore[arg-type]
    step = Property("QVariantMap", _get_step, notify=stepChanged)  # type: ignore[arg-type]
    status = Property("QVariantMap", _get_status, notify=statusChanged)  # type: ignore[arg-type]
    modes = Property("QVariantMap", _get_modes, notify=modesChanged)  # type: ignore[arg-type]
    liveSeq = Property(int, _get_live_seq, notify=liveSeqChanged)

    @Slot(str)
    @Slot(str, "QVariantMap")
    def act(self, name: str, args: Mapping[str, Any] | None = None) -> None:
        """Pass a touch on; `args` holds JSON values."""
        self._flow.act(name, **dict(args or {}))
        self._patience.start()

    @Slot(str, result=str)
    def capital(self, text: str) -> str:
        """The amount in 大写, or an empty text when `text` is no amount."""
        return self._capital(text)

    @Slot(str, result=str)
    def codeWords(self, code: str) -> str:
        """A code of trouble in words, from the registry; empty for one that it does not know."""
        return self._of_code(code, "said")

    @Slot(str, result=str)
    def codeRemedy(self, code: str) -> str:
        """What to do about a code; empty for one that the registry does not know."""
        return self._of_code(code, "remedy")

    def _of_code(self, code: str, what: str) -> str:
        from legalnet.codes import registry  # 20 ms of YAML, for the technician's screens only

        language = str(self._flow.modes.get("language"))
        known = registry().get(code)
        words = str(getattr(known, what)(language)) if known else ""
        if language == "zh_hant":
            from kiosk.ui.traditional import traditional

            return traditional(words)
        return words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the flow about any touch of the window; takes no event away."""
        from PySide6.QtCore import QEvent  # 3 ms of names, not before the first frame

        if event.type() in (QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress):
            self._flow.act("touch")
        return super().eventFilter(watched, event)

    def _tick(self) -> None:
        self._flow.tick()
        self._look_at_live()

    def _look_at_live(self) -> None:
        names = LIVE_NAMES.get(self._shown["screen"], ())
        frames = (self._flow.live_frame(name) for name in names)
        now = tuple(-1 if frame is None else frame[0] for frame in frames)
        if now == self._live:
            return
        self._live = now
        self._live_seq += 1
        self.liveSeqChanged.emit()

    def _read(self) -> dict[str, Any]:
        flow = self._flow
        values = (flow.screen, flow.view, flow.overlay, flow.overlay_view, flow.step, flow.status, flow.modes)
        shown = dict(zip(_PARTS, values, strict=True))
        if flow.modes.get("language") == "zh_hant":
            from kiosk.ui.traditional import view_in_traditional

            shown |= {part: view_in_traditional(shown[part]) for part in ("view", "overlayView", "step")}
        return shown

    def _changed(self) -> None:
        """Take everything over first and tell afterwards, so that no binding sees half a change.

        A new screen comes before its view: the old one is let go before it could read the new map.
        """
        before, self._shown = self._shown, _copy(self._read())
        changed = [part for part in _PARTS if before[part] != self._shown[part]]
        for part in changed:
            getattr(self, part + "Changed").emit()
        self._look_at_live()
        if _ANSWERS.intersection(changed):
            self._patience.stop()
            self.answered.emit()


def make_models_known() -> None:
    """Importing them makes them known to QML; to be done before the engine is made."""
    from kiosk.ui import field_model, legal_words

    del field_model, legal_words


def _nobody() -> None:
    """Nobody listens any more."""


def _copy(value: Any) -> Any:
    """A copy of plain maps and lists, so that a flow that changes its own map in place is still noticed."""
    if isinstance(value, Mapping):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_copy(inner) for inner in value]
    return value


def _capital(text: str) -> str:
    from decimal import Decimal, InvalidOperation

    from legalnet.money import capital

    try:
        return capital(Decimal(text.replace(",", "").strip()))
    except (InvalidOperation, ValueError):
        return ""
