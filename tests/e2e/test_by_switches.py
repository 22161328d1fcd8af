"""A filing by two switches alone, one that moves on and one that chooses: spelt, handed in, at the province."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]


def test_a_request_is_delivered_by_two_switches_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--no-pictures", "--no-face", "--by-switches",
         "--matter", "SQ-01@switches", "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=850,
    )  # fmt: skip
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert report["ok"], report.get("trouble", "") + done.stderr[-2000:]
    assert report["result"]["number"]
