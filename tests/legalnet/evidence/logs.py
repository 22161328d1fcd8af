"""A small log in memory, for the tests of proofs: real keys, real hashes, no storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legalnet.evidence.codes import with_check
from legalnet.evidence.leaves import Digests, Leaf, digests
from legalnet.evidence.notes import COSIGNATURE, Head, Note, Signer
from legalnet.evidence.proofs import Extra, Proof
from legalnet.evidence.tree import consistency_path, inclusion_path, leaf_hash, root_of
from legalnet.evidence.trust import Trust

ORIGIN = "log.example/evidence"
AT = datetime(2026, 11, 30, 8, 0, 0, 123000, UTC)
SALT = bytes(range(32))


def signer(name: str, kind: int = 1) -> Signer:
    """A key that is the same every time."""
    seed = name.encode().ljust(32, b".")[:32]
    return Signer(name, Ed25519PrivateKey.from_private_bytes(seed), kind)


def deposit(number: int, content: bytes = b"a contract", salt: bytes = SALT) -> Leaf:
    """The leaf of a file."""
    return Leaf(
        with_check(f"{number:018d}"), AT, "T330199-00000001", "file", *digests(content).committed(salt)
    )


@dataclass
class Memory:
    """All leaves and the keys."""

    log: Signer = field(default_factory=lambda: signer(ORIGIN))
    witnesses: list[Signer] = field(
        default_factory=lambda: [signer(f"w{n}.example", COSIGNATURE) for n in (1, 2)]
    )
    entries: list[bytes] = field(default_factory=list)

    @property
    def trust(self) -> Trust:
        """Both witnesses must have seen it."""
        return Trust(self.log.public, tuple(one.public for one in self.witnesses), 2)

    def add(self, count: int) -> None:
        """Deposits of `a contract`."""
        self.entries += [deposit(len(self.entries) + n).entry for n in range(count)]

    def range(self, start: int, end: int) -> bytes:
        """The root over a range."""
        return root_of([leaf_hash(one) for one in self.entries[start:end]])

    def head(self, size: int) -> Head:
        """At a size."""
        return Head(ORIGIN, size, self.range(0, size))

    def checkpoint(self, size: int) -> Note:
        """Signed and cosigned."""
        text = self.head(size).text
        return Note(text, (self.log.sign(text), *(one.sign(text, 1_796_025_600) for one in self.witnesses)))

    def proof(self, index: int, size: int, extra: bool = False) -> Proof:
        """Of one entry."""
        more = Extra(self.entries[index], SALT).pack() if extra else b""
        path = tuple(inclusion_path(index, size, self.range))
        return Proof(index, path, self.checkpoint(size), more)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """From one size to another."""
        return consistency_path(old, new, self.range)


def contract() -> Digests:
    """Of the file that the deposits are of."""
    return digests(b"a contract")
