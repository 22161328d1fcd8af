"""Proof files (`c2sp.org/tlog-proof@v1`): everything needed to show offline that an entry is in a log.

Of the optional `extra` line this reads nothing: it is not authenticated. Ours carries the leaf and the salt there for
whoever has only the file; both are checked against the signed root and the file before they count.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from legalnet.evidence.notes import BadNote, Head, Note, decoded, number, parse_head, parse_note
from legalnet.evidence.tree import DEEPEST, HASH, root_from

FIRST = "c2sp.org/tlog-proof@v1"
LONGEST = 64 * 1024
_written = json.JSONEncoder(separators=(",", ":")).encode


class BadProof(ValueError):
    """The text is no proof file, or one that is not written as it must be."""


@dataclass(frozen=True)
class Proof:
    """A place in a log, the way up from it, and the head it leads to."""

    index: int
    path: tuple[bytes, ...] = field(repr=False)
    checkpoint: Note
    extra: bytes = field(default=b"", repr=False)
    """Not authenticated."""

    @property
    def head(self) -> Head:
        """What the checkpoint says; parsed when the proof was."""
        return parse_head(self.checkpoint.text)

    def __str__(self) -> str:
        """The file's text."""
        return Writer(self.checkpoint).text(self.index, self.path, self.extra)

    def leads_from(self, leaf: bytes) -> bool:
        """Whether the way goes from this leaf hash to the head's root."""
        head = self.head
        return root_from(self.index, head.size, leaf, self.path) == head.root


class Writer:
    """Writes many proofs under one head: the head once, and once each hash that their ways share."""

    def __init__(self, checkpoint: Note) -> None:
        self._end = f"\n\n{checkpoint}"
        self._spelled: dict[bytes, str] = {}

    def text(self, index: int, path: Sequence[bytes], extra: bytes = b"") -> str:
        """The text of a proof file."""
        spelled, lines = self._spelled, [FIRST]
        if extra:
            lines.append(f"extra {b64encode(extra).decode()}")
        lines.append(f"index {index}")
        for one in path:
            line = spelled.get(one)
            if line is None:
                line = spelled[one] = b64encode(one).decode()
            lines.append(line)
        return "\n".join(lines) + self._end


def parse_proof(text: str) -> Proof:
    """The proof in a file's text. Raises `BadProof`; what this accepts it writes again byte for byte."""
    if len(text) > LONGEST:
        raise BadProof("too long")
    top, empty, rest = text.partition("\n\n")
    lines = top.split("\n")
    try:
        if not empty or lines.pop(0) != FIRST:
            raise BadProof("first line")
        extra = _member(lines, "extra ")
        index = _member(lines, "index ")
        if index is None or len(lines) > DEEPEST:
            raise BadProof("index")
        path = tuple(decoded(line) for line in lines)
        proof = Proof(number(index), path, parse_note(rest), decoded(extra) if extra else b"")
        head = proof.head
    except BadNote as error:
        raise BadProof(str(error)) from None
    if any(len(one) != HASH for one in path) or not proof.index < head.size or str(proof) != text:
        raise BadProof("path")
    return proof


def _member(lines: list[str], name: str) -> str | None:
    """The rest of the first line, taken off, if it begins so."""
    if lines and lines[0].startswith(name):
        return lines.pop(0).removeprefix(name)
    return None


@dataclass(frozen=True)
class Extra:
    """What ours puts beside a proof: the entry itself, and the salt that joins it to a file."""

    entry: bytes
    salt: bytes = field(repr=False)

    def pack(self) -> bytes:
        """For `Proof.extra`."""
        members = {"leaf": self.entry.decode(), "salt": self.salt.hex()}
        return _written(members).encode()


def parse_extra(data: bytes) -> Extra | None:
    """The entry and salt beside a proof; None where there is neither."""
    try:
        found = json.loads(data)
        entry, salt = found["leaf"], bytes.fromhex(found.get("salt", ""))
        return Extra(entry.encode(), salt)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
