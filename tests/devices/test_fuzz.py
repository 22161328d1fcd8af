"""The fuzzers themselves: seeds reach deep, promises hold for a while, and a broken one is kept and found again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from devices.clock import SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import Outcome, Unplugged
from devices.ptz.commands import HOME
from devices.ptz.driver import PtzCamera
from devices.qr_scanner.driver import QrScanner
from devices.relays.driver import RelayBoard
from devices.ups.driver import Power, Ups
from fuzz.line import FuzzLine, Hang, JumpingClock, script
from fuzz.promise import PromiseBroken, hold
from fuzz.run import Broken, change, main, plain, try_one
from fuzz.targets import TARGETS, Target


def test_every_promise_holds_for_a_while() -> None:
    tried = plain(sorted(TARGETS), 1.0, seed=7, clock=SystemClock())
    assert set(tried) == set(TARGETS)
    assert all(tried.values())


def line(name: str, clock: JumpingClock) -> FuzzLine:
    return FuzzLine(TARGETS[name].seeds[0], clock)


def test_seeds_are_good_conversations_from_which_changes_reach_deep() -> None:
    clock = JumpingClock()
    reader = IdCardReader("sim:/fuzz", clock)
    reader._port = line("reader", clock)
    reader.open()
    assert reader.read().card.name == "测试"
    assert reader.read(with_prints=True).prints == bytes(512)
    camera = PtzCamera("sim:/fuzz", clock)
    camera._port = line("camera", clock)
    camera.open()
    assert camera.firmware
    first = camera.start(HOME)
    assert first.result is None
    second = camera.start(HOME)
    assert camera.wait(first).outcome is Outcome.DONE
    assert second.result is None
    scanner = QrScanner("sim:/fuzz", clock)
    scanner._port = line("scanner", clock)
    scanner.open()
    assert scanner.scan(5.0, bool) == "LB-0001"
    board = RelayBoard("sim:/fuzz", clock)
    board._port = line("board", clock)
    board.open()
    ups = Ups("sim:/fuzz", clock)
    ups._port = line("supply", clock)
    ups.open()
    ups.read()
    assert ups.read().mains_fail
    assert ups.power is Power.LOW


def test_the_line_says_its_script_and_then_nothing() -> None:
    clock = JumpingClock()
    told = FuzzLine(script(b"x" * 70, b"", b"y"), clock)
    from devices.clock import Deadline

    assert told.read(Deadline.after(clock, 1)) == b"x" * 64
    assert told.read(Deadline.after(clock, 1)) == b"x" * 6
    assert told.read(Deadline.after(clock, 1)) == b""
    assert clock.seconds == pytest.approx(1.002)
    assert told.read(Deadline.after(clock, 1)) == b"y"
    assert told.said == b"x" * 70 + b"y"
    with pytest.raises(Unplugged):
        FuzzLine(b"\xff", clock).read(Deadline.after(clock, 1))


def test_a_driver_that_asks_forever_is_a_finding() -> None:
    clock = JumpingClock()
    silent = FuzzLine(b"", clock)
    from devices.clock import Deadline

    def forever(data: bytes) -> None:
        while True:
            silent.read(Deadline.after(clock, 1))

    with pytest.raises(Broken, match="Hang"):
        try_one("forever", Target(forever, ()), b"", clock)
    with pytest.raises(Hang):
        silent.read(Deadline.after(clock, 1))


def test_a_slow_input_is_a_finding() -> None:
    clock = JumpingClock()
    with pytest.raises(Broken, match="took more"):
        try_one("slow", Target(lambda data: clock.sleep(9), ()), b"", clock)


def test_changes_are_the_same_for_the_same_seed() -> None:
    first, second = Random(7), Random(7)
    assert [change(b"seed" * 9, first) for _ in range(50)] == [change(b"seed" * 9, second) for _ in range(50)]


def test_a_broken_promise_is_kept_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never_ff(data: bytes) -> None:
        hold(b"\xff" not in data, "FF came")

    with pytest.raises(PromiseBroken):
        never_ff(b"\xff")
    monkeypatch.setitem(TARGETS, "sam", Target(never_ff, (b"abc",)))
    options = ["--plain", "--target", "sam", "--out", str(tmp_path / "out")]
    assert main([*options, "--seconds", "20"]) == 1
    assert "FF came" in capsys.readouterr().err
    (kept,) = (tmp_path / "out").iterdir()
    assert kept.name.startswith("sam-")
    assert b"\xff" in kept.read_bytes()
    assert main([*options, "--replay", str(kept)]) == 1
    monkeypatch.setitem(TARGETS, "sam", Target(lambda data: None, ()))
    assert main([*options, "--replay", str(kept)]) == 0


def test_the_command_tells_what_it_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--plain", "--seconds", "0.1", "--target", "q1", "--target", "pelco"]) == 0
    assert "q1: " in capsys.readouterr().out
