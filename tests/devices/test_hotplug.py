"""Devices that come, go and change their names are found by their links, whatever the events say."""

from __future__ import annotations

import queue
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import supervisor as module
from devices.clock import Deadline, SystemClock
from devices.hotplug import MAGIC, Change, Names, Watcher, parse_event, serial_ports, subscribe
from devices.id_card.reader import IdCardReader
from devices.life import State
from devices.simulators.id_reader import ReaderSimulator
from devices.supervisor import Supervisor

PROPERTIES = b"ACTION=add\0DEVNAME=/dev/ttyUSB1\0SUBSYSTEM=tty\0"
HEAD = b"libudev\0" + struct.pack(">I", MAGIC) + struct.pack("=III", 40, 40, len(PROPERTIES)) + bytes(16)
UDEV = HEAD + PROPERTIES


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """A /dev with two serial ports, one of them without a serial number."""
    (tmp_path / "serial" / "by-id").mkdir(parents=True)
    (tmp_path / "serial" / "by-path").mkdir()
    for name in ("ttyUSB0", "ttyUSB1", "ttyACM0"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "serial/by-id/usb-SAM-if00").symlink_to("../../ttyUSB0")
    (tmp_path / "serial/by-path/pci-usb-1").symlink_to("../../ttyUSB0")
    (tmp_path / "serial/by-path/pci-usb-2").symlink_to("../../ttyUSB1")
    return tmp_path


def rename(link: Path, target: str) -> None:
    """The link leads elsewhere, in one step, as udev does it."""
    fresh = link.with_name(link.name + ".new")
    fresh.symlink_to(target)
    fresh.replace(link)


def test_ports_are_listed_by_the_names_that_stay(dev: Path) -> None:
    first, second = serial_ports(dev)
    assert first == Names(
        dev / "ttyUSB0", dev / "serial/by-id/usb-SAM-if00", dev / "serial/by-path/pci-usb-1"
    )
    assert first.stable == first.by_id
    assert (second.device, second.stable) == (dev / "ttyUSB1", dev / "serial/by-path/pci-usb-2")
    assert serial_ports(dev / "nothing") == []


def test_events_of_udev_and_of_the_kernel_are_read() -> None:
    wanted = {"ACTION": "add", "DEVNAME": "/dev/ttyUSB1", "SUBSYSTEM": "tty"}
    assert parse_event(UDEV) == wanted
    assert parse_event(b"add@/devices/usb1/ttyUSB1\0" + PROPERTIES) == wanted


@pytest.mark.parametrize("data", [b"", b"libudev\0", b"libudev\0" + bytes(40), b"nonsense\0A=b\0"])
def test_what_is_no_event_says_nothing(data: bytes) -> None:
    assert parse_event(data) == {}


@given(st.binary(max_size=120), st.booleans())
def test_any_message_is_survived(junk: bytes, headed: bool) -> None:
    assert all(parse_event(UDEV[:24] + junk if headed else junk))


@pytest.fixture
def told() -> queue.Queue[Change]:
    return queue.Queue()


@pytest.fixture
def udev() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Udev's end and ours of a socket, instead of netlink."""
    theirs, ours = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    yield theirs, ours
    theirs.close()


def test_an_event_makes_it_look_at_once(
    dev: Path, told: queue.Queue[Change], udev: tuple[socket.socket, socket.socket]
) -> None:
    link = dev / "serial/by-id/usb-SAM-if00"
    watcher = Watcher([link], told.put, lambda: udev[1], every_s=3600)
    watcher.start()
    rename(link, "../../ttyACM0")
    udev[0].send(UDEV)
    change = told.get(timeout=10)
    assert change.link == link
    assert "ttyACM0" in (change.now or "")
    watcher.stop()
    assert not watcher.alive


def test_without_events_the_links_are_looked_at(dev: Path, told: queue.Queue[Change]) -> None:
    link = dev / "serial/by-path/pci-usb-2"
    watcher = Watcher([link], told.put, lambda: None, every_s=0.02)
    watcher.start()
    link.unlink()
    assert told.get(timeout=10).now is None
    link.symlink_to("../../ttyUSB0")
    change = told.get(timeout=10)
    assert change.before is None
    assert "ttyUSB0" in (change.now or "")
    watcher.stop()
    assert told.empty()


def test_what_changed_between_subscribing_and_looking_is_seen(dev: Path, told: queue.Queue[Change]) -> None:
    link = dev / "serial/by-id/usb-SAM-if00"
    watcher = Watcher([link], told.put, lambda: rename(link, "../../ttyUSB1"))
    assert "ttyUSB1" in (watcher.seen[link] or "")
    assert watcher.look() == []
    watcher.stop()


def test_another_device_under_the_same_name_is_a_change(dev: Path, told: queue.Queue[Change]) -> None:
    link = dev / "serial/by-id/usb-SAM-if00"
    watcher = Watcher([link], told.put, lambda: None)
    (dev / "fresh").write_bytes(b"")
    (dev / "fresh").replace(dev / "ttyUSB0")
    (change,) = watcher.look()
    assert (change.before or "").partition("#")[0] == (change.now or "").partition("#")[0] != ""
    watcher.stop()


def test_this_machines_events_are_subscribed_to_or_refused_quietly() -> None:
    link = subscribe()
    if link is not None:
        assert link.getsockname()[1] == 2
        link.close()


def test_a_device_whose_number_changes_comes_back_by_its_link(
    tmp_path: Path, clock: SystemClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # left to itself the supervisor would notice nothing for an hour
    for name in ("PROBE_EVERY_S", "FIRST_BACKOFF_S", "LONGEST_BACKOFF_S", "LOOK_EVERY_S"):
        monkeypatch.setattr(module, name, 3600.0)
    link, old, new = tmp_path / "by-id", tmp_path / "ttyUSB0", tmp_path / "ttyUSB1"
    first, second = ReaderSimulator(old, clock, {}), ReaderSimulator(new, clock, {})
    first.start()
    second.start()
    link.symlink_to(old)
    supervisor = Supervisor(IdCardReader(f"sim:{link}", clock), clock)
    watcher = Watcher([link], lambda change: supervisor.wake(), lambda: None, every_s=0.05)
    supervisor.start()
    watcher.start()
    assert reaches(supervisor, clock, State.READY)
    first.do("device.unplug")
    assert reaches(supervisor, clock, State.GONE)
    rename(link, str(new))
    assert reaches(supervisor, clock, State.READY)
    watcher.stop()
    supervisor.stop()
    first.stop()
    second.stop()


def reaches(supervisor: Supervisor[IdCardReader], clock: SystemClock, state: State) -> bool:
    """Whether it gets there in time."""
    deadline = Deadline.after(clock, 15)
    while supervisor.health.state is not state and not deadline.over:
        clock.sleep(0.02)
    return supervisor.health.state is state
