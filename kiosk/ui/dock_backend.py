"""What the fault dock's window shows and does: names, what stands now, and presses, away from the scene's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from devices.simulators.control import RigError
from kiosk.clock import SHANGHAI, Clock
from kiosk.dock.bench import Impossible, stands
from kiosk.dock.cabinet import CLOCK, NETWORK, PTZ, RELAYS, SCANNER, SUPPLY
from kiosk.dock.cameras import PERSON
from kiosk.dock.catalogue import DEVICES, by_name, fault, holders, missing
from kiosk.dock.fault import Fault, Group, State
from kiosk.dock.reader_and_printer import PRINTER, READER

POLL_MS = 600
LOG_LINES = 200
SHOWN = (PERSON, *DEVICES, NETWORK, CLOCK)
WIRED = (READER, PRINTER, SCANNER, RELAYS, SUPPLY, PTZ)
"""Devices on a serial line, whose traces can be recorded."""


class Hand(Protocol):
    """What the window needs of a bench."""

    def state(self) -> State:
        """How everything stands. Raises `RigError`."""

    def inject(self, fault: Fault) -> None:
        """Cause a fault. Raises `RigError`, `Impossible`."""

    def undo(self, fault: Fault) -> None:
        """Mend it. Raises `RigError`, `Impossible`."""

    def clear(self) -> list[str]:
        """Mend everything. Raises `RigError`."""

    def record(self, kind: str, port: str = "") -> dict[str, Any]:
        """Note what goes over a device's wire. Raises `RigError`."""

    def replay(self, file: str) -> dict[str, Any]:
        """Play a trace to the driver. Raises `RigError`."""

    def stop_trace(self) -> dict[str, Any]:
        """End either. Raises `RigError`."""


class DockBackend(QObject):
    """The dock as QML sees it. One thread of its own does everything that waits."""

    languageChanged = Signal()
    liveChanged = Signal()
    logChanged = Signal()
    selectedChanged = Signal()
    traceFileChanged = Signal()
    _polled = Signal(object)
    _traced = Signal(str)
    _told = Signal(str, str, str)

    def __init__(self, bench: Hand, clock: Clock, language: str = "zh") -> None:
        """Show and move `bench`; nothing is asked before `start`."""
        super().__init__()
        self._bench = bench
        self._clock = clock
        self._language = language
        self._selected = holders()[0].id
        self._state: State | None = None
        self._log: list[dict[str, str]] = []
        self._asking = False
        self._silent = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dock")
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._polled.connect(self._take)
        self._told.connect(self._write)
        self._trace_file = ""
        self._traced.connect(self._keep_trace)

    def start(self) -> None:
        """Begin to look at the rig."""
        self.poll()
        self._timer.start()

    def close(self) -> None:
        """Let go of what is not begun yet."""
        self._timer.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # ------------------------------------------------------------------ what is shown

    @property
    def english(self) -> bool:
        """Whether the window speaks English now."""
        return self._language == "en"

    def _get_language(self) -> str:
        return self._language

    def _get_people(self) -> list[dict[str, str]]:
        say = self._language
        return [{"id": one.id, "label": one.label.of(say), "detail": one.detail.of(say)} for one in holders()]

    def _get_groups(self) -> dict[str, dict[str, Any]]:
        return {group.id: self._group(group) for group in SHOWN}

    def _get_devices(self) -> list[str]:
        return [group.id for group in DEVICES]

    def _get_live(self) -> dict[str, Any]:
        return self._live(self._state)

    def _get_log(self) -> list[dict[str, str]]:
        return self._log

    def _get_selected(self) -> str:
        return self._selected

    def _get_wired(self) -> list[dict[str, str]]:
        return [{"id": group.id, "label": group.label.of(self._language)} for group in WIRED]

    def _get_trace_file(self) -> str:
        return self._trace_file

    language = Property(str, _get_language, notify=languageChanged)
    people = Property("QVariantList", _get_people, notify=languageChanged)  # type: ignore[arg-type]
    groups = Property("QVariantMap", _get_groups, notify=languageChanged)  # type: ignore[arg-type]
    devices = Property("QStringList", _get_devices, constant=True)  # type: ignore[arg-type]
    live = Property("QVariantMap", _get_live, notify=liveChanged)  # type: ignore[arg-type]
    log = Property("QVariantList", _get_log, notify=logChanged)  # type: ignore[arg-type]
    selected = Property(str, _get_selected, notify=selectedChanged)
    wired = Property("QVariantList", _get_wired, notify=languageChanged)  # type: ignore[arg-type]
    traceFile = Property(str, _get_trace_file, notify=traceFileChanged)

    def _group(self, group: Group) -> dict[str, Any]:
        faults = [self._fault(one) for one in group.faults]
        return {"id": group.id, "label": group.label.of(self._language), "icon": group.icon, "faults": faults}

    def _fault(self, one: Fault) -> dict[str, Any]:
        screen = " · ".join(part for part in (one.seen.screen, one.seen.code) if part)
        label, sees = one.label.of(self._language), one.seen.words.of(self._language)
        return {"name": one.name, "label": label, "screen": screen, "sees": sees, "hand": one.hand}

    def _live(self, state: State | None) -> dict[str, Any]:
        """Whether the rig answers, what stands, what cannot be and why, and a mark for each device."""
        empty: dict[str, Any] = {
            "alive": False,
            "silent": self._silent,
            "standing": {},
            "why": {},
            "marks": {},
            "count": 0,
            "card": "",
            "trace": {},
        }
        if state is None:
            return empty
        everything = by_name().values()
        standing = {one.name: True for one in everything if stands(one, state)}
        why = {one.name: said.of(self._language) for one in everything if (said := missing(one, state))}
        return {
            "alive": True,
            "silent": False,
            "standing": standing,
            "why": why,
            "marks": {group.id: self._mark(group, state, why) for group in SHOWN},
            "count": sum(not fault(name).hand for name in standing),
            "card": state.get("id_reader", {}).get("card") or "",
            "trace": dict(state.get("trace", {})),
        }

    def _mark(self, group: Group, state: State, why: Mapping[str, str]) -> dict[str, str]:
        say = self._language
        struck = [one for one in group.faults if not one.hand and stands(one, state)]
        if all(one.name in why for one in group.faults):
            return {"shape": "off", "words": "不能用" if say == "zh" else "Not here"}
        if struck:
            return {"shape": "warn", "words": struck[0].label.of(say)}
        return {"shape": "ok", "words": group.fine.of(say)}

    # ------------------------------------------------------------------ what is done

    @Slot(str)
    def press(self, name: str) -> None:
        """Cause the fault, or mend it when it stands."""
        one = fault(name)
        mends = self._state is not None and not one.hand and bool(one.undo) and stands(one, self._state)
        work = self._bench.undo if mends else self._bench.inject
        self._do(name, "off" if mends else "on", lambda: work(one))

    @Slot(str)
    def select(self, person: str) -> None:
        """The person whose card or face the next buttons mean."""
        self._selected = person
        self.selectedChanged.emit()

    @Slot()
    def put(self) -> None:
        """Lay down the card of the one selected."""
        self.press(f"card.{self._selected}")

    @Slot()
    def swap(self) -> None:
        """Bring the one selected before the camera, without a card."""
        self.press(f"card.face_{self._selected}")

    @Slot()
    def clear(self) -> None:
        """Mend everything that stands."""
        self._do("clear", "off", self._bench.clear)

    @Slot(str, str)
    def record(self, kind: str, port: str) -> None:
        """Note what goes over a device's wire; `port` is a real one, empty for the simulator's."""
        self._do("trace.record", "on", lambda: self._remember(self._bench.record(kind, port.strip())))

    @Slot(str)
    def replay(self, file: str) -> None:
        """Play a trace to the terminal's driver."""
        self._do("trace.replay", "on", lambda: self._bench.replay(file))

    @Slot()
    def stop_trace(self) -> None:
        """End recording or playing."""
        self._do("trace.stop", "off", lambda: self._remember(self._bench.stop_trace()))

    def _remember(self, trace: Mapping[str, Any]) -> None:
        """On the dock's own thread: what can be played next."""
        if trace.get("file"):
            self._traced.emit(str(trace["file"]))

    def _keep_trace(self, file: str) -> None:
        self._trace_file = file
        self.traceFileChanged.emit()

    @Slot()
    def forget(self) -> None:
        """Empty the log."""
        self._log = []
        self.logChanged.emit()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Another language."""
        self._language = language
        self.languageChanged.emit()
        self.liveChanged.emit()

    @Slot()
    def poll(self) -> None:
        """Look again, unless a look is under way."""
        if not self._asking:
            self._asking = True
            self._worker.submit(self._look)

    def _do(self, name: str, how: str, work: Callable[[], Any]) -> None:
        def carry_out() -> None:
            try:
                work()
            except (RigError, Impossible) as error:
                self._told.emit("refused", name, str(error))
            else:
                self._told.emit("hand", name, how)
            self._look()

        self._worker.submit(carry_out)

    def _look(self) -> None:
        try:
            self._polled.emit(self._bench.state())
        except RigError:
            self._polled.emit(None)

    def _take(self, state: State | None) -> None:
        self._asking, self._silent = False, state is None
        before, self._state = self._state, state
        if before is not None and state is not None:
            was, now = flat(before), flat(state)
            for path in now:
                if path in was and was[path] != now[path]:
                    self._write("state", path, f"{was[path]} → {now[path]}")
        if before != state or state is None:
            self.liveChanged.emit()

    def _write(self, sort: str, what: str, words: str) -> None:
        at = self._clock.now().astimezone(SHANGHAI).strftime("%H:%M:%S.%f")[:-3]
        line = {"at": at, "sort": sort, "what": what, "words": words}
        self._log = [*self._log[1 - LOG_LINES :], line]
        self.logChanged.emit()


def flat(state: Any, path: str = "") -> dict[str, str]:
    """Every value of a state by its dotted path, as text."""
    if isinstance(state, Mapping):
        found: dict[str, str] = {}
        for key, value in state.items():
            found |= flat(value, f"{path}.{key}" if path else str(key))
        return found
    return {path: "-" if state is None else str(state)}
