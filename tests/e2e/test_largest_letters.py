"""A filing with the largest letters in yellow on black, from the idle screen to the province, and what it looked like."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.timeout(900), pytest.mark.slow]

DARK = 40
"""Grey below which a pixel of the palette counts as its black ground."""
LEAST = 0.35
"""Share of it on a screen of that palette; one that shows a paper or a face has least."""


def ground(path: Path) -> float:
    """How much of a picture is black ground."""
    with Image.open(path) as picture:
        counts = picture.convert("L").histogram()
    return sum(counts[:DARK]) / sum(counts)


def test_a_mediation_is_asked_for_in_the_largest_letters(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--size", "largest", "--contrast", "yellow",
         "--language", "en", "--matter", "TJ-01", "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=850,
    )  # fmt: skip
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert report["ok"], report.get("trouble", "") + done.stderr[-2000:]
    assert report["result"]["number"]
    *screens, afterwards = sorted(tmp_path.rglob("[0-9][0-9]-*.png"))
    assert len(screens) > 20
    pale = {path.name: round(ground(path), 2) for path in screens if ground(path) < LEAST}
    assert pale == {}, "the palette holds to the end"
    assert ground(afterwards) < LEAST, "and is gone with the visit"
