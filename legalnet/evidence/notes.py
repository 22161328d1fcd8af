"""Signed notes and the heads of logs in them (C2SP signed-note, tlog-checkpoint, tlog-cosignature).

A note is text that ends in a line feed, an empty line, and signature lines. Parsing is strict: whatever is not written
the one way that these formats allow is refused, so that one head has one text.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from legalnet.evidence.tree import HASH

ED25519, COSIGNATURE, OTHER = 0x01, 0x04, 0xFF
"""Kinds of keys: a log's, a witness's, and what the formats leave to whoever names it (here SM2)."""
DASH = "\u2014"
NAME = re.compile(r"[^\s+\x00-\x20\u2014]{1,120}")
DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
MOST_SIGNATURES = 16
LONGEST = 64 * 1024


class BadNote(ValueError):
    """The text is no note of this kind, or none that is written as it must be."""


def decoded(text: str) -> bytes:
    """The bytes of standard Base64 that has one spelling only. Raises `BadNote`."""
    try:
        found = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        raise BadNote("base64") from None
    if b64encode(found).decode() != text:
        raise BadNote("base64")
    return found


def number(text: str) -> int:
    """A decimal without leading zeroes. Raises `BadNote`."""
    if not DECIMAL.fullmatch(text):
        raise BadNote("number")
    return int(text)


def key_id(name: str, kind: int, key: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]


@dataclass(frozen=True)
class Key:
    """A public key that may sign notes."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """How signature lines name it."""
        return key_id(self.name, self.kind, self.raw)

    def __str__(self) -> str:
        """The verifier key of the signed-note format: `name+id+base64(kind, key)`."""
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.raw).decode()}"

    def signed(self, text: bytes, signature: bytes) -> int | None:
        """When the text was signed by this key in Unix seconds (0: the kind tells no time), None when it was not."""
        message, proof, at = text, signature, 0
        if self.kind == COSIGNATURE:
            at, proof = int.from_bytes(signature[:8], "big"), signature[8:]
            message = cosigned_text(text, at)
        elif self.kind != ED25519:
            return None
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(proof, message)
        except (InvalidSignature, ValueError):
            return None
        return at


def parse_key(text: str) -> Key:
    """The key of `Key.__str__`. Raises `BadNote`."""
    name, _, rest = text.partition("+")
    identity, _, encoded = rest.partition("+")
    data = decoded(encoded)
    if not NAME.fullmatch(name) or len(data) != 1 + HASH or data[0] not in (ED25519, COSIGNATURE):
        raise BadNote("key")
    key = Key(name, data[0], data[1:])
    if key.id.hex() != identity:
        raise BadNote("key id")
    return key


@dataclass(frozen=True)
class Signature:
    """One line below a note; not to be believed before `Key.signed`."""

    name: str
    key_id: bytes
    data: bytes

    def __str__(self) -> str:
        """The line, with its line feed."""
        return f"{DASH} {self.name} {b64encode(self.key_id + self.data).decode()}\n"


def parse_signature(line: str) -> Signature:
    """One signature line without its line feed. Raises `BadNote`."""
    mark, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = decoded(encoded)
    if mark != DASH or not NAME.fullmatch(name) or len(data) <= 4:
        raise BadNote("signature line")
    return Signature(name, data[:4], data[4:])


@dataclass(frozen=True)
class Note:
    """A text and who says to have signed it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        """As it travels."""
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, key: Key) -> int | None:
        """As `Key.signed`, by any line that names this key."""
        for one in self.signatures:
            if one.name == key.name and one.key_id == key.id:
                at = key.signed(self.text.encode(), one.data)
                if at is not None:
                    return at
        return None


def parse_note(text: str) -> Note:
    """The note in `text`. Raises `BadNote`; also for a line that stands there twice."""
    body, found, lines = text.rpartition("\n\n")[0] + "\n", "\n\n" in text, text.rpartition("\n\n")[2]
    if not found or len(text) > LONGEST or not lines.endswith("\n") or body == "\n" or "\r" in text:
        raise BadNote("not a note")
    signatures = tuple(parse_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MOST_SIGNATURES or len(set(signatures)) != len(signatures):
        raise BadNote("signature lines")
    return Note(body, signatures)


@dataclass(frozen=True)
class Head:
    """What a log says of itself at one size."""

    origin: str
    size: int
    root: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The checkpoint's body."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_head(text: str) -> Head:
    """The head that a note's text holds; extension lines are refused, ours has none. Raises `BadNote`."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise BadNote("checkpoint")
    root = decoded(lines[2])
    if not NAME.fullmatch(lines[0]) or len(root) != HASH:
        raise BadNote("checkpoint")
    return Head(lines[0], number(lines[1]), root)


def cosigned_text(text: bytes, at: int) -> bytes:
    """What a witness signs: the time and the checkpoint's body."""
    return f"cosignature/v1\ntime {at}\n".encode() + text


class Signer:
    """A private key under a name: a log's, or a witness's that says when."""

    def __init__(self, name: str, key: Ed25519PrivateKey, kind: int = ED25519) -> None:
        self._key = key
        self.public = Key(name, kind, key.public_key().public_bytes_raw())

    def sign(self, text: str, at: int = 0) -> Signature:
        """The line for a note's text; a witness's says that it saw it at `at` (Unix seconds)."""
        data = text.encode()
        if self.public.kind == COSIGNATURE:
            raw = at.to_bytes(8, "big") + self._key.sign(cosigned_text(data, at))
        else:
            raw = self._key.sign(data)
        return Signature(self.public.name, self.public.id, raw)


ForeignSigner = Callable[[str], Signature]
"""Makes a further line that only its own readers understand, such as an SM2 signature (kind 0xff)."""
