"""Records what goes over a serial port and plays it back to the same driver, so that a fault met once in the
field can be met again at a desk.

A trace is JSON lines: a head with kind and speed, then one line for each piece with the second at which it
came, its direction and its bytes. Readers of cards and codes speak of persons: their traces are marked
personal. Every trace file is made for its owner only (0600), and a personal one is refused when others may
read it.
"""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar

from devices.clock import Clock, Deadline, SystemClock
from devices.life import DeviceError, Kind
from devices.serial_port import SerialPort, port_baud
from devices.simulators.pty_port import PtyPort
from devices.simulators.wire import WireSimulator

VERSION = 1
PERSONAL = frozenset({Kind.ID_READER, Kind.QR_SCANNER, Kind.RECEIPT_PRINTER})
"""Kinds whose bytes hold what belongs to a person."""
TURN_S = 0.005
"""How long the tap listens to one side before it looks at the other; an upper bound of the delay it adds."""
LAST_READ_S = 0.5
"""What was played last is still read by the driver before the port goes."""


class TraceError(Exception):
    """The file is no trace, or may not be used as it lies there; names the line, never its content."""


class Way(StrEnum):
    """Which way bytes went, as seen from the driver."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Head:
    """What a trace is of."""

    kind: Kind
    baud: int
    personal: bool


@dataclass(frozen=True)
class Piece:
    """Bytes that went one way at one moment, in seconds since the recording began."""

    at: float
    way: Way
    data: bytes = field(repr=False)


class TraceWriter:
    """Writes a new trace; the file must not be there yet and is readable for its owner alone."""

    def __init__(self, path: Path, kind: Kind, baud: int, clock: Clock) -> None:
        """Raises `FileExistsError`: a trace is never written over."""
        self._clock = clock
        self._began = clock.monotonic()
        self.count = 0
        """Pieces noted so far."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w", encoding="ascii")
        self._line({"trace": VERSION, "kind": kind, "baud": baud, "personal": kind in PERSONAL})

    def __enter__(self) -> TraceWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        self.close()

    def add(self, way: Way, data: bytes) -> None:
        """Note bytes that go over the line now."""
        if data:
            at = round(self._clock.monotonic() - self._began, 6)
            self._line({"at": at, "way": way, "bytes": data.hex()})
            self.count += 1

    def close(self) -> None:
        """End the trace; safe twice."""
        self._file.close()

    def _line(self, item: dict[str, object]) -> None:
        self._file.write(json.dumps(item) + "\n")
        self._file.flush()


def read_trace(path: Path) -> tuple[Head, list[Piece]]:
    """A whole trace. Raises `TraceError`, or `OSError` when the file cannot be read."""
    with path.open(encoding="ascii", errors="replace") as lines:
        head = _head(lines.readline())
        if head.personal and stat.S_IMODE(os.fstat(lines.fileno()).st_mode) & 0o077:
            raise TraceError("a personal trace must be readable for its owner alone (chmod 600)")
        return head, list(_pieces(lines))


def _head(line: str) -> Head:
    try:
        item = json.loads(line)
        if item["trace"] != VERSION or not isinstance(item["personal"], bool):
            raise ValueError
        return Head(Kind(item["kind"]), int(item["baud"]), item["personal"] or item["kind"] in PERSONAL)
    except (ValueError, KeyError, TypeError):
        raise TraceError("line 1: no head of a trace") from None


def _pieces(lines: Iterable[str]) -> Iterator[Piece]:
    before = 0.0
    for number, line in enumerate(lines, start=2):
        try:
            item = json.loads(line)
            piece = Piece(float(item["at"]), Way(item["way"]), bytes.fromhex(item["bytes"]))
        except (ValueError, KeyError, TypeError):
            raise TraceError(f"line {number}: no piece of a trace") from None
        if not before <= piece.at < float("inf") or not piece.data:
            raise TraceError(f"line {number}: time runs backwards or nothing was said")
        before = piece.at
        yield piece


class Tap:
    """Stands between a driver and a real port: the driver opens `link`, every byte is noted and passed on.

    Needs nothing of the driver, so any driver can be recorded; where a driver sets another speed, the real port
    follows.
    """

    def __init__(self, real: str, link: Path, writer: TraceWriter, clock: Clock, baud: int) -> None:
        """`baud` holds until the driver sets another speed than the link has at first."""
        self._address = real.partition("?")[0]
        self._real = SerialPort(real, clock, baud)
        self._link = link
        self._writer = writer
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="trace-tap", daemon=True)
        self.trouble = ""
        """Why the tap ended by itself: `unplugged`; empty while it runs."""

    def start(self) -> None:
        """Open the real port and offer the link. Raises `Unplugged`."""
        self._real.open()
        self._near = PtyPort(self._link)
        self._speed = self._near.speed
        self._thread.start()

    def stop(self) -> None:
        """End and take the link away."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def wait(self) -> None:
        """Until it ends by itself."""
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._turn()
        except DeviceError as error:
            self.trouble = error.code
        finally:
            self._near.unplug()
            self._real.close()
            self._writer.close()

    def _turn(self) -> None:
        asked = self._near.read(TURN_S)
        if asked:
            self._follow()  # before passing on: what was just asked is meant for the new speed
            self._writer.add(Way.OUT, asked)
            self._real.write(asked)
        told = self._real.read(Deadline.after(self._clock, TURN_S))
        if told:
            self._writer.add(Way.IN, told)
            self._near.write(told)

    def _follow(self) -> None:
        speed = self._near.speed
        if speed in (0, self._speed):
            return
        self._speed = speed
        self._real.close()
        self._real = SerialPort(self._address, self._clock, self._speed)
        self._real.open()


class Replay(WireSimulator):
    """Plays the device's part of a trace to a driver that says what it said then.

    A driver that says something else is told nothing more; `state` counts how far it came.
    """

    verbs: ClassVar[dict[str, str]] = {}

    def __init__(self, link: Path, clock: Clock, pieces: Iterable[Piece], speed: float = 1.0) -> None:
        """`speed` 2 plays twice as fast; 0 leaves out the pauses."""
        super().__init__(link, clock)
        self._pieces = list(pieces)
        self._speed = speed
        self._next = 0
        self._heard = bytearray()
        self._strayed = False
        self._last_at = 0.0

    def receive(self, data: bytes) -> None:
        """Compare with what was said then; the device's answers follow."""
        self._heard += data
        self._play()

    def idle(self) -> None:
        """What the device says unasked at the beginning is said once the driver listens."""
        if self._next == 0:
            self._play()

    def state(self) -> dict[str, Any]:
        """How far the driver followed: pieces played, pieces in all, and whether it strayed."""
        return {"played": self._next, "pieces": len(self._pieces), "strayed": self._strayed}

    def _play(self) -> None:
        while self._next < len(self._pieces) and not self._strayed:
            piece = self._pieces[self._next]
            if piece.way is Way.OUT and not self._match(piece.data):
                return
            if piece.way is Way.IN:
                self._clock.sleep((piece.at - self._last_at) / self._speed if self._speed else 0.0)
                self._port.write(piece.data)
            self._last_at = piece.at
            self._next += 1

    def _match(self, wanted: bytes) -> bool:
        """Whether the driver said these bytes; taken off what was heard."""
        heard = bytes(self._heard[: len(wanted)])
        self._strayed = not wanted.startswith(heard)
        if self._strayed or len(heard) < len(wanted):
            return False
        del self._heard[: len(wanted)]
        return True


def main(arguments: list[str] | None = None, clock: Clock | None = None) -> int:
    """`python -m devices.trace record|replay`; 0 when the trace was whole, 2 for wrong input."""
    parser = argparse.ArgumentParser(prog="devices.trace", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    record = actions.add_parser("record", help="stand between a port and its driver")
    record.add_argument("--port", required=True, help="the real one, serial:/dev/serial/by-id/...")
    record.add_argument("--kind", required=True, choices=[kind.value for kind in Kind])
    record.add_argument("--baud", type=int, default=115200)
    replay = actions.add_parser("replay", help="play the device's part of a trace")
    replay.add_argument("--speed", type=float, default=1.0, help="0 leaves out the pauses")
    for action in (record, replay):
        action.add_argument("--file", required=True, type=Path)
        action.add_argument("--link", required=True, type=Path, help="what the driver opens as sim:LINK")
    args = parser.parse_args(arguments)
    try:
        return (_record if args.action == "record" else _replay)(args, clock or SystemClock())
    except (TraceError, DeviceError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _record(args: argparse.Namespace, clock: Clock) -> int:
    baud = port_baud(args.port, args.baud)
    with TraceWriter(args.file, Kind(args.kind), baud, clock) as writer:
        tap = Tap(args.port, args.link, writer, clock, baud)
        tap.start()
        try:
            tap.wait()
        except KeyboardInterrupt:
            tap.stop()
    return 0


def _replay(args: argparse.Namespace, clock: Clock) -> int:
    _, pieces = read_trace(args.file)
    player = Replay(args.link, clock, pieces, args.speed)
    player.start()
    try:
        while (state := player.do("state"))["played"] < state["pieces"] and not state["strayed"]:
            clock.sleep(0.1)
        clock.sleep(LAST_READ_S)
    except KeyboardInterrupt:
        state = player.do("state")
    finally:
        player.stop()
    sys.stdout.write(json.dumps(state) + "\n")
    return 0 if state["played"] == state["pieces"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
