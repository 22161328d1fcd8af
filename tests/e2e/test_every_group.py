"""A visit for one matter of each group, one after the other on one stage; `make tour-all` visits every matter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from legalnet.catalogue import load_catalogue

ROOT = Path(__file__).parent.parent.parent
SMALL = ("SS-HJ", "SD-02", "ZJ-DZ", "TJ-02", "ZX-03", "ZC-01", "JD-01", "ZH-03", "SQ-02")
"""The matter of each group with the fewest pages."""

pytestmark = [pytest.mark.timeout(1500), pytest.mark.slow]


def test_one_matter_of_each_group_is_delivered(tmp_path: Path) -> None:
    codes = [code for code in SMALL if load_catalogue().get(code) is not None]
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--no-pictures", "--no-face", "--out", str(tmp_path),
         "--matter", ",".join(codes)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=1400,
    )  # fmt: skip
    summary = json.loads((tmp_path / "tours.json").read_text(encoding="utf-8"))
    assert summary["faults"] == [], done.stdout + done.stderr[-2000:]
    assert [(row["matter"], row["delivered"]) for row in summary["rows"]] == [(code, "yes") for code in codes]
    assert all(row["pages"] >= 1 and row["screens"] > 8 for row in summary["rows"])
    assert done.returncode == 0
