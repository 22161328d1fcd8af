"""The demonstration's stage with a line that can be cut: the terminal meets the province only through it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devices.simulators.control import RigClient
from kiosk.tour.stage import Stage, StageError


def test_the_terminal_enrols_through_the_line(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", headless=True, cuttable=True)
    try:
        stage.start_province()
        stage.lay_line()
        control = RigClient(stage.line_socket)
        control.do("line.set", mode="down")
        with pytest.raises(StageError, match="not reached"):
            stage.enrol()
        control.do("line.set", mode="up")
        stage.enrol()
        enrolled = json.loads((stage.folder / "terminal" / "enrolment.json").read_text(encoding="utf-8"))
        assert enrolled["url"] != stage.ready["url"]
        assert enrolled["url"].startswith("http://127.0.0.1:")
    finally:
        stage.stop_all()
    assert not stage.line_socket.exists()
