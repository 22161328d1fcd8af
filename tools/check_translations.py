"""Every text in QML has an English translation: nothing missing, unfinished, or that no screen uses."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
QML = ROOT / "kiosk" / "ui" / "qml"
LUPDATE = Path(sys.executable).parent / "pyside6-lupdate"
TRANSLATION = ROOT / "kiosk" / "ui" / "translations" / "lawbooth_en.ts"

Key = tuple[str, str]


def main() -> int:
    """Compare what the QML says with what is translated; 1 when they differ."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        files = sorted(str(path) for path in QML.rglob("*.qml"))
        subprocess.run([str(LUPDATE), *files, "-ts", str(fresh)], capture_output=True, check=True)
        used = set(messages(fresh))
    known = messages(TRANSLATION)
    troubles = [f"not translated: {context}: {text}" for context, text in sorted(used - known.keys())]
    troubles += [f"unfinished: {key[0]}: {key[1]}" for key, done in known.items() if not done and key in used]
    troubles += [f"no screen says: {context}: {text}" for context, text in sorted(known.keys() - used)]
    print("\n".join(troubles) or f"{len(used)} texts, all translated")
    return 1 if troubles else 0


def messages(path: Path) -> dict[Key, bool]:
    """(context, source text) -> whether it has a finished translation."""
    found: dict[Key, bool] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") in ("vanished", "obsolete"):
                continue
            text = "".join(translation.itertext()).strip() if translation is not None else ""
            unfinished = translation is None or translation.get("type") == "unfinished"
            found[name, message.findtext("source", "")] = bool(text) and not unfinished
    return found


if __name__ == "__main__":
    sys.exit(main())
