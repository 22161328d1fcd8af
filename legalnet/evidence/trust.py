"""Whom a verifier believes: the log's key, its witnesses, and how many of them must have seen a head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from legalnet.evidence.notes import COSIGNATURE, ED25519, BadNote, Key, Note, parse_key

MOST_WITNESSES = 12


class BadTrust(ValueError):
    """The file does not say whom to believe."""


@dataclass(frozen=True)
class Trust:
    """Keys to believe; whoever has this and a proof needs nobody else."""

    log: Key
    witnesses: tuple[Key, ...] = ()
    quorum: int = 0
    """Witnesses that must have cosigned."""

    def to_json(self) -> str:
        """The trust file."""
        members = {
            "log": str(self.log),
            "witnesses": [str(one) for one in self.witnesses],
            "quorum": self.quorum,
        }
        return json.dumps(members, indent=1) + "\n"

    def by_id(self, key_id: bytes) -> Key | None:
        """The key that a signature line names."""
        return next((key for key in (self.log, *self.witnesses) if key.id == key_id), None)

    def seen_by(self, checkpoint: Note) -> Iterator[tuple[Key, int]]:
        """The witnesses that really cosigned, and when each did (Unix seconds)."""
        for key in self.witnesses:
            at = checkpoint.signed_by(key)
            if at is not None:
                yield key, at


def parse_trust(text: str) -> Trust:
    """The trust in a file. Raises `BadTrust`."""
    try:
        found = json.loads(text)
        log = parse_key(found["log"])
        witnesses = tuple(parse_key(one) for one in found.get("witnesses", []))
        quorum = found.get("quorum", 0)
    except (BadNote, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadTrust("not a trust file") from None
    names = {key.name for key in (log, *witnesses)}
    kinds = log.kind == ED25519 and all(key.kind == COSIGNATURE for key in witnesses)
    if not kinds or len(names) != 1 + len(witnesses) or len(witnesses) > MOST_WITNESSES:
        raise BadTrust("keys")
    if not isinstance(quorum, int) or isinstance(quorum, bool) or not 0 <= quorum <= len(witnesses):
        raise BadTrust("quorum")
    return Trust(log, witnesses, quorum)
