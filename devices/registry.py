"""Which drivers there are: our own, and those that other packages offer under the entry point `lawbooth.drivers`.

An entry point names a `Driver`: `[project.entry-points."lawbooth.drivers"] acme = "acme_lawbooth:DRIVER"`. A package
that does not load is left out and said once; it never keeps a terminal from starting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices.clock import Clock
from devices.life import Device, Kind

if TYPE_CHECKING:
    from devices.contract.bench import Bench

log = logging.getLogger(__name__)

GROUP = "lawbooth.drivers"


@dataclass(frozen=True)
class Place:
    """Where a device lives: the clock it goes by, and a folder in which its driver may keep journals."""

    clock: Clock
    folder: Path


Make = Callable[[str, Place], Device]
MakeBench = Callable[[Path, Clock], "AbstractContextManager[Bench]"]


@dataclass(frozen=True)
class Driver:
    """One driver: what it is called, what it drives, which addresses it takes, and how it is made."""

    name: str
    kind: Kind
    schemes: tuple[str, ...]
    """Beginnings of the addresses it takes, such as `serial` and `sim`."""
    make: Make
    """Makes the device at an address; touches no hardware. Raises `ValueError` for an address it cannot take."""
    bench: MakeBench | None = None
    """A simulated device for the contract suite; without one the suite needs real hardware at an address."""
    option: str = ""
    """What an address must ask for to get this one, where it shares its schemes with the kind's usual driver."""

    def takes(self, kind: Kind, address: str) -> bool:
        """Whether it is for this kind and this address."""
        return kind is self.kind and address.partition(":")[0] in self.schemes


class NoDriver(LookupError):
    """No driver takes such an address, or none has such a name."""


def drivers(points: Iterable[EntryPoint] | None = None) -> dict[str, Driver]:
    """All drivers by name, our own first; a name that is taken stays with whom it belongs to."""
    known = {driver.name: driver for driver in own_drivers()}
    for point in entry_points(group=GROUP) if points is None else points:
        driver = _load(point)
        if driver is not None and driver.name in known:
            log.warning("driver %s of %s is left out: the name is taken", driver.name, point.value)
        elif driver is not None:
            known[driver.name] = driver
    return known


def find_driver(kind: Kind, address: str, known: dict[str, Driver] | None = None) -> Driver:
    """The driver for an address; a vendor's own goes before ours where both take it. Raises `NoDriver`."""
    fitting = [driver for driver in (known or drivers()).values() if driver.takes(kind, address)]
    if not fitting:
        raise NoDriver(f"no driver for {kind} takes {address.partition(':')[0]}: addresses")
    return fitting[-1]


def driver_named(name: str, known: dict[str, Driver] | None = None) -> Driver:
    """The driver of that name. Raises `NoDriver` with the names there are."""
    found = drivers() if known is None else known
    if name not in found:
        raise NoDriver(f"no driver {name}; there are: {', '.join(found)}")
    return found[name]


def _load(point: EntryPoint) -> Driver | None:
    try:
        driver = point.load()
    except Exception as error:  # noqa: BLE001 - the edge to other people's packages: whatever breaks there stays there
        log.warning("driver %s is left out: %s", point.value, type(error).__name__)
        return None
    if not isinstance(driver, Driver):
        log.warning("driver %s is left out: it is no Driver", point.value)
        return None
    return driver


def own_drivers() -> list[Driver]:
    """Those of this package; each module is imported only when one of its devices is made."""
    serial = ("serial", "sim")
    return [
        Driver(
            "sam-reader",
            Kind.ID_READER,
            serial,
            partial(_made, "id_card.reader:IdCardReader"),
            _bench("reader"),
        ),
        Driver("escpos-printer", Kind.RECEIPT_PRINTER, serial, _receipts, _bench("receipts")),
        Driver("kiosk-printer", Kind.RECEIPT_PRINTER, (), _receipts, _bench("kiosk_receipts"), "model=kiosk"),
        Driver("ipp-printer", Kind.PAGE_PRINTER, ("ipp", "ipps", "sim"), _pages, _bench("ipp")),
        Driver("file-printer", Kind.PAGE_PRINTER, ("file",), _pages, _bench("folder")),
        Driver("face-camera", Kind.FACE_CAMERA, ("v4l2", "sim"), _camera, _bench("camera")),
        Driver("visca-camera", Kind.PTZ_CAMERA, serial, _steered, _bench("visca")),
        Driver("pelco-head", Kind.PTZ_CAMERA, (), _steered, _bench("pelco"), "model=pelco-d"),
        Driver(
            "gm65-scanner",
            Kind.QR_SCANNER,
            serial,
            partial(_made, "qr_scanner.driver:QrScanner"),
            _bench("qr"),
        ),
        Driver(
            "modbus-relays", Kind.RELAYS, serial, partial(_made, "relays.driver:RelayBoard"), _bench("relays")
        ),
        Driver("megatec-ups", Kind.UPS, serial, partial(_made, "ups.driver:Ups"), _bench("ups")),
    ]


def _made(where: str, address: str, place: Place) -> Device:
    """An object of a class that wants its address and a clock."""
    module, _, name = where.partition(":")
    device: Device = getattr(import_module(f"devices.{module}"), name)(address, place.clock)
    return device


def _receipts(address: str, place: Place) -> Device:
    from devices.receipt_printer.driver import ReceiptPrinter
    from devices.receipt_printer.journal import FileJournal

    return ReceiptPrinter(address, FileJournal(place.folder / "receipts.jsonl"), place.clock)


def _steered(address: str, place: Place) -> Device:
    """A VISCA camera, or the head that the address asks for."""
    from devices.serial_port import port_options

    if port_options(address).get("model", "").startswith("pelco-d"):
        from devices.ptz.pelco_head import PelcoHead

        return PelcoHead(address, place.clock)
    from devices.ptz.driver import PtzCamera

    return PtzCamera(address, place.clock)


def _pages(address: str, place: Place) -> Device:
    from devices.page_printer.driver import page_printer

    return page_printer(address, place.clock, place.folder / "pages.jsonl")


def _camera(address: str, place: Place) -> Device:
    from devices.camera.capture import Camera

    return Camera(address, place.clock)


def _bench(name: str) -> MakeBench:
    """The bench of that name, whose module (and the simulators) is imported only when it is used."""

    def make(folder: Path, clock: Clock) -> Any:
        return getattr(import_module("devices.contract.benches"), name)(folder, clock)

    return make
