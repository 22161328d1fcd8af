"""An SM2-SM3 line on each head (GB/T 32918), for readers that must have China's commercial ciphers.

The key type 0xff leaves it to its own readers; everybody else skips the line, as the note format demands.
Signing is done by
OpenSSL 3, which Debian carries: pyca/cryptography has no SM2, gmssl is pure Python and not constant-time,
tongsuopy is one more native library for one line.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from legalnet.evidence.notes import OTHER, Note, Signature, key_id

IDENTITY = "1234567812345678"
"""The default identity of GB/T 35276."""
SUFFIX = "/sm2"
_LIMIT_S = 10


class Sm2Error(Exception):
    """OpenSSL would not."""


@dataclass(frozen=True)
class Sm2Line:
    """Makes the line; a callable that the log is given."""

    origin: str
    key: Path

    def __call__(self, text: str) -> Signature:
        """The line for a note's text. Raises `Sm2Error`."""
        name = self.origin + SUFFIX
        public = _openssl("pkey", "-in", str(self.key), "-pubout", "-outform", "DER")
        with tempfile.TemporaryDirectory() as folder:
            message = Path(folder) / "text"
            message.write_bytes(text.encode())
            made = _openssl(
                "pkeyutl", "-sign", "-inkey", str(self.key), "-rawin", "-in", str(message), "-digest", "sm3",
                "-pkeyopt", f"distid:{IDENTITY}",
            )  # fmt: skip
        return Signature(name, key_id(name, OTHER, public), made)


def verified(note: Note, origin: str, public: Path) -> bool:
    """Whether the note's SM2 line was made by the key in this PEM file (its public half)."""
    name = origin + SUFFIX
    der = _openssl("pkey", "-pubin", "-in", str(public), "-pubout", "-outform", "DER")
    lines = [one for one in note.signatures if one.name == name and one.key_id == key_id(name, OTHER, der)]
    with tempfile.TemporaryDirectory() as folder:
        message, made = Path(folder) / "text", Path(folder) / "signature"
        message.write_bytes(note.text.encode())
        for line in lines:
            made.write_bytes(line.data)
            try:
                _openssl(
                    "pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-rawin", "-in", str(message),
                    "-sigfile", str(made), "-digest", "sm3", "-pkeyopt", f"distid:{IDENTITY}",
                )  # fmt: skip
            except Sm2Error:
                continue
            return True
    return False


def _openssl(*arguments: str) -> bytes:
    """Its standard output. Raises `Sm2Error`."""
    try:
        done = subprocess.run(["openssl", *arguments], capture_output=True, timeout=_LIMIT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise Sm2Error("openssl did not answer") from None
    if done.returncode:
        raise Sm2Error("openssl refused")
    return done.stdout
