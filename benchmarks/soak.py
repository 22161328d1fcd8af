"""A cabinet that runs for long: `python -m benchmarks.soak [--minutes N] [--seed N] [--json]`.

Simulated devices in a process of their own; here every driver under its supervisor, both cameras as a visit uses them,
and the faults of the dock one after the other at random. Held against: memory within 5 % of what it was after the
warm-up, no thread and no file left, log lines in proportion to the faults, every device ready again at the end.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from devices.camera.capture import Camera
from devices.clock import Clock, Deadline, SystemClock
from devices.document_camera.driver import DocumentScanner
from devices.id_card.reader import IdCardReader
from devices.life import DeviceError, Outcome, State
from devices.page_printer.driver import IppPrinter
from devices.ptz.commands import HOME
from devices.ptz.driver import PtzCamera
from devices.qr_scanner.driver import QrScanner
from devices.receipt_printer.blocks import Block, Cut, Line, Qr
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal
from devices.relays.driver import RelayBoard
from devices.simulators.control import RigClient, RigError
from devices.supervisor import Supervisor
from devices.ups.driver import Ups
from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import DEVICES
from kiosk.dock.fault import Fault

ROOT = Path(__file__).parents[1]
GROWTH = 0.05
EVERY_S = 0.5
WARM_UP = 0.4
"""Share of the run after which memory is looked at first: caches, the journal's records, the allocator."""
LINES_A_FAULT = 4
RECOVERY_S = 30.0
CAMERA_S = 90.0
"""For a camera and its process to begin, fail and come back, on a machine that does other things besides."""
PAPER_S = 5.0
"""Longest one A4 job is followed: longer than it takes, shorter than a site would wait, for more faults in the time."""
SCAN_S = 0.2
PDF = b"%PDF-1.4\n%%EOF\n"
CAMERAS = ("face_camera", "document_camera")
DEAD = ("freeze", "unplug")
"""Faults of the face camera that its watchdog must notice: no new picture comes."""
EVERYTHING = tuple(group.id for group in DEVICES)
FAULTS: tuple[Fault, ...] = tuple(one for group in DEVICES for one in group.faults if not one.hand)
"""Every fault of the dock."""


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
    camera_faults: int = 0
    cameras_back: int = 0
    """How often a camera gave pictures again after its fault was mended."""

    @property
    def growth(self) -> float:
        """Share by which memory grew."""
        return self.rss_after / self.rss_before - 1

    @property
    def met(self) -> bool:
        """Whether all targets are met."""
        flat = self.growth <= GROWTH and self.threads_left <= 0 and self.files_left <= 0
        cameras = self.cameras_back == self.camera_faults
        return flat and cameras and self.recovered and self.log_lines <= LINES_A_FAULT * (self.faults + 10)


class Lines(logging.Handler):
    """Counts what the devices log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the base class gives it
        """One more."""
        self.count += 1


class Cabinet:
    """Supervised drivers on a rig, and its cameras."""

    def __init__(self, folder: Path, addresses: dict[str, str], clock: Clock) -> None:
        journal = FileJournal(folder / "receipts.jsonl")
        devices = (
            IdCardReader(addresses["id_reader"], clock),
            ReceiptPrinter(addresses["receipt_printer"], journal, clock),
            IppPrinter(addresses["page_printer"], clock, PAPER_S, folder / "pages.json"),
            PtzCamera(addresses["ptz_camera"], clock),
            QrScanner(addresses["qr_scanner"], clock),
            RelayBoard(addresses["relays"], clock),
            Ups(addresses["ups"], clock),
        )
        self.all: dict[str, Supervisor[Any]] = {
            str(device.kind): Supervisor[Any](device, clock) for device in devices
        }
        self._addresses = addresses
        self._clock = clock
        self.done = self.refused = self.cameras_back = 0

    def visit(self, number: int) -> None:
        """One card, one receipt, one page, a code, a move, a lamp and a look at the supply, all at once."""
        job = f"job-{number}"
        ticket: list[Block] = [Line(job), *[Line(f"第{n}行") for n in range(12)], Qr(job), Cut()]
        work: dict[str, Callable[[Any], Any]] = {
            "id_reader": lambda reader: reader.wait_and_read(0.5),
            "receipt_printer": lambda printer: printer.print_blocks(job, ticket),
            "page_printer": lambda printer: printer.print_pdf(job, PDF, "t"),
            "ptz_camera": lambda camera: camera.do(HOME),
            "qr_scanner": lambda scanner: scanner.scan(SCAN_S, bool),
            "relays": lambda board: board.lamp(bool(number % 2)),
            "ups": lambda ups: ups.read(),
        }
        for future in [self.all[kind].submit(do) for kind, do in work.items()]:
            try:
                result = future.result(timeout=RECOVERY_S)
            except DeviceError:
                self.refused += 1
                continue
            done = getattr(result, "outcome", Outcome.DONE) is Outcome.DONE
            self.done, self.refused = self.done + done, self.refused + (not done)

    def ready(self) -> bool:
        """Whether every device can be used."""
        return all(supervisor.health.usable for supervisor in self.all.values())

    def watch(self, fault: Fault, bench: Bench) -> None:
        """A camera is looked through, fails, is noticed by its watchdog, and gives pictures again."""
        look = self._through_face_camera if fault.group == "face_camera" else self._over_a_page
        self.cameras_back += look(fault, bench)

    def _through_face_camera(self, fault: Fault, bench: Bench) -> bool:
        camera = Camera(self._addresses["face_camera"], self._clock)
        camera.start()
        try:
            if camera.latest(wait=CAMERA_S) is None:
                return False
            bench.inject(fault)
            noticed = fault.what not in DEAD or self._until(lambda: camera.probe().state is State.FAULTED)
            bench.undo(fault)
            newest = camera.latest()
            return noticed and camera.latest(newest.seq if newest else 0, CAMERA_S) is not None
        finally:
            camera.stop()

    def _over_a_page(self, fault: Fault, bench: Bench) -> bool:
        scanner = DocumentScanner(self._addresses["document_camera"], self._clock)
        scanner.start()
        try:
            seen = self._until(lambda: self._pictures(scanner))
            bench.inject(fault)
            noticed = fault.what != "unplug" or self._until(
                lambda: (scanner.poll(), not scanner.health().usable)[1]
            )
            bench.undo(fault)
            scanner.stop()
            scanner.start()
            return seen and noticed and self._until(lambda: self._pictures(scanner))
        finally:
            scanner.stop()

    @staticmethod
    def _pictures(scanner: DocumentScanner) -> bool:
        """Whether a page can be seen; a process that was too slow to begin is begun anew, as by the next visit."""
        if scanner.poll() is not None:
            return True
        if not scanner.health().usable:
            scanner.stop()
            scanner.start()
        return False

    def _until(self, true: Callable[[], bool]) -> bool:
        deadline = Deadline.after(self._clock, CAMERA_S)
        while not true():
            if deadline.over:
                return False
            self._clock.sleep(0.05)
        return True


def rss() -> int:
    """KiB that this process holds."""
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line
    )
    return int(fields["VmRSS"].split()[0])


def held() -> tuple[int, int]:
    """Threads and files of this process."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def run(
    seconds: float, seed: int, clock: Clock, groups: Sequence[str] = EVERYTHING, least: int = 0
) -> Result:
    """Start a rig and let a cabinet live on it; faults strike the devices in `groups`, at `least` so many."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        rig = folder / "rig"
        cameras = [] if set(CAMERAS) & set(groups) else ["--no-camera"]
        command = [sys.executable, "main.py", "simulate", *cameras, "--dir", str(rig)]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            deadline = Deadline.after(clock, 2 * RECOVERY_S)
            while not (rig / "rig.json").exists() and not deadline.over:
                clock.sleep(0.05)
            faults = [one for one in FAULTS if one.group in groups]
            addresses = json.loads((rig / "rig.json").read_text())
            return Soak(folder, addresses, clock).live(seconds, faults, least, Random(seed))
        finally:
            process.terminate()
            process.wait(timeout=20)


class Soak:
    """One run."""

    def __init__(self, folder: Path, addresses: dict[str, str], clock: Clock) -> None:
        self._clock = clock
        self._control = RigClient(addresses["control"])
        self._bench = Bench(self._control)
        self._lines = Lines()
        self._folder, self._addresses = folder, addresses
        self._faults = self._camera_faults = 0

    def live(self, seconds: float, faults: Sequence[Fault], least: int, dice: Random) -> Result:
        """Work and faults until time is over and `least` struck, then look at what is left."""
        logger = logging.getLogger("devices")
        logger.setLevel(logging.INFO)
        logger.addHandler(self._lines)
        before = held()
        cabinet = Cabinet(self._folder, self._addresses, self._clock)
        for supervisor in cabinet.all.values():
            supervisor.start()
        try:
            self._tell("card.put", persona=next(iter(self._control.do("state")["personas"])))
            memory = self._break_things(cabinet, seconds, faults, least, dice)
            recovered = self._recovers(cabinet)
            after = rss()
        finally:
            for supervisor in cabinet.all.values():
                supervisor.stop()
            logger.removeHandler(self._lines)
        now = held()
        return Result(
            seconds, self._faults, cabinet.done, cabinet.refused, memory, after,
            now[0] - before[0], now[1] - before[1], self._lines.count, recovered,
            self._camera_faults, cabinet.cameras_back,
        )  # fmt: skip

    def _break_things(
        self, cabinet: Cabinet, seconds: float, faults: Sequence[Fault], least: int, dice: Random
    ) -> int:
        """The memory after the warm-up."""
        end, warm = (Deadline.after(self._clock, share * seconds) for share in (1.0, WARM_UP))
        memory = 0
        while not end.over or self._faults < least:
            self._strike(cabinet, dice.choice(faults))
            self._clock.sleep(dice.uniform(0, EVERY_S))
            if not memory and warm.over and self._faults >= least * WARM_UP:
                memory = rss()
        return memory or rss()

    def _strike(self, cabinet: Cabinet, fault: Fault) -> None:
        self._faults += 1
        if fault.group in CAMERAS:
            self._camera_faults += 1
            cabinet.watch(fault, self._bench)
            return
        self._tell("qr.show", text="LB-0001")
        self._bench.inject(fault)
        cabinet.visit(2 * self._faults)
        self._bench.undo(fault)
        self._tell("card.put", persona="zhang")
        self._tell("qr.show", text="LB-0001")
        cabinet.visit(2 * self._faults + 1)

    def _tell(self, verb: str, **args: Any) -> None:
        try:
            self._control.do(verb, **args)
        except RigError as error:
            raise SystemExit(f"the rig would not: {error}") from None

    def _recovers(self, cabinet: Cabinet) -> bool:
        deadline = Deadline.after(self._clock, RECOVERY_S)
        while not cabinet.ready() and not deadline.over:
            self._clock.sleep(0.1)
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
