"""A cabinet that runs for long: `python -m benchmarks.soak [--minutes N] [--seed N] [--json]`.

Simulated devices in a process of their own, drivers and supervisors in this one, a random fault every half second.
Held against: memory within 5 % of what it was after the warm-up, no thread and no file left, log lines in
proportion to the faults, every device ready again at the end.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from devices.clock import Clock, Deadline, SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import DeviceError
from devices.page_printer.file_printer import FilePrinter
from devices.receipt_printer.blocks import Block, Cut, Line, Qr
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.simulators.control import RigClient, RigError
from devices.supervisor import Supervisor

ROOT = Path(__file__).parents[1]
GROWTH = 0.05
EVERY_S = 0.5
WARM_UP = 0.4
"""Share of the run after which memory is looked at first: caches, the journal's records, the allocator."""
LINES_A_FAULT = 4
RECOVERY_S = 30.0
FAULTS: tuple[tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]], ...] = (
    (("device.unplug", {"kind": "id_reader"}), ("device.replug", {"kind": "id_reader"})),
    (("device.unplug", {"kind": "receipt_printer"}), ("device.replug", {"kind": "receipt_printer"})),
    (("printer.paper", {"state": "out"}), ("printer.paper", {"state": "ok"})),
    (("printer.cover", {"open": True}), ("printer.cover", {"open": False})),
    (("printer.jam", {"on": True}), ("printer.jam", {"on": False})),
    (("printer.power", {"on": False}), ("printer.power", {"on": True})),
    (("card.fault", {"name": "torn"}), ("card.fault", {"name": "none"})),
    (("card.fault", {"name": "bad_xor"}), ("card.fault", {"name": "none"})),
    (("card.fault", {"name": "merged"}), ("card.fault", {"name": "none"})),
)


@dataclass(frozen=True)
class Result:
    """What a run showed."""

    seconds: float
    faults: int
    jobs: int
    """Cards read and papers printed."""
    refused: int
    """Jobs that failed while something was wrong."""
    rss_before: int
    rss_after: int
    """KiB of this process, after the warm-up and at the end."""
    threads_left: int
    files_left: int
    log_lines: int
    recovered: bool

    @property
    def growth(self) -> float:
        """Share by which memory grew."""
        return self.rss_after / self.rss_before - 1

    @property
    def met(self) -> bool:
        """Whether all targets are met."""
        flat = self.growth <= GROWTH and self.threads_left <= 0 and self.files_left <= 0
        return flat and self.recovered and self.log_lines <= LINES_A_FAULT * (self.faults + 3)


class Lines(logging.Handler):
    """Counts what the devices log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the base class gives it
        """One more."""
        self.count += 1


class Cabinet:
    """Supervised drivers on a rig."""

    def __init__(self, folder: Path, addresses: dict[str, str], clock: Clock) -> None:
        self._folder = folder
        journal = FileJournal(folder / "receipts.jsonl")
        self.reader = Supervisor(IdCardReader(addresses["id_reader"], clock), clock)
        self.receipts = Supervisor(ReceiptPrinter(addresses["receipt_printer"], journal, clock), clock)
        self.pages = Supervisor(FilePrinter(folder / "pages"), clock)
        self.all: tuple[Supervisor[Any], ...] = (self.reader, self.receipts, self.pages)
        self.done = self.refused = 0

    def visit(self, number: int) -> None:
        """One card, one receipt, one page, all at once."""
        job = f"job-{number}"
        ticket: list[Block] = [Line(job), *[Line(f"第{n}行") for n in range(12)], Qr(job), Cut()]
        futures: list[Any] = [
            self.reader.submit(lambda reader: reader.wait_and_read(0.5)),
            self.receipts.submit(lambda printer: printer.print_blocks(job, ticket)),
            self.pages.submit(
                lambda printer: printer.print_pdf(f"page-{number % 20}", b"%PDF-1.4\n%%EOF\n", "t")
            ),
        ]
        for future in futures:
            try:
                future.result(timeout=RECOVERY_S)
                self.done += 1
            except DeviceError:
                self.refused += 1

    def ready(self) -> bool:
        """Whether every device can be used."""
        return all(supervisor.health.usable for supervisor in self.all)


def rss() -> int:
    """KiB that this process holds."""
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line
    )
    return int(fields["VmRSS"].split()[0])


def held() -> tuple[int, int]:
    """Threads and files of this process."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def run(seconds: float, seed: int, clock: Clock) -> Result:
    """Start a rig and let a cabinet live on it."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        rig = folder / "rig"
        command = [sys.executable, "main.py", "simulate", "--no-camera", "--dir", str(rig)]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            deadline = Deadline.after(clock, RECOVERY_S)
            while not (rig / "rig.json").exists() and not deadline.over:
                clock.sleep(0.05)
            return _live(folder, json.loads((rig / "rig.json").read_text()), seconds, Random(seed), clock)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _live(folder: Path, addresses: dict[str, str], seconds: float, dice: Random, clock: Clock) -> Result:
    control, lines = RigClient(addresses["control"]), Lines()
    logger = logging.getLogger("devices")
    logger.setLevel(logging.INFO)
    logger.addHandler(lines)
    before = held()
    cabinet = Cabinet(folder, addresses, clock)
    for supervisor in cabinet.all:
        supervisor.start()
    try:
        control.do("card.put", persona=next(iter(control.do("state")["personas"])))
        faults, memory = _break_things(cabinet, control, seconds, dice, clock)
        recovered = _recovers(cabinet, clock)
        after = rss()
    finally:
        for supervisor in cabinet.all:
            supervisor.stop()
        logger.removeHandler(lines)
    now = held()
    return Result(
        seconds, faults, cabinet.done, cabinet.refused, memory, after,
        now[0] - before[0], now[1] - before[1], lines.count, recovered,
    )  # fmt: skip


def _break_things(
    cabinet: Cabinet, control: RigClient, seconds: float, dice: Random, clock: Clock
) -> tuple[int, int]:
    """Work and faults until time is over; how many faults, and the memory after the warm-up."""
    end, warm = Deadline.after(clock, seconds), Deadline.after(clock, seconds * WARM_UP)
    faults, memory = 0, 0
    while not end.over:
        fault, cure = dice.choice(FAULTS)
        _tell(control, fault)
        faults += 1
        cabinet.visit(2 * faults)
        _tell(control, cure)
        _tell(control, ("card.select", {}))
        cabinet.visit(2 * faults + 1)
        clock.sleep(dice.uniform(0, EVERY_S))
        if not memory and warm.over:
            memory = rss()
    return faults, memory or rss()


def _tell(control: RigClient, order: tuple[str, dict[str, Any]]) -> None:
    try:
        control.do(order[0], **order[1])
    except RigError as error:
        raise SystemExit(f"the rig would not: {error}") from None


def _recovers(cabinet: Cabinet, clock: Clock) -> bool:
    deadline = Deadline.after(clock, RECOVERY_S)
    while not cabinet.ready() and not deadline.over:
        clock.sleep(0.1)
    return cabinet.ready()


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print the figures, exit 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    result = run(args.minutes * 60, args.seed, SystemClock())
    figures = asdict(result) | {"growth": round(result.growth, 4), "met": result.met}
    if args.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>14}  {value}" for name, value in figures.items()))
    return 0 if result.met else 1


if __name__ == "__main__":
    sys.exit(main())
