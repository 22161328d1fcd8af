"""The devices as a visit uses them: opened when it is shown, supervised, gone with it.

Everything here that waits is called from a job, never from the scene's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.clock import Clock
from kiosk.visit.profile import VisitProfile

if TYPE_CHECKING:
    from concurrent.futures import Future

    from devices.document_camera.driver import DocumentScanner
    from devices.hotplug import Watcher
    from devices.id_card.photo import VendorLibrary
    from devices.id_card.record import IdCard
    from devices.life import Health, Outcome
    from devices.notebook import Counters, Notebook, Tally
    from devices.receipt_printer.blocks import Block
    from devices.supervisor import Supervisor
    from kiosk.identity.check import FaceCheck
    from kiosk.visit.tracing import WireTrace
    from kiosk.visit.trials import CameraTrial

log = logging.getLogger(__name__)

CHIP_SIZE = (102, 126)
LOOK_S = 5.0
READ_S = 15.0
PRINT_S = 120.0

CARD_CODES = {
    "pulled": "pulled", "card_absent": "pulled", "wrong_card": "wrong_card", "unreadable": "unreadable",
    "bad_frame": "unreadable", "card_refused": "unreadable", "bad_record": "unreadable",
    "starting": "no_reader", "stopped": "no_reader", "supervisor_died": "no_reader",
    "unplugged": "no_reader", "no_answer": "no_reader", "absent": "no_reader", "gone": "no_reader",
}  # fmt: skip
"""Device codes as the card screen words them; any other is `device`."""
CAMERAS = ("face_camera", "document_camera")
"""Opened only while somebody uses them."""
OTHERS = ("ptz_camera", "qr_scanner", "relays", "ups")
"""What a cabinet may have besides: looked after, and shown to the technician."""
ON_A_WIRE = ("serial:/", "sim:/")
PAPER_OUT = ("paper_end", "no_paper")


class CardProblem(Exception):
    """Why a card could not be read, in the card screen's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotPrinted:
    """The answer for a printer that is not there: nothing came out, unless said otherwise, and why."""

    def __init__(self, reason: str, outcome: Outcome | None = None) -> None:
        from devices.life import Outcome

        self.reason = reason
        self.outcome = outcome or Outcome.NOT_DONE


class Report(NamedTuple):
    """What a technician is told of a supervised device."""

    health: Health
    counters: Counters
    facts: dict[str, str]
    """What the driver says of it: `sam`, `model`, `firmware` and the like."""


class Hardware:
    """The cabinet around one visit."""

    def __init__(self, profile: VisitProfile, clock: Clock) -> None:
        self._profile = profile
        self._clock = clock
        self._camera = "off"
        self._reader: Supervisor[Any] | None = None
        self._receipts: Supervisor[Any] | None = None
        self._pages: Supervisor[Any] | None = None
        self._others: dict[str, Supervisor[Any] | None] = {}
        self._watcher: Watcher | None = None

    def start(self) -> None:
        """Open what is configured; called when the visit is shown, so that a warm spare holds no port."""
        devices = self._profile.devices
        self._reader = self._supervise("id_reader", devices.id_reader)
        self._receipts = self._supervise("receipt_printer", devices.receipt_printer)
        self._pages = self._supervise("page_printer", devices.page_printer)
        self._others = {kind: self._supervise(kind, getattr(devices, kind)) for kind in OTHERS}
        self._watch({getattr(devices, kind): one for kind, one in self._supervised().items()})

    def _supervised(self) -> dict[str, Supervisor[Any] | None]:
        """By kind; None for what is not there, or has no driver."""
        first = {
            "id_reader": self._reader,
            "receipt_printer": self._receipts,
            "page_printer": self._pages,
        }
        return first | self._others

    def _watch(self, wired: dict[str, Supervisor[Any] | None]) -> None:
        """Tell a supervisor at once when its plug is pulled or put back; without this it looks four times a second."""
        from devices.hotplug import Change, Watcher
        from devices.serial_port import port_path

        by_link = {
            port_path(address): supervisor
            for address, supervisor in wired.items()
            if supervisor and address.startswith(ON_A_WIRE)
        }

        def wake(change: Change) -> None:
            by_link[change.link].wake()

        self._watcher = Watcher(list(by_link), wake)
        self._watcher.start()

    def _supervise(self, kind: str, address: str) -> Supervisor[Any] | None:
        """The device at an address with somebody who looks after it; None where there is none, or no driver for it."""
        if not address:
            return None
        from devices.life import Kind
        from devices.registry import NoDriver, Place, find_driver
        from devices.supervisor import Supervisor

        try:
            driver = find_driver(Kind(kind), address)
        except NoDriver as error:
            log.error("%s", error)
            return None
        device: Any = driver.make(address, Place(self._clock, Path(self._profile.journal_folder)))
        supervisor: Supervisor[Any] = Supervisor(device, self._clock, notes=self._notes(kind))
        supervisor.start()
        return supervisor

    def stop(self) -> None:
        """Let go of the ports (tests; a visit's end is a kill)."""
        if self._watcher:
            self._watcher.stop()
            self._watcher = None
        for supervisor in self._supervised().values():
            if supervisor:
                supervisor.stop()

    # ------------------------------------------------------------------ marks

    @property
    def paper(self) -> str:
        """The receipt printer in one word for the top bar."""
        if self._receipts is None:
            return "trouble"
        health = self._receipts.health
        if health.usable:
            return "low" if health.warning == "paper_low" else "ok"
        return "out" if health.reason in PAPER_OUT else "trouble"

    @property
    def camera_mark(self) -> str:
        """on, off or trouble."""
        return self._camera

    def camera_off(self) -> None:
        """No camera is watching any more."""
        self._camera = "off"

    def camera_called(self, on: bool) -> None:
        """The web view of a call has the camera, or lets go of it."""
        self._camera = "on" if on else "off"

    @property
    def present(self) -> bool | None:
        """Whether somebody stands before the terminal, as the relay board saw it last; None where nothing says so."""
        board = self._others.get("relays")
        if board is None or not board.health.usable:
            return None
        seen = board.device.seen
        return None if seen is None else bool(seen.present)

    def camera_label(self, kind: str) -> str:
        """How the web view finds this camera: `vendor:product` of its plug, which a browser's label ends with.

        Empty where there is none. The engine's own made-up cameras stand for simulated ones: its second gives depth
        pictures, which no codec takes, so the third lies above the table.
        """
        address = self.addresses().get(kind, "")
        if not address or address.startswith("sim:"):
            return "fake_device_2" if address and kind == "document_camera" else ""
        from devices.camera.source import identify

        return identify(address).get("usb", "")

    def down(self) -> list[str]:
        """Codes of what does not work now, for the page before one begins."""
        found = []
        if not (self._reader and self._reader.health.usable):
            found.append("id_reader")
        if not (self._receipts and self._receipts.health.usable):
            found.append("receipt_printer")
        devices = self._profile.devices
        found += [name for name in ("face_camera", "document_camera") if not getattr(devices, name)]
        return found

    def lamp(self, on: bool) -> bool:
        """Switch the lamp over the cabinet, that somebody comes; whether the board confirmed it."""
        from devices.life import DeviceError, Outcome
        from devices.supervisor import NotReady

        board = self._others.get("relays")
        if board is None:
            return False
        try:
            return bool(board.submit(lambda one: one.lamp(on)).result(timeout=LOOK_S).outcome is Outcome.DONE)
        except (DeviceError, NotReady, TimeoutError):
            return False

    # ------------------------------------------------------------------ for the technician

    def look_for_service_card(self, seconds: float, fits: Callable[[str], bool]) -> Future[str | None] | None:
        """Have the scanner look that long for a code that fits; None where there is no scanner that works."""
        scanner = self._others.get("qr_scanner")
        if scanner is None or not scanner.health.usable:
            return None
        return scanner.submit(lambda device: device.scan(seconds, fits))

    def addresses(self) -> dict[str, str]:
        """The configured devices: kind and address."""
        return {kind: address for kind, address in self._profile.devices._asdict().items() if address}

    def report(self, kind: str) -> Report | None:
        """How a supervised device is; None for one that is opened only while somebody uses it."""
        supervisor = self._supervised().get(kind)
        if supervisor is None:
            return None
        describe = getattr(supervisor.device, "describe", dict)
        return Report(supervisor.health, supervisor.counters, describe())

    def look_at_cameras(self) -> dict[str, Report]:
        """Whether the cameras are there, without starting them, and what was counted when they were used."""
        from devices.camera.capture import Camera

        found = {}
        for kind, address in self.addresses().items():
            if kind in CAMERAS:
                camera = Camera(address, self._clock)
                found[kind] = Report(camera.probe(), self._notes(kind).read().counters, camera.describe())
        return found

    def retest(self, kind: str) -> tuple[str, str]:
        """Ask one device how it is, now: `done` with what is worth looking at, or `not_done` and why."""
        from devices.life import DeviceError

        if kind in CAMERAS:
            report = self.look_at_cameras().get(kind)
            health = report.health if report else None
        else:
            supervisor = self._supervised().get(kind)
            try:
                future = supervisor.submit(lambda device: device.probe()) if supervisor else None
                health = future.result(timeout=LOOK_S) if future else None
            except DeviceError as error:
                return "not_done", error.code
            except TimeoutError:
                return "unknown", "no_answer"
        if health is None:
            return "not_done", "no_driver"
        return ("done", health.warning) if health.usable else ("not_done", health.reason or "no_answer")

    def can_trace(self, kind: str) -> bool:
        """Whether what goes over this device's wire can be recorded."""
        return (
            self.addresses().get(kind, "").startswith(ON_A_WIRE) and self._supervised().get(kind) is not None
        )

    def begin_trace(self, kind: str) -> WireTrace:
        """Have the driver speak through a tap. Raises `DeviceError` or `OSError`; then all is as before."""
        from kiosk.visit.tracing import WireTrace

        address, home = self.addresses()[kind], Path(self._profile.journal_folder).parent
        trace = WireTrace(kind, address, home, self._clock.now(), self._clock)
        self._change_over(kind, "")
        try:
            through = trace.start(Path(self._profile.folder))
        except Exception:
            self._change_over(kind, address)
            raise
        self._change_over(kind, through)
        return trace

    def end_trace(self, trace: WireTrace) -> None:
        """The device's own port again."""
        self._change_over(trace.kind, "")
        trace.stop()
        self._change_over(trace.kind, self.addresses()[trace.kind])

    def _change_over(self, kind: str, address: str) -> None:
        """The same device at another address; nowhere while there is none."""
        before = self._supervised().get(kind)
        if before:
            before.stop()
        supervisor = self._supervise(kind, address)
        match kind:
            case "id_reader":
                self._reader = supervisor
            case "receipt_printer":
                self._receipts = supervisor
            case "page_printer":
                self._pages = supervisor
            case _:
                self._others[kind] = supervisor
        if self._watcher:
            self._watcher.stop()
        wired = {**self.addresses(), kind: address}
        self._watch({wired[name]: one for name, one in self._supervised().items() if wired.get(name)})

    def _notes(self, kind: str) -> Notebook:
        from devices.notebook import notebook

        return notebook(Path(self._profile.journal_folder), kind)

    def _tally(self, kind: str) -> Tally:
        """Counts one use of a camera."""
        from devices.camera.source import identify
        from devices.notebook import Tally

        return Tally(self._notes(kind), self._clock, identify(self.addresses()[kind]))

    def try_camera(self, kind: str) -> CameraTrial:
        """Look through a camera for a few seconds."""
        from kiosk.visit.trials import CameraTrial

        self._camera = "on"
        return CameraTrial(kind, self.addresses()[kind], self._clock, self._tally(kind))

    # ------------------------------------------------------------------ card

    def _ask_reader(self, work: Callable[[Any], Any], seconds: float) -> Any:
        if self._reader is None:
            raise CardProblem("no_reader")
        from devices.life import DeviceError

        try:
            return self._reader.submit(work).result(timeout=seconds)
        except DeviceError as error:
            raise CardProblem(CARD_CODES.get(error.code, "device")) from None
        except TimeoutError:
            raise CardProblem("no_reader") from None

    def look_for_card(self) -> str | None:
        """`found` when a card lies there, else None. Raises `CardProblem`."""
        there = self._ask_reader(lambda reader: reader.find() or reader.card_present(), LOOK_S)
        return "found" if there else None

    def card_present(self) -> bool | None:
        """Whether the card still lies there; None when the reader cannot tell."""
        try:
            return bool(self._ask_reader(lambda reader: reader.card_present(), LOOK_S))
        except CardProblem:
            return None

    def read_card(self) -> tuple[IdCard, bytes | None]:
        """The card and its photo as RGB, None where no decoder gives one. Raises `CardProblem`."""
        from devices.id_card.photo import PhotoUnavailable, decode_photo

        read = self._ask_reader(lambda reader: reader.read(), READ_S)
        try:
            photo = decode_photo(read.photo, simulated=read.simulated, library=self._photo_library())
        except PhotoUnavailable as error:
            log.info("no card photo: %s", error.code)
            return read.card, None
        return read.card, photo.rgb

    def _photo_library(self) -> VendorLibrary | None:
        """The vendor's decoder, where the site has one."""
        from devices.id_card.photo import VendorLibrary

        said = self._profile
        if not said.photo_library:
            return None
        path = Path(said.photo_library)
        return VendorLibrary(path, said.photo_symbol, said.photo_flag, said.photo_order)

    @staticmethod
    def chip_png(rgb: bytes) -> bytes:
        """The card's photo for the attendant's eyes."""
        from PIL import Image

        out = BytesIO()
        Image.frombytes("RGB", CHIP_SIZE, rgb).resize((306, 378), Image.Resampling.BICUBIC).save(out, "PNG")
        return out.getvalue()

    # ------------------------------------------------------------------ cameras

    def face_check(self, chip_rgb: bytes | None) -> FaceCheck | None:
        """The face check, started; None without a camera or a card photo."""
        if not self._profile.devices.face_camera or chip_rgb is None:
            return None
        from kiosk.identity.check import FaceCheck

        tally = self._tally("face_camera")
        check = FaceCheck(self._profile.devices.face_camera, chip_rgb, self._clock, tally=tally)
        check.start()
        self._camera = "on"
        return check

    def scanner(self) -> DocumentScanner | None:
        """The document camera, started; None when there is none."""
        if not self._profile.devices.document_camera:
            return None
        from devices.document_camera.driver import DocumentScanner

        tally = self._tally("document_camera")
        scanner = DocumentScanner(self._profile.devices.document_camera, self._clock, tally)
        scanner.start()
        self._camera = "on"
        return scanner

    # ------------------------------------------------------------------ paper

    def print_slip(self, job_id: str, blocks: list[Block], again: bool) -> Any:
        """Print on the receipt printer and say what came of it (`outcome`, `reason`)."""
        return self._print(
            self._receipts, lambda printer: printer.print_blocks(job_id, blocks, reprint=again)
        )

    def print_pages(self, job_id: str, pdf: bytes, title: str) -> Any:
        """Print on A4 and say what came of it; None where the site has no page printer."""
        if self._pages is None:
            return None
        return self._print(self._pages, lambda printer: printer.print_pdf(job_id, pdf, title))

    def _print(self, supervisor: Supervisor[Any] | None, work: Callable[[Any], Any]) -> Any:
        from devices.life import DeviceError, Outcome
        from devices.supervisor import NotReady

        if supervisor is None:
            return NotPrinted("no_printer")
        future = supervisor.submit(work)
        try:
            return future.result(timeout=PRINT_S)
        except TimeoutError:
            return NotPrinted("no_answer", Outcome.NOT_DONE if future.cancel() else Outcome.UNKNOWN)
        except NotReady as error:
            return NotPrinted(error.code)
        except DeviceError as error:
            begun = error.code == "unplugged"
            return NotPrinted(error.code, Outcome.UNKNOWN if begun else Outcome.NOT_DONE)
