"""A deposit on its way into the log, and as it stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from legalnet.evidence.codes import new_code
from legalnet.evidence.leaves import SALT, Digests, Kind, Leaf, instant, milliseconds, parse_leaf


@dataclass(frozen=True)
class Asked:
    """What somebody wants deposited."""

    key: str
    """Whoever asks twice under one key gets the same deposit."""
    terminal: str
    kind: Kind
    digests: Digests = field(repr=False)


@dataclass(frozen=True)
class Deposit:
    """One that stands."""

    code: str
    index: int
    """Its place in the log."""
    key: str
    terminal: str
    kind: Kind
    at: datetime
    salt: bytes = field(repr=False)
    entry: bytes = field(repr=False)
    """The leaf's bytes."""

    def is_of(self, found: Digests) -> bool:
        """Whether it is the deposit of a file with those digests; without its salt nobody can say so any more."""
        return parse_leaf(self.entry).holds(found, self.salt)


@dataclass(frozen=True)
class Maker:
    """Makes deposits: a random code and salt, the log's time."""

    random: Callable[[int], bytes]
    now: Callable[[], datetime]

    def make(self, asked: Asked, index: int) -> Deposit:
        """The deposit that `asked` becomes at that place."""
        at, salt, code = instant(milliseconds(self.now())), self.random(SALT), new_code(self.random(16))
        commitment, other = asked.digests.committed(salt)
        leaf = Leaf(code, at, asked.terminal, asked.kind, commitment, other)
        return Deposit(code, index, asked.key, asked.terminal, asked.kind, at, salt, leaf.entry)
