#!/usr/bin/env python3
"""Makes a site folder small enough for a terminal: what `keep.toml` names stays, and what that needs.

From Qt's 1.1 GB only the named modules, plugins and QML stay, and those libraries that they lead to by their ELF
headers. Everything else is dropped by name. Usage: prune.py SITE [--keep keep.toml]
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import elf

KEEP = Path(__file__).with_name("keep.toml")
LINK_FROM = 64 * 1024
"""Bytes from which a file that lies in its folder twice becomes a link."""


class KeepError(Exception):
    """A line of the keep-list names something that is not there."""


def prune(site: Path, keep: dict[str, Any]) -> None:
    """Drop from `site`, in place, what a terminal does not run with. Raises `KeepError`."""
    drop(site, keep["drop"])
    qt = site / "PySide6" / "Qt"
    prune_qt(site / "PySide6", qt, keep["qt"])
    strip([path for path in elf.files(site) if not matches(path, site, keep["strip"]["never"])])
    link_copies(site)
    remove_empty(site)


def matches(path: Path, site: Path, patterns: Iterable[str]) -> bool:
    """Whether a pattern fits the path below `site`."""
    return any(fnmatch.fnmatch(str(path.relative_to(site)), pattern) for pattern in patterns)


def drop(site: Path, names: dict[str, list[str]]) -> None:
    """Drop by pattern, by folder's name and by ending."""
    for pattern in names["paths"]:
        found = list(site.glob(pattern))
        if not found:
            raise KeepError(f"nothing to drop is called {pattern}")
        for path in found:
            remove(path)
    for path in sorted(site.rglob("*")):
        if path.is_dir() and path.name in names["folders"]:
            remove(path)
    for path in sorted(site.rglob("*")):
        if path.is_file() and str(path).endswith(tuple(names["endings"])):
            path.unlink()


def prune_qt(home: Path, qt: Path, keep: dict[str, list[str]]) -> None:
    """What is named, then the libraries that it leads to."""
    for path in sorted(home.iterdir()):
        module = path.name.split(".")[0]
        if path.name.endswith(".abi3.so") and module not in keep["modules"]:
            path.unlink()
        elif path.is_dir() and path.name not in ("Qt", "support"):
            remove(path)
        elif path.is_file() and not path.name.startswith("lib") and path.suffix not in (".so", ".py"):
            path.unlink()
    _demand(home, [f"{name}.abi3.so" for name in keep["modules"]])
    _only(qt / "libexec", keep["libexec"])
    _only(qt / "resources", keep["resources"])
    _only(qt / "translations" / "qtwebengine_locales", [f"{name}.pak" for name in keep["locales"]])
    for path in list((qt / "translations").glob("*.qm")):
        path.unlink()
    _plugins(qt / "plugins", keep["plugins"])
    _qml(qt / "qml", keep["qml"])
    remove(qt / "metatypes")
    _libraries(home, qt)


def _demand(folder: Path, names: Iterable[str]) -> None:
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise KeepError(f"{folder.name} has no {', '.join(missing)}")


def _only(folder: Path, names: list[str]) -> None:
    _demand(folder, names)
    for path in sorted(folder.iterdir()):
        if path.name not in names:
            remove(path)


def _plugins(folder: Path, names: list[str]) -> None:
    _demand(folder, names)
    for path in sorted(folder.glob("*/*")):
        if str(path.relative_to(folder)) not in names:
            remove(path)


def _qml(folder: Path, names: list[str]) -> None:
    """Each named module with what lies below it, and of the folders above it their own files."""
    _demand(folder, names)
    above = {str(parent) for name in names for parent in Path(name).parents} - {"."}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.is_symlink():
            continue
        inner = path.relative_to(folder)
        inside = any(inner.is_relative_to(name) for name in names)
        if not inside and str(inner.parent) not in above and str(inner.parent) != ".":
            path.unlink()
    for path in sorted(folder.rglob("*.qmltypes")):
        path.unlink()  # only the linter reads them
    for path in sorted(folder.rglob("designer")):
        remove(path)


def _libraries(home: Path, qt: Path) -> None:
    """Of Qt's libraries only those that something kept leads to."""
    libraries = {path.name: path for path in (qt / "lib").iterdir() if elf.is_elf(path)}
    roots = [path for path in elf.files(home) if path.parent != qt / "lib"]
    told = elf.facts([*roots, *libraries.values()])
    wanted: set[str] = set()
    ahead = [name for path in roots for name in told[path].needed]
    ahead += [name for name in libraries if "FFmpegStub" in name]  # opened by name at run time
    while ahead:
        name = ahead.pop()
        if name in libraries and name not in wanted:
            wanted.add(name)
            ahead += told[libraries[name]].needed
    for name, path in libraries.items():
        if name not in wanted:
            path.unlink()


def strip(paths: list[Path]) -> None:
    """Symbol tables out; the file stays the same file of the same mode."""
    for start in range(0, len(paths), elf.AT_ONCE):
        subprocess.run(
            ["strip", "--strip-unneeded", *map(str, paths[start : start + elf.AT_ONCE])], check=True
        )


def link_copies(site: Path) -> None:
    """A library that lies beside itself under several names (a wheel holds no links) becomes one file and links."""
    for folder in sorted({path.parent for path in elf.files(site)}):
        seen: dict[str, Path] = {}
        for path in sorted(folder.iterdir()):
            if not elf.is_elf(path) or path.stat().st_size < LINK_FROM:
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            first = seen.setdefault(digest, path)
            if first is not path:
                path.unlink()
                path.symlink_to(first.name)


def remove(path: Path) -> None:
    """A file or a tree."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def remove_empty(site: Path) -> None:
    """Folders that nothing is left in."""
    for folder, _, _ in os.walk(site, topdown=False):
        if not any(Path(folder).iterdir()) and Path(folder) != site:
            Path(folder).rmdir()


def size(root: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in _all(root))


def _all(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file() or path.is_symlink())


def main() -> int:
    """Prune a folder in place and say what it came to."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--keep", type=Path, default=KEEP)
    args = parser.parse_args()
    before = size(args.site)
    prune(args.site, tomllib.loads(args.keep.read_text(encoding="utf-8")))
    sys.stdout.write(f"{before / 1e6:.0f} MB -> {size(args.site) / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
