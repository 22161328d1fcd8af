"""Traces on a rig: the driver under the terminal is recorded at its own link and meets the trace there again."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Deadline, SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import Kind, State, Unplugged
from devices.simulators.rig import Rig
from devices.simulators.ups import UpsSimulator
from devices.simulators.wire import UnknownVerb
from devices.trace import TraceError, read_trace
from devices.ups.driver import Ups


def do(rig: Rig, verb: str, **args: Any) -> dict[str, Any]:
    return rig.do(verb, args)


def read_card(rig: Rig, address: str) -> str:
    """What one reader reads, opened for it."""
    reader = IdCardReader(address, SystemClock())
    reader.open()
    try:
        return reader.read().card.number
    finally:
        reader.close()


def test_a_trace_of_a_card_is_read_again_although_the_card_is_gone(rig: Rig, tmp_path: Path) -> None:
    address = f"sim:{tmp_path / 'rig' / 'id-reader'}"
    do(rig, "card.put", persona="wang")
    started = do(rig, "trace.record", kind="id_reader")
    number = read_card(rig, address)
    ended = do(rig, "trace.stop")
    assert (started["mode"], ended["pieces"] > 4, ended["trouble"]) == ("record", True, "")
    trace = Path(ended["file"])
    assert stat.S_IMODE(trace.stat().st_mode) == 0o600
    head, pieces = read_trace(trace)
    assert (head.kind, head.personal, len(pieces)) == (Kind.ID_READER, True, ended["pieces"])
    do(rig, "card.remove")
    do(rig, "trace.replay", file=str(trace), speed=0)
    assert read_card(rig, address) == number
    played = do(rig, "trace.stop")
    assert (played["played"], played["strayed"]) == (played["pieces"], False)
    do(rig, "card.put", persona="zhang")
    assert read_card(rig, address) not in ("", number)


def test_a_real_port_stands_in_for_the_simulator(rig: Rig, tmp_path: Path) -> None:
    clock = SystemClock()
    elsewhere = UpsSimulator(tmp_path / "real-ups", clock)
    elsewhere.start()
    elsewhere.do("ups.mains", on=False)
    ups = Ups(f"sim:{tmp_path / 'rig' / 'ups'}", clock)
    ups.open()
    assert not ups.read().mains_fail
    file = tmp_path / "mine.trace"
    do(rig, "trace.record", kind="ups", port=f"sim:{tmp_path / 'real-ups'}", file=str(file))
    assert ups.probe().state is State.GONE
    ups.open()
    assert ups.read().mains_fail
    assert do(rig, "state")["trace"]["file"] == str(file)
    do(rig, "trace.stop")
    ups.open()
    assert not ups.read().mains_fail
    assert b"".join(piece.data for piece in read_trace(file)[1]).count(b"Q1\r") >= 2
    ups.close()
    elsewhere.stop()


def test_a_cable_pulled_while_recording_keeps_what_came(rig: Rig, tmp_path: Path) -> None:
    ups = Ups(f"sim:{tmp_path / 'rig' / 'ups'}", SystemClock())
    do(rig, "trace.record", kind="ups")
    ups.open()
    do(rig, "device.unplug", kind="ups")
    deadline = Deadline.after(SystemClock(), 20)
    while not do(rig, "state")["trace"]["trouble"] and not deadline.over:
        deadline.clock.sleep(0.02)
    ended = do(rig, "trace.stop")
    assert ended["trouble"] == "unplugged"
    assert len(read_trace(Path(ended["file"]))[1]) == ended["pieces"] > 0
    ups.open()
    ups.close()


def test_what_cannot_be_leaves_the_simulator_where_it_was(rig: Rig, tmp_path: Path) -> None:
    link = tmp_path / "rig" / "ups"
    with pytest.raises(Unplugged):
        do(rig, "trace.record", kind="ups", port=f"sim:{tmp_path / 'nothing'}", file=str(tmp_path / "t"))
    assert link.exists()
    assert not (tmp_path / "t").exists()
    with pytest.raises(UnknownVerb):
        do(rig, "trace.record", kind="face_camera")
    other = tmp_path / "other.trace"
    other.write_text(json.dumps({"trace": 1, "kind": "kettle", "baud": 2400, "personal": False}))
    with pytest.raises(TraceError):
        do(rig, "trace.replay", file=str(other))
    do(rig, "trace.record", kind="ups")
    with pytest.raises(UnknownVerb, match="under way"):
        do(rig, "trace.record", kind="relays")
    do(rig, "trace.stop")
    with pytest.raises(FileExistsError):
        do(rig, "trace.record", kind="ups", file=str(other))
    assert do(rig, "state")["trace"]["mode"] == ""
    assert link.exists()


def test_the_cable_is_offered_under_another_name(tmp_path: Path) -> None:
    simulator = UpsSimulator(tmp_path / "ups", SystemClock())
    simulator.start()
    simulator.do("device.move", link=str(tmp_path / "b"))
    assert (tmp_path / "b").exists()
    assert not (tmp_path / "ups").exists()
    simulator.stop()
