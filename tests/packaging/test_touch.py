"""The calibration that root writes: six sensible numbers or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import touch


def test_a_sensible_map_becomes_a_rule(tmp_path: Path) -> None:
    measured = tmp_path / "touch.json"
    measured.write_text(json.dumps({"matrix": [1.02, 0, -0.01, 0, 0.98, 0.005]}))
    said = subprocess.run(
        [sys.executable, "-I", str(Path(touch.__file__)), "show", "--measured", str(measured)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (
        'ENV{LIBINPUT_CALIBRATION_MATRIX}="1.020000 0.000000 -0.010000 0.000000 0.980000 0.005000"'
        in said.stdout
    )


@pytest.mark.parametrize(
    "told",
    [
        {"matrix": [1, 0, 0, 0, 1]},
        {"matrix": [1, 0, 0, 0, 1, "x"]},
        {"matrix": [1, 0, 0, 1, 0, 0]},
        {"matrix": [9, 0, 0, 0, 1, 0]},
        {"matrix": [1, 0, float("nan"), 0, 1, 0]},
        {"matrix": [1, 0, float("inf"), 0, 1, 0]},
        {"matrix": None},
        [],
    ],
)
def test_what_no_panel_needs_is_refused(tmp_path: Path, told: object) -> None:
    measured = tmp_path / "touch.json"
    measured.write_text(json.dumps(told))
    with pytest.raises(touch.Nonsense):
        touch.read(measured)


def test_a_link_to_somewhere_else_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(json.dumps({"matrix": [1, 0, 0, 0, 1, 0]}))
    (tmp_path / "touch.json").symlink_to(tmp_path / "secret")
    with pytest.raises(touch.Nonsense):
        touch.read(tmp_path / "touch.json")
