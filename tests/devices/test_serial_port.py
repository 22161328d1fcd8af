"""One kind of unplugged: whatever the line does, the driver meets `Unplugged` or `WriteStalled` and nothing
else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.life import DeviceError, Unplugged
from devices.serial_port import SerialPort, WriteStalled, port_baud, port_path
from devices.simulators.pty_port import PtyPort


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[PtyPort]:
    cable = PtyPort(tmp_path / "port")
    yield cable
    cable.unplug()


@pytest.fixture
def port(cable: PtyPort, clock: SystemClock) -> Iterator[SerialPort]:
    with SerialPort(f"sim:{cable.link}", clock, write_timeout_s=0.2) as port:
        yield port


def test_bytes_go_both_ways(cable: PtyPort, port: SerialPort, clock: SystemClock) -> None:
    port.write(bytes(range(256)))
    assert cable.read(1) == bytes(range(256))
    cable.write(b"\x00\x11\x13\x0a\x0d\xff")
    assert port.read(Deadline.after(clock, 1)) == b"\x00\x11\x13\x0a\x0d\xff"


def test_silence_ends_at_the_deadline(port: SerialPort, clock: SystemClock) -> None:
    deadline = Deadline.after(clock, 0.05)
    assert port.read(deadline) == b""
    assert deadline.over


def test_missing_port_and_unopened_port_are_unplugged(tmp_path: Path, clock: SystemClock) -> None:
    port = SerialPort(f"sim:{tmp_path / 'nothing'}", clock)
    with pytest.raises(Unplugged):
        port.open()
    with pytest.raises(Unplugged):
        port.write(b"x")
    port.close()


def test_second_opener_is_refused(cable: PtyPort, port: SerialPort, clock: SystemClock) -> None:
    with pytest.raises(Unplugged):
        SerialPort(f"sim:{cable.link}", clock).open()


@pytest.mark.parametrize("call", ["read", "write", "flush"])
def test_unplugging_is_one_error_whatever_the_call(
    cable: PtyPort, port: SerialPort, clock: SystemClock, call: str
) -> None:
    cable.unplug()
    with pytest.raises(Unplugged):
        if call == "read":
            port.read(Deadline.after(clock, 1))
        elif call == "write":
            port.write(b"x")
        else:
            port.flush_input()
    port.close()
    port.close()


def test_unplugging_wakes_a_reader_that_waits(cable: PtyPort, port: SerialPort, clock: SystemClock) -> None:
    timer = threading.Timer(0.1, cable.unplug)
    timer.start()
    deadline = Deadline.after(clock, 10)
    with pytest.raises(Unplugged):
        port.read(deadline)
    assert deadline.left > 8
    timer.join()


def test_replugging_under_the_same_name_opens_again(
    cable: PtyPort, port: SerialPort, clock: SystemClock
) -> None:
    cable.unplug()
    port.close()
    cable.replug()
    port.open()
    port.write(b"again")
    assert cable.read(1) == b"again"


def test_a_line_that_takes_nothing_stalls_and_is_not_unplugged(port: SerialPort) -> None:
    with pytest.raises(WriteStalled):
        port.write(bytes(1 << 20))


def test_a_simulator_never_passes_for_hardware(cable: PtyPort, clock: SystemClock) -> None:
    with pytest.raises(DeviceError) as caught:
        SerialPort(f"serial:{cable.link}", clock).open()
    assert caught.value.code == "simulated_port"


@pytest.mark.parametrize("address", ["", "COM1", "usb:/dev/x", "sim:relative", "sim:http://127.0.0.1/x"])
def test_addresses_that_name_no_port_are_refused(address: str, clock: SystemClock) -> None:
    with pytest.raises(ValueError, match="serial address"):
        SerialPort(address, clock)


def test_an_address_may_name_the_speed(cable: PtyPort, clock: SystemClock) -> None:
    address = "serial:/dev/serial/by-id/usb-printer?baud=19200"
    assert (port_path(address), port_baud(address, 9600)) == (Path("/dev/serial/by-id/usb-printer"), 19200)
    assert port_baud("serial:/dev/ttyS0", 9600) == 9600
    with SerialPort(f"sim:{cable.link}?baud=9600", clock) as port:
        port.write(b"slow")
    assert cable.read(1) == b"slow"


@pytest.mark.parametrize(
    "option", ["baud=1", "baud=", "speed=9600", "baud=9600&x=1", "baud=9600&baud=9600", "model=x"]
)
def test_other_options_are_refused(option: str, clock: SystemClock) -> None:
    with pytest.raises(ValueError, match="only options"):
        SerialPort(f"serial:/dev/ttyS0?{option}", clock)
