"""Devices on real pseudo-terminals: a rig in this process, and the drivers that talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.simulators.rig import Rig
from tests.cabinet import cabinet


@pytest.fixture
def clock() -> SystemClock:
    """The machine's clock: bytes on a line take real time."""
    return SystemClock()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """Simulated devices without cameras, started."""
    with cabinet(tmp_path / "rig") as found:
        yield found


@pytest.fixture
def reader(rig: Rig, clock: SystemClock, tmp_path: Path) -> Iterator[IdCardReader]:
    """An open reader on the rig."""
    reader = IdCardReader(f"sim:{tmp_path / 'rig' / 'id-reader'}", clock)
    reader.open()
    yield reader
    reader.close()


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    """An empty print journal."""
    return FileJournal(tmp_path / "journal.jsonl")


@pytest.fixture
def printer(rig: Rig, clock: SystemClock, tmp_path: Path, journal: FileJournal) -> Iterator[ReceiptPrinter]:
    """An open receipt printer on the rig."""
    printer = ReceiptPrinter(f"sim:{tmp_path / 'rig' / 'receipt-printer'}", journal, clock)
    printer.open()
    yield printer
    printer.close()
