"""The office printer of a rig: an IPP printer whose troubles have names, and whose paper is a folder of PDF files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.simulators.ipp_printer import IppSimulator
from devices.simulators.wire import UnknownVerb

ENDLESS = 1 << 30
MARK = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9._-]{0,79})\]$")
"""The job's id at the end of its name, as the driver puts it there."""


@dataclass(frozen=True)
class Trouble:
    """How a printer with that trouble behaves."""

    reasons: tuple[str, ...] = ("none",)
    """printer-state-reasons, with the severity that printers give them."""
    stops: bool = False
    """What is being printed waits until the trouble is over."""
    at_work: bool = False
    """It is told only once a job is under way."""
    held: bool = False
    """Jobs are taken and held for an operator."""
    busy: bool = False
    paused: bool = False
    aborts: bool = False


TROUBLES: dict[str, Trouble] = {
    "none": Trouble(),
    "paper_low": Trouble(("media-low-warning",)),
    "paper_out": Trouble(("media-empty-error", "media-needed-error"), stops=True),
    "out_mid_print": Trouble(("media-empty-error",), stops=True, at_work=True),
    "jam": Trouble(("media-jam-error",), stops=True),
    "cover_open": Trouble(("cover-open-error",), stops=True),
    "toner_low": Trouble(("toner-low-warning",)),
    "toner_out": Trouble(("toner-empty-error",), stops=True),
    "output_full": Trouble(("output-area-full-error",), stops=True),
    "service": Trouble(("fuser-over-temp-error",), stops=True),
    "paused": Trouble(("paused",), stops=True, paused=True),
    "held": Trouble(held=True),
    "busy": Trouble(busy=True),
    "aborts": Trouble(aborts=True),
}
"""Every trouble by the name that `ipp.fault` takes."""


class OfficePrinter:
    """The printer behind `sim:ipp://127.0.0.1:PORT/ipp/print`. What came out lies in `tray`, one file a job."""

    def __init__(self, tray: Path) -> None:
        self._tray = tray
        self._printer = IppSimulator(self._come_out)
        self._fault = "none"
        self._plugged = True
        self._mute = False

    @property
    def address(self) -> str:
        """Where the driver finds it."""
        return f"sim:{self._printer.uri}"

    def start(self) -> None:
        """Listen."""
        self._printer.start()

    def stop(self) -> None:
        """Listen no more."""
        self._printer.stop()

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a control verb. Raises `UnknownVerb`."""
        verbs: dict[str, Callable[..., None]] = {
            "ipp.fault": self._set_fault,
            "ipp.mute": self._set_mute,
            "device.unplug": lambda: self._plug(False),
            "device.replug": lambda: self._plug(True),
        }
        if verb not in verbs:
            raise UnknownVerb(verb)
        try:
            verbs[verb](**args)
        except TypeError as error:
            raise UnknownVerb(f"{verb}: {error}") from None
        return {}

    def state(self) -> dict[str, Any]:
        """What goes wrong, how many jobs came out, and how many may still."""
        return {
            "fault": self._fault,
            "mute": self._mute,
            "plugged": self._plugged,
            "printed": self._printer.printed,
            "waiting": self._printer.waiting,
        }

    def _set_fault(self, name: str) -> None:
        if name not in TROUBLES:
            raise UnknownVerb(f"no fault {name}")
        trouble, printer = TROUBLES[name], self._printer
        reasons = list(trouble.reasons)
        printer.reasons = ["none"] if trouble.at_work else reasons
        printer.reasons_at_work = reasons if trouble.at_work else []
        printer.stuck, printer.held = trouble.stops, trouble.held
        printer.accepting, printer.aborts = not trouble.paused, trouble.aborts
        printer.busy = ENDLESS if trouble.busy else 0
        self._fault = name

    def _set_mute(self, on: bool) -> None:
        self._printer.mute(on)
        self._mute = on

    def _plug(self, in_: bool) -> None:
        if in_ is not self._plugged:
            self._printer.unplug(not in_)
            self._plugged = in_

    def _come_out(self, number: int, name: str, document: bytes) -> None:
        self._tray.mkdir(exist_ok=True, mode=0o700)
        mark = MARK.search(name)
        place = self._tray / f"{mark[1] if mark else number}.pdf"
        fresh = place.with_suffix(".part")
        fresh.write_bytes(document)
        fresh.replace(place)
