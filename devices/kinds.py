"""What a driver of each kind can be asked for, beyond the life that every device has (`devices.life.Device`).

A vendor's driver implements `Device` and the protocol of its kind; the contract suite asks for nothing else. Every
call may raise `Unplugged` and the driver's own `DeviceError`s with a short code, except where it says that it never
raises. Nothing else leaves a driver, and no text of an error holds anything of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from devices.life import Device, Kind, Outcome, PrintResult, Result

if TYPE_CHECKING:
    from devices.camera.capture import Frame
    from devices.id_card.reader import CardRead
    from devices.ptz.commands import Preset, Way, Zoom
    from devices.receipt_printer.blocks import Block
    from devices.relays.driver import Inputs
    from devices.ups.megatec import UpsStatus


class CardReading(Device, Protocol):
    """An ID card reader (`id_reader`)."""

    def find(self) -> bool:
        """Whether a card lies there that was not selected yet."""

    def card_present(self) -> bool:
        """Whether the card that was read still lies there."""

    def read(self) -> CardRead:
        """Text, photo and newest address of the card that lies there now."""


class ReceiptPrinting(Device, Protocol):
    """A receipt printer (`receipt_printer`)."""

    def print_blocks(self, job_id: str, blocks: Sequence[Block], reprint: bool = False) -> PrintResult:
        """Print one ticket; never raises for what the printer does.

        A job that is done or unknown is not printed again unless `reprint`, and then says 补打.
        """


class PagePrinting(Device, Protocol):
    """An A4 printer (`page_printer`)."""

    def print_pdf(self, job_id: str, pdf: bytes, title: str) -> PrintResult:
        """Print a PDF and follow it to its end; never raises for what the printer does.

        A job that is done is not printed again.
        """

    def cancel_leftovers(self) -> Outcome:
        """See that nothing sent earlier can still come out; never raises."""


class Watching(Device, Protocol):
    """A camera (`face_camera`): streams between `start` and `stop`."""

    def start(self) -> None:
        """Begin to read frames; returns at once."""

    def stop(self) -> None:
        """End reading and forget the last frame."""

    def latest(self, after: int = 0, wait: float = 0.0) -> Frame | None:
        """The newest frame if its number is above `after`, waiting at most `wait` seconds for one."""


class Steering(Device, Protocol):
    """A camera that pans, tilts and zooms (`ptz_camera`), by whatever protocol."""

    def steer(self, way: Way) -> Result:
        """Begin to move that way, or stop."""

    def lens(self, way: Zoom) -> Result:
        """Begin to zoom that way, or stop."""

    def preset(self, action: Preset, number: int) -> Result:
        """Remember, forget or go to a position; numbers from 0."""

    def where(self) -> tuple[int, int]:
        """Pan and tilt, in the camera's own steps."""

    def zoom(self) -> int:
        """Where the lens stands, 0 is wide."""


class Scanning(Device, Protocol):
    """A scanner of QR codes (`qr_scanner`)."""

    def scan(self, seconds: float, fits: Callable[[str], bool]) -> str | None:
        """The first code shown within that time for which `fits` holds; nothing when none was shown.

        `fits` is what the asker knows of the code, its shape and its check digit: the line itself has no check.
        Raises `DeviceError` with the code `other_code` when codes came and none fitted, `unreadable` when they
        were no text.
        """


class Switching(Device, Protocol):
    """Relays and inputs (`relays`)."""

    def lamp(self, on: bool) -> Result:
        """Switch the lamp."""

    def poll(self) -> Inputs:
        """Read presence and door."""


class Powering(Device, Protocol):
    """A supply with a battery (`ups`)."""

    def read(self) -> UpsStatus:
        """Voltages, load and flags."""


PROTOCOLS: dict[Kind, type] = {
    Kind.ID_READER: CardReading,
    Kind.RECEIPT_PRINTER: ReceiptPrinting,
    Kind.PAGE_PRINTER: PagePrinting,
    Kind.FACE_CAMERA: Watching,
    Kind.DOCUMENT_CAMERA: Watching,
    Kind.PTZ_CAMERA: Steering,
    Kind.QR_SCANNER: Scanning,
    Kind.RELAYS: Switching,
    Kind.UPS: Powering,
}
"""The protocol of each kind, for the pages and the suite that are made from it."""
