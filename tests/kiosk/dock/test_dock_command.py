"""`main.py dock` from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.ups.driver import Ups
from kiosk.dock.bench import Bench, stands
from kiosk.dock.catalogue import by_name, fault
from main import main


def test_a_fault_by_its_name_and_off_again(
    bench: Bench, rig: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dock", "--control", rig["control"], "receipt_printer.cover_open"]) == 0
    assert "printer_trouble cover_open" in capsys.readouterr().out
    assert stands(fault("receipt_printer.cover_open"), bench.state())
    assert main(["dock", "--control", rig["control"], "--off", "receipt_printer.cover_open"]) == 0
    assert not stands(fault("receipt_printer.cover_open"), bench.state())


def test_clear_says_what_stood(bench: Bench, rig: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    bench.inject(fault("id_reader.unplug"))
    assert main(["dock", "--control", rig["control"], "clear"]) == 0
    assert "id_reader.unplug" in capsys.readouterr().out
    assert main(["dock", "--control", rig["control"], "clear"]) == 0
    assert "nothing stood" in capsys.readouterr().out


def test_the_list_names_all_and_marks_what_stands(
    bench: Bench, rig: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    bench.inject(fault("face_camera.two"))
    assert main(["dock", "--control", rig["control"], "--list", "--json"]) == 0
    listed = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == set(by_name())
    assert listed["face_camera.two"]["stands"] is True
    assert listed["face_camera.black"]["stands"] is False
    assert listed["face_camera.two"]["code"] == "two_faces"
    assert "main.py demo" in listed["network.down"]["why_not"]["en"]
    assert main(["dock", "--control", rig["control"], "--list"]) == 0
    assert "* face_camera.two" in capsys.readouterr().out


def test_a_trace_is_recorded_and_played_by_command(
    bench: Bench, rig: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def dock(*words: str) -> dict[str, object]:
        assert main(["dock", "--control", rig["control"], *words]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    file, ups = tmp_path / "ups.trace", Ups(rig["ups"], SystemClock())
    assert dock("record", "--kind", "ups", "--file", str(file))["mode"] == "record"
    ups.open()
    before = ups.read()
    ups.close()
    assert dock("stop")["file"] == str(file)
    bench.inject(fault("ups.mains_fail"))
    assert dock("replay", "--file", str(file))["kind"] == "ups"
    ups.open()
    assert ups.read() == before
    ups.close()
    assert dock("stop")["strayed"] is False
    for wrong in (["record"], ["replay"]):
        assert main(["dock", "--control", rig["control"], *wrong]) == 2
    assert main(["dock", "--control", rig["control"], "replay", "--file", str(tmp_path / "none")]) == 1


def test_the_list_needs_no_rig(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dock", "--list", "--json"]) == 0
    assert all(one["stands"] is None for one in json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("", 2, "NAME"),
        ("id_reader.torn", 2, "--control"),
        ("--control {rig} id_reader.tornado", 2, "no fault named id_reader.tornado"),
        ("--control {rig} network.down", 1, "main.py demo"),
        ("--control {rig}.gone id_reader.torn", 1, "FileNotFoundError"),
    ],
)
def test_what_cannot_be_is_said(
    rig: dict[str, str], capsys: pytest.CaptureFixture[str], line: str, code: int, said: str
) -> None:
    assert main(["dock", *line.format(rig=rig["control"]).split()]) == code
    assert said in capsys.readouterr().err
