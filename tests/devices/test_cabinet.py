"""What camera, scanner, relays and supply promise like every device, alone and under a supervisor."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import Device, Health, Kind, State, Unplugged
from devices.ptz.commands import HOME
from devices.ptz.driver import PtzCamera
from devices.qr_scanner.driver import QrScanner
from devices.relays.driver import RelayBoard
from devices.simulators.rig import Rig
from devices.supervisor import NotReady, Supervisor
from devices.ups.driver import Ups

CLOCK = SystemClock()
Make = Callable[[str], Device]

DRIVERS: dict[Kind, Make] = {
    Kind.PTZ_CAMERA: lambda address: PtzCamera(address, CLOCK),
    Kind.QR_SCANNER: lambda address: QrScanner(address, CLOCK),
    Kind.RELAYS: lambda address: RelayBoard(address, CLOCK),
    Kind.UPS: lambda address: Ups(address, CLOCK),
}
JOBS: dict[Kind, Callable[[Any], object]] = {
    Kind.PTZ_CAMERA: lambda camera: camera.do(HOME),
    Kind.QR_SCANNER: lambda scanner: scanner.scan(0.05, bool),
    Kind.RELAYS: lambda board: board.lamp(True),
    Kind.UPS: lambda ups: ups.read(),
}


@pytest.fixture(params=list(DRIVERS), ids=str)
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def device(kind: Kind, rig: Rig, tmp_path: Path) -> Iterator[Device]:
    device = DRIVERS[kind](f"sim:{tmp_path / 'rig' / kind.value.replace('_', '-')}")
    yield device
    device.close()


def await_state(watched: Supervisor[Device], *wanted: State) -> Health:
    deadline = Deadline.after(CLOCK, 20)
    while watched.health.state not in wanted:
        assert not deadline.over, watched.health
        CLOCK.sleep(0.02)
    return watched.health


def test_it_opens_tells_how_it_is_and_closes_as_often_as_one_likes(device: Device, kind: Kind) -> None:
    assert device.kind is kind
    assert device.simulated
    device.close()
    for _ in range(2):
        device.open()
        assert device.probe() == Health(State.READY)
        device.close()
        device.close()
        assert device.probe() == Health(State.GONE, "unplugged")


def test_a_missing_port_is_unplugged_and_other_addresses_are_refused(
    device: Device, kind: Kind, rig: Rig
) -> None:
    rig.do("device.unplug", {"kind": kind.value})
    with pytest.raises(Unplugged):
        device.open()
    assert device.probe().state is State.GONE
    with pytest.raises(ValueError, match="not a serial address"):
        DRIVERS[kind]("ipp://here/")


def test_it_lives_under_a_supervisor_through_a_pulled_cable(
    device: Device, kind: Kind, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="devices.supervisor")
    watched = Supervisor(device, CLOCK)
    watched.start()
    await_state(watched, State.READY)
    assert watched.submit(JOBS[kind]).result(timeout=20) is not False
    rig.do("device.unplug", {"kind": kind.value})
    assert await_state(watched, State.GONE).reason == "unplugged"
    refused: Future[object] = watched.submit(JOBS[kind])
    with pytest.raises(NotReady, match="unplugged"):
        refused.result(timeout=20)
    rig.do("device.replug", {"kind": kind.value})
    await_state(watched, State.READY)
    watched.submit(JOBS[kind]).result(timeout=20)
    lines = [record.getMessage().partition(",")[0] for record in caplog.records]
    assert lines == [f"{kind}: down", f"{kind}: back"]
    watched.stop()
