"""A device's wire recorded from the technician's screen: by a real driver over a pseudo-terminal, then played back."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from devices.clock import Deadline, SystemClock
from devices.id_card.reader import IdCardReader
from devices.life import Unplugged
from devices.simulators.rig import Rig
from devices.trace import Replay, Way, read_trace
from kiosk.visit.hardware import Hardware
from kiosk.visit.profile import Devices, VisitProfile
from kiosk.visit.tracing import MOST_KEPT, RECORD_S
from tests.cabinet import cabinet
from tests.kiosk.visit.cabinet import PIN, Cabinet, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet

CLOCK = SystemClock()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with cabinet(tmp_path / "rig") as found:
        yield found


@pytest.fixture
def hardware(rig: Rig, tmp_path: Path) -> Iterator[Hardware]:
    (tmp_path / "visit").mkdir()
    profile = VisitProfile(
        terminal_id="T", place="p", region="330199", court="c", network="n", province_key="AA==", key_id="k",
        journal_folder=str(tmp_path / "home" / "journals"), folder=str(tmp_path / "visit"),
        devices=Devices(id_reader=f"sim:{tmp_path}/rig/id-reader?baud=115200", face_camera="file:/nothing"),
    )  # fmt: skip
    found = Hardware(profile, CLOCK)
    found.start()
    yield found
    found.stop()


def usable(hardware: Hardware) -> bool:
    """Wait until the reader is there."""
    deadline = Deadline.after(CLOCK, 20.0)
    while "id_reader" in hardware.down() and not deadline.over:
        CLOCK.sleep(0.02)
    return "id_reader" not in hardware.down()


def test_what_the_driver_said_is_in_the_file_and_plays_back(
    rig: Rig, hardware: Hardware, tmp_path: Path
) -> None:
    assert usable(hardware)
    assert hardware.can_trace("id_reader")
    assert not hardware.can_trace("face_camera")
    trace = hardware.begin_trace("id_reader")
    assert 0 < trace.left <= RECORD_S
    assert usable(hardware)
    rig.do("card.put", {"persona": "zhang"})
    number = hardware.read_card()[0].number
    hardware.end_trace(trace)
    assert usable(hardware)
    assert hardware.read_card()[0].number == number  # by its own port again
    assert stat.S_IMODE(trace.path.stat().st_mode) == 0o600
    head, pieces = read_trace(trace.path)
    assert head.personal
    assert {piece.way for piece in pieces} == {Way.OUT, Way.IN}
    assert list((tmp_path / "visit").iterdir()) == []
    opening = replayed(tmp_path, pieces)
    assert opening["played"]


def replayed(folder: Path, pieces: list[Any]) -> dict[str, Any]:
    """How far a driver that only opens the reader follows."""
    player = Replay(folder / "played", CLOCK, pieces, 0.0)
    player.start()
    reader = IdCardReader(f"sim:{folder / 'played'}", CLOCK)
    reader.open()
    reader.close()
    state = player.do("state")
    player.stop()
    return state


def test_a_port_that_is_gone_leaves_no_file_and_the_device_as_it_was(
    rig: Rig, hardware: Hardware, tmp_path: Path
) -> None:
    assert usable(hardware)
    rig.do("device.unplug", {"kind": "id_reader"})
    with pytest.raises(Unplugged):
        hardware.begin_trace("id_reader")
    assert list((tmp_path / "home" / "traces").iterdir()) == []
    rig.do("device.replug", {"kind": "id_reader"})
    assert usable(hardware)


def test_a_few_are_kept_and_the_oldest_go(hardware: Hardware, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "traces"
    folder.mkdir(parents=True)
    for number in range(MOST_KEPT + 3):
        (folder / f"ups-{number:02d}.trace").write_text("{}")
    assert usable(hardware)
    trace = hardware.begin_trace("id_reader")
    hardware.end_trace(trace)
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == MOST_KEPT
    assert trace.path.name in left


# ---------------------------------------------------------------------- on the screen


@pytest.fixture
def opened(make: MakeCabinet, monkeypatch: pytest.MonkeyPatch) -> Cabinet:
    """Behind the PIN, with a reader whose wire can be recorded."""
    cabinet = make(technician_pin_hash=staff_hash())
    monkeypatch.setattr(cabinet.hardware, "can_trace", lambda kind: kind == "id_reader")
    cabinet.act("technician")
    cabinet.act("pin", pin=PIN)
    return cabinet


def row(cabinet: Cabinet) -> dict[str, Any]:
    """Of the reader."""
    return next(one for one in cabinet.view["devices"] if one["kind"] == "id_reader")


def test_a_recording_ends_by_a_second_touch_or_after_its_minute(
    opened: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    def begin(kind: str) -> Any:
        at = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
        made.append(SimpleNamespace(kind=kind, left=41.0, path=Path(f"{kind}-{at:%Y%m%d}.trace")))
        return made[-1]

    ended: list[Any] = []
    monkeypatch.setattr(opened.hardware, "begin_trace", begin)
    monkeypatch.setattr(opened.hardware, "end_trace", ended.append)
    opened.act("trace", kind="receipt_printer")
    assert made == []
    opened.act("trace", kind="id_reader")
    opened.tick()
    assert (row(opened)["canTrace"], row(opened)["traceLeft"]) == (True, 41)
    opened.act("trace", kind="id_reader")
    opened.tick()
    assert (row(opened)["traced"], row(opened)["traceReason"]) == ("done", "id_reader-20261130.trace")
    opened.act("trace", kind="id_reader")
    opened.tick()
    made[-1].left = 0.0
    opened.tick()
    opened.tick()
    assert ended == made
    deeds = [(one["deed"], one["device"], one["outcome"]) for one in opened.keeper.told("technician_act")]
    assert deeds[-2:] == [("traced", "id_reader", "done")] * 2


def test_a_port_that_is_gone_is_said(opened: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(_kind: str) -> Any:
        raise Unplugged

    monkeypatch.setattr(opened.hardware, "begin_trace", begin)
    opened.act("trace", kind="id_reader")
    opened.tick()
    assert (row(opened)["traced"], row(opened)["traceReason"]) == ("not_done", "unplugged")
