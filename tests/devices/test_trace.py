"""Traces: recorded between a driver and its port, kept to their owner, played back to the same driver."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Deadline, SystemClock
from devices.id_card import errors
from devices.id_card.frames import Flaw
from devices.id_card.reader import IdCardReader
from devices.life import Kind, Unplugged
from devices.simulators.personas import load_personas
from devices.simulators.rig import Rig
from devices.trace import Head, Piece, Replay, Tap, TraceError, TraceWriter, Way, main, read_trace
from devices.ups.driver import Ups

PERSONAS = load_personas()
ROOT = Path(__file__).parents[2]


def record(rig: Rig, folder: Path, kind: Kind, use: Callable[[str], object]) -> Path:
    """A trace of what `use` does with the rig's device of that kind."""
    clock, path, link = SystemClock(), folder / f"{kind}.trace", folder / "tapped"
    port = f"sim:{folder / 'rig' / kind.value.replace('_', '-')}"
    with TraceWriter(path, kind, 115200, clock) as writer:
        tap = Tap(port, link, writer, clock, 115200)
        tap.start()
        use(f"sim:{link}")
        tap.stop()
    assert tap.trouble == ""
    assert not link.exists()
    return path


def replay(
    folder: Path, pieces: list[Piece], use: Callable[[str], object], speed: float = 0.0
) -> dict[str, object]:
    """How far a driver followed a trace."""
    player = Replay(folder / "played", SystemClock(), pieces, speed)
    player.start()
    use(f"sim:{folder / 'played'}")
    state = player.do("state")
    player.stop()
    return state


def read_card(address: str) -> str:
    reader = IdCardReader(address, SystemClock())
    reader.open()
    try:
        return reader.read().card.number
    finally:
        reader.close()


def read_badly(address: str) -> None:
    with pytest.raises(errors.BadFrame) as caught:
        read_card(address)
    assert caught.value.flaw is Flaw.CHECKSUM


def test_a_reading_is_recorded_and_read_again_from_the_trace(rig: Rig, tmp_path: Path) -> None:
    rig.do("card.put", {"persona": "zhang"})
    numbers: list[str] = []
    path = record(rig, tmp_path, Kind.ID_READER, lambda address: numbers.append(read_card(address)))
    head, pieces = read_trace(path)
    assert head == Head(Kind.ID_READER, 115200, personal=True)
    state = replay(tmp_path, pieces, lambda address: numbers.append(read_card(address)))
    assert numbers == [PERSONAS["zhang"].number] * 2
    assert state == {"played": len(pieces), "pieces": len(pieces), "strayed": False}


def test_a_fault_met_once_is_met_again(rig: Rig, tmp_path: Path) -> None:
    rig.do("card.put", {"persona": "zhang"})
    rig.do("card.fault", {"name": "bad_xor"})
    _, pieces = read_trace(record(rig, tmp_path, Kind.ID_READER, read_badly))
    assert replay(tmp_path, pieces, read_badly)["strayed"] is False


def test_pauses_are_played_too(tmp_path: Path, clock: SystemClock) -> None:
    pieces = [Piece(0.0, Way.OUT, b"?"), Piece(0.4, Way.IN, b"!")]
    took = []

    def ask(address: str) -> None:
        from devices.serial_port import SerialPort

        with SerialPort(address, clock) as port:
            began = clock.monotonic()
            port.write(b"?")
            assert port.read(Deadline.after(clock, 5)) == b"!"
            took.append(clock.monotonic() - began)

    for speed in (1.0, 4.0):
        replay(tmp_path, pieces, ask, speed)
    assert took[0] >= 0.4
    assert took[1] >= 0.1


def test_a_driver_that_strays_is_told_nothing_more(rig: Rig, tmp_path: Path) -> None:
    pieces = [Piece(0.0, Way.OUT, b"something else"), Piece(0.0, Way.IN, b"!")]

    def stray(address: str) -> None:
        with pytest.raises(errors.NoAnswer):
            read_card(address)

    assert replay(tmp_path, pieces, stray) == {"played": 0, "pieces": 2, "strayed": True}


def test_a_file_of_a_person_is_its_owners_alone(rig: Rig, tmp_path: Path) -> None:
    rig.do("card.put", {"persona": "zhang"})
    path = record(rig, tmp_path, Kind.ID_READER, read_card)
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text().splitlines()[0])["personal"] is True
    path.chmod(0o640)
    with pytest.raises(TraceError, match="owner alone"):
        read_trace(path)
    lying = path.with_name("lying")
    lying.write_text(path.read_text().replace('"personal": true', '"personal": false'))
    lying.chmod(0o644)
    with pytest.raises(TraceError, match="owner alone"):
        read_trace(lying)
    with pytest.raises(FileExistsError):
        TraceWriter(path, Kind.ID_READER, 9600, SystemClock())


def test_a_supply_says_nothing_of_a_person(rig: Rig, tmp_path: Path) -> None:
    def ask(address: str) -> None:
        ups = Ups(address, SystemClock())
        ups.open()
        ups.close()

    path = record(rig, tmp_path, Kind.UPS, ask)
    path.chmod(0o644)
    head, pieces = read_trace(path)
    assert not head.personal
    assert b"".join(piece.data for piece in pieces if piece.way is Way.OUT) == b"Q1\rQ1\r"
    assert replay(tmp_path, pieces, ask)["strayed"] is False


def test_a_change_of_speed_is_followed(rig: Rig, tmp_path: Path) -> None:
    rig.do("card.put", {"persona": "wang"})
    numbers: list[str] = []

    def change(address: str) -> None:
        reader = IdCardReader(address, SystemClock())
        reader.open()
        reader.set_baud(19200)
        numbers.append(reader.read().card.number)
        reader.close()

    _, pieces = read_trace(record(rig, tmp_path, Kind.ID_READER, change))
    assert replay(tmp_path, pieces, change)["strayed"] is False
    assert numbers == [PERSONAS["wang"].number] * 2


def test_what_was_said_never_shows_in_a_repr() -> None:
    assert "secret" not in repr(Piece(0.0, Way.IN, b"secret"))


def test_a_pulled_cable_ends_the_recording_and_keeps_what_came(rig: Rig, tmp_path: Path) -> None:
    clock, path = SystemClock(), tmp_path / "trace"
    writer = TraceWriter(path, Kind.UPS, 2400, clock)
    tap = Tap(f"sim:{tmp_path / 'rig' / 'ups'}", tmp_path / "tapped", writer, clock, 2400)
    tap.start()
    ups = Ups(f"sim:{tmp_path / 'tapped'}", clock)
    ups.open()
    rig.do("device.unplug", {"kind": "ups"})
    tap.wait()
    assert tap.trouble == "unplugged"
    assert ups.probe().reason == "unplugged"
    ups.close()
    assert len(read_trace(path)[1]) >= 4
    again = Tap(f"sim:{tmp_path / 'rig' / 'ups'}", tmp_path / "tapped", writer, clock, 2400)
    with pytest.raises(Unplugged):
        again.start()


HEAD = json.dumps({"trace": 1, "kind": "ups", "baud": 2400, "personal": False})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("nonsense", 1),
        (HEAD.replace("1,", "2,"), 1),
        (HEAD.replace("ups", "kettle"), 1),
        (HEAD.replace("false", '"no"'), 1),
        (HEAD + "\n{}", 2),
        (HEAD + '\n{"at": 0, "way": "up", "bytes": "00"}', 2),
        (HEAD + '\n{"at": 0, "way": "in", "bytes": "0"}', 2),
        (HEAD + '\n{"at": 0, "way": "in", "bytes": ""}', 2),
        (HEAD + '\n{"at": NaN, "way": "in", "bytes": "00"}', 2),
        (HEAD + '\n{"at": 1, "way": "in", "bytes": "00"}\n{"at": 0.5, "way": "in", "bytes": "00"}', 3),
    ],
)
def test_what_is_no_trace_is_refused_by_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "trace"
    path.write_text(text)
    with pytest.raises(TraceError, match=f"line {line}:"):
        read_trace(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_survived_and_no_trace(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "trace"
    path.write_bytes(junk)
    with pytest.raises(TraceError):
        read_trace(path)


def test_the_commands_record_and_replay(
    rig: Rig, tmp_path: Path, clock: SystemClock, capsys: pytest.CaptureFixture[str]
) -> None:
    path, link = tmp_path / "ups.trace", tmp_path / "tapped"
    port = f"sim:{tmp_path / 'rig' / 'ups'}"
    options = ["record", "--kind", "ups", "--baud", "2400", "--port", port, "--link", link, "--file", path]
    recorder = subprocess.Popen([sys.executable, "-m", "devices.trace", *map(str, options)], cwd=ROOT)
    deadline = Deadline.after(clock, 20)
    while not link.exists() and not deadline.over:
        clock.sleep(0.02)
    ups = Ups(f"sim:{link}", clock)
    ups.open()
    ups.close()
    rig.do("device.unplug", {"kind": "ups"})
    assert recorder.wait(timeout=20) == 0
    play = [sys.executable, "-m", "devices.trace", "replay", "--file", str(path), "--link", str(link)]
    player = subprocess.Popen(play, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    while not link.exists() and not deadline.over:
        clock.sleep(0.02)
    ups.open()
    said, _ = player.communicate(timeout=20)
    ups.close()
    assert json.loads(said)["strayed"] is False
    assert player.returncode == 0
    assert main(["replay", "--file", str(tmp_path / "none"), "--link", str(link)]) == 2
    assert "No such file" in capsys.readouterr().err
