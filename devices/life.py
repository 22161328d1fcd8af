"""The life of a device: the states it can be in, and the outcomes of what it is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """Where a device stands. The supervisor moves it by the table in `devices.supervisor`."""

    ABSENT = "absent"
    """Never seen since start, or not configured."""
    READY = "ready"
    """Answers and may be used."""
    BUSY = "busy"
    """Answers and is doing something for somebody."""
    FAULTED = "faulted"
    """Answers or is plugged in, but cannot do its work; `Health.reason` says why."""
    GONE = "gone"
    """Was there and is not any more; reconnecting."""


class Outcome(StrEnum):
    """What came of a command. `UNKNOWN` asks before it repeats."""

    DONE = "done"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """The kinds of device a terminal has."""

    ID_READER = "id_reader"
    RECEIPT_PRINTER = "receipt_printer"
    PAGE_PRINTER = "page_printer"
    FACE_CAMERA = "face_camera"
    DOCUMENT_CAMERA = "document_camera"
    PTZ_CAMERA = "ptz_camera"
    QR_SCANNER = "qr_scanner"
    RELAYS = "relays"
    UPS = "ups"


@dataclass(frozen=True)
class Health:
    """A device's state with the reason, as the screen, doctor and the log show it."""

    state: State
    reason: str = ""
    """A short code such as `paper_end`, `cover_open`, `unplugged`, `no_answer`; empty when all is well."""
    warning: str = ""
    """A code that does not stop the work, such as `paper_low`."""

    @property
    def usable(self) -> bool:
        """Whether a command may be sent now."""
        return self.state in (State.READY, State.BUSY)


@dataclass(frozen=True)
class Result:
    """What came of a command that leaves no paper: a move of a camera, a lamp, a lock."""

    outcome: Outcome
    reason: str = ""
    """Why it is not done or not known: `no_answer`, `not_executable`, `unplugged` ...; empty when done."""


@dataclass(frozen=True)
class PrintResult:
    """What came of printing one job, as far as the printer let us know."""

    outcome: Outcome
    reason: str = ""
    """Why it is not done or not known: `paper_end`, `cover_open`, `no_answer`, `unplugged` ...;
    empty when done.
    """
    acked: bool = False
    """The printer itself said that everything before was printed; without it `DONE` rests on its status."""


class Device(Protocol):
    """One device: found by a stable identity, opened, probed, closed.
    Never raises from `probe` or `close`.
    """

    kind: Kind
    identity: str
    """The stable address it was configured with, for example `serial:/dev/serial/by-id/...` or
    `sim:/run/...`.
    """

    @property
    def simulated(self) -> bool:
        """Whether it is a simulator; the screen then carries the demonstration mark."""

    def open(self) -> None:
        """Connect and greet the device. Raises `Unplugged` when it is not there."""

    def probe(self) -> Health:
        """Ask the device how it is; cheap, called every second or so. `GONE` when it does not answer."""

    def close(self) -> None:
        """Let go of the port; safe to call twice."""


class DeviceError(Exception):
    """A device could not do what it was asked; `code` names the reason for screen and log."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Unplugged(DeviceError):
    """The port is not there or went away (SerialException, OSError and termios.error all mean this)."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("unplugged", detail)
