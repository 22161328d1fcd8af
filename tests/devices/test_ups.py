"""The supply: lines of exactly one shape, mains that fail, a battery that ends, a line that flickers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import SystemClock
from devices.life import Device, Health, State, Unplugged
from devices.simulators.ups import HEALTHY, UpsSimulator
from devices.ups.driver import Power, Ups, UpsSilent, power_of, warnings_of
from devices.ups.megatec import LONGEST, LineParser, UpsStatus, line_of, parse
from fuzz.line import JumpingClock
from tests.devices.memory_line import DriverEnd, portless
from tests.devices.scripted import ScriptedPeer

PUBLISHED = b"(226.0 195.0 226.0 014 49.0 27.5 30.0 00001000"

tenths = st.integers(0, 9999).map(lambda value: value / 10)


def status(**changes: bool | float) -> UpsStatus:
    return replace(HEALTHY, **changes)  # type: ignore[arg-type]


def test_the_published_line() -> None:
    seen = parse(PUBLISHED)
    assert seen == replace(HEALTHY, frequency_hz=49.0)
    assert line_of(replace(HEALTHY, frequency_hz=49.0)) == PUBLISHED + b"\r"


@given(
    st.builds(
        UpsStatus,
        tenths,
        tenths,
        tenths,
        st.integers(0, 999),
        st.integers(0, 999).map(lambda value: value / 10),
        st.one_of(
            st.integers(100, 999).map(lambda value: value / 10),
            st.integers(0, 999).map(lambda value: value / 100),
        ),
        st.integers(0, 999).map(lambda value: value / 10),
        *[st.booleans()] * 7,
    ),
    st.integers(1, 60),
)
def test_a_status_survives_the_line_however_it_is_cut(seen: UpsStatus, size: int) -> None:
    line, parser, found = line_of(seen), LineParser(), list[UpsStatus]()
    for at in range(0, len(line), size):
        found += parser.feed(line[at : at + size])
    assert found == [seen]
    assert parser.noise == parser.pending == 0


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        PUBLISHED[1:],
        PUBLISHED[:-1],
        PUBLISHED + b"0",
        PUBLISHED.replace(b"014", b"14"),
        PUBLISHED.replace(b"00001000", b"00002000"),
        PUBLISHED.replace(b"49.0", b"49,0"),
        b"NAK",
    ],
)
def test_any_other_shape_is_no_status(wrong: bytes) -> None:
    assert parse(wrong) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_survived_and_the_next_line_is_found(junk: bytes) -> None:
    parser = LineParser()
    for seen in parser.feed(junk):
        assert line_of(seen)[:4] in junk
    assert parser.pending <= LONGEST + 1
    assert parser.feed(PUBLISHED + b"\r") == [parse(PUBLISHED)]


@pytest.mark.parametrize(
    ("seen", "power", "warnings"),
    [
        (status(), Power.MAINS, ()),
        (status(mains_fail=True), Power.BATTERY, ("on_battery",)),
        (status(mains_fail=True, battery_low=True), Power.LOW, ("battery_low", "on_battery")),
        (status(mains_fail=True, shutting_down=True), Power.LOW, ("on_battery", "shutting_down")),
        (status(battery_low=True), Power.MAINS, ("battery_low",)),
        (status(failed=True), Power.FAILED, ()),
        (status(failed=True, mains_fail=True, battery_low=True), Power.LOW, ("battery_low", "on_battery")),
        (status(load_percent=101), Power.MAINS, ("overload",)),
        (status(temperature_c=45.0), Power.MAINS, ("hot",)),
        (status(bypass=True, testing=True), Power.MAINS, ("bypass", "testing")),
    ],
)
def test_what_a_status_means(seen: UpsStatus, power: Power, warnings: tuple[str, ...]) -> None:
    assert power_of(seen) is power
    assert warnings_of(seen) == warnings


@pytest.fixture
def simulator(tmp_path: Path, clock: SystemClock) -> Iterator[UpsSimulator]:
    simulator = UpsSimulator(tmp_path / "ups", clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def ups(simulator: UpsSimulator, tmp_path: Path, clock: SystemClock) -> Iterator[Ups]:
    ups = Ups(f"sim:{tmp_path / 'ups'}", clock)
    ups.open()
    yield ups
    ups.close()


def test_it_is_a_device(ups: Ups) -> None:
    device: Device = ups
    assert device.simulated
    assert device.probe() == Health(State.READY)
    assert ups.power is Power.MAINS
    assert ups.status == HEALTHY


def test_mains_fail_battery_ends_and_mains_come_back(ups: Ups, simulator: UpsSimulator) -> None:
    simulator.do("ups.mains", on=False)
    assert ups.probe() == Health(State.READY, warning="on_battery")
    assert ups.power is Power.BATTERY
    simulator.do("ups.battery", low=True)
    assert ups.probe() == Health(State.READY, warning="battery_low")
    assert ups.power is Power.LOW
    assert ups.describe() == {
        "input_v": "0.0",
        "output_v": "226.0",
        "load_percent": "14",
        "battery_v": "21.4",
        "temperature_c": "30.0",
        "warnings": "battery_low on_battery",
    }
    simulator.do("ups.mains", on=True)
    simulator.do("ups.battery", low=False)
    assert ups.probe() == Health(State.READY)
    assert ups.power is Power.MAINS


def test_a_broken_supply_is_faulted_and_an_overloaded_one_warns(ups: Ups, simulator: UpsSimulator) -> None:
    simulator.do("ups.fault", name="failed")
    assert ups.probe() == Health(State.FAULTED, "ups_failed")
    simulator.do("ups.fault", name="overload")
    assert ups.probe() == Health(State.READY, warning="overload")


def test_one_odd_answer_is_not_believed(ups: Ups, simulator: UpsSimulator) -> None:
    simulator.do("ups.fault", name="flicker")
    assert [ups.read().mains_fail for _ in range(4)] == [False] * 4
    assert ups.power is Power.MAINS


def test_noise_before_the_line_is_passed_over(ups: Ups, simulator: UpsSimulator) -> None:
    simulator.do("ups.fault", name="garbage")
    assert ups.probe() == Health(State.READY)


def without_waiting() -> tuple[Ups, UpsSimulator]:
    """A supply and its driver whose time jumps instead of passing."""
    clock = JumpingClock()
    simulator = portless(lambda link: UpsSimulator(link, clock))
    ups = Ups("sim:/memory", clock)
    ups._port = DriverEnd(simulator, clock)
    return ups, simulator


@pytest.mark.parametrize("name", ["silent", "torn"])
def test_no_whole_answer_is_no_answer(name: Literal["silent", "torn"]) -> None:
    ups, simulator = without_waiting()
    ups.open()
    simulator.set_fault(name)
    assert ups.probe() == Health(State.GONE, "no_answer")
    assert ups.power is Power.MAINS
    with pytest.raises(UpsSilent):
        ups.open()
    assert ups.power is None


def test_answers_that_contradict_each_other_are_none(tmp_path: Path, clock: SystemClock) -> None:
    lines = [line_of(status(mains_fail=True)), line_of(status(failed=True))]
    peer = ScriptedPeer(tmp_path / "peer", clock, lines * 4)
    peer.start()
    ups = Ups(f"sim:{tmp_path / 'peer'}", clock)
    ups._port.open()
    assert ups.probe() == Health(State.FAULTED, "unsteady")
    ups.close()
    peer.stop()


def test_unplugged_and_back(ups: Ups, simulator: UpsSimulator) -> None:
    simulator.do("device.unplug")
    assert ups.probe() == Health(State.GONE, "unplugged")
    ups.close()
    with pytest.raises(Unplugged):
        ups.open()
    simulator.do("device.replug")
    ups.open()
    assert ups.power is Power.MAINS
