"""From a finger on the glass to the frame that shows it, on the real scene. Target 12: p50 at most 8 ms, p99 at most 33.

    python -m benchmarks.press [--presses 200]

Counted from the touch event to the next `frameSwapped`, by software rendering at 1,080 x 1,920, beside a bare button in
a QML window; kernel, compositor and panel come on top. Processor time is steadier on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
P50_MS, P99_MS = 8.0, 33.0
SCREENS = (
    ("idle", "tile-owed"),
    ("intro", "action-begin"),
    ("interview", "bar-help"),
    ("services", "bar-help"),
)
BARE = b"""
import QtQuick
Window { visible: true; width: 1080; height: 1920
  Rectangle { objectName: "button"; x: 40; y: 800; width: 1000; height: 160; color: area.pressed ? "#0D3A5A" : "#14507A"
    MouseArea { id: area; anchors.fill: parent } } }
"""


def main() -> int:
    """Print the figures; 1 when the target is missed in wall and in processor time alike."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--presses", type=int, default=200)
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one, given.presses)))
        return 0
    found = {kind: _run(kind, given.presses) for kind in ("bare", "ours")}
    for kind, figures in found.items():
        for clock in ("wall", "cpu"):
            p50, p99 = quantiles(figures[clock])
            print(
                f"press to frame, {kind}, {clock}: p50 {p50:.1f} ms, p99 {p99:.1f} ms ({len(figures[clock])} presses)"
            )
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}")
    met = [
        p50 <= P50_MS and p99 <= P99_MS for p50, p99 in (quantiles(found["ours"][c]) for c in ("wall", "cpu"))
    ]
    return 0 if any(met) else 1


def quantiles(values: list[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    cut = statistics.quantiles(values, n=100, method="inclusive")
    return cut[49], cut[98]


def _run(kind: str, presses: int) -> dict[str, list[float]]:
    """One process of its own, so that neither warms the other up."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    line = [sys.executable, "-m", "benchmarks.press", "--one", kind, "--presses", str(presses)]
    done = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def measured(kind: str, presses: int) -> dict[str, list[float]]:
    """Milliseconds of each press, by the wall's clock and by the process's."""
    press = _bare() if kind == "bare" else _ours()
    figures: dict[str, list[float]] = {"wall": [], "cpu": []}
    for number in range(presses + 10):
        wall, cpu = press(number)
        if number >= 10:  # the first ones fill caches
            figures["wall"].append(wall)
            figures["cpu"].append(cpu)
    return figures


def _bare() -> Any:
    """A window with one button."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine

    app, engine = QGuiApplication([]), QQmlApplicationEngine()
    engine.loadData(BARE)
    window: Any = engine.rootObjects()[0]
    hand = Hand(window)
    return lambda _number: (app, engine) and hand.press(QPoint(540, 880))


def _ours() -> Any:
    """Four screens in turn, with the gallery's views."""
    from PySide6.QtTest import QTest

    from kiosk.ui.app_window import build_window
    from kiosk.ui.gallery import PORTRAIT, CannedFlow, fixtures

    flow = CannedFlow()
    app, engine, window = build_window(flow, PORTRAIT)
    window.show()
    hand, views = Hand(window), fixtures()

    def press(number: int) -> tuple[float, float]:
        screen, target = SCREENS[number % len(SCREENS)]
        flow.show(views[screen])
        QTest.qWait(120)
        return hand.press(hand.middle(target)) if app and engine else (0.0, 0.0)

    return press


class Hand:
    """A finger, and the clock that stops with the frame."""

    def __init__(self, window: Any) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._window = window
        self._finger = QTest.createTouchDevice()
        self._frames = 0
        window.frameSwapped.connect(self._frame, Qt.ConnectionType.DirectConnection)
        QTest.qWait(300)

    def _frame(self) -> None:
        self._frames += 1

    def middle(self, name: str) -> Any:
        """Where an item stands."""
        from PySide6.QtCore import QPointF

        from kiosk.ui.driver_server import seen

        item = next(one for one in seen(self._window.contentItem()) if one.objectName() == name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def press(self, place: Any) -> tuple[float, float]:
        """Down, the milliseconds until the next frame, and away without a click."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtTest import QTest

        before, wall, cpu = self._frames, time.perf_counter(), time.thread_time()
        QTest.touchEvent(self._window, self._finger).press(0, place, self._window).commit()
        while self._frames == before and time.perf_counter() - wall < 2:
            QGuiApplication.processEvents()
        found = (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000
        away = QPoint(place.x(), 5)
        QTest.touchEvent(self._window, self._finger).move(0, away, self._window).commit()
        QTest.touchEvent(self._window, self._finger).release(0, away, self._window).commit()
        QTest.qWait(30)
        return found


if __name__ == "__main__":
    sys.exit(main())
