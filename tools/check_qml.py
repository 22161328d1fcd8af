"""qmllint over all QML; every warning is an error."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
QML = ROOT / "kiosk" / "ui" / "qml"
LINT = Path(sys.executable).parent / "pyside6-qmllint"
REGISTERED_FROM_PYTHON = ("import", "unresolved-type", "unqualified", "missing-property", "missing-type")
"""What qmllint cannot judge for types registered at run time; the scene's own tests load every file."""


def main() -> int:
    """Print the warnings; 1 when there is one."""
    files = sorted(str(path) for path in QML.rglob("*.qml"))
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run(
            [str(LINT), "--json", report.name, "-I", str(QML), *files], capture_output=True, check=False
        )
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))
    warnings = [
        f"{Path(entry['filename']).name}:{item.get('line', 0)}: {item['message']} [{item.get('id', '')}]"
        for entry in found["files"]
        for item in entry["warnings"]
        if item["type"] in ("warning", "critical") and item.get("id") not in REGISTERED_FROM_PYTHON
    ]
    print("\n".join(warnings) or f"{len(files)} QML files without a warning")
    return 1 if warnings or not files else 0


if __name__ == "__main__":
    sys.exit(main())
