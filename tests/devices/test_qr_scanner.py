"""The GM65 scanner: its published frames, codes between replies, and a line that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import SystemClock
from devices.life import Device, Health, State, Unplugged
from devices.qr_scanner import frames
from devices.qr_scanner.driver import (
    BadCode,
    OtherCode,
    QrScanner,
    ScannerRefused,
    ScannerSilent,
    decode_text,
)
from devices.qr_scanner.frames import Demultiplexer, Line, RegisterReply, Type, read_registers, reply
from devices.simulators.qr_scanner import QrSimulator
from fuzz.line import FuzzLine, JumpingClock, script
from tests.devices.memory_line import DriverEnd, portless
from tests.devices.scripted import ScriptedPeer


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (frames.write_register(frames.REG_TRIGGER, 1), "7E 00 08 01 00 02 01 02 DA"),
        (frames.write_register(frames.REG_TRIGGER, 0), "7E 00 08 01 00 02 00 12 FB"),
        (frames.save(), "7E 00 09 01 00 00 00 DE C8"),
        (read_registers(frames.REG_BAUD, 2), "7E 00 07 01 00 2A 02 D8 0F"),
        (frames.write_register(frames.REG_BAUD, 0x39, 0x01), "7E 00 08 02 00 2A 39 01 A7 EA"),
        (reply(b"\x00"), "02 00 00 01 00 33 31"),
    ],
)
def test_frames_are_as_published(frame: bytes, published: str) -> None:
    assert frame == bytes.fromhex(published)


def test_a_request_must_carry_something() -> None:
    for data in (b"", bytes(256)):
        with pytest.raises(ValueError, match="data bytes"):
            frames.request(Type.WRITE, 0, data)


texts = st.binary(min_size=1, max_size=60).filter(lambda data: min(data) >= 0x20)
items = st.one_of(
    st.builds(RegisterReply, st.binary(min_size=0, max_size=40)),
    st.builds(Line, texts),
)


def spoken(item: RegisterReply | Line) -> bytes:
    return reply(item.data) if isinstance(item, RegisterReply) else item.data + b"\r\n"


@given(st.lists(items, max_size=5), st.integers(1, 50))
def test_replies_and_codes_are_told_apart_however_the_line_cuts_them(
    said: list[RegisterReply | Line], size: int
) -> None:
    stream, hear = b"".join(map(spoken, said)), Demultiplexer()
    found: list[RegisterReply | Line] = []
    for at in range(0, len(stream), size):
        found += hear.feed(stream[at : at + size])
    assert found == said
    assert hear.noise == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_survived_and_only_checked_replies_believed(junk: bytes) -> None:
    hear = Demultiplexer()
    for item in hear.feed(junk):
        whole = (
            [reply(item.data)] if isinstance(item, RegisterReply) else [item.data + b"\r", item.data + b"\n"]
        )
        assert any(said in junk for said in whole)
    hear.end()
    assert hear.pending == 0
    assert hear.feed(b"ticket\r") == [Line(b"ticket")]


@given(st.binary(min_size=1, max_size=20), st.data())
def test_a_changed_byte_is_never_taken_for_the_reply(content: bytes, data: st.DataObject) -> None:
    whole = reply(content)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    assert not [item for item in Demultiplexer().feed(changed) if isinstance(item, RegisterReply)]


def test_a_code_that_is_too_long_is_dropped_and_the_next_one_found() -> None:
    hear = Demultiplexer()
    for _ in range(30):
        assert hear.feed(b"x" * 1000) == []
        assert hear.pending <= frames.LONGEST_LINE
    assert hear.feed(b"rest of it\rnext\r") == [Line(b"next")]


def test_a_code_never_shows_in_a_repr() -> None:
    assert "secret" not in repr(Line(b"secret"))


def test_old_chinese_codes_are_read_too_and_bytes_are_no_text() -> None:
    assert decode_text("取件码".encode()) == "取件码"
    assert decode_text("取件码".encode("gb18030")) == "取件码"
    with pytest.raises(BadCode) as caught:
        decode_text(b"\xff\xff secret")
    assert "secret" not in str(caught.value)


@pytest.fixture
def simulator(tmp_path: Path, clock: SystemClock) -> Iterator[QrSimulator]:
    simulator = QrSimulator(tmp_path / "qr", clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def scanner(simulator: QrSimulator, tmp_path: Path, clock: SystemClock) -> Iterator[QrScanner]:
    scanner = QrScanner(f"sim:{tmp_path / 'qr'}", clock)
    scanner.open()
    yield scanner
    scanner.close()


def test_it_is_a_device(scanner: QrScanner) -> None:
    device: Device = scanner
    assert device.simulated
    assert device.probe() == Health(State.READY)


def test_a_code_that_is_shown_is_read_and_the_light_goes_out(
    scanner: QrScanner, simulator: QrSimulator
) -> None:
    assert scanner.scan(0.1, bool) is None
    assert simulator.do("state")["lit"] is False
    simulator.do("qr.show", text="回执 LB-0001 ✓")
    assert scanner.scan(2.0, bool) == "回执 LB-0001 ✓"
    assert simulator.do("state")["lit"] is False
    simulator.do("qr.show", text="旧码", encoding="gb18030")
    assert scanner.scan(2.0, bool) == "旧码"


def test_registers_are_read_set_and_kept_over_power_loss(scanner: QrScanner, simulator: QrSimulator) -> None:
    assert scanner.read(frames.REG_BAUD, 2) == b"\x39\x01"
    scanner.write(0x0010, 7, 8)
    assert scanner.read(0x0010, 2) == b"\x07\x08"
    assert simulator.do("state")["saved"] is False
    scanner.save()
    assert simulator.do("state")["saved"] is True
    scanner.write(0x0010, 9)
    simulator.do("device.unplug")
    simulator.do("device.replug")
    scanner.close()
    scanner.open()
    assert scanner.read(0x0010) == b"\x07"
    scanner.write(frames.REG_FACTORY, frames.FACTORY)
    assert scanner.read(0x0010) == b"\x00"


@pytest.mark.parametrize("name", ["silent", "bad_crc"])
def test_no_good_answer_is_no_answer(name: Literal["silent", "bad_crc"]) -> None:
    clock = JumpingClock()
    simulator = portless(lambda link: QrSimulator(link, clock))
    scanner = QrScanner("sim:/memory", clock)
    scanner._port = DriverEnd(simulator, clock)
    scanner.open()
    simulator.set_fault(name)
    assert scanner.probe() == Health(State.GONE, "no_answer")
    with pytest.raises(ScannerSilent):
        scanner.open()


@pytest.mark.parametrize("name", ["garbage", "noise"])
def test_noise_around_answers_is_passed_over(scanner: QrScanner, simulator: QrSimulator, name: str) -> None:
    simulator.do("qr.fault", name=name)
    assert scanner.probe().state is State.READY
    assert scanner.describe()["model"] == "gm65"
    assert int(scanner.describe()["noise"]) > 0


def test_half_a_code_is_no_code(scanner: QrScanner, simulator: QrSimulator) -> None:
    simulator.do("qr.fault", name="torn")
    simulator.do("qr.show", text="LB-0001-2233-4455")
    assert scanner.scan(0.3, bool) is None
    simulator.do("qr.fault", name="none")
    simulator.do("qr.show", text="next")
    assert scanner.scan(2.0, bool) == "next"


def receipt_code(text: str) -> bool:
    return text.startswith("LB-") and len(text) == 7


def test_codes_that_do_not_fit_are_passed_over_until_one_does(scripted: Scripted) -> None:
    lit, dark = reply(b"\x00"), reply(b"\x00")
    scanner = scripted(
        *GREETING,
        lit + b"WIFI:secret\r",
        lit + b"\xff\xff\r",
        lit + b"noiseLB-0001\r",
        lit + b"LB-0002\r",
        dark,
    )
    assert scanner.scan(30.0, receipt_code) == "LB-0002"


@pytest.mark.parametrize(
    ("said", "code"), [(b"WIFI:secret\r", "other_code"), (b"\xff\xff secret\r", "unreadable")]
)
def test_what_came_instead_is_told_without_repeating_it(said: bytes, code: str) -> None:
    clock = JumpingClock()
    simulator = portless(lambda link: QrSimulator(link, clock))
    scanner = QrScanner("sim:/memory", clock)
    scanner._port = DriverEnd(simulator, clock)
    scanner.open()
    simulator._code = said[:-1]
    with pytest.raises((OtherCode, BadCode)) as caught:
        scanner.scan(1.0, receipt_code)
    assert caught.value.code == code
    assert "secret" not in str(caught.value)
    assert simulator.state()["lit"] is False
    simulator.show("LB-0003")
    assert scanner.scan(1.0, receipt_code) == "LB-0003"


def test_noise_before_a_code_makes_it_another_one_however_the_line_cuts_it() -> None:
    for size in (1, 3, 64):
        clock = JumpingClock()
        told = b"".join(script(part) for part in (reply(b"\x39\x01"), reply(b"\x00"), reply(b"\x00"))) + _cut(
            b"x~LB-0001\r", size
        )
        scanner = QrScanner("sim:/fuzz", clock)
        scanner._port = FuzzLine(told + script(reply(b"\x00"), b"", reply(b"\x00")), clock)
        scanner.open()
        with pytest.raises(OtherCode):
            scanner.scan(1.0, receipt_code)


def _cut(data: bytes, size: int) -> bytes:
    return b"".join(script(data[at : at + size]) for at in range(0, len(data), size))


def test_unplugged_while_it_looks_and_back(scanner: QrScanner, simulator: QrSimulator) -> None:
    simulator.do("device.unplug")
    assert scanner.probe() == Health(State.GONE, "unplugged")
    with pytest.raises(Unplugged):
        scanner.scan(1.0, bool)
    scanner.close()
    with pytest.raises(Unplugged):
        scanner.open()
    simulator.do("device.replug")
    scanner.open()
    assert scanner.probe() == Health(State.READY)


Scripted = Callable[..., QrScanner]


@pytest.fixture
def scripted(tmp_path: Path, clock: SystemClock) -> Iterator[Scripted]:
    """An open scanner whose module answers with a script."""
    made: list[tuple[QrScanner, ScriptedPeer]] = []

    def make(*script: bytes, plain: bool = False) -> QrScanner:
        peer = ScriptedPeer(tmp_path / "peer", clock, list(script))
        peer.start()
        scanner = QrScanner(f"sim:{tmp_path / 'peer'}", clock, plain)
        made.append((scanner, peer))
        scanner.open()
        return scanner

    yield make
    for scanner, peer in made:
        scanner.close()
        peer.stop()


GREETING = (reply(b"\x39\x01"), reply(b"\x00"))


def test_answers_of_the_wrong_size_are_refused(scripted: Scripted) -> None:
    scanner = scripted(*GREETING, reply(b"\x01\x02\x03"), reply(b"\x05"), reply(b"\x01"), reply(b"\x01"))
    with pytest.raises(ScannerRefused):
        scanner.read(0)
    for act in (lambda: scanner.write(0, 1), scanner.save):
        with pytest.raises(ScannerRefused):
            act()
    assert scanner.probe() == Health(State.FAULTED, "bad_answer")


def test_a_code_from_before_belongs_to_somebody_else(scripted: Scripted) -> None:
    scanner = scripted(*GREETING, b"old\r" + reply(b"\x39\x01"), reply(b"\x00"), b"new\r", reply(b"\x00"))
    assert scanner.probe().state is State.READY
    assert scanner.scan(0.3, bool) is None


def test_a_scanner_that_only_sends_lines(tmp_path: Path, clock: SystemClock) -> None:
    peer = ScriptedPeer(tmp_path / "peer", clock, [])
    peer.start()
    scanner = QrScanner(f"sim:{tmp_path / 'peer'}", clock, plain=True)
    assert scanner.probe() == Health(State.GONE, "unplugged")
    scanner.open()
    assert scanner.probe() == Health(State.READY)
    assert scanner.scan(0.1, bool) is None
    assert peer.asked == []
    peer.do("device.unplug")
    assert scanner.probe() == Health(State.GONE, "unplugged")
    scanner.close()
    peer.stop()
