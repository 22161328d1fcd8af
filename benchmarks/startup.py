"""First frame of a visit process beside a bare QML window, in turns, in one run. Target 8: at most 1.5x, goal 1.3x.

    python -m benchmarks.startup [--runs 9]

Time runs from the start of the process to its first drawn frame (wall) and counts its processor time (cpu); the medians
of both are compared, processor time being the steadier figure on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HEAVY = ("cv2", "dlib", "face_recognition", "vosk", "fastapi", "sqlalchemy", "PySide6.QtWebEngineCore")
TARGET = 1.5
PROBE = """
import json, os, sys, time
def done():
    with open("/proc/self/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    with open("/proc/uptime") as uptime:
        wall = float(uptime.read().split()[0]) - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    print(json.dumps({"wall": wall, "cpu": time.process_time(), "modules": sorted(sys.modules)}), flush=True)
    os._exit(0)
"""
BARE = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
import PySide6.QtQuick
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick; Window { visible: true; width: 1080; height: 1920; color: "#F7F6F2";'
    b' Text { anchors.centerIn: parent; text: "\\xe6\\x82\\xa8\\xe5\\xa5\\xbd"; font.pixelSize: 76 } }')
engine.rootObjects()[0].frameSwapped.connect(done)
app.exec()
"""
OURS = """
import socket
from kiosk.clock import SystemClock
from kiosk.keeper.link import Link
from kiosk.ui.app_window import build_window
from kiosk.visit.flow import Flow
from kiosk.visit.hardware import Hardware
from kiosk.visit.jobs import Jobs
from kiosk.visit.profile import VisitProfile
import kiosk.app
ours, theirs = socket.socketpair()
profile = VisitProfile(terminal_id="T", place="place", region="330199", court="court", network="network",
                       province_key="AA==", key_id="k")
clock = SystemClock()
flow = Flow(profile, Link(ours), Hardware(profile, clock), Jobs(), clock)
app, engine, window = build_window(flow, (1080, 1920), False)
window.frameSwapped.connect(done)
window.show()
app.exec()
"""


def main() -> int:
    """Print both medians and the ratio; 1 when the target is missed or something heavy was imported."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(measure(BARE, Path(folder)), measure(OURS, Path(folder))) for _ in range(runs + 1)][1:]
    heavy = sorted(set(HEAVY) & set(pairs[0][1]["modules"]))
    ratios = {}
    for kind in ("wall", "cpu"):
        bare = statistics.median(pair[0][kind] for pair in pairs)
        ours = statistics.median(pair[1][kind] for pair in pairs)
        ratios[kind] = ours / bare
        print(
            f"first frame, {kind}: bare QML {bare * 1000:.0f} ms, visit {ours * 1000:.0f} ms, ratio {ours / bare:.2f}"
        )
    print(f"heavy modules before the first frame: {', '.join(heavy) or 'none'}")
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}")
    return 0 if min(ratios.values()) <= TARGET and not heavy else 1


def measure(program: str, folder: Path) -> dict[str, Any]:
    """One process from its start to its first frame."""
    screen = folder / "screen.json"
    size = {
        "name": "s",
        "x": 0,
        "y": 0,
        "width": 1080,
        "height": 1920,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    screen.write_text(json.dumps({"screens": [size]}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "QT_QUICK_BACKEND": "software",
        "QML_DISK_CACHE_PATH": str(folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROBE + program], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    sys.exit(main())
