"""What one deposit leaves in the log: salted commitments and when, nothing about a person.

`c` is SHA-256(salt || SHA-256 of the file) and `sm3` is SM3(salt || SM3 of the file). Without the 32 random bytes of
salt nobody can try out whether a short text was deposited. The salt is on the certificate and in the
province's row; when both are
destroyed the leaf says nothing any more, which is the only erasure that a log can offer.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from legalnet.evidence.codes import parse_code

SALT = 32
VERSION = 1
Kind = Literal["file", "document", "recording", "consents", "opinion"]
"""What was deposited: a resident's file, a paper of a terminal, a recording, a ledger's head, a lawyer's opinion."""
KINDS: tuple[Kind, ...] = get_args(Kind)
_TERMINAL = re.compile(r"[A-Za-z0-9-]{1,40}")
_HEX = re.compile(r"[0-9a-f]{64}")
_written = json.JSONEncoder(separators=(",", ":")).encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadLeaf(ValueError):
    """The bytes are no leaf of ours, or not written the one way."""


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905) of some bytes; by the interpreter's own OpenSSL where that has it, which takes a third as long."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data).digest()
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


@dataclass(frozen=True)
class Digests:
    """The two digests of a file, raw."""

    sha256: bytes
    sm3: bytes

    def committed(self, salt: bytes) -> tuple[str, str]:
        """What of them stands in the leaf, hex."""
        return hashlib.sha256(salt + self.sha256).hexdigest(), sm3(salt + self.sm3).hex()


def digests(data: bytes) -> Digests:
    """Both digests of a file in memory."""
    return Digests(hashlib.sha256(data).digest(), sm3(data))


@dataclass(frozen=True)
class Leaf:
    """One entry of the log."""

    code: str
    """20 digits."""
    at: datetime
    """UTC, whole milliseconds: when the log took it in."""
    terminal: str
    kind: Kind
    commitment: str = field(repr=False)
    """Hex."""
    sm3: str = field(repr=False)
    """Hex."""

    @property
    def entry(self) -> bytes:
        """The bytes in the log: JSON without blanks, members in this order."""
        members = {
            "v": VERSION, "code": self.code, "t": milliseconds(self.at), "terminal": self.terminal,
            "kind": self.kind, "c": self.commitment, "sm3": self.sm3,
        }  # fmt: skip
        return _written(members).encode()

    def holds(self, found: Digests, salt: bytes) -> bool:
        """Whether this is the deposit of that file, by both digests."""
        return len(salt) == SALT and found.committed(salt) == (self.commitment, self.sm3)


def milliseconds(instant: datetime) -> int:
    """Since 1970, whole."""
    return (instant.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)


def instant(value: int) -> datetime:
    """Back from `milliseconds`. Raises `BadLeaf` beyond the year 9999."""
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        raise BadLeaf("time") from None


def parse_leaf(entry: bytes) -> Leaf:
    """The leaf that an entry holds. Raises `BadLeaf`."""
    try:
        found = json.loads(entry)
    except (ValueError, RecursionError):
        raise BadLeaf("not JSON") from None
    if not isinstance(found, dict) or not _fits(found):
        raise BadLeaf("members")
    leaf = Leaf(
        found["code"], instant(found["t"]), found["terminal"], found["kind"], found["c"], found["sm3"]
    )
    if leaf.entry != entry:
        raise BadLeaf("spelling")
    return leaf


_SPELLED = (
    rb'\{"v":1,"code":"([0-9]{20})","t":(0|[1-9][0-9]{0,14}),"terminal":"[A-Za-z0-9-]{1,40}",'
    rb'"kind":"(?:' + "|".join(KINDS).encode() + rb')","c":"[0-9a-f]{64}","sm3":"[0-9a-f]{64}"\}'
)
_ENTRY = re.compile(_SPELLED)
_BUNDLE = re.compile(rb"(?s:(?:..))(" + _SPELLED + rb")")
"""A leaf behind its length, as bundles of a log hold them."""
_LATEST = 253402300799999
"""Milliseconds of the last instant of the year 9999."""


def leaves_in(bundle: bytes) -> tuple[list[bytes], list[int]]:
    """Entries and codes of a bundle of leaves, one behind the other with their lengths: by the million.

    Raises `BadLeaf` for anything that is not leaves of ours alone.
    """
    found = _BUNDLE.findall(bundle)
    entries = [one[0] for one in found]
    if b"".join([len(one).to_bytes(2, "big") + one for one in entries]) != bundle:
        raise BadLeaf("bundle")
    codes = [int(one[1]) for one in found]
    if any(code % 97 != 1 for code in codes) or any(int(one[2]) > _LATEST for one in found):
        raise BadLeaf("code")
    return entries, codes


def code_in(entry: bytes) -> int:
    """The 20 digits of a leaf's code, for whoever reads millions of them: says yes to exactly what `parse_leaf` does.

    Raises `BadLeaf`.
    """
    found = _ENTRY.fullmatch(entry)
    if found is None or int(found[2]) > _LATEST:
        raise BadLeaf("spelling")
    code = int(found[1])
    if code % 97 != 1:
        raise BadLeaf("code")
    return code


def _fits(found: dict[str, object]) -> bool:
    """Each member of its kind; the spelling as a whole is compared afterwards."""
    code, at, kind = found.get("code"), found.get("t"), found.get("kind")
    texts = [
        (_TERMINAL, found.get("terminal")),
        (_HEX, found.get("c")),
        (_HEX, found.get("sm3")),
    ]
    return (
        isinstance(code, str)
        and parse_code(code) == code
        and isinstance(at, int)
        and not isinstance(at, bool)
        and at >= 0
        and kind in KINDS
        and all(isinstance(text, str) and pattern.fullmatch(text) for pattern, text in texts)
    )
