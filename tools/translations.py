"""Brings the translations up to date: new texts are added unfinished, unused ones dropped, and the `.qm` files made.

`python -m tools.translations` after QML was changed or `lawbooth_en.ts` merged; then translate what it lists.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from tools.check_translations import LUPDATE, QML, TRANSLATION, Key, messages

LRELEASE = LUPDATE.with_name("pyside6-lrelease")
CONTEXT = re.compile(r"<context>\n    <name>(.*?)</name>\n(.*?)</context>\n", re.DOTALL)
MESSAGE = re.compile(r"    <message>\n.*?</message>\n", re.DOTALL)
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}" sourcelanguage="zh_CN">
"""


def main() -> int:
    """Rewrite `lawbooth_en.ts` and its `.qm`; 1 while a text has no English."""
    wanted = texts_of_screens()
    known = messages(TRANSLATION)
    TRANSLATION.write_text(merged(TRANSLATION.read_text(encoding="utf-8"), wanted), encoding="utf-8")
    release(TRANSLATION)
    missing = [key for key in wanted if not known.get(key)]
    print(
        "\n".join(f"to translate: {context}: {text}" for context, text in missing) or f"{len(wanted)} texts"
    )
    return 1 if missing else 0


def texts_of_screens() -> list[Key]:
    """Every (context, text) that the QML says, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        files = sorted(str(path) for path in QML.rglob("*.qml"))
        subprocess.run([str(LUPDATE), *files, "-ts", str(fresh)], capture_output=True, check=True)
        return sorted(messages(fresh))


def merged(old: str, wanted: Iterable[Key]) -> str:
    """The same file with what is wanted: known messages where they stand, new ones unfinished behind them."""
    blocks = {
        (name, source_of(block)): block
        for name, body in CONTEXT.findall(old)
        for block in MESSAGE.findall(body)
    }
    order = {key: number for number, key in enumerate(blocks)}
    parts = [HEAD.format(language="en")]
    context = ""
    for name, text in sorted(wanted, key=lambda key: (key[0], order.get(key, len(order)), key[1])):
        if name != context:
            parts += ["</context>\n"] if context else []
            parts.append(f"<context>\n    <name>{name}</name>\n")
            context = name
        parts.append(blocks.get((name, text)) or message(text, ""))
    return "".join([*parts, "</context>\n" if context else "", "</TS>\n"])


def message(source: str, translation: str) -> str:
    """One message as the file writes it."""
    state = "" if translation else ' type="unfinished"'
    return (
        f"    <message>\n        <source>{escape(source)}</source>\n"
        f"        <translation{state}>{escape(translation)}</translation>\n    </message>\n"
    )


def source_of(block: str) -> str:
    """The Chinese of a message."""
    found = re.search(r"<source>(.*?)</source>", block, re.DOTALL)
    text = found.group(1) if found else ""
    return unescape(text, {"&quot;": '"', "&apos;": "'", "&#x3000;": "\u3000"})


def release(translation: Path) -> None:
    """Make the `.qm` that the terminal loads."""
    subprocess.run(
        [str(LRELEASE), "-silent", str(translation), "-qm", str(translation.with_suffix(".qm"))], check=True
    )


if __name__ == "__main__":
    sys.exit(main())
