"""The chain of a room's recordings: each sealed file a line, each line bound to the one before it.

`chain.jsonl` in the room's folder: one JSON object a line, its `previous` the SHA-256 of the line before (of the room's
own name for the first). The hash of the last line is written to the room's log in the database as well, so that a
tail cut off shows too; a file changed, taken away, added or moved shows by its own line.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHAIN, RAW, PROOF, INTACT = "chain.jsonl", "raw", "chain.tlog-proof", "intact"


class ChainBroken(Exception):
    """A line cannot be read, or does not follow from the one before; the text says which."""


def first(room_id: str) -> str:
    """What the first line is bound to."""
    return hashlib.sha256(b"lawbooth-recording-1\x00" + room_id.encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """A sealed file of a room, as its line says."""

    line: dict[str, Any] = field(repr=False)
    hash: str

    @property
    def name(self) -> str:
        """Of the sealed file."""
        return str(self.line["file"])

    def context(self, room_id: str) -> bytes:
        """What it was sealed for."""
        return context(room_id, int(self.line["seq"]))


def context(room_id: str, seq: int) -> bytes:
    """The context of sealing: this room, this place in the chain."""
    return f"recording\x00{room_id}\x00{seq}".encode()


def read(folder: Path) -> Iterator[Entry]:
    """The lines in order, each checked to follow from the last. Raises `ChainBroken`, `OSError`."""
    path, previous = folder / CHAIN, first(folder.name)
    if not path.exists():
        return
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        try:
            line = json.loads(raw)
            fits = (
                line["previous"] == previous
                and line["seq"] == number
                and Path(line["file"]).name == line["file"]
            )
        except (ValueError, KeyError, TypeError):
            raise ChainBroken(f"line {number} cannot be read") from None
        if not fits:
            raise ChainBroken(f"line {number} does not follow from line {number - 1}")
        previous = hashlib.sha256(raw).hexdigest()
        yield Entry(line, previous)


def append(folder: Path, line: dict[str, Any], previous: str) -> Entry:
    """One more line, flushed."""
    whole = {**line, "previous": previous}
    raw = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with (folder / CHAIN).open("ab") as out:
        out.write(raw + b"\n")
        out.flush()
        os.fsync(out.fileno())
    return Entry(whole, hashlib.sha256(raw).hexdigest())


@dataclass(frozen=True)
class Finding:
    """What is said of one file, or of the chain."""

    what: str
    state: str
    """`intact`, or what is wrong."""


def verify(folder: Path, head: str | None) -> list[Finding]:
    """Every file and the chain; `head` is what the room's log says of its last line. Raises `OSError`."""
    found, last, named = [], first(folder.name), {CHAIN, PROOF}
    try:
        for entry in read(folder):
            last = entry.hash
            named.add(entry.name)
            found.append(Finding(entry.name, _state(folder / entry.name, str(entry.line["sha256"]))))
    except ChainBroken as broken:
        return [*found, Finding(CHAIN, str(broken))]
    strays = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name not in named)
    found += [Finding(name, "not in the chain") for name in strays]
    open_yet = sorted(path.name for path in (folder / RAW).glob("*")) if (folder / RAW).is_dir() else []
    found += [Finding(name, "not sealed yet") for name in open_yet]
    if head is not None and head != last:
        found.append(Finding(CHAIN, "ends elsewhere than the room's log says"))
    return found


def _state(path: Path, sha256: str) -> str:
    """Of one sealed file."""
    try:
        with path.open("rb") as source:
            same = hashlib.file_digest(source, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return "missing"
    return INTACT if same else "changed"
