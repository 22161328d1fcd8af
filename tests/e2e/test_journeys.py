"""A resident's own affairs end to end: a judgment read, receipted and printed; `make tour-journeys` walks the others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.tour.affairs import names_of
from kiosk.tour.journeys import JOURNEYS
from kiosk.tour.province_book import more

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_judgment_is_read_receipted_once_and_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--journey", "inbox", "--no-pictures", "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    summary = json.loads((tmp_path / "journeys.json").read_text(encoding="utf-8"))
    (row,) = summary["rows"]
    assert (row["held"], row["province"]) == ("yes", dict(JOURNEYS["inbox"].holds)), done.stderr[-2000:]
    assert done.returncode == 0
    (paper,) = (tmp_path / "inbox").glob("*.pdf")
    assert "民事判决书" in PdfReader(paper).pages[0].extract_text()


def test_a_journey_that_is_not_known_is_said() -> None:
    with pytest.raises(ValueError, match="no journey ghost; there are inbox"):
        names_of("inbox,ghost")
    assert names_of("all") == list(JOURNEYS)


def test_only_what_changed_is_told() -> None:
    assert more({"opened": 1, "urges": 2}, {"opened": 2, "urges": 2, "rate": 1}) == {"opened": 1, "rate": 1}
    assert more({"slot booked": 1}, {"slot cancelled": 1}) == {"slot booked": -1, "slot cancelled": 1}
