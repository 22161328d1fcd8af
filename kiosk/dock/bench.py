"""The hand that causes and undoes faults on a rig and its network line."""

from __future__ import annotations

from typing import Any, Protocol

from devices.simulators.control import RigError
from kiosk.dock.catalogue import by_name, missing
from kiosk.dock.fault import Fault, State, Step


class Controlled(Protocol):
    """Something that carries out verbs: a rig or a network line."""

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a verb. Raises `RigError`."""


class Impossible(Exception):
    """This fault cannot be caused here; the text says why, in both languages."""


class Bench:
    """Causes faults; safe for one caller at a time. Everything raises `RigError` when the rig does not answer."""

    def __init__(self, rig: Controlled, line: Controlled | None = None) -> None:
        self._rig = rig
        self._line = line
        self._seen: State | None = None
        """The last state: what a rig has does not change while it runs, and asking takes a tenth of a second."""

    def state(self) -> State:
        """The rig's state; with `line` where there is a network line that answers."""
        state = self._rig.do("state")
        if self._line is not None:
            try:
                state["line"] = self._line.do("line.state")
            except RigError:
                state.pop("line", None)
        self._seen = state
        return state

    def inject(self, fault: Fault) -> None:
        """Cause it. Raises `Impossible`."""
        self._refuse(fault)
        self._carry_out(fault.steps)

    def undo(self, fault: Fault) -> None:
        """Mend it. Raises `Impossible`."""
        self._refuse(fault)
        self._carry_out(fault.undo)

    def clear(self) -> list[str]:
        """Mend everything that stands, leave cards and pages where they lie; the names of what stood."""
        state = self.state()
        standing = [one for one in by_name().values() if not one.hand and stands(one, state)]
        for one in standing:
            self._carry_out(one.undo)
        return [one.name for one in standing]

    def record(self, kind: str, port: str = "", file: str = "") -> dict[str, Any]:
        """Note what goes over a device's wire; `port` is a real one that stands in for the simulator."""
        return self._rig.do("trace.record", kind=kind, port=port, file=file)

    def replay(self, file: str) -> dict[str, Any]:
        """Play the device's part of a trace to the terminal's own driver."""
        return self._rig.do("trace.replay", file=file)

    def stop_trace(self) -> dict[str, Any]:
        """End recording or playing, and give the wire back to the simulator; how far it came."""
        return self._rig.do("trace.stop")

    def _refuse(self, fault: Fault) -> None:
        why = missing(fault, self._seen or self.state())
        if why is not None:
            raise Impossible(f"{why.zh} / {why.en}")

    def _carry_out(self, steps: tuple[Step, ...]) -> None:
        for one in steps:
            where = self._line if one.verb.startswith("line.") else self._rig
            if where is not None:
                where.do(one.verb, **one.args)


def stands(fault: Fault, state: State) -> bool:
    """Whether it stands in that state; never for one that cannot be told or is not there."""
    return fault.shows is not None and missing(fault, state) is None and fault.shows(state)
