"""A Pelco-D head without acknowledgements: what came of a command is believed by where the head stands."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from devices.clock import SystemClock
from devices.life import Device, Health, Kind, Outcome, Result, State, Unplugged
from devices.ptz import pelco
from devices.ptz.commands import Preset, Way, Zoom
from devices.ptz.driver import NoReply, PtzCamera
from devices.ptz.pelco_head import UNCONFIRMED, PelcoHead
from devices.registry import Place, find_driver
from devices.simulators.pelco import PelcoSimulator
from fuzz.line import JumpingClock
from tests.devices.memory_line import DriverEnd, portless

DONE = Result(Outcome.DONE)


class Bench:
    """A head and its simulator, joined without a port and without waiting."""

    def __init__(self, address: str = "sim:/memory?model=pelco-d") -> None:
        clock = JumpingClock()
        self.far = portless(lambda link: PelcoSimulator(link, clock))
        self.head = PelcoHead(address, clock)
        self.port = DriverEnd(self.far, clock)
        self.head._port = self.port
        self.clock = clock
        self.head.open()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_it_is_a_device_that_says_where_it_stands(bench: Bench) -> None:
    device: Device = bench.head
    assert device.simulated
    assert device.probe() == Health(State.READY)
    assert bench.head.where() == (18_000, 0)
    assert bench.head.describe() == {"model": "pelco-d", "confirms": "yes"}


@pytest.mark.parametrize(
    ("way", "pan", "tilt"),
    [(Way.RIGHT, 1, 0), (Way.LEFT, -1, 0), (Way.UP_RIGHT, 1, 1), (Way.DOWN_LEFT, -1, -1), (Way.DOWN, 0, -1)],
)
def test_it_moves_the_way_it_is_told_until_it_is_stopped(bench: Bench, way: Way, pan: int, tilt: int) -> None:
    assert bench.head.steer(way) == DONE
    bench.clock.sleep(1.0)
    assert bench.head.steer(Way.STOP) == DONE
    stands = bench.head.where()
    moved = stands[0] - 18_000, (stands[1] + 18_000) % 36_000 - 18_000
    assert [(value > 0) - (value < 0) for value in moved] == [pan, tilt]
    bench.clock.sleep(5.0)
    assert bench.head.where() == stands


def test_the_lens_zooms_and_stops(bench: Bench) -> None:
    assert bench.head.lens(Zoom.TELE) == DONE
    assert bench.head.lens(Zoom.STOP) == DONE
    near = bench.head.zoom()
    assert near > 0
    assert bench.head.lens(Zoom.WIDE) == DONE
    bench.clock.sleep(9.0)
    assert bench.head.zoom() == 0


def test_a_head_that_is_held_did_not_move_and_one_that_drifts_may_move_on(bench: Bench) -> None:
    bench.far.block(True)
    assert bench.head.steer(Way.UP) == Result(Outcome.NOT_DONE, "not_moving")
    bench.far.block(False)
    bench.head.steer(Way.UP)
    bench.far.drift(True)
    assert bench.head.steer(Way.STOP) == Result(Outcome.UNKNOWN, "moving")


def test_only_a_position_seen_remembered_is_confirmed_when_it_is_called(bench: Bench) -> None:
    assert bench.head.preset(Preset.SET, 0) == UNCONFIRMED
    bench.head.steer(Way.RIGHT)
    bench.clock.sleep(2.0)
    bench.head.steer(Way.STOP)
    assert bench.head.preset(Preset.RECALL, 0) == DONE
    assert bench.head.where() == (18_000, 0)
    assert bench.head.preset(Preset.RECALL, 7) == UNCONFIRMED
    bench.head.steer(Way.RIGHT)
    bench.clock.sleep(2.0)
    bench.head.steer(Way.STOP)
    bench.far.block(True)
    assert bench.head.preset(Preset.RECALL, 0) == Result(Outcome.NOT_DONE, "elsewhere")
    assert bench.head.preset(Preset.RESET, 0) == UNCONFIRMED
    assert bench.head.preset(Preset.RECALL, 0) == UNCONFIRMED


def test_a_silent_head_is_gone_unless_its_address_says_that_it_never_answers(bench: Bench) -> None:
    bench.far.mute(True)
    assert bench.head.probe() == Health(State.GONE, "no_answer")
    with pytest.raises(NoReply):
        bench.head.open()
    never = Bench("sim:/memory?model=pelco-d-mute")
    never.far.mute(True)
    assert never.head.probe() == Health(State.READY, warning="unconfirmed")
    assert never.head.describe()["confirms"] == "no"
    assert never.head.steer(Way.RIGHT) == UNCONFIRMED
    never.clock.sleep(1.0)
    assert never.far.state()["pan"] > 18_000
    assert never.head.preset(Preset.SET, 1) == UNCONFIRMED


def test_pulled_out_and_put_back(bench: Bench) -> None:
    bench.port.wire.unplug()
    assert bench.head.probe() == Health(State.GONE, "unplugged")
    with pytest.raises(Unplugged):
        bench.head.steer(Way.UP)
    bench.port.wire.replug()
    assert bench.head.probe() == Health(State.READY)


def test_an_answer_is_found_behind_noise_an_echo_and_another_answer() -> None:
    answer = pelco.frame(1, 0, 0x59, 0x12, 0x34)
    before = b"\xff\xff\x01" + pelco.query(1, "pan") + pelco.frame(1, 0, 0x5B, 0, 1)
    assert pelco.find_position(before + answer, 1, "pan") == pelco.Position("pan", 0x1234)
    assert pelco.find_position(before + answer[:-1], 1, "pan") is None
    assert pelco.find_position(answer, 2, "pan") is None


def test_the_address_says_which_head_it_is(tmp_path: Path) -> None:
    place = Place(SystemClock(), tmp_path)
    for address, kind in (("sim:/x?model=pelco-d", PelcoHead), ("sim:/x", PtzCamera)):
        assert type(find_driver(Kind.PTZ_CAMERA, address).make(address, place)) is kind
    mute = find_driver(Kind.PTZ_CAMERA, "serial:/x").make("serial:/x?model=pelco-d-mute&baud=4800", place)
    assert not cast(PelcoHead, mute).answers
