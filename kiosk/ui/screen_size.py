"""`python -m kiosk.ui.screen_size`: the first screen's size as JSON, for programs that do without Qt."""

from __future__ import annotations

import json
import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    """Print `{"width": .., "height": ..}` in pixels."""
    app = QGuiApplication(sys.argv[:1])
    size = app.primaryScreen().size()
    sys.stdout.write(json.dumps({"width": size.width(), "height": size.height()}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
