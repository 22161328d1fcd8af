"""Whatever pyserial or the kernel raises, whichever call it comes from, no driver lets it through."""

from __future__ import annotations

import errno
import itertools
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import serial

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import DeviceError, Outcome, State, Unplugged
from devices.ptz.commands import HOME
from devices.ptz.driver import PtzCamera
from devices.qr_scanner.driver import QrScanner
from devices.receipt_printer.blocks import Cut, Line
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.relays.driver import RelayBoard
from devices.simulators.rig import Rig
from devices.ups.driver import Ups

CLOCK = SystemClock()
Made = tuple[Any, Callable[[], object]]
"""A device, and something to ask of it."""


def reader(address: str, folder: Path) -> Made:
    device = IdCardReader(address, CLOCK)
    return device, device.find


def receipts(address: str, folder: Path) -> Made:
    device, jobs = ReceiptPrinter(address, FileJournal(folder / "journal"), CLOCK), itertools.count()
    return device, lambda: device.print_blocks(f"job-{next(jobs)}", [Line("x"), Cut()])


def camera(address: str, folder: Path) -> Made:
    device = PtzCamera(address, CLOCK)
    return device, lambda: device.do(HOME)


def scanner(address: str, folder: Path) -> Made:
    device = QrScanner(address, CLOCK)
    return device, lambda: device.scan(0.05, bool)


def board(address: str, folder: Path) -> Made:
    device = RelayBoard(address, CLOCK)
    return device, lambda: device.lamp(True)


def supply(address: str, folder: Path) -> Made:
    device = Ups(address, CLOCK)
    return device, device.read


DRIVERS: dict[str, Callable[[str, Path], Made]] = {
    "id-reader": reader, "receipt-printer": receipts, "ptz-camera": camera, "qr-scanner": scanner,
    "relays": board, "ups": supply,
}  # fmt: skip

READY_BUT_EMPTY = "device reports readiness to read but returned no data"
RAISED: dict[str, tuple[str, Exception]] = {
    "read: readiness without data": ("read", serial.SerialException(READY_BUT_EMPTY)),
    "read: EIO": ("read", OSError(errno.EIO, "Input/output error")),
    "read: termios": ("read", termios.error(errno.EIO, "Input/output error")),
    "write: EIO": ("write", serial.SerialException(errno.EIO, "write failed")),
    "write: ENXIO": ("write", OSError(errno.ENXIO, "No such device or address")),
    "flush: termios": ("flush", termios.error(errno.EIO, "Input/output error")),
    "reset_input_buffer: termios": ("reset_input_buffer", termios.error(errno.EIO, "Input/output error")),
    "write: nobody takes it": ("write", serial.SerialTimeoutException("Write timeout")),
}
"""What was measured with pyserial 3.5 on pulled cables, stalled lines and pseudo-terminals, by the call it comes from."""


class Failing(serial.Serial):
    """A real port of which one call fails from a moment on."""

    wrong: ClassVar[tuple[str, Exception] | None] = None

    def _maybe(self, call: str) -> None:
        if self.wrong is not None and self.wrong[0] == call:
            raise self.wrong[1]

    def read(self, size: int = 1) -> bytes:
        """As the real one, or not."""
        self._maybe("read")
        return bytes(super().read(size))

    def write(self, b: Any, /) -> int | None:
        """As the real one, or not."""
        self._maybe("write")
        return super().write(b)

    def flush(self) -> None:
        """As the real one, or not."""
        self._maybe("flush")
        super().flush()

    def reset_input_buffer(self) -> None:
        """As the real one, or not."""
        self._maybe("reset_input_buffer")
        super().reset_input_buffer()

    def close(self) -> None:
        """As the real one, or not: closing a port that went away may fail too."""
        super().close()
        self._maybe("read")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Failing]]:
    monkeypatch.setattr(serial, "Serial", Failing)
    yield Failing
    Failing.wrong = None


@pytest.mark.parametrize("name", list(DRIVERS))
def test_every_driver_turns_every_error_of_the_line_into_its_own(
    name: str, rig: Rig, tmp_path: Path, failing: type[Failing]
) -> None:
    device, use = DRIVERS[name](f"sim:{tmp_path / 'rig' / name}", tmp_path)
    for words, wrong in RAISED.items():
        device.open()
        assert device.probe().state is State.READY, words
        failing.wrong = wrong
        try:
            result = use()
            assert getattr(result, "outcome", None) is not Outcome.DONE or wrong[0] == "reset_input_buffer", (
                words
            )
        except DeviceError as error:
            assert error.code in ("unplugged", "write_stalled"), words
        assert device.probe().state in (State.GONE, State.FAULTED, State.READY), words
        device.close()
        device.close()
        failing.wrong = None


@pytest.mark.parametrize("name", list(DRIVERS))
@pytest.mark.parametrize(
    "error",
    [
        serial.SerialException(errno.ENOENT, "could not open port"),
        serial.SerialException(errno.EAGAIN, "Could not exclusively lock port"),
        OSError(errno.ENOTTY, "Inappropriate ioctl for device"),
        termios.error(errno.EIO, "Input/output error"),
    ],
    ids=["gone", "taken", "no tty", "termios"],
)
def test_a_port_that_does_not_open_is_unplugged_whatever_it_raises(
    name: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **rest: object) -> None:
        raise error

    monkeypatch.setattr(serial, "Serial", refuse)
    device, _ = DRIVERS[name](f"sim:{tmp_path / 'port'}", tmp_path)
    with pytest.raises(Unplugged):
        device.open()
    assert device.probe().state is State.GONE
    device.close()
