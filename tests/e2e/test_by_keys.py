"""A filing without one touch of the screen, from the idle screen to the province: by keypad and keyboard, or by two
switches, one that moves on and one that chooses, with every word spelt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]


@pytest.mark.parametrize(("way", "matter"), [("--by-keys", "SQ-01"), ("--by-switches", "SQ-01@switches")])
def test_a_request_is_delivered_without_a_finger(tmp_path: Path, way: str, matter: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--no-pictures", "--no-face", way,
         "--matter", matter, "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=850,
    )  # fmt: skip
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert report["ok"], report.get("trouble", "") + done.stderr[-2000:]
    assert report["result"]["number"]
