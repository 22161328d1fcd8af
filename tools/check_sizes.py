"""No file over 600 lines, no function over 40: what is longer is two things."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

FILE_LINES = 600
FUNCTION_LINES = 40
SUFFIXES = (".py", ".qml", ".ts", ".vue")
EXEMPT = ("legalnet/catalogue/", "kiosk/ui/translations/")
"""Data: definitions of matters, and Qt's translations, whose `.ts` is not TypeScript."""


def main() -> int:
    """Print every file and function that is too long; 1 when there is one."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [Path(line) for line in listed.stdout.splitlines() if line.endswith(SUFFIXES)]
    troubles = [trouble for path in files if path.exists() for trouble in look(path)]
    print("\n".join(troubles) or f"{len(files)} files within {FILE_LINES} and {FUNCTION_LINES} lines")
    return 1 if troubles else 0


def look(path: Path) -> list[str]:
    """What is too long in one file."""
    text = path.read_text(encoding="utf-8")
    troubles = []
    if text.count("\n") > FILE_LINES and not str(path).startswith(EXEMPT):
        troubles.append(f"{path}: {text.count(chr(10))} lines")
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_LINES:
                    troubles.append(f"{path}:{node.lineno}: {node.name} has {size} lines")
    return troubles


if __name__ == "__main__":
    sys.exit(main())
