"""The relay board: published frames, bounces, a lock that never stays open, and a line that fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Deadline, SystemClock
from devices.life import Device, Health, Outcome, Result, State, Unplugged
from devices.relays import modbus
from devices.relays.debounce import Debouncer
from devices.relays.driver import BoardRefused, BoardSilent, Inputs, RelayBoard, Wiring
from devices.relays.modbus import Answer, Function, Refusal, crc, find_answer, pack, unpack
from devices.simulators.relays import RelaySimulator
from fuzz.line import JumpingClock
from tests.devices.memory_line import DriverEnd, portless


@pytest.mark.parametrize(
    ("request_", "published"),
    [
        (modbus.write_coil(1, 0, True), "01 05 00 00 FF 00 8C 3A"),
        (modbus.write_coil(1, 0, False), "01 05 00 00 00 00 CD CA"),
        (modbus.read_bits(1, Function.READ_COILS, 0, 8), "01 01 00 00 00 08 3D CC"),
        (modbus.read_bits(1, Function.READ_INPUTS, 0, 8), "01 02 00 00 00 08 79 CC"),
        (modbus.write_coil(1, 0xFF, True), "01 05 00 FF FF 00 BC 0A"),
        (
            modbus.write_coils(0x11, 0x13, tuple(map(bool, (1, 0, 1, 1, 0, 0, 1, 1, 1, 0)))),
            "11 0F 00 13 00 0A 02 CD 01 BF 0B",
        ),
    ],
)
def test_requests_are_as_published(request_: modbus.Request, published: str) -> None:
    assert request_.frame == bytes.fromhex(published)


def sealed(body: bytes) -> bytes:
    return body + crc(body)


requests = st.one_of(
    st.builds(
        modbus.read_bits,
        st.integers(1, 247),
        st.sampled_from([Function.READ_COILS, Function.READ_INPUTS]),
        st.integers(0, 0xFFFF),
        st.integers(1, 64),
    ),
    st.builds(modbus.write_coil, st.integers(1, 247), st.integers(0, 0xFFFF), st.booleans()),
    st.builds(
        modbus.write_coils,
        st.integers(1, 247),
        st.integers(0, 0xFFFF),
        st.lists(st.booleans(), min_size=1, max_size=40).map(tuple),
    ),
)


@given(requests, st.binary(max_size=12))
def test_a_good_answer_is_found_behind_noise_and_only_whole(request: modbus.Request, noise: bytes) -> None:
    bits = tuple(at % 3 == 0 for at in range(request.count))
    reads = request.function in (Function.READ_COILS, Function.READ_INPUTS)
    data = bytes([(request.count + 7) // 8]) + pack(bits) if reads else request.frame[2:6]
    whole = sealed(bytes([request.unit, request.function]) + data)
    assert find_answer(noise + whole, request) == Answer(bits if reads else ())
    assert find_answer(whole[:-1], request) is None


@given(requests, st.integers(0, 255), st.data())
def test_a_changed_byte_is_never_an_answer(request: modbus.Request, code: int, data: st.DataObject) -> None:
    whole = sealed(bytes([request.unit, request.function | 0x80, code]))
    said = find_answer(whole, request)
    assert isinstance(said, Refusal)
    at = data.draw(st.integers(0, 4))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    assert find_answer(changed, request) is None


@given(st.binary(max_size=80), requests)
def test_any_bytes_are_survived(junk: bytes, request: modbus.Request) -> None:
    said = find_answer(junk, request)
    if said is not None:
        assert any(
            crc(junk[a:b]) == junk[b : b + 2] for a in range(len(junk)) for b in range(a + 3, len(junk))
        )


@given(st.lists(st.booleans(), min_size=1, max_size=40).map(tuple))
def test_bits_survive_packing(bits: tuple[bool, ...]) -> None:
    assert unpack(pack(bits), len(bits)) == bits


def test_what_one_frame_cannot_hold_is_refused() -> None:
    for count in (0, 2001):
        with pytest.raises(ValueError, match="bits"):
            modbus.read_bits(1, Function.READ_COILS, 0, count)
    with pytest.raises(ValueError, match="bits"):
        modbus.write_coils(1, 0, ())


def test_an_input_changes_only_once_it_stays_so() -> None:
    contact = Debouncer(0.3)
    assert contact.value is None
    readings = [(False, 0.0), (True, 1.0), (True, 1.2), (False, 1.25), (True, 1.3), (True, 1.5), (True, 1.61)]
    assert [contact.feed(raw, at) for raw, at in readings] == [False] * 6 + [True]
    contact.forget()
    assert contact.feed(False, 9.0) is False


@given(st.lists(st.tuples(st.booleans(), st.floats(0.001, 0.05)), min_size=1, max_size=40))
def test_bounces_shorter_than_the_hold_never_show(readings: list[tuple[bool, float]]) -> None:
    contact, now = Debouncer(3.0), 0.0
    first = contact.feed(True, now)
    for raw, pause in readings:
        now += pause
        assert contact.feed(raw, now) is first


@pytest.fixture
def simulator(tmp_path: Path, clock: SystemClock) -> Iterator[RelaySimulator]:
    simulator = RelaySimulator(tmp_path / "relays", clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def board(simulator: RelaySimulator, tmp_path: Path, clock: SystemClock) -> Iterator[RelayBoard]:
    board = RelayBoard(f"sim:{tmp_path / 'relays'}", clock, Wiring(presence_hold_s=0.1, door_hold_s=0.05))
    board.open()
    yield board
    board.close()


def poll_until(board: RelayBoard, wanted: Inputs, clock: SystemClock) -> int:
    """How many polls it took, the last one included."""
    deadline = Deadline.after(clock, 5)
    polls = 1
    while board.poll() != wanted:
        assert not deadline.over
        polls += 1
    return polls


def test_it_is_a_device_and_starts_with_everything_off(
    simulator: RelaySimulator, board: RelayBoard, clock: SystemClock
) -> None:
    device: Device = board
    assert device.simulated
    assert device.probe() == Health(State.READY)
    board.lamp(True)
    board.unlock(30)
    again = RelayBoard(board.identity, clock)
    board._port.close()  # as a killed process leaves it: unlocked
    assert simulator.do("state")["unlocked"] is True
    again.open()
    assert again.outputs() == (False,) * 8
    again.close()


def test_lamp_and_lock(simulator: RelaySimulator, board: RelayBoard) -> None:
    assert board.lamp(True) == Result(Outcome.DONE)
    assert simulator.do("state")["lamp"] is True
    assert board.lamp(False) == Result(Outcome.DONE)
    assert board.unlock(10) == Result(Outcome.DONE)
    assert simulator.do("state")["unlocked"] is True
    assert board.lock() == Result(Outcome.DONE)
    assert simulator.do("state")["unlocked"] is False
    for seconds in (0, 31):
        with pytest.raises(ValueError, match="30 seconds"):
            board.unlock(seconds)


def test_the_lock_closes_by_itself_and_at_closing(
    simulator: RelaySimulator, board: RelayBoard, clock: SystemClock
) -> None:
    board.unlock(0.05)
    clock.sleep(0.06)
    board.poll()
    assert simulator.do("state")["unlocked"] is False
    board.unlock(10)
    board.close()
    assert simulator.do("state")["unlocked"] is False


def without_waiting() -> tuple[RelayBoard, RelaySimulator, JumpingClock]:
    """A board and its driver whose time jumps instead of passing."""
    clock = JumpingClock()
    simulator = portless(lambda link: RelaySimulator(link, clock))
    board = RelayBoard("sim:/memory", clock)
    board._port = DriverEnd(simulator, clock)
    board.open()
    return board, simulator, clock


def test_a_lock_that_could_not_be_closed_is_closed_later() -> None:
    board, simulator, clock = without_waiting()
    board.unlock(30)
    clock.sleep(29)
    board.poll()
    assert simulator.state()["unlocked"] is True
    simulator.set_fault("silent")
    clock.sleep(2)
    with pytest.raises(BoardSilent):
        board.poll()
    simulator.set_fault("none")
    board.poll()
    assert simulator.state()["unlocked"] is False


def test_presence_and_door_are_seen_after_they_stay(
    simulator: RelaySimulator, board: RelayBoard, clock: SystemClock
) -> None:
    assert board.poll() == Inputs(present=False, door_open=False)
    simulator.do("relay.presence", present=True)
    assert poll_until(board, Inputs(present=True, door_open=False), clock) > 1
    simulator.do("relay.door", open=True)
    assert poll_until(board, Inputs(present=True, door_open=True), clock) > 1
    assert board.probe() == Health(State.READY, warning="door_open")


@pytest.mark.parametrize("name", ["bad_crc", "silent", "busy"])
def test_a_bad_answer_is_asked_for_again(simulator: RelaySimulator, board: RelayBoard, name: str) -> None:
    simulator.do("relay.fault", name=name, times=2)
    assert board.lamp(True) == Result(Outcome.DONE)
    assert board.describe() == {"unit": "1", "retries": "2"}


@pytest.mark.parametrize("name", ["echo", "noise"])
def test_echo_and_noise_are_passed_over(simulator: RelaySimulator, board: RelayBoard, name: str) -> None:
    simulator.do("relay.fault", name=name)
    assert board.lamp(True) == Result(Outcome.DONE)
    assert board.poll() == Inputs(present=False, door_open=False)


def test_what_the_board_did_not_do_is_not_done() -> None:
    board, simulator, _ = without_waiting()
    simulator.set_fault("stuck")
    assert board.lamp(True) == Result(Outcome.NOT_DONE, "not_switched")
    simulator.set_fault("exception")
    assert board.lamp(True) == Result(Outcome.NOT_DONE, "device_failure")
    assert board.probe() == Health(State.FAULTED, "device_failure")
    simulator.set_fault("silent")
    assert board.lamp(True) == Result(Outcome.UNKNOWN, "no_answer")
    assert board.probe() == Health(State.GONE, "no_answer")


def test_a_board_with_fewer_coils_says_so(
    simulator: RelaySimulator, tmp_path: Path, clock: SystemClock
) -> None:
    board = RelayBoard(f"sim:{tmp_path / 'relays'}", clock, Wiring(coils=9))
    with pytest.raises(BoardRefused, match="illegal_address"):
        board.open()


def test_unplugged_while_unlocked_and_back(simulator: RelaySimulator, board: RelayBoard) -> None:
    board.unlock(10)
    simulator.do("device.unplug")
    assert board.probe() == Health(State.GONE, "unplugged")
    with pytest.raises(Unplugged):
        board.lamp(True)
    board.close()
    with pytest.raises(Unplugged):
        board.open()
    simulator.do("device.replug")
    board.open()
    assert simulator.do("state")["unlocked"] is False
