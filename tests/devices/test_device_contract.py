"""What every device promises, whichever driver stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import Device, Kind, State, Unplugged
from devices.page_printer.driver import page_printer
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.simulators.rig import Rig
from tests.devices.fake_ipp import FakePrinter

Make = Callable[[Path], Device]
CLOCK = SystemClock()


def reader(folder: Path) -> Device:
    return IdCardReader(f"sim:{folder / 'id-reader'}", CLOCK)


def receipts(folder: Path) -> Device:
    return ReceiptPrinter(f"sim:{folder / 'receipt-printer'}", FileJournal(folder / "journal"), CLOCK)


def ipp(folder: Path) -> Device:
    return page_printer((folder / "ipp").read_text(), CLOCK)


def folder_printer(folder: Path) -> Device:
    return page_printer(f"file:{folder / 'pages'}", CLOCK)


DEVICES: dict[Make, Kind] = {
    reader: Kind.ID_READER,
    receipts: Kind.RECEIPT_PRINTER,
    ipp: Kind.PAGE_PRINTER,
    folder_printer: Kind.PAGE_PRINTER,
}


@pytest.fixture
def folder(rig: Rig, tmp_path: Path) -> Iterator[Path]:
    """A rig's folder, with an IPP printer's address in it."""
    fake = FakePrinter()
    fake.start()
    (tmp_path / "rig" / "ipp").write_text(fake.uri)
    yield tmp_path / "rig"
    fake.stop()


@pytest.mark.parametrize(("make", "kind"), DEVICES.items(), ids=lambda item: getattr(item, "__name__", ""))
def test_it_opens_tells_how_it_is_and_closes_as_often_as_one_likes(
    make: Make, kind: Kind, folder: Path
) -> None:
    device = make(folder)
    assert device.kind is kind
    assert device.simulated == device.identity.startswith("sim:")
    device.close()
    for _ in range(2):
        device.open()
        assert device.probe().state is State.READY
        assert device.probe().usable
        device.close()
        device.close()


@pytest.mark.parametrize("make", [reader, receipts])
def test_a_closed_or_missing_port_is_gone_and_probing_it_never_raises(
    make: Make, folder: Path, rig: Rig
) -> None:
    device = make(folder)
    assert device.probe().state is State.GONE
    rig.do("device.unplug", {"kind": device.kind.value})
    with pytest.raises(Unplugged):
        device.open()
    assert device.probe().state is State.GONE
    device.close()
