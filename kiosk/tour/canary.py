"""Looks for traces of a person where none may be: in the memory of processes that live on, and in files."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 48
"""Bytes of a picture or file that are looked for."""
LOOKS = 4096
"""Places in it that are tried for the most telling piece."""
SHORTEST = 4
"""Characters; shorter words are found everywhere by chance."""
CHUNK = 16 * 1024 * 1024


@dataclass(frozen=True)
class Trace:
    """Where something was found; never the thing itself."""

    where: str
    label: str
    form: str


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """The shapes in which a text may lie about: UTF-8, UTF-16, base64 (all three alignments), JSON escapes."""
    raw = text.encode()
    yield "utf-8", raw
    yield "utf-16", text.encode("utf-16-le")
    escaped = json.dumps(text)[1:-1].encode()
    if escaped != raw:
        yield "json", escaped
    for shift in range(3):
        inner = base64.b64encode(b"\0" * shift + raw)[(0, 2, 3)[shift] :]
        yield "base64", inner[: len(inner) // 4 * 4 - 4]


def telling(data: bytes) -> bytes:
    """The piece of a picture or file that is least likely to stand elsewhere: white paper is everywhere."""
    step = max(1, len(data) // LOOKS)
    pieces = (data[at : at + PIECE] for at in range(0, max(1, len(data) - PIECE + 1), step))
    return max(pieces, key=lambda piece: len(set(piece)))


class Canary:
    """The planted person: labels and texts to look for."""

    def __init__(self, secrets: dict[str, str], pictures: dict[str, bytes] | None = None) -> None:
        self._needles = [
            (label, form, needle)
            for label, text in secrets.items()
            if len(text) >= SHORTEST or (not text.isascii() and len(text) >= 2)
            for form, needle in forms(text)
            if len(needle) >= 6
        ]
        for label, data in (pictures or {}).items():
            self._needles.append((label, "bytes", telling(data)))
        self._longest = max(len(needle) for _, _, needle in self._needles)

    @property
    def labels(self) -> list[str]:
        """What is looked for, without its contents."""
        return sorted({label for label, _, _ in self._needles})

    def in_processes(self, pids: Iterable[int]) -> list[Trace]:
        """Traces in the readable memory of these processes."""
        return [trace for pid in pids for trace in self._in_process(pid)]

    def in_files(self, folders: Iterable[Path]) -> list[Trace]:
        """Traces in the contents and names of all files below these folders."""
        found = []
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                found += self._in_bytes(f"name of a file in {folder.name}", path.name.encode())
                if path.is_file() and not path.is_symlink():
                    found += self._in_stream(str(path.relative_to(folder)), path)
        return found

    def _in_stream(self, where: str, path: Path) -> list[Trace]:
        found, tail = [], b""
        with path.open("rb") as stream:
            while part := stream.read(CHUNK):
                found += self._in_bytes(where, tail + part)
                tail = part[-self._longest :]
        return found

    def _in_process(self, pid: int) -> list[Trace]:
        found: list[Trace] = []
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for start, end in regions(pid):
                found += self._in_region(f"memory of {name}", memory.fileno(), start, end)
        return found

    def _in_region(self, where: str, memory: int, start: int, end: int) -> list[Trace]:
        found: list[Trace] = []
        for at in range(start, end, CHUNK):
            try:
                part = os.pread(memory, min(CHUNK + self._longest, end - at), at)
            except OSError:
                continue
            found += self._in_bytes(where, part)
        return found

    def _in_bytes(self, where: str, data: bytes) -> list[Trace]:
        return [Trace(where, label, form) for label, form, needle in self._needles if needle in data]


def regions(pid: int) -> Iterator[tuple[int, int]]:
    """Start and end of the writable memory of a process: heaps, stacks, shared maps."""
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        span, rights = line.split()[:2]
        if "r" in rights and "w" in rights:
            start, end = (int(part, 16) for part in span.split("-"))
            yield start, end


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found
