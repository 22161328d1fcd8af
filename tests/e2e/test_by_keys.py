"""A filing without one touch of the screen, from the first screen to the province: by keypad and keys, or switches."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]


WAYS = {
    "keys": ("--by-keys", "--matter", "SQ-01"),
    "switches, largest letters, yellow on black": (
        "--by-switches", "--size", "largest", "--contrast", "yellow", "--matter", "SQ-01@switches"
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_request_is_delivered_without_a_touch(tmp_path: Path, way: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--no-pictures", "--no-face", *WAYS[way],
         "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=850,
    )  # fmt: skip
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert report["ok"], report.get("trouble", "") + done.stderr[-2000:]
    assert report["result"]["number"]
