"""The list of a tree's files with their digests, by which a release is known to be whole (`ab.py` reads it)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

NAME = "manifest.json"


def of(root: Path) -> dict[str, list[object]]:
    """Path below `root` -> [size, SHA-256] of a file, or [-1, target] of a link."""
    found: dict[str, list[object]] = {}
    for path in sorted(root.rglob("*")):
        inner = str(path.relative_to(root))
        if path.is_symlink():
            found[inner] = [-1, str(path.readlink())]
        elif path.is_file() and inner != NAME:
            with path.open("rb") as file:
                found[inner] = [path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()]
    return found


def write(root: Path) -> None:
    """Write it into the tree."""
    text = json.dumps(of(root), separators=(",", ":"), sort_keys=True)
    (root / NAME).write_text(text, encoding="utf-8")
