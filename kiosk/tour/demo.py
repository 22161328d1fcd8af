"""`main.py demo`: the terminal on this screen, with the fault dock of the simulated hardware beside it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from kiosk.tour.stage import DEMO_PIN, ROOT, TECHNICIAN_PIN, Stage, StageError

DOCK_WIDTH = 520
LEAST_TERMINAL = 1080
"""Pixels; on a narrower screen the terminal covers all of it."""


def sizes() -> tuple[int, int, bool]:
    """Width and height of the terminal, and whether the dock finds room beside it; else the dock lies on top."""
    asked = subprocess.run(
        [sys.executable, "-m", "kiosk.ui.screen_size"], cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    screen = json.loads(asked.stdout)
    beside = screen["width"] >= LEAST_TERMINAL + DOCK_WIDTH
    return screen["width"] - (DOCK_WIDTH if beside else 0), screen["height"], beside


def demo(folder: Path) -> int:
    """Until the terminal ends or Ctrl-C; what was filed stays in `folder`."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        sys.stderr.write("There is no display here. `main.py tour` shows a whole visit without one.\n")
        return 2
    width, height, beside = sizes()
    stage = Stage(
        folder.resolve(),
        headless=False,
        width=width,
        height=height,
        driver=False,
        cuttable=True,
        living=True,
        fullscreen=not beside,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        stage.start()
        stage.open_window()
        sys.stdout.write(
            f"Terminal running. Staff page of the province: {stage.ready['url']}/staff\n"
            f"  password in {stage.ready['staff_password_file']}; attendant's PIN {DEMO_PIN}, "
            f"technician's {TECHNICIAN_PIN} (hold the logo for three seconds)\nCtrl-C ends everything.\n"
        )
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            return stage.wait("terminal")
    except StageError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        stage.stop_all()
    return 0
