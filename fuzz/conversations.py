"""Targets that are whole drivers on a line that says anything: each call ends in a value or a named error."""

from __future__ import annotations

from collections.abc import Callable

from devices.id_card.reader import CardRead, IdCardReader
from devices.life import Device, DeviceError, State
from devices.ptz.commands import HOME, Preset, Way
from devices.ptz.driver import PtzCamera, Ticket
from devices.ptz.pelco_head import PelcoHead
from devices.qr_scanner.driver import QrScanner
from devices.relays.driver import RelayBoard
from devices.ups.driver import Ups
from devices.ups.megatec import LineParser
from fuzz.line import FuzzLine, JumpingClock
from fuzz.promise import hold

ADDRESS = "sim:/fuzz"
LONGEST_S = 3600.0
"""Of jumped time; every wait has a deadline, so even the silliest line ends long before."""


def _named(*calls: Callable[[], object]) -> None:
    """Call each; only a named error may come out."""
    for call in calls:
        try:
            call()
        except DeviceError as error:
            hold(bool(error.code), "an error without a code")


def _alive(device: Device, clock: JumpingClock) -> None:
    """Probing never raises, and no wait was without a deadline."""
    hold(device.probe().state in (State.READY, State.FAULTED, State.GONE), "an impossible state")
    hold(clock.seconds < LONGEST_S, "a wait without a deadline")


def reader(data: bytes) -> None:
    """A card reader: a card only where its number was sent."""
    clock = JumpingClock()
    device, line = IdCardReader(ADDRESS, clock), FuzzLine(data, clock)
    device._port = line
    read: list[CardRead] = []
    _named(
        device.open, lambda: read.append(device.read()), lambda: read.append(device.read(with_prints=True))
    )
    _named(device.management_number, device.reset)
    for card in read:
        hold(card.card.number.encode("utf-16-le") in line.said, "a card that was not sent")
    _alive(device, clock)


def camera(data: bytes) -> None:
    """A VISCA camera: never more than two commands under way, every ticket settled in the end."""
    clock = JumpingClock()
    device = PtzCamera(ADDRESS, clock)
    device._port = FuzzLine(data, clock)
    tickets: list[Ticket] = []
    _named(device.open, *[lambda: tickets.append(device.start(HOME))] * 3)
    hold(device.under_way <= 2, "more commands than sockets")
    _named(device.zoom, device.where)
    for ticket in tickets:
        _named(lambda: device.wait(ticket))  # noqa: B023 - called at once
    _alive(device, clock)
    device.close()
    hold(device.under_way == 0, "a command nobody will settle")


def head(data: bytes) -> None:
    """A Pelco-D head: a position only where it was sent, and no command without an end."""
    clock = JumpingClock()
    device, line = PelcoHead(ADDRESS, clock), FuzzLine(data, clock)
    device._port = line
    stood: list[int] = []
    _named(device.open, lambda: stood.append(device.zoom()), lambda: stood.extend(device.where()))
    _named(*[lambda way=way: device.steer(way) for way in (Way.RIGHT, Way.STOP)])
    _named(lambda: device.preset(Preset.SET, 3), lambda: device.preset(Preset.RECALL, 3))
    for value in stood:
        hold(value.to_bytes(2, "big") in line.said, "a position that was not sent")
    _alive(device, clock)


def scanner(data: bytes) -> None:
    """A GM65: a code only where it was sent whole."""
    clock = JumpingClock()
    device, line = QrScanner(ADDRESS, clock), FuzzLine(data, clock)
    device._port = line
    found: list[str | None] = []
    _named(device.open, lambda: found.append(device.scan(5.0, str.isprintable)), lambda: device.read(0, 2))
    for text in found:
        whole = [] if text is None else [text.encode(), text.encode("gb18030")]
        hold(not whole or any(code in line.said for code in whole), "a code that was not sent")
    _alive(device, clock)


def board(data: bytes) -> None:
    """A relay board: closing never raises, whatever became of the lock."""
    clock = JumpingClock()
    device = RelayBoard(ADDRESS, clock)
    device._port = FuzzLine(data, clock)
    _named(device.open, lambda: device.unlock(5.0), device.poll, lambda: device.lamp(True))
    _alive(device, clock)
    device.close()


def supply(data: bytes) -> None:
    """A supply: a status only where its line was sent."""
    clock = JumpingClock()
    device, line = Ups(ADDRESS, clock), FuzzLine(data, clock)
    device._port = line
    _named(device.open, device.read)
    sent = [found for part in line.said.split(b"\r") for found in LineParser().feed(part + b"\r")]
    hold(device.status is None or device.status in sent, "a status that was not sent")
    _alive(device, clock)
