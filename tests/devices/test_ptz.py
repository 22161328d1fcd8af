"""A VISCA camera over a pseudo-terminal: two commands at once, refusals, silence, a changed network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.life import Device, Health, Outcome, Result, State, Unplugged
from devices.ptz import commands as cmd
from devices.ptz.commands import EVI_D70, Focus, FocusMode, Preset, Way
from devices.ptz.driver import CameraRefused, NoReply, PtzCamera
from devices.simulators.visca import VERSION, ViscaSimulator
from fuzz.line import JumpingClock
from tests.devices.memory_line import DriverEnd, portless
from tests.devices.scripted import ScriptedPeer


@pytest.fixture
def simulator(tmp_path: Path, clock: SystemClock) -> Iterator[ViscaSimulator]:
    simulator = ViscaSimulator(tmp_path / "ptz", clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def camera(simulator: ViscaSimulator, tmp_path: Path, clock: SystemClock) -> Iterator[PtzCamera]:
    camera = PtzCamera(f"sim:{tmp_path / 'ptz'}", clock)
    camera.open()
    yield camera
    camera.close()


def state(simulator: ViscaSimulator) -> dict[str, Any]:
    return simulator.do("state")


def test_it_is_a_device_that_says_who_it_is(camera: PtzCamera) -> None:
    device: Device = camera
    assert device.simulated
    assert device.probe() == Health(State.READY)
    assert camera.firmware == "0020:040E rom 0100"
    assert camera.version().sockets == 2
    assert camera.describe() == {"firmware": camera.firmware, "profile": "EVI-D70", "network_changes": "0"}
    assert camera.max_speed() == (0x18, 0x17)


def test_it_moves_zooms_and_focuses_and_tells_where_it_is(
    camera: PtzCamera, simulator: ViscaSimulator
) -> None:
    done = Result(Outcome.DONE)
    assert camera.do(cmd.move_to(EVI_D70, -2000, 300)) == done
    assert camera.do(cmd.move_by(EVI_D70, 10, -20)) == done
    assert camera.where() == (-1990, 280)
    assert camera.do(cmd.zoom_to(EVI_D70, 0x1FFF)) == done
    assert camera.zoom() == 0x1FFF
    assert camera.focus_mode() is FocusMode.AUTO
    assert camera.do(cmd.focus_mode(FocusMode.MANUAL)) == done
    assert camera.focus_mode() is FocusMode.MANUAL
    assert camera.do(cmd.focus_to(0x8000)) == done
    assert camera.focus() == 0x8000
    for body in (cmd.TOGGLE_FOCUS, cmd.ONE_PUSH_FOCUS, cmd.focus(Focus.STOP), cmd.drive(EVI_D70, Way.STOP)):
        assert camera.do(body) == done
    assert camera.do(cmd.HOME) == done
    assert camera.where() == (0, 0)


def test_presets_bring_it_back(camera: PtzCamera) -> None:
    camera.do(cmd.move_to(EVI_D70, 111, -222))
    camera.do(cmd.preset(EVI_D70, Preset.SET, 2))
    camera.do(cmd.HOME)
    assert camera.do(cmd.preset(EVI_D70, Preset.RECALL, 2)).outcome is Outcome.DONE
    assert camera.where() == (111, -222)
    camera.do(cmd.preset(EVI_D70, Preset.RESET, 2))
    camera.do(cmd.HOME)
    camera.do(cmd.preset(EVI_D70, Preset.RECALL, 2))
    assert camera.where() == (0, 0)


def test_standby_is_a_fault_that_ends_with_power(camera: PtzCamera) -> None:
    camera.do(cmd.power(False))
    assert camera.probe() == Health(State.FAULTED, "standby")
    assert camera.do(cmd.HOME) == Result(Outcome.NOT_DONE, "not_executable")
    camera.do(cmd.power(True))
    assert camera.probe() == Health(State.READY)


def test_two_commands_run_at_once_and_never_three(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.pace", ms=120)
    tickets = [camera.start(cmd.zoom_to(EVI_D70, at)) for at in (1, 2, 3, 4, 5)]
    assert camera.under_way <= 2
    assert [camera.wait(ticket).outcome for ticket in tickets] == [Outcome.DONE] * 5
    assert simulator.do("ptz.seen") == {"most": 2}
    assert camera.zoom() == 5
    assert camera.under_way == 0


def test_a_question_is_answered_while_both_sockets_are_taken(
    camera: PtzCamera, simulator: ViscaSimulator
) -> None:
    simulator.do("ptz.pace", ms=200)
    tickets = [camera.start(cmd.HOME), camera.start(cmd.zoom_to(EVI_D70, 7))]
    assert camera.zoom() == 0
    assert [camera.wait(ticket).outcome for ticket in tickets] == [Outcome.DONE] * 2


def test_a_command_is_cancelled_on_the_way(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.pace", ms=60_000)
    ticket = camera.start(cmd.zoom_to(EVI_D70, 9))
    assert camera.cancel(ticket) == Result(Outcome.NOT_DONE, "cancelled")
    assert camera.cancel(ticket) == Result(Outcome.NOT_DONE, "cancelled")
    assert camera.zoom() == 0
    assert camera.under_way == 0


def test_a_full_buffer_is_tried_again(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.fault", name="buffer_full", times=1)
    assert camera.do(cmd.zoom_to(EVI_D70, 3)) == Result(Outcome.DONE)


@pytest.mark.parametrize("name", ["not_executable", "syntax"])
def test_a_refusal_is_not_done(camera: PtzCamera, simulator: ViscaSimulator, name: str) -> None:
    simulator.do("ptz.fault", name=name)
    assert camera.do(cmd.HOME) == Result(Outcome.NOT_DONE, name)


def test_silence_is_unknown_and_a_camera_that_says_nothing_is_gone() -> None:
    clock = JumpingClock()
    simulator = portless(lambda link: ViscaSimulator(link, clock))
    camera = PtzCamera("sim:/memory", clock)
    camera._port = DriverEnd(simulator, clock)
    camera.open()
    simulator.set_fault("silent")
    assert camera.do(cmd.HOME) == Result(Outcome.UNKNOWN, "no_answer")
    assert camera.probe() == Health(State.GONE, "no_answer")
    camera.close()
    with pytest.raises(NoReply):
        camera.open()


def test_a_move_that_never_ends_is_unknown_and_frees_its_socket(
    camera: PtzCamera, simulator: ViscaSimulator
) -> None:
    simulator.do("ptz.fault", name="no_completion")
    assert camera.do(cmd.HOME, seconds=0.2) == Result(Outcome.UNKNOWN, "no_answer")
    assert camera.under_way == 0


def test_garbage_between_packets_is_passed_over(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.fault", name="garbage")
    assert camera.do(cmd.zoom_to(EVI_D70, 3)) == Result(Outcome.DONE)


def test_a_changed_network_is_numbered_again(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.pace", ms=60_000)
    ticket = camera.start(cmd.HOME)
    simulator.do("ptz.network")
    assert camera.wait(ticket) == Result(Outcome.UNKNOWN, "network_change")
    assert camera.network_changes == 1
    simulator.do("ptz.pace", ms=0)
    assert camera.do(cmd.zoom_to(EVI_D70, 4)) == Result(Outcome.DONE)
    simulator.do("ptz.network")
    assert camera.zoom() == 4
    assert camera.network_changes == 2


def test_an_inquiry_the_camera_does_not_know_is_refused_by_name(
    camera: PtzCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cmd, "ZOOM", b"\x09\x7e\x7e")
    with pytest.raises(CameraRefused, match="syntax"):
        camera.zoom()


def test_unplugged_in_the_middle_of_a_move_and_back(camera: PtzCamera, simulator: ViscaSimulator) -> None:
    simulator.do("ptz.pace", ms=60_000)
    ticket = camera.start(cmd.HOME)
    simulator.do("device.unplug")
    with pytest.raises(Unplugged):
        camera.wait(ticket)
    assert camera.probe() == Health(State.GONE, "unplugged")
    camera.close()
    assert camera.wait(ticket) == Result(Outcome.UNKNOWN, "closed")
    with pytest.raises(Unplugged):
        camera.open()
    simulator.do("device.replug")
    camera.open()
    assert camera.probe() == Health(State.READY)


def test_a_late_acknowledgement_is_not_taken_for_the_next_command(tmp_path: Path, clock: SystemClock) -> None:
    greeting = (b"\x88\x30\x02\xff", b"\x88\x01\x00\x01\xff", b"\x90\x50" + VERSION + b"\xff")
    late = b"\x90\x41\xff\x90\x51\xff"
    peer = ScriptedPeer(
        tmp_path / "peer", clock, [*greeting, b"", late + b"\x90\x50\x02\xff", b"\x90\x60\x02\xff"]
    )
    peer.start()
    camera = PtzCamera(f"sim:{tmp_path / 'peer'}", clock)
    camera.open()
    assert camera.do(cmd.HOME) == Result(Outcome.UNKNOWN, "no_answer")
    assert camera.powered()
    assert camera.do(cmd.RESET) == Result(Outcome.NOT_DONE, "syntax")
    camera.close()
    peer.stop()


def test_a_socket_given_twice_means_that_a_completion_was_lost(tmp_path: Path, clock: SystemClock) -> None:
    greeting = (b"\x88\x30\x02\xff", b"\x88\x01\x00\x01\xff", b"\x90\x50" + VERSION + b"\xff")
    script = [*greeting, b"\x90\x41\xff", b"\x90\x41\xff\x90\x51\xff"]
    peer = ScriptedPeer(tmp_path / "peer", clock, script)
    peer.start()
    camera = PtzCamera(f"sim:{tmp_path / 'peer'}", clock)
    camera.open()
    first = camera.start(cmd.HOME)
    assert camera.do(cmd.RESET) == Result(Outcome.DONE)
    assert first.result == Result(Outcome.UNKNOWN, "no_answer")
    camera.close()
    peer.stop()
