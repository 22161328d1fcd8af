"""A witness: cosigns a log's head only when it added to the one before (C2SP tlog-witness).

Its memory is one row a log. Checking and remembering are one transaction, so that two requests at a time cannot both be
right. It knows nothing of deposits, and belongs into other hands than the log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from legalnet.evidence.notes import BadNote, Head, Key, Note, Signer, decoded, number, parse_head, parse_note
from legalnet.evidence.tree import DEEPEST, consistent

SIZE_TYPE = "text/x.tlog.size"
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL)"
)


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: str = ""
    media_type: str = "text/plain; charset=utf-8"


class Witness:
    """Knows logs by their keys, and the last head it cosigned of each."""

    def __init__(
        self, file: Path, signer: Signer, logs: Mapping[str, Key], seconds: Callable[[], int]
    ) -> None:
        """`logs` by origin; `seconds` is Unix time."""
        self._file = file
        self._signer = signer
        self._logs = dict(logs)
        self._seconds = seconds
        with closing(self._connect()) as connection:
            connection.execute(SCHEMA)

    def _connect(self) -> sqlite3.Connection:
        """Full flushes; transactions are begun by hand."""
        connection = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def add_checkpoint(self, body: bytes) -> Answer:
        """The answer to one request, whatever it holds."""
        try:
            old, path, note = parse_request(body)
            head = parse_head(note.text)
        except (BadNote, UnicodeDecodeError):
            return Answer(400)
        key = self._logs.get(head.origin)
        if key is None:
            return Answer(404)
        if note.signed_by(key) is None:
            return Answer(403)
        if old > head.size:
            return Answer(400)
        return self._judge(old, path, note, head)

    def _judge(self, old: int, path: list[bytes], note: Note, head: Head) -> Answer:
        """Compare with what was cosigned before, and remember, in one transaction."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute(
                "SELECT size, root FROM seen WHERE origin = ?", (head.origin,)
            ).fetchone()
            size, root = row or (0, b"")
            refused = _refused(old, path, head, size, root)
            if refused is not None:
                connection.execute("ROLLBACK")
                return refused
            connection.execute(
                "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (head.origin, head.size, head.root)
            )
            connection.execute("COMMIT")
        return Answer(200, str(self._signer.sign(note.text, self._seconds())))


def _refused(old: int, path: list[bytes], head: Head, size: int, root: bytes) -> Answer | None:
    """Why this head cannot be cosigned after the one of `size` with `root`."""
    if old != size:
        return Answer(409, f"{size}\n", SIZE_TYPE)
    if old == head.size and old and root != head.root:
        return Answer(409, f"{size}\n", SIZE_TYPE)
    if not consistent(old, head.size, root, head.root, path):
        return Answer(422)
    return None


def parse_request(body: bytes) -> tuple[int, list[bytes], Note]:
    """Old size, consistency path, checkpoint. Raises `BadNote`, `UnicodeDecodeError`."""
    top, empty, rest = body.decode().partition("\n\n")
    first, *lines = top.split("\n")
    if not empty or not first.startswith("old ") or len(lines) > DEEPEST:
        raise BadNote("request")
    return number(first.removeprefix("old ")), [decoded(line) for line in lines], parse_note(rest)
