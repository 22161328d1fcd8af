"""A whole proof in two QR codes, for a slip of thermal paper.

Binary, then cut in two, each half in Base45 (RFC 9285) behind a short head, so that QR codes use their alphanumeric
mode: `LBE1/1/2/7F3A:...`. Names and the root are left out: names come from the verifier's trust by their
key ids, the root
is reckoned from leaf and path, and the signatures prove that both are right. Two codes of version 17-L with large modules
read where one of version 25 does not (docs/evidence.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from legalnet.evidence.codes import DIGITS, with_check
from legalnet.evidence.leaves import KINDS, SALT, BadLeaf, Leaf, instant, milliseconds
from legalnet.evidence.notes import Head, Note, Signature
from legalnet.evidence.proofs import Proof
from legalnet.evidence.tree import DEEPEST, HASH, leaf_hash, root_from
from legalnet.evidence.trust import Trust

VERSION = 1
PARTS = 2
LOG_SIGNATURE, COSIGNATURE = 4 + 64, 4 + 8 + 64
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_HEAD = re.compile(r"LBE1/([12])/2/([0-9A-F]{4}):([0-9A-Z $%*+./:-]*)", re.DOTALL)
_DIGITS = {char: value for value, char in enumerate(ALPHABET)}
_PLACE = 6
"""Bytes of an index or a size."""


class BadSlip(ValueError):
    """The texts are not the two halves of one slip of ours."""


def base45(data: bytes) -> str:
    """RFC 9285."""
    found = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value, count = int.from_bytes(pair, "big"), 3 if len(pair) == 2 else 2
        for _ in range(count):
            found.append(ALPHABET[value % 45])
            value //= 45
    return "".join(found)


def from_base45(text: str) -> bytes:
    """Back from `base45`. Raises `BadSlip`."""
    found = b""
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        size = len(group) - 1
        value = sum(_DIGITS.get(char, 45**3) * 45**place for place, char in enumerate(group))
        if not size or value >= 256**size:
            raise BadSlip("base45")
        found += value.to_bytes(size, "big")
    return found


@dataclass(frozen=True)
class Slip:
    """What the paper carries."""

    leaf: Leaf
    salt: bytes = field(repr=False)
    index: int
    size: int
    path: tuple[bytes, ...] = field(repr=False)
    signatures: tuple[bytes, ...] = field(repr=False)
    """Key id and signature each: the log's first, then the witnesses'."""

    def proof(self, trust: Trust) -> Proof:
        """The proof with its names and root put back. Raises `BadSlip` where the path cannot be one."""
        root = root_from(self.index, self.size, leaf_hash(self.leaf.entry), self.path)
        if root is None:
            raise BadSlip("path")
        lines = []
        for raw in self.signatures:
            key = trust.by_id(raw[:4])
            if key is not None:
                lines.append(Signature(key.name, raw[:4], raw[4:]))
        return Proof(self.index, self.path, Note(Head(trust.log.name, self.size, root).text, tuple(lines)))


def slip_of(leaf: Leaf, salt: bytes, proof: Proof, trust: Trust) -> Slip:
    """The slip for a proof; signatures of nobody in `trust` are left out."""
    known = [one for one in proof.checkpoint.signatures if trust.by_id(one.key_id) is not None]
    known.sort(key=lambda one: one.key_id != trust.log.id)
    raw = tuple(one.key_id + one.data for one in known)
    return Slip(leaf, salt, proof.index, proof.head.size, proof.path, raw)


def pack(slip: Slip) -> bytes:
    """The slip as bytes."""
    terminal = slip.leaf.terminal.encode()
    return b"".join((
        bytes([VERSION]), int(slip.leaf.code[:DIGITS]).to_bytes(8, "big"), milliseconds(slip.leaf.at).to_bytes(6, "big"),
        bytes([KINDS.index(slip.leaf.kind), len(terminal)]), terminal,
        bytes.fromhex(slip.leaf.commitment), bytes.fromhex(slip.leaf.sm3), slip.salt,
        slip.index.to_bytes(_PLACE, "big"), slip.size.to_bytes(_PLACE, "big"),
        bytes([len(slip.path)]), *slip.path, bytes([len(slip.signatures)]), *slip.signatures,
    ))  # fmt: skip


def unpack(data: bytes) -> Slip:
    """Back from `pack`. Raises `BadSlip`."""
    rest = _Reader(data)
    if rest.number(1) != VERSION:
        raise BadSlip("version")
    digits, at, kind = rest.number(8), rest.number(6), rest.number(1)
    try:
        terminal = rest.take(rest.number(1)).decode("ascii")
        code = with_check(f"{digits:0{DIGITS}d}")
        leaf = Leaf(code, instant(at), terminal, KINDS[kind], rest.take(32).hex(), rest.take(32).hex())
    except (ValueError, IndexError, BadLeaf):
        raise BadSlip("leaf") from None
    salt = rest.take(SALT)
    index, size = rest.number(_PLACE), rest.number(_PLACE)
    path = tuple(rest.take(HASH) for _ in range(min(rest.number(1), DEEPEST + 1)))
    count = rest.number(1)
    signatures = tuple(rest.take(COSIGNATURE if number else LOG_SIGNATURE) for number in range(count))
    if rest.left or not index < size:
        raise BadSlip("length")
    return Slip(leaf, salt, index, size, path, signatures)


class _Reader:
    """Bytes taken one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def left(self) -> int:
        return len(self._data)

    def take(self, count: int) -> bytes:
        if count > len(self._data):
            raise BadSlip("cut off")
        found, self._data = self._data[:count], self._data[count:]
        return found

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")


def texts(slip: Slip) -> tuple[str, str]:
    """What the two codes hold."""
    data = pack(slip)
    mark = hashlib.sha256(data).hexdigest()[:4].upper()
    middle = -(-len(data) // 4) * 2
    halves = (data[:middle], data[middle:])
    first, second = (f"LBE1/{number}/{PARTS}/{mark}:{base45(half)}" for number, half in enumerate(halves, 1))
    return first, second


def is_part(text: str) -> bool:
    """Whether a scanned text is one of our halves."""
    return _HEAD.fullmatch(text) is not None


def from_texts(scanned: Iterable[str]) -> Slip:
    """The slip of two codes in either order, each perhaps seen twice. Raises `BadSlip`."""
    halves: dict[str, tuple[str, bytes]] = {}
    for text in scanned:
        found = _HEAD.fullmatch(text)
        if found:
            halves[found[1]] = (found[2], from_base45(found[3]))
    if len(halves) != PARTS:
        raise BadSlip("one of the two codes is missing")
    data = halves["1"][1] + halves["2"][1]
    mark = hashlib.sha256(data).hexdigest()[:4].upper()
    if {halves["1"][0], halves["2"][0]} != {mark}:
        raise BadSlip("the codes belong to two slips")
    return unpack(data)
