"""Every driver on a wire against its simulator over two joined serial ports, and the wire cut in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import Health, Outcome, State, Unplugged
from devices.ptz.commands import HOME
from devices.ptz.driver import PtzCamera
from devices.qr_scanner.driver import QrScanner
from devices.receipt_printer.blocks import Cut, Line, Qr
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.relays.driver import RelayBoard
from devices.simulators.id_reader import ReaderSimulator
from devices.simulators.personas import load_personas
from devices.simulators.qr_scanner import QrSimulator
from devices.simulators.receipt_printer import PrinterSimulator
from devices.simulators.relays import RelaySimulator
from devices.simulators.ups import UpsSimulator
from devices.simulators.visca import ViscaSimulator
from devices.simulators.wire import WireSimulator
from devices.ups.driver import Power, Ups
from tests.devices.pairs import Pair, PairEnd

CLOCK = SystemClock()
PERSONAS = load_personas()


def read_card(reader: IdCardReader, simulator: WireSimulator) -> None:
    simulator.do("card.put", persona="wang")
    assert reader.read(with_prints=True).card.number == PERSONAS["wang"].number


def print_slip(printer: ReceiptPrinter, simulator: WireSimulator) -> None:
    result = printer.print_blocks("LB-0001", [Line("回执"), Qr("LB-0001"), Cut()])
    assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert len(simulator.do("printer.tape")["bytes"]) > 100


def move(camera: PtzCamera, simulator: WireSimulator) -> None:
    simulator.do("ptz.pace", ms=30)
    assert camera.do(HOME).outcome is Outcome.DONE


def scan(scanner: QrScanner, simulator: WireSimulator) -> None:
    simulator.do("qr.show", text="LB-0001")
    assert scanner.scan(5.0, bool) == "LB-0001"


def unlock(board: RelayBoard, simulator: WireSimulator) -> None:
    assert board.unlock(5.0).outcome is Outcome.DONE
    assert simulator.do("state")["unlocked"] is True


def fail(ups: Ups, simulator: WireSimulator) -> None:
    simulator.do("ups.mains", on=False)
    assert ups.read().mains_fail
    assert ups.power is Power.BATTERY


Use = Callable[[Any, WireSimulator], None]
CASES: dict[str, tuple[Callable[[str, Path], Any], Callable[[Path], WireSimulator], Use]] = {
    "reader": (
        lambda address, _: IdCardReader(address, CLOCK),
        lambda link: ReaderSimulator(link, CLOCK, PERSONAS),
        read_card,
    ),
    "printer": (
        lambda address, folder: ReceiptPrinter(address, FileJournal(folder / "journal"), CLOCK),
        lambda link: PrinterSimulator(link, CLOCK),
        print_slip,
    ),
    "camera": (lambda address, _: PtzCamera(address, CLOCK), lambda link: ViscaSimulator(link, CLOCK), move),
    "scanner": (lambda address, _: QrScanner(address, CLOCK), lambda link: QrSimulator(link, CLOCK), scan),
    "board": (
        lambda address, _: RelayBoard(address, CLOCK),
        lambda link: RelaySimulator(link, CLOCK),
        unlock,
    ),
    "supply": (lambda address, _: Ups(address, CLOCK), lambda link: UpsSimulator(link, CLOCK), fail),
}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    pair.start()
    yield pair
    pair.cut()


@pytest.mark.parametrize("name", list(CASES))
def test_over_a_pair_and_with_the_pair_cut(name: str, pair: Pair, tmp_path: Path) -> None:
    make, simulate, use = CASES[name]
    simulator = simulate(tmp_path / "own")
    simulator.speak_through(PairEnd(pair.device))
    simulator.start()
    device = make(f"sim:{pair.driver}", tmp_path)
    device.open()
    use(device, simulator)
    pair.cut()
    assert device.probe() == Health(State.GONE, "unplugged")
    device.close()
    with pytest.raises(Unplugged):
        device.open()
    simulator.stop()
