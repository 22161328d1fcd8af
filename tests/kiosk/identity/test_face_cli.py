"""`face verify`: pictures in files, JSON out, an exit code that says it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from devices.simulators.faces import chip_webp
from devices.simulators.faces_clips import FaceClips
from kiosk.identity.cli import FaceFileError, add_commands, verify_files


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    parsed = parser.parse_args(["face", "verify", *arguments])
    return int(parsed.run(parsed))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "card.webp").write_bytes(chip_webp("hopper"))
    for name in ("hopper", "astronaut"):
        for tick in range(3):
            (tmp_path / f"{name}{tick}.jpg").write_bytes(FaceClips(name).neutral(tick))
    (tmp_path / "empty.jpg").write_bytes(FaceClips("hopper").fault("away", 0))
    (tmp_path / "text.jpg").write_text("no picture")
    return tmp_path


def test_the_same_face_matches(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(str(files / "card.webp"), *(str(files / f"hopper{n}.jpg") for n in range(3)))
    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["verdict"], len(answer["distances"])) == (0, "match", 3)
    assert answer["liveness"] == "not_done"
    assert answer["thresholds"]["accept"] == 0.36


def test_another_face_does_not(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(files / "card.webp"), str(files / "astronaut0.jpg")) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "no_match"


@pytest.mark.parametrize(
    ("live", "code"), [("empty.jpg", "no_face"), ("text.jpg", "not_a_picture"), ("none.jpg", "unreadable")]
)
def test_a_bad_file_says_which_and_why(files: Path, live: str, code: str) -> None:
    with pytest.raises(FaceFileError) as caught:
        verify_files(files / "card.webp", [files / "hopper0.jpg", files / live])
    assert (caught.value.code, caught.value.which) == (code, "live 2")


def test_a_bad_file_is_exit_code_2(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(files / "text.jpg"), str(files / "hopper0.jpg")) == 2
    assert json.loads(capsys.readouterr().out) == {"error": "not_a_picture", "picture": "card"}
