"""The guided tour as the end-to-end test: real processes, touches on the real scene, bytes over ptys and sockets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parent.parent.parent

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]


def tour(out: Path, *more: str) -> dict[str, Any]:
    """Run the command; its report, which must say that everything held."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--out", str(out), "--json", *more],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=580,
    )  # fmt: skip
    report: dict[str, Any] = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    logs = "\n".join(f"== {log.name}\n{log.read_text(encoding='utf-8')[-1500:]}" for log in out.glob("*.log"))
    summary = {key: report.get(key) for key in ("trouble", "result", "province", "traces")}
    assert done.returncode == 0, f"{summary}\n{done.stderr[-2000:]}\n{logs}"
    assert report["ok"] is True
    return report


def test_a_resident_files_a_suit(tmp_path: Path) -> None:
    report = tour(tmp_path, "--matter", "SS-LA-01")
    screens = [step["screen"] for step in report["steps"]]
    for screen in ("idle", "intro", "consent", "card", "card-read", "consent-face", "face", "scan-iou", "summary",
                   "preview", "sign", "confirm", "receipt", "take", "idle-again"):  # fmt: skip
        assert screen in screens
    assert report["result"]["slip"] == {"outcome": "done", "reason": ""}
    assert [one["name"] for one in report["signed"]] == ["complaint.pdf", "evidence_index.pdf", "addr.pdf"]
    assert {(one["verdict"], one["time"]) for one in report["signed"]} == {("intact", "terminal")}
    looked_for = " ".join(report["looked_for"])
    for trace in (
        "name",
        "number",
        "address",
        "birth",
        "answer",
        "card photo",
        "complaint.pdf",
        "iou",
        "pixels",
    ):
        assert trace in looked_for
    slip = (tmp_path / "receipt.txt").read_text(encoding="utf-8")
    assert report["result"]["number"] in slip
    assert report["result"]["code"] in slip
    assert "已送达" in slip
    assert "张秀英" not in slip
    copies = next(tmp_path.glob("*.pdf"))
    text = "".join(page.extract_text() for page in PdfReader(copies).pages)
    assert "民事起诉状" in text.replace(" ", "")
    assert "李建国" in text


def test_without_a_network_it_is_saved_and_arrives_once(tmp_path: Path) -> None:
    report = tour(tmp_path, "--matter", "SS-LA-01", "--offline-first", "--no-face")
    assert report["result"]["screen"] == "saved"
    assert {one["verdict"] for one in report["signed"]} == {"intact"}
    slip = (tmp_path / "receipt.txt").read_text(encoding="utf-8")
    saved, delivered = slip.split("-----8<-----")[:2]
    assert "已保存，尚未送达" in saved.replace("\n", "")
    assert "回执号" not in saved
    assert report["result"]["number"] in delivered


@pytest.mark.parametrize("matter", ["TJ-01", "SQ-01"])
def test_the_other_matters(tmp_path: Path, matter: str) -> None:
    report = tour(tmp_path, "--matter", matter)
    assert len(report["province"]) == 1
