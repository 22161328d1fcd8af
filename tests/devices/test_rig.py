"""The rig's contract: a process of its own, found by rig.json, told what to do over its socket."""

from __future__ import annotations

import base64
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import Deadline, SystemClock
from devices.id_card.reader import IdCardReader
from devices.simulators.control import RigClient, RigError
from devices.simulators.personas import PERSONAS_FILE, load_personas
from devices.simulators.rig import Rig

COMMAND = (
    "import argparse, sys; from devices.cli import add_commands; p = argparse.ArgumentParser();"
    "add_commands(p.add_subparsers()); a = p.parse_args(); sys.exit(a.run(a))"
)
ROOT = Path(__file__).parents[2]


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """The `simulate` command, once rig.json is there."""
    command = [sys.executable, "-c", COMMAND, "simulate", "--dir", str(folder), *options]
    process = subprocess.Popen(command, cwd=ROOT)
    deadline = Deadline.after(SystemClock(), 30)
    while not (folder / "rig.json").exists() and process.poll() is None and not deadline.over:
        deadline.clock.sleep(0.02)
    return process


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = start(tmp_path / "r", "--no-camera")
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def client(rig: Rig, tmp_path: Path) -> RigClient:
    return RigClient(tmp_path / "rig" / "control.sock")


@pytest.mark.parametrize("end", ["quit", "terminate", "interrupt"])
def test_process_announces_itself_and_leaves_nothing(
    process: subprocess.Popen[bytes], tmp_path: Path, clock: SystemClock, end: str
) -> None:
    addresses = json.loads((tmp_path / "r" / "rig.json").read_text())
    assert addresses["id_reader"] == f"sim:{tmp_path / 'r' / 'id-reader'}"
    assert addresses["receipt_printer"] == f"sim:{tmp_path / 'r' / 'receipt-printer'}"
    reader = IdCardReader(addresses["id_reader"], clock)
    reader.open()
    assert not reader.find()
    reader.close()
    if end == "quit":
        RigClient(addresses["control"]).do("quit")
    else:
        process.send_signal(signal.SIGTERM if end == "terminate" else signal.SIGINT)
    assert process.wait(timeout=10) == 0
    assert list((tmp_path / "r").iterdir()) == []


def test_process_with_cameras_tells_their_addresses(tmp_path: Path) -> None:
    process = start(tmp_path / "r")
    try:
        addresses = json.loads((tmp_path / "r" / "rig.json").read_text())
        assert addresses["face_camera"].startswith("sim:http://127.0.0.1:")
        assert addresses["document_camera"].endswith("/page.mjpg")
        client = RigClient(addresses["control"])
        client.do("face.show", persona="wang")
        client.do("page.remove")
        assert client.do("state")["cameras"]["face"] == "hopper"
        client.do("device.unplug", kind="face_camera")
    finally:
        process.kill()
        process.wait()


def test_every_wired_verb_is_understood(client: RigClient) -> None:
    client.do("card.put", persona="wang")
    for name in ("torn", "bad_xor", "oversize", "merged", "slow", "pulled", "none"):
        client.do("card.fault", name=name)
        assert client.do("state")["id_reader"]["fault"] == name
    client.do("card.remove")
    for state in ("low", "out", "ok"):
        client.do("printer.paper", state=state)
        assert client.do("state")["receipt_printer"]["paper"] == state
    client.do("printer.cover", open=True)
    assert client.do("state")["receipt_printer"]["cover_open"] is True
    client.do("printer.cover", open=False)
    client.do("printer.out_after", lines=3)
    assert base64.b64decode(client.do("printer.tape")["bytes"]) == b""
    client.do("ptz.pace", ms=5)
    client.do("ptz.network")
    assert client.do("ptz.seen") == {"most": 0}
    client.do("qr.show", text="LB-0001")
    assert client.do("state")["qr_scanner"]["code"] is True
    client.do("qr.hide")
    client.do("relay.presence", present=True)
    client.do("relay.door", open=True)
    assert client.do("state")["relays"]["inputs"][:2] == [True, False]
    client.do("ups.mains", on=False)
    client.do("ups.battery", low=True)
    assert client.do("state")["ups"]["battery_low"] is True
    for verb, kind in (("ptz", "ptz_camera"), ("qr", "qr_scanner"), ("relay", "relays"), ("ups", "ups")):
        client.do(f"{verb}.fault", name="silent")
        assert client.do("state")[kind]["fault"] == "silent"
    for kind in ("id_reader", "receipt_printer", "ptz_camera", "qr_scanner", "relays", "ups"):
        client.do("device.unplug", kind=kind)
        assert client.do("state")[kind]["plugged"] is False
        client.do("device.replug", kind=kind)
        assert client.do("state")[kind]["plugged"] is True


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("nonsense", {}),
        ("card.put", {"persona": "nobody"}),
        ("card.put", {}),
        ("card.fault", {"name": "melted"}),
        ("printer.paper", {"state": "wet"}),
        ("ptz.fault", {"name": "melted"}),
        ("qr.fault", {"name": "melted"}),
        ("relay.fault", {"name": "melted"}),
        ("ups.fault", {"name": "melted"}),
        ("device.unplug", {"kind": "kettle"}),
        ("face.show", {"persona": "zhang"}),
        ("card.put", {"persona": "zhang", "extra": 1}),
    ],
)
def test_what_it_does_not_know_it_refuses_and_lives_on(
    client: RigClient, verb: str, args: dict[str, object]
) -> None:
    with pytest.raises(RigError):
        client.do(verb, **args)
    assert client.do("state")["id_reader"]["card"] is None


def test_lines_that_are_no_requests_are_answered(rig: Rig, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link, link.makefile("rb") as answers:
        link.settimeout(5)
        link.connect(str(tmp_path / "rig" / "control.sock"))
        for line in (b"nonsense\n", b"[]\n", b"{}\n"):
            link.sendall(line)
            assert json.loads(answers.readline())["ok"] is False
        link.sendall(b'{"do": "state"}\n')
        assert json.loads(answers.readline())["ok"] is True


def test_only_the_owner_may_open_the_control(rig: Rig, tmp_path: Path) -> None:
    assert (tmp_path / "rig" / "control.sock").stat().st_mode & 0o077 == 0


def test_a_rig_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RigError, match="state: FileNotFoundError"):
        RigClient(tmp_path / "control.sock").do("state")


def test_personas_cover_all_layouts_and_have_both_faces() -> None:
    people = load_personas().values()
    assert len(people) == 8
    assert {person.layout.value for person in people} == {
        "resident",
        "hk_macau_taiwan",
        "foreign_2017",
        "foreign_2023",
    }
    assert {person.face for person in people} == {"astronaut", "hopper"}
    assert {person.sex for person in people} == {"1", "2"}
    assert "长期" in {person.valid_to for person in people}
    assert all(person.phone.startswith("1320000") for person in people)
    assert all("张秀英" not in repr(person) for person in people)


def test_persona_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "personas.yaml"
    wrong.write_text(PERSONAS_FILE.read_text().replace("phone:", "fone:", 1))
    with pytest.raises(ValueError, match="zhang: unknown"):
        load_personas(wrong)
