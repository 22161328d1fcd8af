"""The process that is the simulated hardware of one terminal:
devices on pseudo-terminals and a loopback port, one control.
"""

from __future__ import annotations

import json
import logging
import signal
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from devices.clock import Clock
from devices.life import Kind
from devices.simulators.control import ControlServer
from devices.simulators.id_reader import ReaderSimulator
from devices.simulators.page_printer import OfficePrinter
from devices.simulators.personas import Persona, load_personas
from devices.simulators.qr_scanner import QrSimulator
from devices.simulators.receipt_printer import PrinterSimulator
from devices.simulators.relays import RelaySimulator
from devices.simulators.stand_in import StandIns
from devices.simulators.ups import UpsSimulator
from devices.simulators.visca import ViscaSimulator
from devices.simulators.wire import UnknownVerb, WireSimulator

log = logging.getLogger(__name__)

CAMERAS = (Kind.FACE_CAMERA.value, Kind.DOCUMENT_CAMERA.value)


class Cameras(Protocol):
    """What the rig asks of the simulated cameras."""

    def start(self) -> int:
        """Serve; the port."""

    def stop(self) -> None:
        """End."""

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """Carry out a verb."""

    def state(self) -> dict[str, Any]:
        """What they show."""


class Rig:
    """All simulated devices under one folder. `rig.json` there appears once everything answers."""

    def __init__(self, folder: Path, clock: Clock, cameras: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder.resolve()
        self._personas: Mapping[str, Persona] = load_personas()
        self._wired: dict[str, WireSimulator] = {
            Kind.ID_READER.value: ReaderSimulator(self._folder / "id-reader", clock, self._personas),
            Kind.RECEIPT_PRINTER.value: PrinterSimulator(self._folder / "receipt-printer", clock),
            Kind.PTZ_CAMERA.value: ViscaSimulator(self._folder / "ptz-camera", clock),
            Kind.QR_SCANNER.value: QrSimulator(self._folder / "qr-scanner", clock),
            Kind.RELAYS.value: RelaySimulator(self._folder / "relays", clock),
            Kind.UPS.value: UpsSimulator(self._folder / "ups", clock),
        }
        self._stand_ins = StandIns(self._folder, self._wired, clock)
        self._pages = OfficePrinter(self._folder / "pages")
        self._cameras = self._make_cameras(clock) if cameras else None
        self._control = ControlServer(self._folder / "control.sock", self.do)
        self._seconds_off = 0.0
        self._clock_file = self._folder / "clock"
        """Seconds by which a terminal of the demonstration has the wrong time; not there while it is right."""
        self._ended = threading.Event()

    @property
    def manifest(self) -> Path:
        """The file that tells the addresses."""
        return self._folder / "rig.json"

    def start(self) -> dict[str, str]:
        """Start everything and write `rig.json`; the addresses.
        Raises `OSError` when a socket cannot be made.
        """
        addresses = {kind: f"sim:{self._folder / kind.replace('_', '-')}" for kind in self._wired}
        for device in self._wired.values():
            device.start()
        self._pages.start()
        addresses[Kind.PAGE_PRINTER] = self._pages.address
        if self._cameras is not None:
            port = self._cameras.start()
            addresses[Kind.FACE_CAMERA] = f"sim:http://127.0.0.1:{port}/face.mjpg"
            addresses[Kind.DOCUMENT_CAMERA] = f"sim:http://127.0.0.1:{port}/page.mjpg"
        self._control.start()
        addresses["control"] = str(self._folder / "control.sock")
        addresses["clock"] = str(self._clock_file)
        fresh = self.manifest.with_suffix(".new")
        fresh.write_text(json.dumps(addresses, indent=1) + "\n", encoding="utf-8")
        fresh.replace(self.manifest)
        return addresses

    def stop(self) -> None:
        """End everything and take the names away."""
        self.manifest.unlink(missing_ok=True)
        self._clock_file.unlink(missing_ok=True)
        self._control.stop()
        self._stand_ins.stop()
        for device in self._wired.values():
            device.stop()
        self._pages.stop()
        if self._cameras is not None:
            self._cameras.stop()

    def quit(self) -> None:
        """Ask `wait` to return; safe from a signal handler."""
        self._ended.set()

    def wait(self) -> None:
        """Until `quit` was asked for."""
        self._ended.wait()

    def do(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        """Carry out a control verb. Raises `UnknownVerb` or what the device said against it."""
        own: dict[str, Callable[[], dict[str, Any]]] = {
            "quit": self._quit,
            "state": self._state,
            "clock.set": lambda: self._set_clock(float(args["seconds"])),
            "device.unplug": lambda: self._cable(verb, str(args.get("kind", ""))),
            "device.replug": lambda: self._cable(verb, str(args.get("kind", ""))),
            "ipp.fault": lambda: self._pages.do(verb, **args),
            "ipp.mute": lambda: self._pages.do(verb, **args),
            "trace.record": lambda: self._stand_ins.record(**args),
            "trace.replay": lambda: self._stand_ins.replay(**args),
            "trace.stop": self._stand_ins.stop,
        }
        if verb in own:
            return own[verb]()
        for device in self._wired.values():
            if verb in device.verbs:
                return device.do(verb, **args)
        if verb == "clock.set":
            return self._set_clock(float(args["seconds"]))
        if self._cameras is not None and verb.startswith(("face.", "page.")):
            return self._cameras.do(verb, **args) or {}
        raise UnknownVerb(verb)

    def _quit(self) -> dict[str, Any]:
        self.quit()
        return {}

    def _set_clock(self, seconds: float) -> dict[str, Any]:
        if seconds:
            fresh = self._clock_file.with_suffix(".new")
            fresh.write_text(str(seconds), encoding="ascii")
            fresh.replace(self._clock_file)
        else:
            self._clock_file.unlink(missing_ok=True)
        self._seconds_off = seconds
        return {}

    def _cable(self, verb: str, kind: str) -> dict[str, Any]:
        if kind in self._wired:
            return self._wired[kind].do(verb)
        if kind == Kind.PAGE_PRINTER:
            return self._pages.do(verb)
        if kind in CAMERAS and self._cameras is not None:
            return self._cameras.do(verb, kind=kind) or {}
        raise UnknownVerb(f"{verb} {kind}")

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = {kind: device.do("state") for kind, device in self._wired.items()}
        state[Kind.PAGE_PRINTER.value] = self._pages.state()
        state["trace"] = self._stand_ins.state()
        state["clock"] = {"seconds": self._seconds_off}
        state["personas"] = list(self._personas)
        if self._cameras is not None:
            state["cameras"] = self._cameras.state()
        return state

    def _make_cameras(self, clock: Clock) -> Cameras | None:
        try:
            from devices.simulators.cameras import CameraServer  # heavy, and only with cameras
        except ImportError as error:
            log.info("simulated cameras are not available: %s", error.name)
            return None
        return CameraServer(clock, {person.id: person.face for person in self._personas.values()})


def run(folder: Path, clock: Clock, cameras: bool = True) -> int:
    """Run a rig until it is told to quit, terminated or interrupted; the exit code."""
    rig = Rig(folder, clock, cameras)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: rig.quit())
    try:
        rig.start()
        rig.wait()
    finally:
        rig.stop()
    return 0
