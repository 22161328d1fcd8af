"""What the ELF files of a tree say of themselves, read with binutils' `readelf`: which libraries each asks for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

MAGIC = b"\x7fELF"
FILE = re.compile(r"File: (.*)")
NEEDED = re.compile(r"\(NEEDED\).*\[(.*)\]")
SONAME = re.compile(r"\(SONAME\).*\[(.*)\]")
AT_ONCE = 200


class Facts(NamedTuple):
    """Of one ELF file."""

    soname: str
    needed: tuple[str, ...]


def is_elf(path: Path) -> bool:
    """Whether it is a program or library, not a link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def files(root: Path) -> list[Path]:
    """Every ELF file below a folder."""
    return sorted(path for path in root.rglob("*") if is_elf(path))


def facts(paths: Sequence[Path]) -> dict[Path, Facts]:
    """Name and needs of each. Raises `CalledProcessError` when one cannot be read."""
    found: dict[Path, Facts] = {}
    for start in range(0, len(paths), AT_ONCE):
        found.update(_told(paths[start : start + AT_ONCE]))
    return found


def _told(paths: Sequence[Path]) -> Iterator[tuple[Path, Facts]]:
    said = subprocess.run(  # one file gets no "File:" line, so the first is given twice
        ["readelf", "-dW", str(paths[0]), *map(str, paths)], capture_output=True, text=True, check=True
    ).stdout
    for part in re.split(r"(?m)^(?=File: )", said):
        head = FILE.match(part)
        if head:
            soname = SONAME.search(part)
            yield Path(head[1]), Facts(soname[1] if soname else "", tuple(NEEDED.findall(part)))
