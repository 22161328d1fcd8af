"""Takes a proof out of what people bring: a certificate PDF, a proof file, texts of QR codes, photos of a slip.

The files come from anybody, so PDFs and pictures are opened in a process of its own (`reading_worker`) with little memory
and time; nothing in them is fetched or run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from legalnet.evidence import slips
from legalnet.evidence.proofs import BadProof, Proof, parse_extra, parse_proof
from legalnet.evidence.trust import Trust

LARGEST = 64 * 1024 * 1024
WALL_S = 120.0
Source = Literal["pdf", "proof", "codes"]
Trouble = Literal["missing", "too_large", "no_proof", "half_slip", "damaged", "too_much_work"]


class Unreadable(Exception):
    """No proof could be read; `code` says why."""

    def __init__(self, code: Trouble) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Read:
    """A proof as it was brought, not judged yet."""

    source: Source
    entry: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    proof: Proof = field(repr=False)


def read(paths: Sequence[Path], trust: Trust) -> Read:
    """The proof in one file, or in several photos of one slip. Raises `Unreadable`.

    `trust` is needed for slips, which carry key ids in place of names; it decides nothing here.
    """
    texts: list[str] = []
    for path in paths:
        source, found = _contents(path)
        if source == "codes":
            texts += found
            continue
        for text in found:
            proof = _proof_of(text)
            extra = parse_extra(proof.extra)
            if extra is not None:
                return Read(source, extra.entry, extra.salt, proof)
        raise Unreadable("no_proof")
    return _from_codes(texts, trust)


def _from_codes(texts: Sequence[str], trust: Trust) -> Read:
    parts = [text for text in texts if slips.is_part(text)]
    if not parts:
        raise Unreadable("no_proof")
    try:
        slip = slips.from_texts(parts)
        return Read("codes", slip.leaf.entry, slip.salt, slip.proof(trust))
    except slips.BadSlip as error:
        raise Unreadable("half_slip" if "missing" in str(error) else "damaged") from None


def _proof_of(text: str) -> Proof:
    try:
        return parse_proof(text)
    except BadProof:
        raise Unreadable("damaged") from None


def _contents(path: Path) -> tuple[Source, list[str]]:
    """What kind of thing a file is, by its bytes, and the texts in it."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable("too_large")
        data = path.read_bytes()
    except OSError:
        raise Unreadable("missing") from None
    if data.startswith(b"c2sp.org/tlog-proof@"):
        return "proof", [_text(data)]
    if data.startswith(b"LBE1/"):
        return "codes", [line for line in _text(data).split("\n") if line]
    source: Source = "pdf" if data.startswith(b"%PDF-") else "codes"
    return source, _worked(path)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unreadable("damaged") from None


def _worked(path: Path) -> list[str]:
    """What the worker found in a PDF or picture."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.evidence.reading_worker", str(path.resolve())],
            capture_output=True, timeout=WALL_S, check=False,
        )  # fmt: skip
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable("too_much_work") from None
    except ValueError:
        raise Unreadable("too_much_work" if done.returncode < 0 else "damaged") from None
    if not isinstance(found, list):
        raise Unreadable("damaged")
    return [str(text) for text in found]
