"""`card decode FILE`: a capture becomes a record, or the reason why it is none."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from devices.cli import add_commands
from devices.id_card.frames import PREAMBLE, response
from devices.simulators.personas import load_personas

PERSONAS = load_personas()


def reading(persona: str) -> bytes:
    person = PERSONAS[persona]
    return response(0x90, b"\x01\x00\x04\x00" + person.text_record() + person.photo_block())


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    args = parser.parse_args(["card", "decode", *arguments])
    code: int = args.run(args)
    return code


@pytest.mark.parametrize("persona", list(PERSONAS))
def test_a_good_capture_is_decoded(
    persona: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "reply.bin"
    file.write_bytes(b"\x00noise" + reading(persona))
    assert run(str(file), "--json") == 0
    said = json.loads(capsysbinary.readouterr().out)
    assert said["ok"] is True
    assert said["card"]["number"] == PERSONAS[persona].number
    assert said["card"]["layout"] == PERSONAS[persona].layout.value
    assert said["photo"] == {"bytes": 1024, "kind": "simulated"}


def test_for_people_it_is_a_table(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "reply.bin"
    file.write_bytes(reading("zhang"))
    assert run(str(file)) == 0
    words = capsysbinary.readouterr().out.decode()
    assert "证件类型: 居民身份证" in words
    assert "姓名: 张秀英" in words
    assert "有效期止: 长期" in words


WHOLE = reading("zhang")
BAD = {
    "checksum": WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]),
    "truncated": WHOLE[:700],
    "length": PREAMBLE + b"\xff\xff" + WHOLE[7:],
    "noise": b"not a frame at all",
    "status": response(0x41),
    "not_a_reading": response(0x90),
    "bad_record": response(0x90, b"\x01\x00\x04\x00" + bytes(1280)),
}


@pytest.mark.parametrize("reason", list(BAD))
def test_a_bad_capture_is_refused_with_the_reason(
    reason: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "reply.bin"
    file.write_bytes(BAD[reason])
    assert run(str(file), "--json") == 2
    said = json.loads(capsysbinary.readouterr().out)
    assert (said["ok"], said["reason"]) == (False, reason)
    assert run(str(file)) == 2
    printed = capsysbinary.readouterr()
    assert printed.out == b""
    assert printed.err.decode().strip() == said["message"]


def test_a_file_that_is_not_there(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(str(tmp_path / "none.bin"), "--json") == 2
    assert json.loads(capsysbinary.readouterr().out)["reason"] == "file"
